"""How much of a case's footage was looked through: absent, failed and not begun differ."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from cba_core.domain.footage import Footage, FootageState


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
