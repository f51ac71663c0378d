"""Files that make FFmpeg fail in odd ways: each costs its own frames and nothing else."""

import errno
from collections.abc import Iterator
from pathlib import Path

import av
import pytest

from cba_core.case import Case
from cba_core.domain.errors import FootageUnreadableError
from cba_core.domain.footage import Modality, ResumePoint
from cba_core.footage import opening
from cba_core.footage.playback import Playback
from cba_core.footage.probing import probe
from cba_core.footage.pyav_source import open_footage
from cba_core.footage.survey import propose_segments
from cba_core.pipelines import add_footage
from tests.support.builders import some_case_facts
from tests.support.damaged_footage import (
    write_cut_without_keyframes,
    write_jammed_decoder,
    write_pictures,
    write_unopenable_decoder,
)
from tests.support.synthetic_footage import walking_boxes, write_clip


@pytest.mark.parametrize("empty", [0, 5, 11])
def test_an_empty_picture_of_a_row_is_damaged_and_the_others_are_seen(
    tmp_path: Path, empty: int
) -> None:
    folder = write_pictures(tmp_path / "row", 12, empty=empty)
    assert probe(folder).expected_frames == 12
    assert len(propose_segments(folder)) == 1
    with open_footage(folder) as source:
        assert [frame.index for frame in source.frames()] == list(range(11))
        assert source.skipped_packets == 1
        assert source.warning == "1 damaged packet was skipped"
        assert [frame.index for frame in source.frames(ResumePoint(7, None))] == [7, 8, 9, 10]


def test_a_decoder_that_jams_is_emptied_and_goes_on_with_the_next_keyframe(tmp_path: Path) -> None:
    clip = write_jammed_decoder(tmp_path)
    assert probe(clip).codec == "vp9"
    assert propose_segments(clip)
    with open_footage(clip) as source:
        times = [frame.time_s for frame in source.frames()]
        assert source.warning is not None
        assert "damaged packets were skipped" in source.warning
    assert times[:10] == pytest.approx([number / 25 for number in range(10)], abs=1e-3)
    assert {20, 30, 39} <= {round(time_s * 25) for time_s in times}
    with Playback(clip) as player:
        assert player.seek(0.0).index == 0


def test_a_decoder_that_cannot_be_opened_is_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(FootageUnreadableError, match="none of its frames can be decoded as raw"):
        probe(write_unopenable_decoder(tmp_path))


def test_an_odd_file_does_not_keep_those_after_it_out_of_the_case(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    write_unopenable_decoder(stick)
    write_pictures(stick / "a", 12, empty=3)
    write_clip(stick / "z.mp4", walking_boxes(8))
    with Case.create(tmp_path / "case", some_case_facts()) as case:
        report = case.add_footage([stick])
    assert [one.name for one in report.added] == ["a", "z.mp4"]
    assert [one.path.name for one in report.rejected] == ["formatless.mkv"]


@pytest.mark.parametrize(
    "error",
    [
        av.error.EOFError(1, "end of file"),
        av.error.BugError(2, "a bug of FFmpeg"),
        OSError(errno.EIO, "Input/output error"),
    ],
)
def test_whatever_ffmpeg_or_the_medium_says_of_a_file_rejects_that_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for seed, name in enumerate("ab"):
        write_clip(stick / f"{name}.mp4", walking_boxes(8, seed=seed))
    survey = add_footage.propose_segments

    def fail_on_a(path: Path, *more: object, **named: object) -> object:
        if path.name == "a.mp4":
            raise error
        return survey(path, *more, **named)  # type: ignore[arg-type]  # hands on what it got

    monkeypatch.setattr(add_footage, "propose_segments", fail_on_a)
    with Case.create(tmp_path / "case", some_case_facts()) as case:
        report = case.add_footage([stick])
    assert [one.name for one in report.added] == ["b.mp4"]
    assert [one.path.name for one in report.rejected] == ["a.mp4"]
    assert report.rejected[0].reason


def test_what_fails_while_frames_are_read_is_told_of_the_footage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = write_clip(tmp_path / "c.mp4", walking_boxes(8))

    def fail(_: object) -> Iterator[object]:
        raise OSError(errno.EIO, "Input/output error")
        yield

    with open_footage(clip) as source:
        monkeypatch.setattr("cba_core.footage.reel.VideoReel.pictures", fail)
        with pytest.raises(FootageUnreadableError, match="input/output error"):
            list(source.frames())


def test_what_fails_in_the_hands_of_who_reads_frames_is_not_told_of_the_footage(
    tmp_path: Path,
) -> None:
    clip = write_clip(tmp_path / "c.mp4", walking_boxes(8))

    def read_and_fail() -> None:
        with open_footage(clip) as source:
            for _ in source.frames():
                raise OSError(errno.EIO, "the case's disk")

    with pytest.raises(OSError, match="the case's disk"):
        read_and_fail()


def test_a_failure_of_reading_keeps_its_own_words(tmp_path: Path) -> None:
    refused = pytest.raises(FootageUnreadableError, match="permission denied")
    with refused, opening.reading(tmp_path):
        raise PermissionError(errno.EACCES, "Permission denied")


@pytest.mark.parametrize(("extension", "seconds"), [("h264", 8), ("ts", 8), ("ts", 80)])
def test_a_recording_without_keyframes_that_decodes_is_taken(
    tmp_path: Path, extension: str, seconds: int
) -> None:
    clip = write_cut_without_keyframes(tmp_path, extension=extension, seconds=seconds)
    assert probe(clip).codec == "h264"
    (segment,) = propose_segments(clip)
    assert segment.modality is Modality.VISIBLE
    with open_footage(clip) as source:
        frames = list(source.frames())
        assert len(frames) > 10 * seconds
        resumed = list(source.frames(ResumePoint(90, frames[90].pts)))
    assert [(frame.index, frame.time_s) for frame in resumed] == [
        (frame.index, frame.time_s) for frame in frames[90:]
    ]
    with Playback(clip) as player:
        assert player.seek(frames[50].time_s).index == 50
        assert player.frame_at(60).time_s == frames[60].time_s
        assert player.frame_at(10**6).index == frames[-1].index
