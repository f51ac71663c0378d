"""Neighbourhoods meet the known data sets and grow with what a person is seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cba_core.clustering.neighbourhood import Neighbourhood, neighbourhood_for


@pytest.mark.parametrize(
    ("data_set", "tracklets", "expected"),
    [
        ("HITSZ-VCM infrared", 8.6, Neighbourhood(20, 6, 4)),
        ("HITSZ-VCM visible", 10.9, Neighbourhood(20, 6, 4)),
        ("BUPTCampus", 3.3, Neighbourhood(10, 3, 2)),
        ("images of SYSU-MM01", 30, Neighbourhood(30, 6, 4)),
        ("images of SYSU-MM01", 56, Neighbourhood(30, 6, 4)),
    ],
)
def test_known_data_sets(data_set: str, tracklets: float, expected: Neighbourhood) -> None:
    assert neighbourhood_for(tracklets) == expected, data_set


@given(st.floats(1, 200), st.floats(1, 200))
def test_more_tracklets_never_narrow_it(first: float, second: float) -> None:
    fewer, more = (neighbourhood_for(each) for each in sorted([first, second]))
    assert fewer.k1 <= more.k1
    assert fewer.k2 <= more.k2
    assert fewer.min_samples <= more.min_samples


@given(st.floats(1, 200))
def test_it_can_be_used(tracklets: float) -> None:
    found = neighbourhood_for(tracklets)
    assert 1 <= found.k2 < found.k1
    assert found.min_samples == 2 or found.min_samples <= tracklets
    assert found.min_samples <= found.k1


@pytest.mark.parametrize("tracklets", [0.9, float("nan"), float("inf"), -3])
def test_nobody_has_less_than_one_tracklet(tracklets: float) -> None:
    with pytest.raises(ValueError, match="one tracklet"):
        neighbourhood_for(tracklets)
