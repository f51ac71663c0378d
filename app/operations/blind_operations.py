"""Second readings: putting a query up, reading it, and looking at the agreement."""

from collections.abc import Callable

from app.engine_link.open_case import OpenCase
from app.operations.review_operations import Done, NotDone, write_edit
from cba_core.domain.blind_reading import BlindProgress, BlindQuestion, BlindResult
from cba_core.domain.changes import ChangeSet
from cba_core.domain.decisions import Because, QueryKey, Verdict
from cba_core.domain.errors import CbaError


def put_up(
    *, desk: OpenCase, query: QueryKey, non_members: int, done: Callable[[BlindProgress], None]
) -> None:
    """Make a set of what was decided on a query, for another person to read."""

    def take(made: BlindProgress) -> None:
        desk.changes.publish(ChangeSet(decisions=True))
        done(made)

    blind = desk.case.review.blind
    desk.tasks.edits.run(lambda: blind.make(query, non_members=non_members), take)


def ask_question(
    *,
    desk: OpenCase,
    number: int,
    place: int | None,
    done: Callable[[BlindQuestion | None], None],
    failed: NotDone,
) -> None:
    """One place of a set; without `place` the first that is not read, None where all are.

    Where another name was given since, a refusal is meant for nobody: `failed` without a word.
    """
    log, blind = desk.case.log, desk.case.review.blind
    asked_as = log.author

    def work() -> BlindQuestion | None:
        return blind.next(number) if place is None else blind.at(number, place)

    def fail(problem: Exception) -> None:
        failed(problem)
        if log.author == asked_as or not isinstance(problem, CbaError):
            desk.failures.report(problem)

    desk.tasks.queries.run(work, done, fail)


def say(
    *,
    desk: OpenCase,
    question: BlindQuestion,
    verdict: Verdict | None,
    because: tuple[Because, ...],
    note: str,
    done: Done,
    failed: NotDone,
) -> None:
    """Decide about a place as the second reader; None takes it back."""
    number, place, blind = question.number, question.place, desk.case.review.blind
    write_edit(
        desk,
        lambda: blind.decide(number, place, verdict, because=because, note=note),
        done,
        failed,
    )


def ask_agreement(*, desk: OpenCase, number: int, done: Callable[[BlindResult], None]) -> None:
    """How far the two readers of a finished set agree."""
    blind = desk.case.review.blind
    desk.tasks.queries.run(lambda: blind.result(number), done)
