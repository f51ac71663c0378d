from collections.abc import Iterator
from pathlib import Path

import av
import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from cba_core.domain.arrays import UInt8Array
from cba_core.domain.errors import FootageMissingError
from cba_core.domain.footage import Frame, ResumePoint
from cba_core.footage import playback
from cba_core.footage.playback import Playback
from cba_core.footage.pyav_source import open_footage
from tests.support.damaged_footage import (
    damage_packets,
    write_stepped_back,
    write_truncated_with_moov,
    write_with_edit_list,
)
from tests.support.synthetic_footage import walking_boxes, write_clip

COUNT = 60


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("clips")

    def boxes() -> Iterator[UInt8Array]:
        return walking_boxes(COUNT, width=96, height=64, box=(10, 24))

    uneven = np.cumsum(np.random.default_rng(4).integers(20, 120, COUNT)).tolist()
    twice = folder / "twice.ts"
    twice.write_bytes(write_clip(folder / "once.ts", boxes()).read_bytes() * 2)
    pictures = folder / "img1"
    pictures.mkdir()
    for number, pixels in enumerate(boxes()):
        Image.fromarray(pixels).save(pictures / f"{number:04d}.png")
    open_gop = {"x264-params": "open-gop=1"}
    return {
        "b_frames": write_clip(folder / "b.mp4", boxes(), b_frames=3, options=open_gop),
        "mkv": write_clip(folder / "b.mkv", boxes(), b_frames=3, options=open_gop),
        "ts": write_clip(folder / "b.ts", boxes(), b_frames=2),
        "plain": write_clip(folder / "p.mp4", boxes()),
        "uneven": write_clip(folder / "v.mp4", boxes(), pts=uneven),
        "avi": write_clip(folder / "a.avi", boxes(), codec="mjpeg", pix_fmt="yuvj420p"),
        "raw": write_clip(folder / "r.h264", boxes(), format="h264"),
        "clock_set_back": twice,
        "pictures": pictures,
        "cut_off": write_truncated_with_moov(folder),
    }


KINDS = (
    "b_frames", "mkv", "ts", "plain", "uneven", "avi", "raw", "clock_set_back", "pictures",
    "cut_off",
)  # fmt: skip


def is_same(one: Frame | None, other: Frame) -> bool:
    return (
        one is not None
        and (one.index, one.time_s, one.pts)
        == (other.index, pytest.approx(other.time_s), other.pts)
        and np.array_equal(one.pixels, other.pixels)
    )


@pytest.fixture(autouse=True)
def _small_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that the player has to seek, in clips that would all fit into its cache."""
    monkeypatch.setattr(playback, "_CACHE_BYTES", 0)
    monkeypatch.setattr(playback, "_FEWEST_CACHED", 3)
    monkeypatch.setattr(playback, "_WALK_AT_MOST_S", 0.1)


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=st.lists(st.tuples(st.sampled_from("sfnp"), st.integers(0, 200)), max_size=6))
def test_wherever_the_player_goes_it_shows_the_frame_of_an_unbroken_pass(
    clips: dict[str, Path], kind: str, moves: list[tuple[str, int]]
) -> None:
    with open_footage(clips[kind]) as source:
        frames = list(source.frames())
    at = -1
    with Playback(clips[kind]) as player:
        for move, number in moves:
            wanted = number % len(frames)
            if move == "s":
                at = wanted
                assert is_same(player.seek(frames[at].time_s), frames[at])
            elif move == "f":
                at = wanted
                assert is_same(player.frame_at(at), frames[at])
            elif move == "n" and at + 1 < len(frames):
                at += 1
                assert is_same(player.next(), frames[at])
            elif move == "p" and at > 0:
                at -= 1
                assert is_same(player.previous(), frames[at])


@pytest.mark.parametrize("kind", KINDS)
def test_between_two_frames_the_earlier_one_is_on_screen(clips: dict[str, Path], kind: str) -> None:
    with open_footage(clips[kind]) as source:
        frames = list(source.frames())
    with Playback(clips[kind]) as player:
        for at in (0, 7, len(frames) - 2):
            middle = (frames[at].time_s + frames[at + 1].time_s) / 2
            assert player.seek(middle).index == at


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("number", [0, 7, 31, 55])
def test_a_preview_is_a_true_frame_at_or_before_the_wanted_one_and_spoils_no_seek(
    clips: dict[str, Path], kind: str, number: int
) -> None:
    with open_footage(clips[kind]) as source:
        frames = list(source.frames())
    wanted = frames[min(number, len(frames) - 1)]
    with Playback(clips[kind]) as player:
        early = player.preview(wanted.time_s)
        assert early is None or early.index < wanted.index
        assert early is None or is_same(early, frames[early.index])
        assert is_same(player.seek(wanted.time_s), wanted)
        assert player.preview(wanted.time_s) is None


@pytest.mark.parametrize("kind", ["plain", "uneven", "ts", "b_frames"])
def test_a_preview_is_the_keyframe_that_the_frame_is_decoded_from(
    clips: dict[str, Path], kind: str
) -> None:
    with av.open(str(clips[kind])) as container:
        keys = [picture.key_frame for picture in container.decode(video=0)]
    with open_footage(clips[kind]) as source:
        times_s = [frame.time_s for frame in source.frames()]
    with Playback(clips[kind]) as player:
        early = player.preview(times_s[55])
    assert early is not None
    keyframe = max(number for number in range(56) if keys[number])
    assert early.index == keyframe
    with Playback(clips[kind]) as player:
        assert player.preview(times_s[55], beyond=keyframe) is None
        early = player.preview(times_s[55], beyond=keyframe - 1)
        assert early is not None
        assert early.index == keyframe


def test_a_seek_onwards_within_a_group_of_pictures_decodes_nothing_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = write_clip(
        tmp_path / "long.mp4",
        walking_boxes(COUNT, width=96, height=64, box=(10, 24)),
        gop=250,
        options={"sc_threshold": "0"},
    )
    with Playback(clip) as player:
        player.frame_at(10)

        def fail(_: Playback, index: int) -> bool:
            raise AssertionError(f"the decoder was sent back on the way to {index}")

        with monkeypatch.context() as patch:
            patch.setattr(Playback, "_enter_before", fail)
            assert player.frame_at(50).index == 50
        assert player.frame_at(20).index == 20


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_frame_is_found_again_after_the_last(clips: dict[str, Path], kind: str) -> None:
    with open_footage(clips[kind]) as source:
        frames = list(source.frames())
    with Playback(clips[kind]) as player:
        for at in (-1, 0, -1, 1):
            assert is_same(player.seek(frames[at].time_s), frames[at])


@pytest.mark.parametrize("kind", KINDS)
def test_outside_the_footage_the_first_or_the_last_frame_is_shown(
    clips: dict[str, Path], kind: str
) -> None:
    with open_footage(clips[kind]) as source:
        last = max(frame.index for frame in source.frames())
    with Playback(clips[kind]) as player:
        assert player.seek(-5).index == 0
        assert player.previous() is None
        assert player.seek(1e5).index == last
        assert player.next() is None
        assert player.frame_at(10**7).index == last
        assert player.frame_at(-3).index == 0


def test_playing_begins_with_the_first_frame_and_ends_with_none(clips: dict[str, Path]) -> None:
    with Playback(clips["plain"]) as player:
        shown = [player.next() for _ in range(COUNT + 2)]
    assert [frame and frame.index for frame in shown] == [*range(COUNT), None, None]


def test_stepping_back_over_cached_frames_needs_no_decoder(
    clips: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(playback, "_FEWEST_CACHED", 16)
    with Playback(clips["plain"]) as player:
        player.frame_at(30)
        monkeypatch.setattr(player, "_enter_before", lambda _: pytest.fail("it sought"))
        stepped = [player.previous() for _ in range(5)]
    assert [frame and frame.index for frame in stepped] == [29, 28, 27, 26, 25]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(FootageMissingError):
        Playback(tmp_path / "gone.mp4")


def test_a_seek_that_ends_behind_a_clock_set_back_is_not_believed(clips: dict[str, Path]) -> None:
    with open_footage(clips["clock_set_back"]) as source:
        frames = list(source.frames())
    with Playback(clips["clock_set_back"]) as player:
        assert is_same(player.seek(frames[34].time_s), frames[34])
        assert is_same(player.frame_at(60), frames[60])
        assert is_same(player.frame_at(len(frames) - 1), frames[-1])


@pytest.mark.parametrize("index", [20, 30, 34, 39])
def test_a_run_resumed_before_a_clock_set_back_sees_every_frame(
    clips: dict[str, Path], index: int
) -> None:
    with open_footage(clips["clock_set_back"]) as source:
        frames = list(source.frames())
    start = ResumePoint(index, frames[index].pts)
    with open_footage(clips["clock_set_back"]) as source:
        again = list(source.frames(start))
    assert len(again) == len(frames) - index
    assert all(is_same(one, other) for one, other in zip(again, frames[index:], strict=True))


@pytest.mark.parametrize("b_frames", [0, 2])
def test_frames_that_an_edit_list_hides_have_no_number(tmp_path: Path, b_frames: int) -> None:
    clip = write_with_edit_list(tmp_path, b_frames=b_frames)
    with open_footage(clip) as source:
        frames = list(source.frames())
    assert len(frames) == 73
    for at in (0, 2, 4, 5, 6, 20, 40, 71, 72):
        with Playback(clip) as player:
            assert is_same(player.seek(frames[at].time_s), frames[at])
            following = player.next()
            assert at == 72 or is_same(following, frames[at + 1])
        with Playback(clip) as player:
            assert is_same(player.frame_at(at), frames[at])
        with open_footage(clip) as source:
            resumed = source.frames(ResumePoint(at, frames[at].pts))
            assert all(map(is_same, resumed, frames[at:]))


@pytest.mark.parametrize("name", ["d.mp4", "d.avi"])
def test_behind_damage_the_picture_of_a_time_is_shown(tmp_path: Path, name: str) -> None:
    """No seek can tell how many frames were lost; a time tells the frame all the same."""
    codec = "libx264" if name.endswith("mp4") else "mpeg4"
    clip = write_clip(tmp_path / name, walking_boxes(COUNT, width=96, height=64), codec=codec)
    damage_packets(clip, range(20, 30))
    with open_footage(clip) as source:
        frames = list(source.frames())
        assert 0 < source.skipped_packets <= 10
    for at in (0, 10, 22, 35, len(frames) - 1):
        with Playback(clip) as player:
            shown = player.seek(frames[at].time_s)
            assert shown.time_s == pytest.approx(frames[at].time_s)
            assert np.array_equal(shown.pixels, frames[at].pixels)
    with Playback(clip) as player:
        played = [player.seek(0.0), *iter(player.next, None)]
        assert [frame.time_s for frame in played] == pytest.approx([f.time_s for f in frames])
        back = [player.seek(1e5), *iter(player.previous, None)]
        assert [frame.time_s for frame in back] == pytest.approx([f.time_s for f in frames[::-1]])
        numbers = {frame.time_s: frame.index for frame in (*played, *back)}
        assert all(numbers[frame.time_s] == frame.index for frame in (*played, *back))


def test_packets_that_begin_with_another_frame_than_decoding_are_not_believed(
    clips: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_footage(clips["plain"]) as source:
        frames = list(source.frames())
    monkeypatch.setattr(playback.PacketIndex, "first_pts", property(lambda self: self.pts_of(3)))
    with Playback(clips["plain"]) as player:
        assert not player.enters_anywhere
        assert is_same(player.seek(frames[40].time_s), frames[40])
        assert is_same(player.seek(frames[20].time_s), frames[20])
        assert is_same(player.frame_at(50), frames[50])


@pytest.mark.parametrize("back_s", [0.32, 2.0])
def test_a_clock_that_stepped_back_a_little_misleads_neither_player_nor_resumed_run(
    tmp_path: Path, back_s: float
) -> None:
    clip = write_stepped_back(tmp_path, back_s=back_s)
    with open_footage(clip) as source:
        frames = list(source.frames())
    for index in (30, 100, 130, 200, len(frames) - 1):
        with open_footage(clip) as source:
            again = list(source.frames(ResumePoint(index, frames[index].pts)))
        assert len(again) == len(frames) - index
        assert all(map(is_same, again, frames[index:]))
        with Playback(clip) as player:
            assert is_same(player.seek(frames[index].time_s), frames[index])
