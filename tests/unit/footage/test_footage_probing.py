import os
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from cba_core.domain.errors import FootageMissingError, FootageUnreadableError
from cba_core.footage.probing import probe
from cba_core.footage.pyav_source import open_footage
from cba_core.footage.truncation import cut_off
from tests.support.damaged_footage import (
    UNREADABLE,
    cut,
    permissions_bind,
    write_truncated_with_moov,
)
from tests.support.synthetic_footage import textured_ground, walking_boxes, write_clip


def test_a_plain_clip_tells_all_its_facts(tmp_path: Path) -> None:
    facts = probe(write_clip(tmp_path / "clip.mp4", walking_boxes(50), b_frames=2))
    assert (facts.codec, facts.width_px, facts.height_px) == ("h264", 320, 240)
    assert facts.container.startswith("mov,mp4")
    assert facts.rotation_deg == 0
    assert facts.duration_s == pytest.approx(2.0)
    assert facts.expected_frames == 50
    assert facts.frame_rate == pytest.approx(25)
    assert facts.is_variable_frame_rate is False
    assert facts.has_timestamps
    assert facts.pixel_format == "yuv420p"
    assert Fraction(facts.time_base) > 0


def test_rotation_gives_the_upright_size(tmp_path: Path) -> None:
    facts = probe(write_clip(tmp_path / "phone.mp4", walking_boxes(10), rotation=90))
    assert (facts.width_px, facts.height_px, facts.rotation_deg) == (240, 320, 90)


def test_what_matroska_does_not_know_is_not_invented(tmp_path: Path) -> None:
    facts = probe(write_clip(tmp_path / "clip.mkv", walking_boxes(40)))
    assert facts.expected_frames is None
    assert facts.is_variable_frame_rate is False  # 33 and 34 ms are an even 30


def test_a_raw_stream_knows_neither_duration_nor_time_stamps(tmp_path: Path) -> None:
    facts = probe(write_clip(tmp_path / "clip.h264", walking_boxes(20), rate=10, format="h264"))
    assert facts.duration_s is None
    assert facts.expected_frames is None
    assert not facts.has_timestamps
    assert facts.is_variable_frame_rate is None
    assert facts.frame_rate == pytest.approx(10)  # its own headers say so


@pytest.mark.parametrize("extension", ["mp4", "mkv"])
def test_uneven_time_stamps_are_a_variable_frame_rate(tmp_path: Path, extension: str) -> None:
    stamps = np.cumsum(np.random.default_rng(1).integers(30, 90, 60)).tolist()
    clip = write_clip(tmp_path / f"clip.{extension}", walking_boxes(60), pts=stamps)
    assert probe(clip).is_variable_frame_rate is True


@pytest.mark.parametrize("b_frames", [0, 3])
def test_thirty_frames_a_second_in_milliseconds_are_even(tmp_path: Path, b_frames: int) -> None:
    clip = write_clip(tmp_path / "clip.mkv", walking_boxes(60), rate=30, b_frames=b_frames)
    assert probe(clip).is_variable_frame_rate is False


def test_few_frames_say_nothing_of_their_rate(tmp_path: Path) -> None:
    assert probe(write_clip(tmp_path / "c.mp4", walking_boxes(5))).is_variable_frame_rate is None


def test_a_folder_of_pictures_is_footage(tmp_path: Path) -> None:
    for number, pixels in enumerate(walking_boxes(9)):
        Image.fromarray(pixels).save(tmp_path / f"{number:06d}.jpg")
    facts = probe(tmp_path)
    assert (facts.width_px, facts.height_px, facts.expected_frames) == (320, 240, 9)
    assert facts.frame_rate is None
    assert facts.duration_s is None
    assert not facts.has_timestamps


@pytest.mark.parametrize("build", UNREADABLE, ids=lambda build: build.__name__)
def test_what_is_no_footage_is_refused_with_its_reason(
    tmp_path: Path, build: Callable[[Path], Path]
) -> None:
    path = build(tmp_path)
    with pytest.raises(FootageUnreadableError) as refused:
        probe(path)
    assert refused.value.path == path
    assert refused.value.reason.startswith(UNREADABLE[build])
    assert refused.value.remedy


def test_a_playlist_of_files_that_are_there_is_still_no_footage(tmp_path: Path) -> None:
    write_clip(tmp_path / "a.ts", walking_boxes(25))
    path = tmp_path / "stream.m3u8"
    path.write_text("#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\na.ts\n#EXT-X-ENDLIST\n")
    with pytest.raises(FootageUnreadableError, match="it is a playlist, not a video"):
        probe(path)


def test_a_missing_file_and_an_empty_folder_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(FootageMissingError):
        probe(tmp_path / "gone.mp4")
    with pytest.raises(FootageUnreadableError, match="no row of numbered pictures"):
        probe(tmp_path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_a_pipe_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    with pytest.raises(FootageUnreadableError, match="not a regular file"):
        probe(tmp_path / "pipe.mp4")


@pytest.mark.skipif(not permissions_bind(), reason="root and Windows read everything")
def test_a_file_that_may_not_be_read_says_so(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "clip.mp4", walking_boxes(5))
    clip.chmod(0)
    with pytest.raises(FootageUnreadableError, match="permission denied"):
        probe(clip)


def test_the_system_s_refusal_is_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = write_clip(tmp_path / "clip.mp4", walking_boxes(5))

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(FootageUnreadableError, match="permission denied"):
        probe(clip)


def test_a_cover_picture_is_no_video(tmp_path: Path) -> None:
    path = tmp_path / "song.mp4"
    with av.open(str(path), "w") as container:
        sound = container.add_stream("aac", rate=16000)
        cover = container.add_stream("mjpeg", rate=1)
        cover.codec_context.width, cover.codec_context.height = 320, 240
        cover.codec_context.pix_fmt = "yuvj420p"
        cover.disposition = av.stream.Disposition.attached_pic
        picture = av.VideoFrame.from_ndarray(textured_ground(), format="rgb24")
        container.mux(cover.encode(picture.reformat(format="yuvj420p")))
        container.mux(cover.encode(None))
        for block in range(8):
            frame = av.AudioFrame.from_ndarray(
                np.zeros((1, 1024), np.float32), format="fltp", layout="mono"
            )
            frame.sample_rate, frame.pts = 16000, block * 1024
            container.mux(sound.encode(frame))
        container.mux(sound.encode(None))
    with pytest.raises(FootageUnreadableError, match="it has no video stream"):
        probe(path)


def test_a_cut_off_file_whose_beginning_decodes_is_accepted(tmp_path: Path) -> None:
    assert probe(write_truncated_with_moov(tmp_path)).codec == "h264"


def test_a_cut_off_file_of_which_nothing_decodes_says_so(tmp_path: Path) -> None:
    path = write_truncated_with_moov(tmp_path, keep=0.12)
    with pytest.raises(FootageUnreadableError) as refused:
        probe(path)
    assert refused.value.reason.startswith("it is cut off: ")


@pytest.mark.parametrize(
    ("name", "codec"), [("a.mp4", "libx264"), ("a.avi", "mpeg4"), ("a.mkv", "libx264")]
)
def test_a_container_s_own_lengths_tell_that_it_is_cut_off(
    tmp_path: Path, name: str, codec: str
) -> None:
    whole = write_clip(tmp_path / name, walking_boxes(30), codec=codec)
    assert cut_off(whole) is None
    for keep in (0.3, 0.6, 0.9, 0.999):
        assert cut_off(cut(whole, tmp_path / f"cut_{name}", keep=keep)) is not None


@pytest.mark.parametrize(
    "content", [b"", b"\0" * 4, b"RIFF", b"\x1a\x45\xdf\xa3", b"\0\0\0\x01ftyp"]
)
def test_stumps_of_files_say_nothing_or_that_they_are_cut_off(
    tmp_path: Path, content: bytes
) -> None:
    (tmp_path / "stump").write_bytes(content)
    assert cut_off(tmp_path / "stump") in (None, "1 bytes are missing at its end")


@pytest.mark.parametrize("frames_to_first_pause", [50, 450])
def test_pauses_of_a_recorder_that_waits_for_motion_do_not_count_as_slow(
    frames_to_first_pause: int, tmp_path: Path
) -> None:
    count = frames_to_first_pause + 50
    stamps = [
        number * 40 + (3_600_000 if number >= frames_to_first_pause else 0)
        for number in range(count)
    ]
    frames = walking_boxes(count, width=32, height=64, people=1, box=(8, 16))
    facts = probe(write_clip(tmp_path / "paused.mp4", frames, pts=stamps))
    assert facts.frame_rate == pytest.approx(25, rel=0.01)


def test_a_rate_that_varies_without_pauses_is_the_mean(tmp_path: Path) -> None:
    stamps = np.cumsum([0, *[20, 40, 180] * 10]).tolist()
    facts = probe(write_clip(tmp_path / "varied.mp4", walking_boxes(len(stamps)), pts=stamps))
    assert facts.frame_rate == pytest.approx(12.5, rel=0.05)


@pytest.mark.parametrize("told", [90_000, Fraction(1, 100), 1000])
def test_a_rate_that_no_camera_has_is_not_taken_for_a_raw_stream_s_time(
    tmp_path: Path, told: Fraction | int
) -> None:
    clip = write_clip(tmp_path / "c.h264", walking_boxes(30), rate=told, format="h264")
    assert probe(clip).frame_rate is None
    with open_footage(clip) as source:
        assert [frame.time_s for frame in source.frames()][-1] == pytest.approx(29 / 25)


@pytest.mark.parametrize("told", [Fraction(1, 4), 12, 300])
def test_a_rate_that_a_camera_may_have_is_a_raw_stream_s_time(
    tmp_path: Path, told: Fraction | int
) -> None:
    clip = write_clip(tmp_path / "c.h264", walking_boxes(30), rate=told, format="h264")
    assert probe(clip).frame_rate == pytest.approx(float(told))


def test_a_rate_that_drops_later_in_the_file_is_variable(tmp_path: Path) -> None:
    """The mean of the whole tells what the first packets do not."""
    stamps = [40 * n for n in range(500)] + [20_000 + 200 * n for n in range(100)]
    frames = walking_boxes(600, width=32, height=64, people=1, box=(8, 16))
    facts = probe(write_clip(tmp_path / "dusk.mp4", frames, pts=stamps))
    assert facts.frame_rate == pytest.approx(15, rel=0.01)
    assert facts.is_variable_frame_rate is True


@pytest.mark.parametrize("name", ["c.mp4", "c.mkv", "c.ts", "c.avi"])
def test_a_long_even_recording_is_not_variable(tmp_path: Path, name: str) -> None:
    frames = walking_boxes(600, width=32, height=64, people=1, box=(8, 16))
    codec = "mpeg4" if name == "c.avi" else "libx264"
    clip = write_clip(tmp_path / name, frames, rate=30, codec=codec)
    assert probe(clip).is_variable_frame_rate is False
