"""`python -m tests.support.slow_engine WORDS…`: the command `cba`, reading boxes slowly.

A test that stops a run in its middle must find it there however fast the machine is; a clip long
enough for every machine would cost every run of the suite its length.
"""

import time
from collections.abc import Sequence

from cba_core.cli.main import run
from cba_core.detection.motchallenge_file import MotChallengeDetector
from cba_core.domain.detection import Detections
from cba_core.domain.footage import Frame, Modality

SECONDS_A_FRAME = 0.02

_detect = MotChallengeDetector.detect


def detect_slowly(
    self: MotChallengeDetector, frames: Sequence[Frame], modalities: Sequence[Modality]
) -> list[Detections]:
    """The same boxes, later."""
    time.sleep(SECONDS_A_FRAME * len(frames))
    return _detect(self, frames, modalities)


if __name__ == "__main__":
    MotChallengeDetector.detect = detect_slowly  # type: ignore[method-assign]  # what this is for
    run()
