import hashlib
from collections.abc import Callable
from itertools import islice, pairwise
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
import pytest
from PIL import Image

from cba_core.domain.errors import FootageMissingError, FootageUnreadableError
from cba_core.domain.footage import Frame, FrameSource, ResumePoint
from cba_core.footage import pyav_source
from cba_core.footage.pyav_source import open_footage
from tests.support.damaged_footage import cut, spoil, write_truncated_with_moov
from tests.support.real_footage import DATA, needs_real_footage
from tests.support.synthetic_footage import textured_ground, walking_boxes, write_clip

COUNT = 75
OPEN_GOP = {"x264-params": "open-gop=1:b-pyramid=normal"}


class Seen(NamedTuple):
    index: int
    time_s: float
    pts: int | None
    picture: str


def seen(frame: Frame) -> Seen:
    picture = hashlib.sha256(frame.pixels.tobytes()).hexdigest()
    return Seen(frame.index, frame.time_s, frame.pts, picture)


def boxes() -> object:
    return walking_boxes(COUNT, width=160, height=120, box=(16, 40))


SEEKABLE: dict[str, Callable[[Path], Path]] = {
    "H.264 with B-frames and open GOPs in MP4": lambda to: write_clip(
        to / "c.mp4", boxes(), b_frames=3, options=OPEN_GOP
    ),
    "H.264 with B-frames and open GOPs in MKV": lambda to: write_clip(
        to / "c.mkv", boxes(), b_frames=3, options=OPEN_GOP
    ),
    "H.264 with B-frames and open GOPs in MPEG-TS": lambda to: write_clip(
        to / "c.ts", boxes(), b_frames=3, options=OPEN_GOP
    ),
    "H.264 without B-frames in MP4": lambda to: write_clip(to / "c.mp4", boxes()),
    "H.264 of one long GOP": lambda to: write_clip(to / "c.mp4", boxes(), gop=250),
    "H.264 with a variable frame rate": lambda to: write_clip(
        to / "c.mp4",
        boxes(),
        pts=np.cumsum(np.random.default_rng(0).integers(20, 90, COUNT)).tolist(),
    ),
    "MPEG-4 part 2 in MP4": lambda to: write_clip(to / "c.mp4", boxes(), codec="mpeg4", b_frames=2),
    "MPEG-4 part 2 in AVI": lambda to: write_clip(to / "c.avi", boxes(), codec="mpeg4"),
    "MPEG-2 in MPEG-TS": lambda to: write_clip(
        to / "c.ts", boxes(), codec="mpeg2video", b_frames=2
    ),
    "Motion JPEG in AVI": lambda to: write_clip(
        to / "c.avi", boxes(), codec="mjpeg", pix_fmt="yuvj420p"
    ),
}
READ_THROUGH: dict[str, Callable[[Path], Path]] = {
    "raw H.264 without time stamps": lambda to: write_clip(
        to / "c.h264", boxes(), b_frames=2, format="h264"
    ),
    "raw Motion JPEG": lambda to: write_clip(
        to / "c.mjpeg", boxes(), codec="mjpeg", pix_fmt="yuvj420p", format="mjpeg"
    ),
    "pictures in a folder": lambda to: write_pictures(to / "img1"),
}


def write_pictures(folder: Path) -> Path:
    folder.mkdir()
    for number, pixels in enumerate(boxes()):
        Image.fromarray(pixels).save(folder / f"{number + 1:06d}.jpg")
    return folder


@pytest.fixture
def passes_from_the_beginning(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Grows by one whenever a source decodes through from the first frame."""
    counted: list[int] = []
    through = pyav_source._numbered_from_the_beginning

    def count(*arguments: object) -> object:
        counted.append(1)
        return through(*arguments)

    monkeypatch.setattr(pyav_source, "_numbered_from_the_beginning", count)
    return counted


@pytest.mark.parametrize("kind", SEEKABLE)
def test_work_goes_on_at_the_very_same_frame_by_a_seek(
    tmp_path: Path, kind: str, passes_from_the_beginning: list[int]
) -> None:
    source: FrameSource = open_footage(SEEKABLE[kind](tmp_path))
    unbroken = [seen(frame) for frame in source.frames()]
    assert [frame.index for frame in unbroken] == list(range(COUNT))
    assert len({frame.picture for frame in unbroken}) > COUNT * 0.9
    for index in (1, 11, 12, 13, 38, COUNT - 1):
        passes_from_the_beginning.clear()
        resumed = list(map(seen, source.frames(ResumePoint(index, unbroken[index].pts))))
        assert resumed == unbroken[index:], f"from frame {index}"
        assert not passes_from_the_beginning


@pytest.mark.parametrize("kind", READ_THROUGH)
def test_where_no_seek_is_sure_it_goes_on_all_the_same(tmp_path: Path, kind: str) -> None:
    with open_footage(READ_THROUGH[kind](tmp_path)) as source:
        unbroken = [seen(frame) for frame in source.frames()]
        assert len(unbroken) == COUNT
        assert all(frame.pts is None for frame in unbroken)
        assert unbroken[50].time_s == pytest.approx(2.0)
        resumed = [seen(frame) for frame in source.frames(ResumePoint(31, unbroken[31].pts))]
    assert resumed == unbroken[31:]


@pytest.mark.parametrize("wrong", [ResumePoint(20, 1), ResumePoint(20, None), ResumePoint(20, 512)])
def test_a_resume_point_that_does_not_fit_falls_back_to_its_number(
    tmp_path: Path, wrong: ResumePoint
) -> None:
    with open_footage(write_clip(tmp_path / "c.mp4", boxes())) as source:
        unbroken = [seen(frame) for frame in source.frames()]
        assert [seen(frame) for frame in source.frames(wrong)] == unbroken[20:]


def test_times_come_from_the_time_stamps(tmp_path: Path) -> None:
    stamps = [1000, 1033, 1500, 1501, 4000]
    clip = write_clip(tmp_path / "c.mp4", islice(boxes(), 5), pts=stamps)
    with open_footage(clip) as source:
        times = [frame.time_s for frame in source.frames()]
    assert times == pytest.approx([0, 0.033, 0.5, 0.501, 3.0], abs=1e-4)


def test_a_clock_that_was_set_back_never_makes_time_go_back(tmp_path: Path) -> None:
    """Two recordings of the same clock, one after the other, as recorders write them."""
    whole = write_clip(tmp_path / "c.ts", boxes())
    twice = tmp_path / "twice.ts"
    twice.write_bytes(whole.read_bytes() * 2)
    with open_footage(twice) as source:
        unbroken = [seen(frame) for frame in source.frames()]
        assert len(unbroken) > COUNT
        assert all(later.time_s > earlier.time_s for earlier, later in pairwise(unbroken))
        for index in (10, len(unbroken) - 20):
            resumed = source.frames(ResumePoint(index, unbroken[index].pts))
            assert [seen(frame) for frame in resumed] == unbroken[index:]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_pictures_stand_upright(tmp_path: Path, turn: int) -> None:
    ground = textured_ground(64, 48)
    clip = write_clip(tmp_path / "c.mp4", [ground] * 3, rotation=turn, options={"crf": "4"})
    with open_footage(clip) as source:
        pixels = next(iter(source.frames())).pixels
    expected = np.rot90(ground, -turn // 90)
    assert pixels.shape == expected.shape
    assert pixels.flags.c_contiguous
    assert np.abs(pixels.astype(int) - expected).mean() < 12


def test_a_mirrored_recording_is_mirrored_back(tmp_path: Path) -> None:
    ground = textured_ground(64, 48)
    path = tmp_path / "c.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=25, options={"crf": "4"})
        stream.codec_context.width, stream.codec_context.height = 64, 48
        stream.codec_context.pix_fmt = "yuv420p"
        stream.set_display_rotation(0, hflip=True)
        container.mux(stream.encode(av.VideoFrame.from_ndarray(ground, format="rgb24")))
        container.mux(stream.encode(None))
    with open_footage(path) as source:
        pixels = next(iter(source.frames())).pixels
    assert np.abs(pixels.astype(int) - ground[:, ::-1]).mean() < 12


@pytest.mark.parametrize("full_range", [False, True])
def test_black_and_white_come_out_as_black_and_white(tmp_path: Path, *, full_range: bool) -> None:
    halves = np.zeros((48, 64, 3), np.uint8)
    halves[:, 32:] = 255
    clip = write_clip(
        tmp_path / "c.avi",
        [halves] * 2,
        codec="mjpeg" if full_range else "mpeg4",
        pix_fmt="yuvj420p" if full_range else "yuv420p",
        full_range=full_range,
    )
    with open_footage(clip) as source:
        pixels = next(iter(source.frames())).pixels
    assert pixels[:, :24].max() <= 3
    assert pixels[:, 40:].min() >= 252


def test_a_cut_off_file_gives_what_is_left_and_a_warning(tmp_path: Path) -> None:
    whole = write_clip(tmp_path / "whole.mp4", walking_boxes(50))
    path = write_truncated_with_moov(tmp_path)
    with open_footage(whole) as source:
        expected = [seen(frame) for frame in source.frames()]
        assert source.warning is None
    with open_footage(path) as source:
        found = [seen(frame) for frame in source.frames()]
        warning = source.warning
        assert source.expected_frames == 50
    assert 10 < len(found) < 50
    assert found == expected[: len(found)]
    assert warning is not None
    assert f"cut off after frame {found[-1].index}" in warning


def test_damage_in_the_middle_is_passed_over_and_counted(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "c.avi", boxes(), codec="mjpeg", pix_fmt="yuvj420p")
    content = bytearray(clip.read_bytes())
    starts = [at for at in range(len(content) - 3) if content[at : at + 3] == b"\xff\xd8\xff"]
    for start in (starts[20], starts[21]):
        content[start : start + 400] = bytes(400)
    clip.write_bytes(content)
    with open_footage(clip) as source:
        found = [seen(frame) for frame in source.frames()]
        assert source.skipped_packets == 2
        assert source.warning == "2 damaged packets were skipped"
        assert [frame.index for frame in found] == list(range(COUNT - 2))
        resumed = [seen(frame) for frame in source.frames(ResumePoint(50, found[50].pts))]
    assert resumed == found[50:]


@pytest.mark.parametrize("at", [0.3, 0.5, 0.8])
@pytest.mark.parametrize("extension", ["mp4", "mkv", "ts", "h264"])
def test_overwritten_bytes_never_end_in_an_exception(
    tmp_path: Path, extension: str, at: float
) -> None:
    clip = spoil(write_clip(tmp_path / f"c.{extension}", boxes()), at=at, count=600)
    try:
        with open_footage(clip) as source:
            indices = [frame.index for frame in source.frames()]
    except FootageUnreadableError:
        return  # the table of frames itself was hit
    assert indices == list(range(len(indices)))


def test_the_same_source_gives_the_same_frames_again(tmp_path: Path) -> None:
    with open_footage(write_clip(tmp_path / "c.mp4", boxes())) as source:
        first = [seen(frame) for frame in source.frames()]
        half_way = source.frames()
        next(half_way)
        assert [seen(frame) for frame in source.frames()] == first
        half_way.close()
        assert [seen(frame) for frame in source.frames()] == first


def test_frames_outlive_the_decoder(tmp_path: Path) -> None:
    with open_footage(write_clip(tmp_path / "c.mp4", boxes())) as source:
        frames = list(islice(source.frames(), 8))
    planes = [frame.planes().luma.copy() for frame in frames]
    assert all(frame.pixels.shape == (120, 160, 3) for frame in frames)
    assert all(
        np.array_equal(frame.planes().luma, luma)
        for frame, luma in zip(frames, planes, strict=True)
    )


def test_threads_change_nothing_but_time(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "c.mp4", boxes(), b_frames=3)
    with open_footage(clip) as one, open_footage(clip, threads=2) as two:
        assert [seen(frame) for frame in one.frames()] == [seen(frame) for frame in two.frames()]


def test_nothing_is_written_beside_the_footage(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "c.mp4", boxes())
    before = (clip.read_bytes(), clip.stat().st_mtime_ns)
    with open_footage(clip) as source:
        list(source.frames(ResumePoint(30, None)))
    assert [path.name for path in tmp_path.iterdir()] == ["c.mp4"]
    assert (clip.read_bytes(), clip.stat().st_mtime_ns) == before


def test_what_cannot_be_opened_is_told_at_once(tmp_path: Path) -> None:
    with pytest.raises(FootageMissingError):
        open_footage(tmp_path / "gone.mp4")
    (tmp_path / "empty.mp4").touch()
    with pytest.raises(FootageUnreadableError, match="the file is empty"):
        open_footage(tmp_path / "empty.mp4")


def test_awkward_names_are_names_and_no_patterns(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "c.mp4", islice(boxes(), 5))
    for name in ("a:b.mp4", "100%03d.mp4", "Tür 2, Süd.mp4", "http:x.mp4", "-i.mp4"):
        try:
            (tmp_path / name).write_bytes(clip.read_bytes())
        except OSError:
            continue  # not a name on this system
        with open_footage(tmp_path / name) as source:
            assert len(list(source.frames())) == 5


def test_a_file_cut_in_its_middle_keeps_numbers_and_resumes(tmp_path: Path) -> None:
    whole = write_clip(tmp_path / "c.mkv", boxes(), b_frames=2)
    with open_footage(cut(whole, tmp_path / "cut.mkv", keep=0.7)) as source:
        found = [seen(frame) for frame in source.frames()]
        resumed = [seen(frame) for frame in source.frames(ResumePoint(20, found[20].pts))]
    assert resumed == found[20:]


@needs_real_footage
@pytest.mark.parametrize(
    "clip",
    ["m3svd/infrared/0111_1716.mp4", "mot15/TUD-Campus/TUD-Campus.mp4"],
)
def test_real_footage_resumes_by_a_seek(clip: str, passes_from_the_beginning: list[int]) -> None:
    with open_footage(DATA / clip) as source:
        unbroken = [seen(frame) for frame in source.frames()]
        assert len(unbroken) == source.expected_frames
        assert source.warning is None
        passes_from_the_beginning.clear()
        resumed = [seen(frame) for frame in source.frames(ResumePoint(40, unbroken[40].pts))]
    assert resumed == unbroken[40:]
    assert not passes_from_the_beginning
