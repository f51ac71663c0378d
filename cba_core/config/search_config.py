"""Settings of one search."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from cba_core.domain.errors import ConfigError

Into = Literal["other", "visible", "infrared", "any"]
MOST_CANDIDATES = 2000
"""A page nobody reads to its end; keeps the window's grid within its bounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchConfig:
    """What to rank and how much of it to show."""

    into: Into = "other"
    """Modality of the candidates; `other` is the one the query is not."""
    cameras: tuple[str, ...] = ()
    """Only these cameras; empty means all."""
    earliest: datetime | None = None
    """Only tracklets that end at or after this time (aware)."""
    latest: datetime | None = None
    """Only tracklets that start at or before this time (aware)."""
    minimum_length: int = 1
    """Only tracklets seen in at least this many sampled frames."""
    include_own_segment: bool = False
    """Also rank tracklets of the footage segment the query comes from."""
    with_accepted: bool = False
    """Re-rank by the query and the candidates accepted for it."""
    show_rejected: bool = False
    """Also show candidates that were decided to show somebody else."""
    limit: int = 60
    """How many candidates to give."""

    def __post_init__(self) -> None:
        if not 1 <= self.limit <= MOST_CANDIDATES:
            raise ConfigError("limit", f"must lie in 1..{MOST_CANDIDATES}, got {self.limit}")
        if self.minimum_length < 1:
            raise ConfigError("minimum_length", f"must be at least 1, got {self.minimum_length}")
        for key, moment in (("earliest", self.earliest), ("latest", self.latest)):
            if moment is not None and moment.tzinfo is None:
                raise ConfigError(key, "a time needs its zone, such as 2026-03-01T18:00+01:00")
