"""The encoder as it comes: what every kind of training has to beat."""

from dataclasses import dataclass
from typing import ClassVar, NoReturn

from cba_core.training.round_plan import RoundView


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenEncoder:
    """No training at all."""

    name: ClassVar[str] = "frozen"
    uses_labels: ClassVar[bool] = False
    uses_cameras: ClassVar[bool] = False
    wants_perturbed: ClassVar[bool] = False

    def plan(self, view: RoundView) -> NoReturn:
        """It has no rounds.

        Raises:
            ValueError: always.
        """
        raise ValueError(
            f"the frozen encoder is not trained, and was asked for round {view.number}"
        )
