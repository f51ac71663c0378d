"""Gaps, repeats and jumps are listed (E7), of packets as recorders leave them."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from cba_core.domain.errors import FootageUnreadableError
from cba_core.domain.time_stamps import TimeFaultKind
from cba_core.footage.time_stamps import described, time_stamps_of

BASE = Fraction(1, 100)


def written(path: Path, stamps: list[int], base: Fraction = Fraction(1, 1000)) -> Path:
    """A clip whose frames carry these time stamps."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=25)
        stream.width, stream.height = 64, 48
        stream.codec_context.time_base = base
        stream.time_base = base
        for number, stamp in enumerate(stamps):
            picture = np.full((48, 64, 3), 40 + 20 * (number % 8), np.uint8)
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24")
            frame.pts, frame.time_base = stamp, base
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return path


def test_E7_a_file_with_variable_frame_rate_has_its_gaps_listed(tmp_path: Path) -> None:
    stamps = [*range(0, 400, 40), *range(2400, 2800, 100), 2840, 2880]
    found = time_stamps_of(written(tmp_path / "vfr.mkv", stamps))
    assert found.frames == len(stamps)
    (gap,) = found.faults
    assert (gap.kind, gap.frame) == (TimeFaultKind.GAP, 10)
    assert gap.at_s == pytest.approx(2.4)
    assert gap.size_s == pytest.approx(2400 / 1000 - 0.36)
    assert found.usual_step_s == pytest.approx(0.04)
    assert found.gap_from_s == pytest.approx(0.5)


def test_E7_even_frames_have_no_fault(tmp_path: Path) -> None:
    assert time_stamps_of(written(tmp_path / "even.mp4", list(range(0, 1000, 40)))).faults == ()


def kinds(
    stored: list[tuple[int | None, int | None]],
) -> list[tuple[TimeFaultKind, int, int | None]]:
    return [(one.kind, one.frame, one.pts) for one in described(stored, BASE).faults]


def test_E7_repeats_jumps_and_missing_times() -> None:
    assert kinds([(0, 0), (4, 4), (4, 4), (8, 8)]) == [(TimeFaultKind.REPEAT, 2, 4)]
    assert kinds([(0, 0), (4, 4), (8, 8), (2, 2), (6, 6)]) == [(TimeFaultKind.JUMP_BACK, 3, 2)]
    assert kinds([(-4, -4), (4, 4), (0, -8)])[-1] == (TimeFaultKind.JUMP_BACK, 2, 0)
    assert kinds([(0, 0), (None, None), (4, 4)]) == [(TimeFaultKind.WITHOUT, 1, None)]


def test_frames_that_are_shown_in_another_order_than_stored_are_no_fault() -> None:
    assert kinds([(0, -8), (12, -4), (4, 0), (8, 4), (24, 8), (16, 12), (20, 16)]) == []


@pytest.mark.parametrize("stored", [[], [(None, None)], [(5, 5)]])
def test_hardly_anything_to_tell_from(stored: list[tuple[int | None, int | None]]) -> None:
    found = described(stored, BASE)
    assert (found.usual_step_s, found.gap_from_s) == (None, None)


def test_what_cannot_be_read_says_so(tmp_path: Path) -> None:
    path = tmp_path / "empty.mp4"
    path.touch()
    with pytest.raises(FootageUnreadableError):
        time_stamps_of(path)
