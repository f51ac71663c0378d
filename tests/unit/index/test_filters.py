from datetime import timedelta

import numpy as np
import pytest

from cba_core.config.search_config import SearchConfig
from cba_core.domain.errors import NotInCaseError
from cba_core.domain.footage import Modality
from cba_core.domain.ids import TrackletId
from cba_core.domain.tracklets import Tracklet
from cba_core.index.filters import rows_for
from tests.support.fakes import NOON, columns_of, fake_footage, fake_tracklet

VISIBLE, INFRARED = Modality.VISIBLE, Modality.INFRARED
NORTH = fake_footage(1, camera="North")
SOUTH = fake_footage(2, camera="South", start_time=NOON + timedelta(hours=8))
UNDATED = fake_footage(3, camera="Yard", start_time=None)

GALLERY = {
    "query": fake_tracklet(NORTH, 1, VISIBLE),
    "its segment": fake_tracklet(NORTH, 2, VISIBLE, start_s=10),
    "its dusk": fake_tracklet(NORTH, 3, INFRARED, segment=1, start_s=400, length=4),
    "its noon": fake_tracklet(NORTH, 4, VISIBLE, segment=2, start_s=800),
    "south visible": fake_tracklet(SOUTH, 1, VISIBLE, length=30),
    "south infrared": fake_tracklet(SOUTH, 2, INFRARED, start_s=100, length=30),
    "undated": fake_tracklet(UNDATED, 1, INFRARED),
}
COLUMNS = columns_of(list(GALLERY.values()))


def kept(config: SearchConfig, query: Tracklet = GALLERY["query"]) -> list[str]:
    rows = rows_for(COLUMNS, config, [query])
    assert rows.dtype == np.bool_
    ids = set(COLUMNS.tracklet_ids[rows].tolist())
    return [name for name, tracklet in GALLERY.items() if tracklet.id in ids]


def test_by_default_the_other_modality_is_ranked() -> None:
    assert kept(SearchConfig()) == ["its dusk", "south infrared", "undated"]


def test_from_infrared_the_other_modality_is_visible_even_in_the_same_footage() -> None:
    assert kept(SearchConfig(), GALLERY["its dusk"]) == [
        "query",
        "its segment",
        "its noon",
        "south visible",
    ]


def test_a_modality_can_be_named() -> None:
    assert kept(SearchConfig(into="visible")) == ["its noon", "south visible"]
    assert kept(SearchConfig(into="infrared")) == ["its dusk", "south infrared", "undated"]


def test_any_modality_leaves_out_the_query_and_its_segment() -> None:
    assert kept(SearchConfig(into="any")) == list(GALLERY)[2:]


def test_the_own_segment_comes_only_when_asked_for_and_never_the_query() -> None:
    assert kept(SearchConfig(into="any", include_own_segment=True)) == list(GALLERY)[1:]


def test_the_same_segment_number_of_other_footage_is_another_segment() -> None:
    assert "south visible" in kept(SearchConfig(into="any"))


def test_cameras_are_alternatives() -> None:
    config = SearchConfig(into="any", cameras=("South", "Yard"))
    assert kept(config) == ["south visible", "south infrared", "undated"]


def test_an_unknown_camera_is_refused() -> None:
    with pytest.raises(NotInCaseError, match="no camera Roof"):
        kept(SearchConfig(cameras=("North", "Roof")))


def test_a_known_camera_without_tracklets_gives_no_rows() -> None:
    config = SearchConfig(cameras=("Roof",))
    assert not rows_for(COLUMNS, config, [GALLERY["query"]], known_cameras={"Roof"}).any()
    empty = columns_of([])
    assert rows_for(empty, config, [GALLERY["query"]], known_cameras={"Roof"}).shape == (0,)


def test_a_time_filter_keeps_what_overlaps_it_and_drops_what_has_no_time() -> None:
    evening = NOON + timedelta(hours=6)
    assert kept(SearchConfig(into="any", earliest=evening)) == ["south visible", "south infrared"]
    assert kept(SearchConfig(into="any", latest=evening)) == ["its dusk", "its noon"]


@pytest.mark.parametrize(
    ("microseconds", "is_kept"), [(-1000, True), (0, True), (1, False), (1000, False)]
)
def test_bounds_are_kept_to_the_microsecond(microseconds: int, is_kept: bool) -> None:
    end = GALLERY["its dusk"].end_time
    start = GALLERY["its dusk"].start_time
    assert end is not None
    assert start is not None
    shift = timedelta(microseconds=microseconds)
    assert ("its dusk" in kept(SearchConfig(earliest=end + shift))) is is_kept
    assert ("its dusk" in kept(SearchConfig(latest=start - shift))) is is_kept


def test_short_tracklets_can_be_left_out() -> None:
    assert kept(SearchConfig(minimum_length=10)) == ["south infrared", "undated"]
    assert kept(SearchConfig(minimum_length=31)) == []


def test_filters_change_nothing_in_the_columns() -> None:
    before = columns_of(list(GALLERY.values()))
    kept(SearchConfig(into="any", minimum_length=5, cameras=("South",), earliest=NOON))
    for name in ("tracklet_ids", "is_infrared", "lengths", "start_ms"):
        assert (getattr(before, name) == getattr(COLUMNS, name)).all()


def test_a_query_that_is_in_no_row_changes_nothing() -> None:
    stranger = fake_tracklet(fake_footage(9), 1)
    assert TrackletId(9_000_001) == stranger.id
    assert len(kept(SearchConfig(into="any"), stranger)) == len(GALLERY)
