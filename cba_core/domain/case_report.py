"""A report of a case: what it is to hold, what was written, and what it has to say is missing."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from cba_core.domain.ids import FootageId

PLAIN_PROPOSITIONS = (
    "The candidate shows the person of the query.",
    "The candidate shows another person of similar appearance.",
)
"""Two that compete, where nobody gave any (E24)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWishes:
    """What a person asks of a report."""

    title: str = ""  # else the case's
    propositions: tuple[str, ...] = ()  # two or more that compete; else plain ones
    leave_out: tuple[str, ...] = ()  # names of exhibits that are told of and not copied
    with_log: bool = False  # the whole log in the JSON, for disclosure


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportMade:
    """What was written."""

    folder: Path
    json_sha256: str
    head: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RankDifference:
    """Where a list that was made again differs from the report's."""

    query: str
    rank: int
    expected: int | None
    found: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportCheck:
    """Every list of a report, made again and compared rank by rank (E18)."""

    lists: int
    differences: tuple[RankDifference, ...]

    @property
    def queries(self) -> tuple[str, ...]:
        """Queries whose lists differ, each once."""
        return tuple(dict.fromkeys(one.query for one in self.differences))


class LackKind(StrEnum):
    """What a report has to say was not done, and a person may still do."""

    NOT_SEARCHED = "not searched"
    NOT_THERE = "not where it was"
    CLOCK_NOT_TOLD = "clock not told"
    NOT_COMPARED = "not compared since added"
    FAULTS_FOUND = "faults found"
    NOTHING_DECIDED = "nothing decided"
    NO_SECOND_READING = "no second reading"
    SELF_TEST_NOT_RUN = "self-test not run"
    FIGURES_NOT_MEASURED = "error figures not measured"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportLack:
    """One thing that is missing, of how many it is, and in which files."""

    kind: LackKind
    count: int = 1
    total: int = 1
    footage: tuple[FootageId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ReportPreview:
    """The report as it would be now; nothing of it was written into the case."""

    pdf: bytes
    head: str  # of the log, as it stands in it
    findings: int
    lacks: tuple[ReportLack, ...]
