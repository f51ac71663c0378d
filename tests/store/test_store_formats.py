"""What goes into the database comes out of it as it was."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from sqlalchemy.dialects import sqlite

from cba_core.store.footage_paths import absolute, relative_to_case
from cba_core.store.moments import from_microseconds, offset_seconds, to_microseconds
from cba_core.store.tables import OutsideText
from cba_core.store.track_blob import MAGIC, PackedTrack, pack_track, unpack_track

REAL = st.floats(width=32)
LENGTHS = st.integers(0, 40)


@st.composite
def tracks(draw: st.DrawFn) -> PackedTrack:
    """Any numbers at all, also those that no detector gives."""
    count = draw(LENGTHS)
    return PackedTrack(
        draw(arrays(np.int64, count)),
        draw(arrays(np.float32, (count, 4), elements=REAL)),
        draw(arrays(np.float32, count, elements=REAL)),
        draw(arrays(np.float32, count, elements=REAL)),
    )


@given(tracks())
def test_a_track_comes_back_bit_for_bit(track: PackedTrack) -> None:
    for given_array, found in zip(track, unpack_track(pack_track(track)), strict=True):
        assert found.dtype == given_array.dtype
        assert found.shape == given_array.shape
        assert found.tobytes() == given_array.tobytes()
        assert found.flags.writeable


def test_the_format_of_a_track_is_the_documented_one() -> None:
    track = PackedTrack(
        np.array([258], np.int64),
        np.array([[1, 2, 3, 4]], np.float32),
        np.array([0.5], np.float32),
        np.array([-2], np.float32),
    )
    assert pack_track(track).hex(" ", 4) == (
        "44544231 01000000 02010000 00000000"  # "DTB1", one frame, number 258
        " 0000803f 00000040 00004040 00008040 0000003f 000000c0"
    )


def test_big_endian_arrays_are_stored_little_endian() -> None:
    track = a_short_track()
    swapped = PackedTrack(*(array.astype(array.dtype.newbyteorder(">")) for array in track))
    assert pack_track(swapped) == pack_track(track)


@pytest.mark.parametrize(
    "blob",
    [
        b"",
        MAGIC,
        b"DTB2\0\0\0\0",
        MAGIC + b"\x01\0\0\0",
        MAGIC + b"\0\0\0\0" + b"more",
    ],
)
def test_bytes_that_are_no_track_are_refused(blob: bytes) -> None:
    with pytest.raises(ValueError, match="track"):
        unpack_track(blob)


def test_arrays_that_do_not_belong_together_are_refused() -> None:
    track = a_short_track()
    with pytest.raises(ValueError, match="2 frames need"):
        pack_track(track._replace(scores=track.scores[:1]))


def a_short_track() -> PackedTrack:
    return PackedTrack(
        np.array([0, 5], np.int64),
        np.ones((2, 4), np.float32),
        np.array([0.5, 0.25], np.float32),
        np.array([0, 0.2], np.float32),
    )


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_python_knows_survives(text: str) -> None:
    kind, dialect = OutsideText(), sqlite.dialect()
    stored = kind.process_bind_param(text, dialect)
    assert stored is not None
    stored.encode("utf-8")
    assert "\x00" not in stored
    assert kind.process_result_value(stored, dialect) == text


@given(
    st.datetimes(datetime(1900, 1, 2), datetime(2200, 1, 1)),
    st.integers(-86_399, 86_399),
)
def test_a_moment_and_its_offset_survive(moment: datetime, offset_s: int) -> None:
    aware = moment.replace(tzinfo=timezone(timedelta(seconds=offset_s)))
    found = from_microseconds(to_microseconds(aware), offset_seconds(aware))
    assert found == aware
    assert found.utcoffset() == aware.utcoffset()
    assert found.replace(tzinfo=None) == moment


def test_moments_count_from_1970_in_utc() -> None:
    assert (
        to_microseconds(datetime(1970, 1, 1, 1, 0, 0, 7, tzinfo=timezone(timedelta(hours=1)))) == 7
    )
    assert from_microseconds(-1) == datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC)


NAMES = st.sampled_from(["a", "b c", "case.duskcase", "ä", "%41"])


@given(st.lists(NAMES, min_size=1, max_size=5), st.lists(NAMES, min_size=1, max_size=5))
def test_the_way_from_case_to_footage_leads_there(case: list[str], footage: list[str]) -> None:
    case_path, footage_path = Path("/", *case), Path("/", *footage, "film.mp4")
    way = relative_to_case(footage_path, case_path)
    assert way is not None
    assert absolute(case_path / way) == footage_path
