"""Everything that goes wrong passes here on its way to the person."""

import traceback
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from app.engine_link.engine_texts import engine_text
from app.engine_link.remedies import window_remedy
from cba_core.domain.errors import CbaError


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What a person is told; a bug carries a report."""

    what: str
    remedy: str
    is_bug: bool = False
    details: str = ""

    @staticmethod
    def of(problem: BaseException) -> "Failure":
        """A `CbaError` says what; what to do is said for the window. Anything else is a bug."""
        if isinstance(problem, CbaError):
            remedy = window_remedy(problem.kinds, problem.remedy)
            return Failure(what=engine_text(problem.what), remedy=remedy)
        return Failure(
            what=f"{type(problem).__name__}: {problem}",
            remedy="",
            is_bug=True,
            details="".join(traceback.format_exception(problem)),
        )


class FailureBus(QObject):
    """Carries failures from where they happen to the dialog that shows them."""

    failed = Signal(Failure)

    def report(self, problem: BaseException) -> None:
        """Tell the person; call it on the GUI thread."""
        self.failed.emit(Failure.of(problem))

    def tell(self, failure: Failure) -> None:
        """Tell the person of a failure that was put into words already."""
        self.failed.emit(failure)
