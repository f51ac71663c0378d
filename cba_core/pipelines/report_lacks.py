"""What a report would have to say is missing: as it says it, told before it is written."""

from collections.abc import Iterator, Sequence
from typing import Any

from cba_core.domain.blind_reading import BlindResult
from cba_core.domain.case_report import LackKind, ReportLack
from cba_core.domain.error_figures import ErrorCurve
from cba_core.domain.footage import FootageState
from cba_core.pipelines.kept_self_test import kept_self_test
from cba_core.pipelines.report_findings import asked_queries
from cba_core.pipelines.reported_case import ReportedCase

Json = dict[str, Any]


def lacks_of(
    case: ReportedCase, integrity: Json, curves: Sequence[ErrorCurve] | None = None
) -> Iterator[ReportLack]:
    """What is missing, in the order of the work.

    Args:
        case: the case.
        integrity: when its files were last compared, as `integrity_facts` tells it.
        curves: its error figures; None where nobody waits for them, and nothing is said of them.
    """
    files = case.reading.footage.all()
    total = len(files)
    left = tuple(one.id for one in files if one.reached is not FootageState.INDEXED)
    if left or not total:
        yield ReportLack(kind=LackKind.NOT_SEARCHED, count=len(left), total=total, footage=left)
    gone = tuple(one.id for one in files if one.state is FootageState.MISSING)
    if gone:
        yield ReportLack(kind=LackKind.NOT_THERE, count=len(gone), total=total, footage=gone)
    clocks = case.reading.clocks.all()
    untold = tuple(one.id for one in files if one.id not in clocks)
    if untold:
        yield ReportLack(
            kind=LackKind.CLOCK_NOT_TOLD, count=len(untold), total=total, footage=untold
        )
    yield from _of_integrity(integrity, total)
    if not asked_queries(case.review.decisions(), case.review.nobody_here()):
        yield ReportLack(kind=LackKind.NOTHING_DECIDED)
    elif not any(isinstance(one, BlindResult) for one in case.review.blind.results()):
        yield ReportLack(kind=LackKind.NO_SECOND_READING)
    if kept_self_test(case.model_id()) is None:
        yield ReportLack(kind=LackKind.SELF_TEST_NOT_RUN)
    if curves is not None:
        measured = sum(one.is_measured for one in curves)
        if measured < len(curves) or not curves:
            yield ReportLack(
                kind=LackKind.FIGURES_NOT_MEASURED,
                count=len(curves) - measured,
                total=len(curves),
            )


def _of_integrity(integrity: Json, total: int) -> Iterator[ReportLack]:
    compared = integrity["compared"]
    counted = compared["footage"] if compared and isinstance(compared["footage"], int) else 0
    if total > counted:
        yield ReportLack(kind=LackKind.NOT_COMPARED, count=total - counted, total=total)
    faults = [look["faults_in_all"] for look in integrity.values() if look is not None]
    if any(faults):
        yield ReportLack(kind=LackKind.FAULTS_FOUND, count=max(filter(None, faults)))
