"""How many frames a second tracking needs."""

ASSUMED_FRAME_RATE = 25.0
"""Frames a second taken for footage that does not tell its rate: the commonest of CCTV."""
HIGHEST_FRAME_RATE = 300.0
"""Frames a second no surveillance camera reaches; containers without one tell 1000 or 90000."""
SAMPLED_RATE = 6.0
"""Sampled frames a second that tracking needs.

A person of 1.7 m who walks at 1.4 m/s moves about a third of the box's width between samples, a
runner most of it. HOTA on TUD-Campus and TUD-Stadtmitte with YOLOX-nano, by
`python -m benchmarks.tracking_accuracy --stride N`: 0.54 and 0.63 at 25 frames a second, 0.53
and 0.63 at 6.25, 0.51 and 0.62 at 3.1. Runners set the bound: IDF1 in simulated scenes of them
is 0.89 at 25, 0.82 at 6.25, 0.77 at 5 and 0.40 at 3.1 frames a second.
"""


def believable_rate(frame_rate: float | None) -> float:
    """Frames a second to reckon with, whatever the container tells."""
    if frame_rate is None or not 0 < frame_rate <= HIGHEST_FRAME_RATE:
        return ASSUMED_FRAME_RATE
    return frame_rate


def automatic_stride(frame_rate: float | None) -> int:
    """Every how many frames to look so that at least `SAMPLED_RATE` a second are seen.

    Args:
        frame_rate: Frames a second of the footage; None where unknown.
    """
    return max(1, int(believable_rate(frame_rate) / SAMPLED_RATE))


def patience_in_frames(patience_s: float, frame_rate: float | None, stride: int) -> int:
    """How many frames a person may be hidden.

    A person missed in a single sample never ends a track, however slow the sampling.
    """
    return max(round(patience_s * believable_rate(frame_rate)), 2 * stride)
