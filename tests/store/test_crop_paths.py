"""A case that was made up must not show files from elsewhere: only plain paths of crops pass."""

from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.store.row_checks import require_crop_path

_PIECES = st.sampled_from(["/", ".", "..", "crops", "crops/", "a", " ", "\\", ":", "\0"])


@pytest.mark.parametrize(
    "told",
    ["", "/", "/crops/1.jpg", "//crops/1.jpg", "crops/../case.sqlite", "../crops/1.jpg",
     "plan/1.jpg", "crops\\1.jpg", "C:crops/1.jpg", "crops/1.jpg\0"],
)  # fmt: skip
def test_what_leads_elsewhere_is_refused(told: str) -> None:
    with pytest.raises(ValueError, match="no path of a crop"):
        require_crop_path(told)


@pytest.mark.parametrize("told", ["crops/1/2/3-0.jpg", "./crops/1.jpg", "crops//1.jpg", "crops"])
def test_what_stays_below_passes(told: str) -> None:
    require_crop_path(told)


@given(st.lists(_PIECES, max_size=7).map("".join))
def test_it_says_what_a_path_object_says(told: str) -> None:
    parts = PurePosixPath(told).parts
    is_plain = not any(mark in told for mark in "\\:\0")
    passes = parts[:1] == ("crops",) and ".." not in parts and is_plain
    try:
        require_crop_path(told)
    except ValueError:
        assert not passes
    else:
        assert passes
