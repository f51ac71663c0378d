from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.domain.arrays import UInt8Array
from cba_core.domain.footage import Frame, Modality, Planes
from cba_core.footage.chroma import INFRARED_BELOW, VISIBLE_FROM
from cba_core.footage.modality import (
    CONFIRMING_FRAMES,
    chroma_energy,
    label_modality,
    propose_segments,
)
from cba_core.footage.pyav_source import open_footage
from tests.support.damaged_footage import write_truncated_with_moov
from tests.support.real_footage import DATA, needs_real_footage
from tests.support.synthetic_footage import textured_ground, walking_boxes, write_clip

V, I = Modality.VISIBLE, Modality.INFRARED  # noqa: E741  (rows of letters are easier to read)
VTEST = Path("/usr/share/doc/opencv-doc/examples/data/vtest.avi")


def frames_of(path: Path, stride: int = 1) -> Iterator[Frame]:
    with open_footage(path) as source:
        yield from (frame for frame in source.frames() if frame.index % stride == 0)


def energies(path: Path, stride: int = 1) -> list[float]:
    return [chroma_energy(frame) for frame in frames_of(path, stride)]


def frame_of_energy(index: int, energy: float) -> Frame:
    """A frame whose chroma energy is about `energy`: half the picture differs by so much."""
    chroma = np.full((2, 48, 64), 128, np.uint8)
    chroma[0, :, 32:] += round(2 * energy)
    planes = Planes(np.zeros((96, 128), np.uint8), chroma)
    return Frame(index=index, time_s=index / 5, render=lambda: planes.luma, see=lambda: planes)


def labels(letters: str, before: Modality | None = None) -> str:
    """Labels for frames that speak for v(isible), i(nfrared) or keep quiet (.)."""
    energy = {"v": 20.0, "i": 0.0, ".": (INFRARED_BELOW + VISIBLE_FROM) / 2}
    frames = [frame_of_energy(at, energy[letter]) for at, letter in enumerate(letters)]
    labelled = list(label_modality(frames, before=before))
    assert [frame.index for frame, _ in labelled] == list(range(len(letters)))
    return "".join("v" if modality is V else "i" for _, modality in labelled)


def test_the_frames_of_the_tests_have_the_energy_they_claim() -> None:
    assert chroma_energy(frame_of_energy(0, 20)) == pytest.approx(20)
    middle = (INFRARED_BELOW + VISIBLE_FROM) / 2
    assert INFRARED_BELOW <= chroma_energy(frame_of_energy(0, middle)) < VISIBLE_FROM


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        ("", ""),
        ("v", "v"),
        ("i", "i"),
        ("vvvvvvvvv", "vvvvvvvvv"),
        ("vvvvvvviiiiiiii", "vvvvvvviiiiiiii"),
        ("iiiiiiivvvvvvvvv", "iiiiiiivvvvvvvvv"),
        ("vvvvvvvviiiiivvvv", "vvvvvvvvvvvvvvvvv"),  # five in a row are a flash
        ("vvvvvvvviiiii", "vvvvvvvvvvvvv"),  # the end confirms nothing
        ("vvvvvvvvii.iiivvv", "vvvvvvvvvvvvvvvvv"),
        ("vvvvvvv......iiiiiiiii", "vvvvvvvvvvvvviiiiiiiii"),
        ("iiiiiii.............", "iiiiiiiiiiiiiiiiiiii"),
        ("viiiiiiiii", "viiiiiiiii"[1:2] * 10),  # the first frames decide together
        ("vvvvvviiiiiivvvvvv", "vvvvvviiiiiivvvvvv"),
    ],
)
def test_labels_worked_by_hand(spoken: str, expected: str) -> None:
    assert CONFIRMING_FRAMES == 6
    assert labels(spoken) == expected


@pytest.mark.parametrize(
    ("spoken", "before", "expected"),
    [
        ("........", V, "vvvvvvvv"),
        ("........", I, "iiiiiiii"),
        ("iii", V, "vvv"),
        ("iiiiii", V, "iiiiii"),
        ("vvvvvvvi", I, "vvvvvvvv"),
    ],
)
def test_work_that_goes_on_in_the_middle_knows_what_was_before(
    spoken: str, before: Modality, expected: str
) -> None:
    assert labels(spoken, before) == expected


@given(st.text("vi.", max_size=40))
def test_no_stretch_after_the_first_is_shorter_than_the_confirmation(spoken: str) -> None:
    result = labels(spoken)
    borders = [at for at, (one, two) in enumerate(pairwise(result), start=1) if one != two]
    assert all(spoken[at : at + 6] == result[at] * 6 for at in borders)


@given(st.text("vi.", min_size=7, max_size=40), st.integers(7, 39))
def test_going_on_at_a_border_gives_the_labels_of_an_unbroken_pass(spoken: str, at: int) -> None:
    unbroken = labels(spoken)
    at = min(at, len(spoken) - 1)
    before = V if unbroken[at - 1] == "v" else I
    flips_here = unbroken[at] != unbroken[at - 1]
    if flips_here or spoken[at - 1] in (unbroken[at - 1], "."):  # no run is under way
        assert labels(spoken[at:], before) == unbroken[at:]


def test_frames_are_held_back_no_longer_than_the_confirmation() -> None:
    taken = []

    def stream() -> Iterator[Frame]:
        for index in range(100):
            taken.append(index)
            yield frame_of_energy(index, 20)

    for frame, _ in label_modality(stream()):
        assert taken[-1] - frame.index < CONFIRMING_FRAMES


def test_a_burnt_in_clock_and_logo_do_not_colour_a_grey_picture(tmp_path: Path) -> None:
    def with_overlay(frames: Iterable[UInt8Array]) -> Iterator[UInt8Array]:
        for frame in frames:
            frame[6:24, 8:180] = (255, 220, 0)
            frame[-26:-6, -110:-8] = (0, 120, 255)
            yield frame

    grey = walking_boxes(30, colour=False, noise=4)
    clip = write_clip(tmp_path / "c.mp4", with_overlay(grey))
    assert max(energies(clip)) < INFRARED_BELOW
    assert {modality for _, modality in label_modality(frames_of(clip))} == {I}


def grey_corridor(frames: int) -> Iterator[UInt8Array]:
    """Grey but for five doors and somebody's coat, which cover less than a tenth together."""
    for number in range(frames):
        picture = np.full((240, 320, 3), 150, np.uint8)
        picture[60:, :] = 120
        for door in range(5):
            picture[70:130, 20 + 60 * door : 36 + 60 * door] = (112, 84, 62)
        picture[120:160, 40 + 4 * number : 56 + 4 * number] = (60, 80, 120)
        yield picture


def test_a_grey_corridor_with_few_coloured_things_is_visible(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "c.mp4", grey_corridor(30))
    assert min(energies(clip)) > VISIBLE_FROM
    assert {modality for _, modality in label_modality(frames_of(clip))} == {V}


def test_a_tint_of_the_whole_picture_is_no_colour(tmp_path: Path) -> None:
    purple = [np.clip(g + np.array([8, -6, 8]), 0, 255) for g in walking_boxes(9, colour=False)]
    clip = write_clip(tmp_path / "c.mp4", [frame.astype(np.uint8) for frame in purple])
    assert max(energies(clip)) < INFRARED_BELOW


@pytest.mark.parametrize("codec", ["libx264", "mpeg4", "libx265"])
def test_a_grey_street_in_fog_stays_visible(tmp_path: Path, codec: str) -> None:
    clear = walking_boxes(20)
    fog = [(0.45 * frame + 0.55 * 150).astype(np.uint8) for frame in clear]
    options = {"x265-params": "log-level=none"} if codec == "libx265" else {}
    clip = write_clip(tmp_path / "c.mkv", fog, codec=codec, options=options)
    assert min(energies(clip)) > VISIBLE_FROM


def test_formats_without_chroma_are_infrared(tmp_path: Path) -> None:
    clip = write_clip(
        tmp_path / "c.mkv", walking_boxes(8, colour=False), codec="ffv1", pix_fmt="gray"
    )
    assert energies(clip) == [0.0] * 8


SWITCH = 60


def day_night_day() -> Iterator[UInt8Array]:
    return chain(walking_boxes(SWITCH), walking_boxes(SWITCH, colour=False), walking_boxes(SWITCH))


@pytest.mark.parametrize("name", ["c.mp4", "c.mkv", "c.ts", "c.avi"])
def test_a_camera_that_switches_twice_gives_three_segments(tmp_path: Path, name: str) -> None:
    clip = write_clip(
        tmp_path / name, day_night_day(), codec="mpeg4" if "avi" in name else "libx264"
    )
    segments = propose_segments(clip)
    assert [segment.modality for segment in segments] == [V, I, V]
    assert segments[0].start_s == 0
    assert segments[1].start_s == pytest.approx(SWITCH / 25, abs=0.1)
    assert segments[2].start_s == pytest.approx(2 * SWITCH / 25, abs=0.1)
    assert segments[2].end_s == pytest.approx(3 * SWITCH / 25, abs=0.1)
    assert all(one.end_s == two.start_s for one, two in pairwise(segments))
    labelled = list(label_modality(frames_of(clip, stride=3)))
    changed = [later.index for (_, one), (later, two) in pairwise(labelled) if one is not two]
    assert changed == [SWITCH, 2 * SWITCH]


@pytest.mark.parametrize("gop", [12, 250])
def test_a_raw_stream_is_surveyed_too(tmp_path: Path, gop: int) -> None:
    clip = write_clip(tmp_path / "c.h264", day_night_day(), format="h264", gop=gop)
    segments = propose_segments(clip)
    if gop == 12:
        assert [segment.modality for segment in segments] == [V, I, V]
        assert segments[1].start_s == pytest.approx(SWITCH / 25, abs=0.5)
    else:
        assert segments[0].modality is V  # it has scene-cut keyframes or none, but never fails


def test_one_long_group_of_pictures_is_surveyed_by_decoding(tmp_path: Path) -> None:
    options = {"x264-params": "scenecut=0"}
    clip = write_clip(tmp_path / "c.mp4", day_night_day(), gop=999, options=options)
    assert [segment.modality for segment in propose_segments(clip)] == [V, I, V]


def test_a_cut_off_file_is_surveyed_as_far_as_it_goes(tmp_path: Path) -> None:
    (segment,) = propose_segments(write_truncated_with_moov(tmp_path))
    assert segment.modality is V


def test_a_survey_looks_at_few_frames_of_a_long_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = []
    monkeypatch.setattr("cba_core.footage.survey.energy_of", lambda _: looked.append(1) or 9.0)
    still = textured_ground(32, 32)
    clip = write_clip(tmp_path / "c.mp4", (still for _ in range(1500)), rate=5, gop=5)
    (segment,) = propose_segments(clip)
    assert segment.end_s == pytest.approx(300)
    assert 50 < len(looked) <= 120


REAL = {
    "m3svd/visible": V,
    "m3svd/infrared": I,
    "intel": V,
    "mot15/TUD-Campus": V,
    "mot15/TUD-Stadtmitte": V,
}


@needs_real_footage
@pytest.mark.parametrize("folder", REAL)
def test_the_proposal_is_right_on_every_real_clip(folder: str) -> None:
    for clip in sorted((DATA / folder).glob("*.mp4")):
        assert {segment.modality for segment in propose_segments(clip)} == {REAL[folder]}, clip


@needs_real_footage
@pytest.mark.parametrize("folder", REAL)
def test_real_clips_keep_a_margin_to_the_thresholds(folder: str) -> None:
    for clip in sorted((DATA / folder).glob("*.mp4")):
        measured = energies(clip, stride=30)
        if REAL[folder] is V:
            assert min(measured) > 2 * VISIBLE_FROM, clip
        else:
            assert max(measured) < INFRARED_BELOW / 2, clip


@pytest.mark.skipif(not VTEST.is_file(), reason="the package opencv-doc is not installed")
def test_the_street_of_opencv_is_visible() -> None:
    assert [segment.modality for segment in propose_segments(VTEST)] == [V]
