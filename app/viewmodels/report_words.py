"""What a report holds, what it lacks, and what came of it, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication

from app.viewmodels.counts import Counts
from app.viewmodels.decided import Decided
from app.viewmodels.wording import files_text
from cba_core.domain.case_report import LackKind, RankDifference, ReportCheck, ReportLack
from cba_core.domain.exhibits import Exhibit
from cba_core.domain.ids import TrackletId, tracklet_label

translate = QCoreApplication.translate

SELF_TEST_COMMAND = "cba self-test"
_MOST_DIFFERENCES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class LackWords:
    """One thing that is missing, what follows from it, and where the button leads."""

    heading: str
    text: str
    jump: str


def lack_words(lack: ReportLack) -> LackWords:
    """What is missing, and how it is mended."""
    return _WORDS[lack.kind](lack)


def left_text(
    decided: Decided, lacks: Sequence[ReportLack] | None, *, knows_all: bool = True
) -> str:
    """What is in the report and how much is missing, in a few words.

    Args:
        decided: what the report has findings of.
        lacks: what is missing; None: nobody has looked yet.
        knows_all: whether that is all. Else more may come to light once the report is drawn, and
            nothing is called complete.
    """
    findings = len(decided.queries)
    told = Counts.findings(findings) if findings else translate("report", "no finding yet")
    if lacks is None or not findings:
        return told
    if not lacks:
        return (
            translate("report", "{findings}, complete").format(findings=told) if knows_all else told
        )
    if not knows_all:
        return translate("report", "{findings}, at least {count} missing").format(
            findings=told, count=len(lacks)
        )
    return translate("report", "{findings}, {count} missing").format(
        findings=told, count=len(lacks)
    )


def exhibit_text(exhibit: Exhibit) -> str:
    """`E0001  still, North gate`."""
    kind = str(exhibit.manifest.get("kind", ""))
    source = exhibit.manifest.get("source")
    camera = str(source.get("camera", "")) if isinstance(source, dict) else ""
    return f"{exhibit.name}  " + ", ".join(part for part in (kind, camera) if part)


def check_text(check: ReportCheck) -> str:
    """What came of making every list again."""
    if not check.lists:
        return translate(
            "report", "No list is in this report: nothing was decided when it was made."
        )
    lists = Counts.lists(check.lists)
    if not check.differences:
        return translate("report", "{lists} made again, the same rank by rank.").format(lists=lists)
    first = "; ".join(_difference_text(one) for one in check.differences[:_MOST_DIFFERENCES])
    more = len(check.differences) - _MOST_DIFFERENCES
    more_text = (
        translate("report", "; and {count} more ranks").format(count=more) if more > 0 else ""
    )
    said = translate("report", "{count} of {lists} differ.").format(
        count=len(check.queries), lists=lists
    )
    why = translate("report", "Model, settings or footage are others than when it was made.")
    return f"{said} {first}{more_text}. {why}"


def _difference_text(one: RankDifference) -> str:
    expected, found = (
        translate("report", "nobody") if each is None else tracklet_label(TrackletId(each))
        for each in (one.expected, one.found)
    )
    return translate(
        "report", "Query {query}, rank {rank}: {expected} in the report, {found} now"
    ).format(query=one.query, rank=one.rank, expected=expected, found=found)


def _not_searched(lack: ReportLack) -> LackWords:
    if not lack.total:
        return LackWords(
            heading=translate("report", "No footage was added"),
            text=translate("report", "A report tells what was found in footage."),
            jump=translate("report", "Add some…"),
        )
    return LackWords(
        heading=translate("report", "{count} of {files} not searched").format(
            count=lack.count, files=files_text(lack.total)
        ),
        text=translate(
            "report", "Nobody is found in what was not searched; the report names these files."
        ),
        jump=translate("report", "Index…"),
    )


def _not_there(lack: ReportLack) -> LackWords:
    return LackWords(
        heading=translate("report", "{files} not where they were").format(
            files=files_text(lack.count)
        )
        if lack.count > 1
        else translate("report", "1 file not where it was"),
        text=translate("report", "Nobody can compare or play them until they are found again."),
        jump=translate("report", "Find them…"),
    )


def _clock_not_told(lack: ReportLack) -> LackWords:
    return LackWords(
        heading=translate("report", "{files} without a clock").format(files=files_text(lack.count)),
        text=translate("report", "Their times are told as not corrected, or not at all."),
        jump=translate("report", "Tell clocks…"),
    )


def _not_compared(lack: ReportLack) -> LackWords:
    return LackWords(
        heading=translate("report", "{files} not compared since they were added").format(
            files=files_text(lack.count)
        ),
        text=translate("report", "The report cannot say that they are what they were."),
        jump=translate("report", "Compare…"),
    )


def _faults_found(lack: ReportLack) -> LackWords:
    return LackWords(
        heading=translate("report", "{faults} found in the case").format(
            faults=Counts.faults(lack.count)
        ),
        text=translate("report", "The last look found them, and the report says so."),
        jump=translate("report", "See them…"),
    )


def _nothing_decided(_: ReportLack) -> LackWords:
    return LackWords(
        heading=translate("report", "Nothing was decided"),
        text=translate(
            "report", "A report tells what people decided. Without that it has no finding."
        ),
        jump=translate("report", "Search…"),
    )


def _no_second_reading(_: ReportLack) -> LackWords:
    return LackWords(
        heading=translate("report", "No second reading"),
        text=translate(
            "report",
            "Nobody read the candidates once more without the first verdicts. Choose a query "
            "under Review; cba blind make puts it up for another reader.",
        ),
        jump=translate("report", "Review…"),
    )


def _self_test_not_run(_: ReportLack) -> LackWords:
    return LackWords(
        heading=translate("report", "Self-test not run with this version"),
        text=translate(
            "report",
            "The report cannot say that this program works as it should on this machine. "
            "In a terminal, {command} finds out in a minute or so.",
        ).format(command=_on_one_line(SELF_TEST_COMMAND)),
        jump=translate("report", "Copy the command"),
    )


def _on_one_line(command: str) -> str:
    """As it is shown: a line may end neither at its space nor at its hyphen."""
    return command.replace(" ", "\u00a0").replace("-", "\u2011")


def _figures_not_measured(lack: ReportLack) -> LackWords:
    return LackWords(
        heading=translate("report", "Error figures not measured")
        if lack.count == lack.total
        else translate("report", "Error figures of {count} of {total} pairs not measured").format(
            count=lack.count, total=lack.total
        ),
        text=translate(
            "report",
            "Too few people were seen at one moment by one camera, or by cameras that lie apart. "
            "More footage and right clocks help.",
        ),
        jump=translate("report", "Evidence…"),
    )


_WORDS = {
    LackKind.NOT_SEARCHED: _not_searched,
    LackKind.NOT_THERE: _not_there,
    LackKind.CLOCK_NOT_TOLD: _clock_not_told,
    LackKind.NOT_COMPARED: _not_compared,
    LackKind.FAULTS_FOUND: _faults_found,
    LackKind.NOTHING_DECIDED: _nothing_decided,
    LackKind.NO_SECOND_READING: _no_second_reading,
    LackKind.SELF_TEST_NOT_RUN: _self_test_not_run,
    LackKind.FIGURES_NOT_MEASURED: _figures_not_measured,
}
