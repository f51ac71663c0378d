"""Where a case stands and what can be chosen, at a glance."""

from dataclasses import dataclass

from cba_core.domain.ids import ModelId


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexState:
    """How far the case's index has come."""

    footage_total: int
    footage_indexed: int
    footage_failed: int
    footage_missing: int
    tracklets_visible: int
    tracklets_infrared: int
    model_id: ModelId | None  # None: never indexed
    tracklets_without_vector: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectorChoice:
    """A person detector that indexing can be asked for."""

    name: str
    title: str
    remedy: str  # what to do first; empty: it is ready

    @property
    def is_ready(self) -> bool:
        """Whether it can be used now."""
        return not self.remedy
