"""What detectors ask of whoever knows where weight files lie."""

from pathlib import Path
from typing import Protocol


class WeightFile(Protocol):
    """A weight file on this machine."""

    @property
    def path(self) -> Path:
        """Where it lies."""
        ...

    @property
    def sha256(self) -> str:
        """SHA-256 of its content, checked."""
        ...


class DetectorWeights(Protocol):
    """Who knows where weight files lie."""

    def find(self, name: str) -> WeightFile | None:
        """The detector weights of this name, checked; None where there are none.

        Raises:
            CbaError: there should be some, but they are missing or not what they were.
        """
        ...

    def names(self) -> list[str]:
        """Names of all detector weights at hand."""
        ...
