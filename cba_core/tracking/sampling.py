"""Which frames tracking looks at."""

from collections.abc import Iterable, Iterator

from cba_core.domain.footage import ASSUMED_FRAME_RATE, HIGHEST_FRAME_RATE, Frame

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


def sample(segment: Iterable[Frame], frame_rate: float | None) -> Iterator[Frame]:
    """Those frames of one work segment that tracking needs, at least `SAMPLED_RATE` a second.

    Where the rate is constant, these are the frames whose number `automatic_stride` divides.
    Where it is not, frames as far apart in time are taken: no container tells how slow a camera
    becomes at night. The choice depends on the segment's frames alone.

    Args:
        segment: frames in order, from the segment's first one on.
        frame_rate: mean frames a second of the footage; None where unknown.
    """
    rate = believable_rate(frame_rate)
    stride = automatic_stride(frame_rate)
    apart_s = min(stride / rate, 1 / SAMPLED_RATE)
    slack_s = min(0.5 / rate, apart_s / 2)  # half a frame: time stamps are rounded and uneven
    due_s: float | None = None
    has_begun = False
    for frame in segment:
        if due_s is None:
            due_s = frame.time_s + apart_s - slack_s
        is_first = not has_begun and frame.index % stride == 0
        if is_first or frame.time_s >= due_s:
            has_begun = True
            due_s = frame.time_s + apart_s - slack_s
            yield frame
