"""Person detections of a frame, and who finds them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from cba_core.domain.arrays import BoolArray, FloatArray, IntArray
from cba_core.domain.footage import Frame, Modality


@dataclass(frozen=True, slots=True, eq=False)
class Detections:
    """The persons found in one frame."""

    boxes: FloatArray  # (n, 4) x1 y1 x2 y2, px of the upright source frame
    scores: FloatArray  # (n,) in 0..1

    def __post_init__(self) -> None:
        if self.boxes.ndim != 2 or self.boxes.shape[1] != 4:  # noqa: PLR2004  (x1 y1 x2 y2)
            raise ValueError(f"boxes must have shape (n, 4), got {self.boxes.shape}")
        if self.scores.shape != (len(self.boxes),):
            raise ValueError(
                f"scores must have shape ({len(self.boxes)},), got {self.scores.shape}"
            )

    def __len__(self) -> int:
        return len(self.boxes)

    def __getitem__(self, which: BoolArray | IntArray) -> "Detections":
        return Detections(self.boxes[which], self.scores[which])

    @staticmethod
    def none() -> "Detections":
        """No persons."""
        return Detections(np.empty((0, 4), np.float32), np.empty(0, np.float32))


class Detector(Protocol):
    """Finds persons in frames; one instance serves one thread."""

    @property
    def name(self) -> str:
        """The name it was made by in the registry."""
        ...

    @property
    def weights_sha256(self) -> str | None:
        """SHA-256 of the weight file; None where there is none (detections read from a file)."""
        ...

    @property
    def backend(self) -> str:
        """What runs it, for the log: "openvino", "onnxruntime", "opencv", "text file"."""
        ...

    def detect(self, frames: Sequence[Frame], modalities: Sequence[Modality]) -> list[Detections]:
        """One entry per frame. The modality picks the contrast normalisation."""
        ...
