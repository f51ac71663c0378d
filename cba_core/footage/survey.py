"""A quick look through a whole file: where it shows which modality."""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple, TypeVar

from av.video.frame import VideoFrame

from cba_core.domain.errors import FootageUnreadableError, JobCancelled
from cba_core.domain.footage import Modality, ModalitySegment
from cba_core.domain.progress import Progress, TaskContext, Unattended
from cba_core.footage.chroma import energy_of, likelier, spoken_for
from cba_core.footage.planes import planes_of
from cba_core.footage.playback import Playback
from cba_core.footage.pyav_source import Clock
from cba_core.footage.reel import ASSUMED_RATE, PictureReel, VideoReel, open_reel, sole_picture

STEP = "Looking at footage"

_MOST_LOOKS = 96
_SECONDS_A_LOOK = 1.0  # at least, in short files
_MOST_LOOKS_AT_BORDERS = 24
_BORDER_WITHIN_S = 0.1
_FEWEST_KEYFRAMES = 6
_SHORT_S = 60.0  # so much may be decoded in full, where keyframes are too rare to look at
_FEW_DECODED = 48  # where nothing else can be looked at
_FLASH_S = 1.0
_REPORT_EVERY = 500  # packets or frames

T = TypeVar("T")
_MICROSECONDS = 1_000_000


class _Attended:
    """Lets who adds the file stop the survey, and see where it takes long."""

    def __init__(self, path: Path, context: TaskContext) -> None:
        self._name = path.name
        self._context = context

    def through(self, items: Iterable[T]) -> Iterator[T]:
        """The same items; raises `JobCancelled` between two of them."""
        for number, item in enumerate(items):
            self.check()
            if number % _REPORT_EVERY == 0:
                self._context.report(Progress(STEP, number, None, "frames", self._name))
            yield item

    def check(self) -> None:
        """Raises `JobCancelled`."""
        if self._context.is_cancelled():
            raise JobCancelled(STEP)


class _Look(NamedTuple):
    time_s: float
    energy: float


def propose_segments(path: Path, context: TaskContext | None = None) -> tuple[ModalitySegment, ...]:
    """What each stretch of a file shows, judged by at most some 120 frames; none overlap.

    Keyframes at even distances are looked at; where two neighbours differ, the border is
    sought between them. A single look that differs from both neighbours is a flash. Indexing
    judges anew, frame by frame; this is for the person who adds the file. Where a recording has
    no keyframes, as one cut out of an endless stream with intra refresh, its first frames that
    decode are looked at.

    Args:
        path: the file.
        context: told of progress in files that have to be read through; may cancel.

    Raises:
        JobCancelled: the context asked to stop.
        FootageMissingError, FootageUnreadableError: the file cannot be read.
    """
    attended = _Attended(path, context or Unattended())
    looks, end_s = _looks(path, attended)
    if not looks:
        looks = _looks_at_decoded_frames(path, 0.0, attended, most=_FEW_DECODED)
    if not looks:
        raise FootageUnreadableError(path, "none of its frames can be decoded")
    modalities = _without_flashes(looks, _modalities(looks))
    borders = [at for at, (one, two) in enumerate(pairwise(modalities), start=1) if one is not two]
    starts = [0.0, *_border_times(path, looks, modalities, borders, attended)]
    ends = [*starts[1:], max(end_s, looks[-1].time_s)]
    shown = [modalities[at] for at in (0, *borders)]
    return tuple(
        ModalitySegment(start_s=start, end_s=end, modality=modality)
        for start, end, modality in zip(starts, ends, shown, strict=True)
    )


def _modalities(looks: list[_Look]) -> list[Modality]:
    modality = likelier(looks[0].energy)
    judged = []
    for look in looks:
        modality = spoken_for(look.energy) or modality
        judged.append(modality)
    return judged


def _without_flashes(looks: list[_Look], judged: list[Modality]) -> list[Modality]:
    calm = list(judged)
    for at in range(1, len(judged) - 1):
        is_alone = judged[at - 1] is judged[at + 1] is not judged[at]
        if is_alone and looks[at + 1].time_s - looks[at - 1].time_s <= 2 * _FLASH_S:
            calm[at] = judged[at - 1]
    return calm


def _border_times(
    path: Path,
    looks: list[_Look],
    modalities: list[Modality],
    borders: list[int],
    attended: _Attended,
) -> Iterator[float]:
    """When the later of two neighbours' modality begins, for each border."""
    if not borders:
        return
    left_over = _MOST_LOOKS_AT_BORDERS
    with Playback(path) as playback:
        for at in borders:
            early, late = looks[at - 1].time_s, looks[at].time_s
            while playback.enters_anywhere and left_over and late - early > _BORDER_WITHIN_S:
                attended.check()
                left_over -= 1
                frame = playback.seek((early + late) / 2)
                if not early < frame.time_s < late:
                    break  # no frame lies between
                shown = spoken_for(energy_of(frame.planes())) or modalities[at - 1]
                early, late = (
                    (early, frame.time_s) if shown is modalities[at] else (frame.time_s, late)
                )
            yield late


def _looks(path: Path, attended: _Attended) -> tuple[list[_Look], float]:
    """Looks in order of time, and when the file ends as far as is known."""
    reel = open_reel(path)
    try:
        if isinstance(reel, PictureReel):
            return _looks_at_pictures(reel, attended)
        duration_s = _duration_s(reel)
        if duration_s is None:
            return _looks_at_passing_keyframes(reel, attended)
        looks = _looks_at_sought_keyframes(reel, duration_s, attended)
        if looks is None:
            with VideoReel(path) as again:
                return _looks_at_passing_keyframes(again, attended)
    finally:
        reel.close()
    if len(looks) < _FEWEST_KEYFRAMES and duration_s <= _SHORT_S:
        looks = _looks_at_decoded_frames(path, duration_s / _MOST_LOOKS, attended)
    return looks, duration_s


def _duration_s(reel: VideoReel) -> float | None:
    if not reel.has_clock:
        return None
    if reel.stream.duration:
        return float(reel.stream.duration * reel.time_base)
    return reel.container.duration / _MICROSECONDS if reel.container.duration else None


def _look(time_s: float, picture: VideoFrame) -> _Look:
    return _Look(time_s, energy_of(planes_of(picture)))


def _count(duration_s: float) -> int:
    return max(min(round(duration_s / _SECONDS_A_LOOK), _MOST_LOOKS), 1)


def _looks_at_sought_keyframes(
    reel: VideoReel, duration_s: float, attended: _Attended
) -> list[_Look] | None:
    """None where the format cannot be entered anywhere."""
    reel.stream.codec_context.skip_frame = "NONKEY"
    first = next(reel.pictures(), None)
    if first is None or first.pts is None:
        return []
    found = {first.pts: _look(0.0, first)}
    count = _count(duration_s)
    for number in attended.through(range(1, count + 1)):
        if not reel.seek(first.pts + int(number * duration_s / count / float(reel.time_base))):
            return None
        picture = next(reel.pictures(), None)
        if picture is not None and picture.pts is not None and picture.pts not in found:
            time_s = float((picture.pts - first.pts) * reel.time_base)
            found[picture.pts] = _look(time_s, picture)
    return [found[pts] for pts in sorted(found)]


def _looks_at_decoded_frames(
    path: Path, apart_s: float, attended: _Attended, *, most: int | None = None
) -> list[_Look]:
    """Of frames so far apart; of the first ones alone, where `most` limits how many."""
    looks: list[_Look] = []
    with VideoReel(path) as reel:
        clock = Clock(reel)
        for picture in attended.through(reel.pictures()):
            if len(looks) == most:
                break
            time_s = clock.at(picture.pts)
            if not looks or time_s >= looks[-1].time_s + apart_s:
                looks.append(_look(time_s, picture))
    return looks


def _looks_at_passing_keyframes(reel: VideoReel, attended: _Attended) -> tuple[list[_Look], float]:
    """For files that cannot be entered anywhere: all is read, few keyframes are decoded."""
    step_s = float(1 / (reel.rate or ASSUMED_RATE))
    looks: list[_Look] = []
    number, every, keyframes, first = -1, 1, 0, None
    for packet in attended.through(reel.packets()):
        if not packet.size:
            continue
        number += 1
        first = packet.pts if first is None else first
        if not packet.is_keyframe:
            continue
        keyframes += 1
        if (keyframes - 1) % every:
            continue
        picture = sole_picture(reel.stream.codec_context, packet)
        if picture is None:
            continue
        time_s = number * step_s
        if reel.has_clock and packet.pts is not None and first is not None:
            time_s = float((packet.pts - first) * reel.time_base)
        looks.append(_look(time_s, picture))
        if len(looks) > _MOST_LOOKS:
            looks, every = looks[::2], every * 2
    last_s = looks[-1].time_s if looks else 0.0
    return looks, max((number + 1) * step_s, last_s) if not reel.has_clock else last_s + step_s


def _looks_at_pictures(reel: PictureReel, attended: _Attended) -> tuple[list[_Look], float]:
    step_s = float(1 / ASSUMED_RATE)
    count = min(len(reel), _MOST_LOOKS)
    numbers = sorted({round(at * (len(reel) - 1) / max(count - 1, 1)) for at in range(count)})
    pictures = ((number, reel.picture(number)) for number in attended.through(numbers))
    looks = [_look(number * step_s, shown) for number, shown in pictures if shown is not None]
    return looks, len(reel) * step_s
