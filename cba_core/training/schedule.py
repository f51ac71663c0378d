"""Which step belongs to which stage, and its learning rate."""

import hashlib
import json
from dataclasses import asdict, dataclass

from cba_core.config.train_config import TrainConfig

REVISION = 1
"""Counts up where the same settings train another network than before."""

_LATER_RATE = 0.1  # of the learning rate, after the drop


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The warm-up, or one round."""

    title: str  # for people
    begins_at: int  # step
    is_warm_up: bool = False
    is_intra: bool = False  # within each modality alone
    round_number: int = 0  # within its kind
    rounds: int = 0  # of its kind


class Schedule:
    """The steps of a run: warm-up, rounds within modalities, rounds of the method."""

    def __init__(self, config: TrainConfig) -> None:
        """Lay out the steps."""
        self._config = config
        self._warm_up = config.warm_up_steps
        self._intra = config.intra_rounds
        self._cross = config.rounds.cross
        self._steps = config.rounds.steps

    @property
    def total(self) -> int:
        """Steps in all."""
        return self._config.total_steps

    def stage_of(self, step: int) -> Stage:
        """The stage that a step lies in."""
        if step < self._warm_up:
            return Stage(title="Warming up", begins_at=0, is_warm_up=True)
        number = (step - self._warm_up) // self._steps
        begins_at = self._warm_up + number * self._steps
        if number < self._intra:
            return Stage(
                title="Learning within each modality",
                begins_at=begins_at,
                is_intra=True,
                round_number=number,
                rounds=self._intra,
            )
        return self._cross_stage(number - self._intra, begins_at)

    def after_the_last(self) -> Stage:
        """What would come next: the plan of the finished network is judged with it."""
        if self._cross == 0:
            return Stage(
                title="Measuring", begins_at=self.total, is_intra=True,
                round_number=self._intra, rounds=self._intra,
            )  # fmt: skip
        return self._cross_stage(self._cross, self.total, title="Measuring")

    def _cross_stage(
        self, number: int, begins_at: int, *, title: str = "Learning across modalities"
    ) -> Stage:
        return Stage(title=title, begins_at=begins_at, round_number=number, rounds=self._cross)

    def ends_round(self, step: int) -> bool:
        """Whether a round is complete after so many steps."""
        done = step - self._warm_up
        return done > 0 and done % self._steps == 0

    def learning_rate(self, step: int) -> float:
        """Rises linearly at the beginning of warm-up and rounds; drops late in the rounds."""
        settings = self._config.optimiser
        in_rounds = step >= self._warm_up
        since = step - self._warm_up if in_rounds else step
        rate = settings.learning_rate * min(1.0, (since + 1) / max(1, settings.rising_steps))
        of_rounds = self.total - self._warm_up
        if in_rounds and since >= settings.drop_after * of_rounds:
            rate *= _LATER_RATE
        return rate

    def digest(self, data: str, beginning: str) -> str:
        """SHA-256 of all that a run follows from."""
        facts = {
            "revision": REVISION,
            "config": asdict(self._config),
            "data": data,
            "beginning": beginning,
        }
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()
