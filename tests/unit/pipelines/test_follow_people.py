"""Frames of a segment in, tracklets out: batches, still scenes, modality changes."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from cba_core.config.index_config import IndexConfig, TrackerConfig
from cba_core.domain.detection import Detections
from cba_core.domain.footage import Frame, Modality
from cba_core.pipelines.follow_people import FRAMES_PER_BATCH, Following
from cba_core.tracking.bytetrack import ByteTrack
from tests.support.frames import a_frame

CONFIG = IndexConfig(stride=1, tracker=TrackerConfig(minimum_length=2))


class Drawn:
    """A detector that finds the bright box that was drawn, and notes what it was asked."""

    name = "drawn"
    weights_sha256 = None

    def __init__(self) -> None:
        self.asked: list[tuple[int, Modality]] = []
        self.batches: list[int] = []

    def detect(self, frames: Sequence[Frame], modalities: Sequence[Modality]) -> list[Detections]:
        self.batches.append(len(frames))
        self.asked += [(f.index, m) for f, m in zip(frames, modalities, strict=True)]
        return [self._find(frame) for frame in frames]

    def _find(self, frame: Frame) -> Detections:
        rows, columns = np.nonzero(frame.pixels.max(axis=2) > 200)
        if not len(rows):
            return Detections.none()
        box = [columns.min(), rows.min(), columns.max() + 1, rows.max() + 1]
        return Detections(np.array([box], np.float32), np.array([0.9], np.float32))


def walking(count: int, *, colour: bool = True, first: int = 0, step: int = 2) -> Iterator[Frame]:
    for index in range(first, first + count):
        pixels = np.full((96, 160, 3), 60, np.uint8)
        if colour:
            pixels[..., 2] = 140
        left = 10 + (index - first) * step
        pixels[20:80, left : left + 24] = 230
        yield a_frame(index, pixels)


def following(told: Modality | None = None) -> tuple[Following, Drawn]:
    detector = Drawn()
    return (
        Following(
            config=CONFIG,
            detector=detector,
            make_tracker=lambda: ByteTrack(CONFIG.tracker),
            told_modality=told,
        ),
        detector,
    )


def test_a_walking_person_is_one_tracklet_with_times_and_crops() -> None:
    line, detector = following()
    found = line.follow(walking(30))
    assert len(found) == 1
    assert found[0].track.frame_indices.tolist() == list(range(30))
    np.testing.assert_allclose(found[0].times_s, np.arange(30) / 25, atol=1e-6)
    assert found[0].modality is Modality.VISIBLE
    assert 1 <= len(found[0].crops) <= CONFIG.cropping.most
    assert found[0].vector is None
    assert max(detector.batches) <= FRAMES_PER_BATCH
    assert line.frames_detected == len(detector.asked) == 30


def test_nothing_moving_is_looked_at_once_and_the_person_stays() -> None:
    line, detector = following()
    found = line.follow(walking(40, step=0))
    assert len(found) == 1
    assert len(found[0].track) == 40
    assert line.frames_detected == len(detector.asked) < 20


def test_a_change_of_modality_ends_every_track() -> None:
    line, _ = following()
    day, night = list(walking(40)), list(walking(40, colour=False, first=40, step=1))
    found = line.follow(day + night)
    assert [(one.modality, one.track.frame_indices[0]) for one in found] == [
        (Modality.VISIBLE, 0),
        (Modality.INFRARED, 40),
    ]


def _later(frames: Iterable[Frame], seconds: float) -> list[Frame]:
    """The same frames, as if recording had begun so much later."""
    return [
        Frame(
            index=frame.index,
            time_s=frame.time_s + seconds,
            render=lambda frame=frame: frame.pixels,  # type: ignore[misc]  # binds this round's
            see=frame.planes,
        )
        for frame in frames
    ]


def test_a_pause_of_the_recording_ends_every_track() -> None:
    everybody = list(walking(40, step=1))
    line, _ = following()
    found = line.follow(everybody[:20] + _later(everybody[20:], 90))
    assert [one.track.frame_indices.tolist() for one in found] == [
        list(range(20)),
        list(range(20, 40)),
    ]


def test_frames_that_are_always_far_apart_are_no_pause() -> None:
    slow = [_later([frame], 10.0 * frame.index)[0] for frame in walking(20, step=1)]
    line, _ = following()
    assert [len(one.track) for one in line.follow(slow)] == [20]


def test_a_person_s_word_keeps_tracks_whole_and_the_proposal_is_kept() -> None:
    line, detector = following(told=Modality.INFRARED)
    found = line.follow(walking(40))
    assert [one.modality for one in found] == [Modality.VISIBLE]
    assert {modality for _, modality in detector.asked} == {Modality.INFRARED}


def test_a_segment_without_frames_or_people_gives_nothing() -> None:
    line, _ = following()
    assert line.follow(iter(())) == []
    assert line.follow(a_frame(index) for index in range(10)) == []
