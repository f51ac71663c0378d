"""Recorded figures beside measured ones, each with its verdict."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cba_core.self_test.named_figures import NamedFigure
from cba_core.self_test.recorded_figures import ExpectedFigure

_ROUNDING = 1e-6
"""Recorded figures have six digits behind the point."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedFigure:
    """One line of the page."""

    name: str
    expected: float | None
    allowed: float
    measured: float | None
    is_count: bool = False
    remark: str = ""

    @property
    def passed(self) -> bool:
        """Whether it lies where it may."""
        return not self.remark and self._is_within(self.allowed)

    @property
    def is_as_recorded(self) -> bool:
        """Whether it is the very figure."""
        return not self.remark and self._is_within(0.0)

    def _is_within(self, allowed: float) -> bool:
        if self.expected is None or self.measured is None:
            return self.expected is None and self.measured is None
        return abs(self.measured - self.expected) <= allowed + _ROUNDING


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedContent:
    """A file whose content has to be the recorded one; SHA-256."""

    name: str
    expected: str
    found: str

    @property
    def passed(self) -> bool:
        """Whether it is the very same."""
        return self.expected == self.found


def judge(
    expected: Mapping[str, ExpectedFigure], measured: Sequence[NamedFigure]
) -> list[JudgedFigure]:
    """Every figure that was recorded or measured, in the order of measuring."""
    judged = []
    for one in measured:
        recorded = expected.get(one.name)
        judged.append(
            JudgedFigure(
                name=one.name,
                expected=recorded.expected if recorded else None,
                allowed=recorded.allowed if recorded else 0.0,
                measured=one.value,
                is_count=one.is_count,
                remark="" if recorded else "was not recorded",
            )
        )
    names = {one.name for one in measured}
    judged += [
        JudgedFigure(
            name=name,
            expected=recorded.expected,
            allowed=recorded.allowed,
            measured=None,
            remark="was not measured",
        )
        for name, recorded in expected.items()
        if name not in names
    ]
    return judged
