"""Numbered folders, stream copies, redaction and marked copies, each by itself."""

import hashlib
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import av
import numpy as np
import pytest
from av.container.input import InputContainer
from av.video.stream import VideoStream

from cba_core.domain.exhibits import BoxPath
from cba_core.exhibits.box_paths import box_at
from cba_core.exhibits.encoding_copies import write_copy
from cba_core.exhibits.marking import marked
from cba_core.exhibits.redaction import redacted
from cba_core.exhibits.stream_copy import ClipNotCopiedError, Opened, copy_stream
from cba_core.footage.opening import open_container, video_stream
from cba_core.store.exhibit_folders import faults_in, put_in_place, room_for_one
from tests.support.synthetic_footage import walking_boxes, write_clip


def opener(path: Path) -> Opened:
    def opened() -> tuple[InputContainer, VideoStream]:
        container = open_container(path)
        return container, video_stream(container, path)

    return opened


def payloads(path: Path) -> list[str]:
    with av.open(str(path)) as container:
        return [hashlib.sha256(bytes(p)).hexdigest() for p in container.demux(video=0) if p.size]


def go_on() -> None:
    """Nobody cancels."""


@pytest.mark.parametrize("suffix", [".mp4", ".mkv", ".ts"])
@pytest.mark.parametrize("b_frames", [0, 2])
def test_E9_a_clip_has_the_very_packets_of_its_source(
    tmp_path: Path, suffix: str, b_frames: int
) -> None:
    source = write_clip(tmp_path / f"source{suffix}", walking_boxes(50), gop=12, b_frames=b_frames)
    copy = copy_stream(opener(source), "source", tmp_path, start_s=0.6, end_s=1.0, checkpoint=go_on)
    of_source, of_copy = payloads(source), payloads(copy.path)
    begin = of_source.index(of_copy[0])
    assert of_source[begin : begin + len(of_copy)] == of_copy
    assert [packet.sha256 for packet in copy.packets] == of_copy
    assert copy.packets[0].is_keyframe
    with av.open(str(copy.path)) as container:
        assert sum(1 for _ in container.decode(video=0)) >= 11
    assert len(of_copy) < len(of_source)


def test_E9_what_has_no_time_stamps_is_refused_with_a_remedy(tmp_path: Path) -> None:
    source = write_clip(tmp_path / "raw.h264", walking_boxes(20), format="h264")
    with pytest.raises(ClipNotCopiedError) as caught:
        copy_stream(opener(source), "raw", tmp_path, start_s=0, end_s=0.5, checkpoint=go_on)
    assert "annotate" in caught.value.remedy


def _make_one(root: str) -> int:
    with room_for_one(Path(root)) as folder:
        (folder / "a.txt").write_text("a")
        return put_in_place(folder, {"kind": "still"}).number


def test_processes_side_by_side_take_different_numbers(tmp_path: Path) -> None:
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        numbers = list(pool.map(_make_one, [str(tmp_path)] * 12, timeout=60))
    assert sorted(numbers) == list(range(1, 13))


def test_a_number_is_never_used_again(tmp_path: Path) -> None:
    assert _make_one(str(tmp_path)) == 1
    for file in (tmp_path / "E0001").iterdir():
        file.unlink()
    (tmp_path / "E0001").rmdir()
    assert _make_one(str(tmp_path)) == 2


def test_an_exhibit_that_fails_leaves_nothing_and_takes_no_number(tmp_path: Path) -> None:
    def fail() -> None:
        with room_for_one(tmp_path) as folder:
            (folder / "half.mp4").write_bytes(b"half")
            raise OSError("full")

    with pytest.raises(OSError, match="full"):
        fail()
    assert list(tmp_path.iterdir()) == []
    assert _make_one(str(tmp_path)) == 1


def test_every_change_to_an_exhibit_is_found(tmp_path: Path) -> None:
    with room_for_one(tmp_path) as folder:
        (folder / "a.txt").write_text("a")
        made = put_in_place(folder, {"kind": "still"})
    manifest = made.folder / "manifest.json"
    logged = {"E0001": hashlib.sha256(manifest.read_bytes()).hexdigest()}
    assert faults_in(tmp_path, logged, go_on) == []
    (made.folder / "a.txt").write_text("b")
    (made.folder / "more.txt").write_text("c")
    assert {one.file for one in faults_in(tmp_path, logged, go_on)} == {"a.txt", "more.txt"}
    manifest.write_text(manifest.read_text().replace("still", "clip"))
    assert "manifest.json" in {one.file for one in faults_in(tmp_path, logged, go_on)}
    assert faults_in(tmp_path, {**logged, "E0002": "0"}, go_on)[-1].exhibit == "E0002"


def a_path(*, selected: bool = False) -> BoxPath:
    boxes = np.array([[10.0, 10, 30, 60], [20, 10, 40, 60]])
    return BoxPath("1-1", np.array([4, 8]), boxes, selected)


def test_E35_boxes_are_interpolated_and_held_at_the_ends() -> None:
    path = a_path()
    np.testing.assert_allclose(box_at(path, 6), [15, 10, 35, 60])
    assert box_at(path, 3) is None
    np.testing.assert_allclose(box_at(path, 1, hold=True), [10, 10, 30, 60])
    assert box_at(path, 13, hold=True) is None


def test_E35_a_covered_region_has_few_colours_and_no_detail() -> None:
    dice = np.random.default_rng(1)
    pixels = dice.integers(0, 256, (120, 100, 3)).astype(np.uint8)
    covered = redacted(pixels, [np.array([20.0, 20, 60, 100])])
    inside, was = covered[20:100, 20:60].astype(float), pixels[20:100, 20:60].astype(float)
    assert abs(np.corrcoef(inside.ravel(), was.ravel())[0, 1]) < 0.1
    assert np.abs(np.diff(inside, axis=0)).max() <= 16
    np.testing.assert_array_equal(covered[:, 80:], pixels[:, 80:])
    # Whoever differs only in detail looks the same once covered.
    other = pixels.copy()
    other[40:44, 30:34] = pixels[40:44, 30:34][::-1, ::-1]
    np.testing.assert_array_equal(
        redacted(other, [np.array([20.0, 20, 60, 100])])[20:100, 20:60], inside
    )


def test_E10_marks_lie_below_the_picture_and_selected_boxes_differ_without_colour() -> None:
    pixels = np.full((120, 160, 3), 90, np.uint8)
    plain = marked(pixels, [], ["COPY, redacted"])
    np.testing.assert_array_equal(plain[:120], pixels)
    assert plain.shape[0] > 120
    assert plain[120:].std() > 5
    box = np.array([40.0, 40, 80, 100])
    thick = (marked(pixels, [(a_path(selected=True), box)], ["x"])[:120] != 90).any(axis=2).sum()
    thin = (marked(pixels, [(a_path(), box)], ["x"])[:120] != 90).any(axis=2).sum()
    assert thick > thin


def test_E10_the_same_pictures_give_the_same_bytes(tmp_path: Path) -> None:
    frames = [(number / 25, pixels) for number, pixels in enumerate(walking_boxes(8))]
    assert write_copy(tmp_path / "a.mp4", frames) == 8
    write_copy(tmp_path / "b.mp4", frames)
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()
