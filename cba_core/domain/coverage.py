"""How much of a case's footage was looked through: absent, failed and not begun differ."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from cba_core.domain.footage import Footage, FootageState
from cba_core.domain.ids import FootageId
from cba_core.domain.time_stamps import TimeFaultCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class FootageCoverage:
    """Numbers of footage files; each file counts once."""

    indexed: int  # looked through to the end, wherever the file is now
    failed: int  # there, and could not be looked through
    missing: int  # not there, and never looked through to the end
    waiting: int  # there, and not looked through to the end yet

    @property
    def total(self) -> int:
        """All files of the case."""
        return self.indexed + self.failed + self.missing + self.waiting

    @classmethod
    def of(cls, footage: Iterable[Footage]) -> Self:
        """Count files."""
        indexed = failed = missing = waiting = 0
        for one in footage:
            if one.reached is FootageState.INDEXED:
                indexed += 1
            elif one.state is FootageState.MISSING:
                missing += 1
            elif one.state is FootageState.FAILED:
                failed += 1
            else:
                waiting += 1
        return cls(indexed=indexed, failed=failed, missing=missing, waiting=waiting)


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingGaps:
    """Where recordings hold nothing: a gap within a file is no footage, and nobody is seen in it.

    Of files that were looked into; what lies between two files is not told.
    """

    gaps: int = 0
    seconds: float = 0.0  # from the frame before each gap to the one behind it, summed
    files: int = 0  # that have gaps
    unknown: int = 0  # looked into, and their time stamps were not read or there are none

    @classmethod
    def of(cls, footage: Iterable[Footage], counts: Mapping[FootageId, TimeFaultCounts]) -> Self:
        """Sum up.

        Args:
            footage: the files that are meant; those that nobody looked into do not count.
            counts: of every file whose time stamps were read.
        """
        looked_into = [one.id for one in footage if one.reached is FootageState.INDEXED]
        known = [counts[one] for one in looked_into if one in counts]
        return cls(
            gaps=sum(one.gaps for one in known),
            seconds=sum(one.gap_s for one in known),
            files=sum(one.gaps > 0 for one in known),
            unknown=len(looked_into) - len(known),
        )
