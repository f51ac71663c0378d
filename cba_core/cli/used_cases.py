"""Cases that a long run reads and leaves again, with its rows in their logs."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cba_core.case import Case
from cba_core.cli.case_commands import author, opened_to_ask
from cba_core.cli.console import on_one_line, stderr
from cba_core.domain.case_log import Details, LogAction
from cba_core.domain.errors import CbaError
from cba_core.domain.learning import TrackletSource


class UsedCases:
    """No case is open while the run works: it may take days, and a case is restored or moved."""

    def __init__(self, run: str, actor: str | None, reason: str) -> None:
        self._run = run
        self._actor = actor
        self._reason = reason
        self._read: list[Path] = []

    def read(self, case: Path) -> tuple[TrackletSource, Details]:
        """Its tracklets, and what was logged of looking at them.

        Logged before the run, so that one which is killed has its row all the same.

        Raises:
            CbaError: it cannot be opened, or it can be written and that failed.
        """
        with opened_to_ask(case, author(self._actor, self._reason, case)) as opened:
            source, details = opened.models.looked_at(self._run)
        self._read.append(case)
        return source, details

    def tell(self, action: LogAction, what: str, details: Details) -> None:
        """A row in every case that was read; where that fails it is said, and the run stands."""
        for case in self._read:
            with self._again(case) as opened:
                opened.log.append(action, what, details)

    def tell_of_failure(self, error: BaseException) -> None:
        """Likewise, why the run ended early."""
        for case in self._read:
            with self._again(case) as opened:
                opened.log.append_failure(self._run, error)

    @contextmanager
    def _again(self, case: Path) -> Iterator[Case]:
        try:
            with opened_to_ask(case, author(self._actor, self._reason, case)) as opened:
                yield opened
        except CbaError as problem:
            stderr.print(on_one_line(f"Note: this is not logged in {case}: {problem}"))


@contextmanager
def used_cases(run: str, actor: str | None, reason: str) -> Iterator[UsedCases]:
    """Whatever ends the block early is logged in the cases that were read.

    Args:
        run: what is done with them, such as `train`.
        actor: who does it; None: the examiner of each.
        reason: why.
    """
    used = UsedCases(run, actor, reason)
    try:
        yield used
    except BaseException as error:
        used.tell_of_failure(error)
        raise
