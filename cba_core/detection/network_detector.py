"""What every detector that runs a network has in common."""

from abc import ABC, abstractmethod
from collections.abc import Sequence

import numpy as np

from cba_core.detection.networks import Network
from cba_core.domain.arrays import UInt8Array
from cba_core.domain.detection import Detections
from cba_core.domain.footage import Frame, Modality


class NetworkDetector(ABC):
    """A `Detector` over one network and its weight file."""

    def __init__(self, name: str, sha256: str, network: Network) -> None:
        self._name = name
        self._sha256 = sha256
        self._network = network

    @property
    def name(self) -> str:
        """The name it was made by."""
        return self._name

    @property
    def weights_sha256(self) -> str | None:
        """SHA-256 of the weight file."""
        return self._sha256

    @property
    def backend(self) -> str:
        """What runs it, for the log."""
        return self._network.backend

    def detect(self, frames: Sequence[Frame], modalities: Sequence[Modality]) -> list[Detections]:
        """One entry per frame; each frame is run alone, so a batch changes nothing."""
        return [
            self._detect(np.ascontiguousarray(frame.pixels), modality)
            for frame, modality in zip(frames, modalities, strict=True)
        ]

    @abstractmethod
    def _detect(self, frame: UInt8Array, modality: Modality) -> Detections:
        """The persons in one upright RGB picture (h, w, 3)."""
