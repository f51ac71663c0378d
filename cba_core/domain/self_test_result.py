"""What the last self-test on this machine found, as reports tell it (E29)."""

from dataclasses import dataclass
from datetime import datetime

from cba_core.domain.ids import ModelId


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTestFigure:
    """A measured figure beside the recorded one."""

    name: str
    recorded: float | None  # None: it is undefined there
    allowed: float
    measured: float | None
    passed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTestResult:
    """The verdict of a self-test against the figures of its own version."""

    program: str  # version
    engine_sha256: str
    model_id: ModelId
    detector_sha256: str
    footage: str  # which set: rendered or sample
    passed: bool
    deviations: tuple[str, ...]
    figures: tuple[SelfTestFigure, ...]
    files_compared: int
    time: datetime  # aware
    system: str
    processor: str
    detector_backend: str
    encoder_backend: str
