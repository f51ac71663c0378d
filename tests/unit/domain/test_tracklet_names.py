"""A tracklet is told by its number or by its short name."""

import pytest

from cba_core.domain.ids import FootageId, tracklet_id, tracklet_label, tracklet_named


@pytest.mark.parametrize("text", ["3-12", "3000012"])
def test_both_names_are_of_one_tracklet(text: str) -> None:
    assert tracklet_named(text) == tracklet_id(FootageId(3), 12)
    assert tracklet_label(tracklet_named(text)) == "3-12"


@pytest.mark.parametrize("text", ["", "three", "3-", "-12", "3-0", "3000000", "3-12-1"])
def test_what_names_no_tracklet_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        tracklet_named(text)
