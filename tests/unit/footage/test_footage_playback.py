from collections.abc import Iterator
from pathlib import Path

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
from tests.support.damaged_footage import write_truncated_with_moov
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
