"""A tracklet is told by its number or by its short name."""

import pytest

from cba_core.domain.ids import (
    FootageId,
    asked_id,
    is_asked,
    is_external,
    tracklet_id,
    tracklet_label,
    tracklet_named,
)


@pytest.mark.parametrize("text", ["3-12", "3000012"])
def test_both_names_are_of_one_tracklet(text: str) -> None:
    assert tracklet_named(text) == tracklet_id(FootageId(3), 12)
    assert tracklet_label(tracklet_named(text)) == "3-12"


@pytest.mark.parametrize("text", ["", "three", "3-", "-12", "3-0", "3000000", "3-12-1"])
def test_what_names_no_tracklet_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        tracklet_named(text)


@pytest.mark.parametrize(
    ("name", "number", "external"), [("box-3", 3, False), ("external-3", 3, True)]
)
def test_pictures_asked_with_have_names_that_tell_their_kind(
    name: str, number: int, external: bool
) -> None:
    identifier = asked_id(number, is_external=external)
    assert tracklet_named(name) == tracklet_named(str(identifier)) == identifier
    assert tracklet_label(identifier) == name
    assert is_asked(identifier)
    assert is_external(identifier) is external


def test_a_tracklet_is_no_picture_asked_with() -> None:
    first = tracklet_id(FootageId(1), 1)
    assert not is_asked(first)
    assert not is_external(first)


@pytest.mark.parametrize("text", ["box-", "box-0", "external-500000", "box-500000", "outside-1"])
def test_what_names_no_picture_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        tracklet_named(text)
