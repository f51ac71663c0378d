from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from cba_core.domain.errors import NotInCaseError
from cba_core.domain.footage import InfraredKind, Modality, ToldModality
from cba_core.domain.ids import FootageId, TrackletId
from cba_core.domain.repositories import NO_TIME, TrackletFilter
from cba_core.domain.tracklets import CropReason, FoundTracklet
from cba_core.store.case_store import SqlCaseStore, open_store
from tests.support.builders import (
    A_DIGEST,
    A_MODEL,
    AN_EVENING,
    a_crop,
    a_found_tracklet,
    a_new_footage,
    a_segment,
    a_track,
    a_unit_vector,
)

FIRST = FootageId(1)
SECOND = FootageId(2)
EVERYTHING = TrackletFilter()


def add_and_begin(store: SqlCaseStore, count: int = 1) -> None:
    for number in range(1, count + 1):
        known = store.footage.add(a_new_footage(f"/e/{number}.mp4", camera=f"camera-{number}"))
        store.tracklets.begin_footage(known.id, A_DIGEST)


def crop_files(store: SqlCaseStore) -> list[str]:
    crops = store.folder.crops
    return sorted(path.relative_to(crops).as_posix() for path in crops.rglob("*") if path.is_file())


def some_found(count: int, **changes: object) -> Sequence[FoundTracklet]:
    return [a_found_tracklet(number, **changes) for number in range(1, count + 1)]


def test_tracklets_come_back_as_they_were_found(store: SqlCaseStore) -> None:
    add_and_begin(store)
    found = a_found_tracklet(7, first_frame=50, length=4, crops=3, modality=Modality.INFRARED)
    assert store.tracklets.store_segment(a_segment(), [found], A_MODEL) == [1_000_001]
    stored = store.tracklets.get(TrackletId(1_000_001))
    assert (stored.footage_id, stored.segment, stored.camera) == (FIRST, 0, "camera-1")
    assert (stored.modality, stored.proposed_modality) == (Modality.INFRARED, Modality.INFRARED)
    assert (stored.start_s, stored.end_s) == pytest.approx((2.0, 2.6))
    assert stored.start_time == AN_EVENING + timedelta(seconds=stored.start_s)
    assert stored.end_time == AN_EVENING + timedelta(seconds=stored.end_s)
    assert (stored.length, stored.label) == (4, "1-1")
    assert stored.mean_score == pytest.approx(float(found.track.scores.mean()))

    track, times_s = store.tracklets.track(stored.id)
    assert np.array_equal(track.frame_indices, found.track.frame_indices)
    assert np.array_equal(track.boxes, found.track.boxes)
    assert np.array_equal(track.scores, found.track.scores)
    assert np.array_equal(times_s, found.times_s)
    assert (track.frame_indices.dtype, track.boxes.dtype) == (np.int64, np.float32)

    vector = store.embeddings.vector(stored.id, A_MODEL)
    assert vector is not None
    assert np.array_equal(vector, found.vector)


def test_spans_are_those_of_the_tracklets_in_ascending_order(store: SqlCaseStore) -> None:
    assert len(store.tracklets.spans().tracklet_ids) == 0
    add_and_begin(store, 2)
    for number in (2, 1):
        found = [a_found_tracklet(1, first_frame=10 * number), a_found_tracklet(2, length=9)]
        store.tracklets.store_segment(a_segment(number), found, A_MODEL)
    spans = store.tracklets.spans()
    every = store.tracklets.find(EVERYTHING)
    assert spans.tracklet_ids.tolist() == [one.id for one in every]
    assert spans.footage_ids.tolist() == [one.footage_id for one in every]
    assert spans.start_s.tolist() == pytest.approx([one.start_s for one in every], rel=1e-14)
    assert spans.end_s.tolist() == pytest.approx([one.end_s for one in every], rel=1e-14)


def test_ids_are_those_that_find_gives_in_ascending_order(store: SqlCaseStore) -> None:
    assert store.tracklets.ids(EVERYTHING).tolist() == []
    add_and_begin(store, 2)
    for number in (2, 1):
        store.tracklets.store_segment(
            a_segment(number), [a_found_tracklet(1), a_found_tracklet(2, length=9)], A_MODEL
        )
    for where in (
        EVERYTHING,
        TrackletFilter(footage_ids=(FootageId(2),)),
        TrackletFilter(minimum_length=5),
    ):
        ids = store.tracklets.ids(where)
        assert ids.dtype == np.int64
        assert ids.tolist() == [one.id for one in store.tracklets.find(where)]


def test_best_crops_are_told_as_stored_and_tracklets_without_are_left_out(
    store: SqlCaseStore,
) -> None:
    add_and_begin(store)
    box = np.array([0, 10, 50, 87], np.float32)
    crops = (a_crop(5, quality=0.7, sharpness=33.0, box=box), a_crop(0, quality=0.4))
    found = [a_found_tracklet(1, crops=0), a_found_tracklet(2, crops=crops)]
    ids = store.tracklets.store_segment(a_segment(), found, A_MODEL)
    best = store.tracklets.best_crops([ids[1], ids[0], ids[1]])
    assert best.tracklet_ids.tolist() == [ids[1]]
    assert (best.heights_px.tolist(), best.sharpness.tolist()) == ([77.0], [33.0])
    assert best.quality.tolist() == [0.7]
    assert best.paths == (store.tracklets.crops(ids[1])[0].path,)


def test_crops_lie_in_the_case_and_the_best_comes_first(store: SqlCaseStore) -> None:
    add_and_begin(store)
    crops = (
        a_crop(40, quality=0.9),
        a_crop(0, quality=0.5, reasons=(CropReason.SMALL, CropReason.BLURRED)),
    )
    store.tracklets.store_segment(a_segment(), [a_found_tracklet(crops=crops)], A_MODEL)
    stored = store.tracklets.crops(TrackletId(1_000_001))
    assert [crop.frame_index for crop in stored] == [40, 0]
    assert [crop.quality for crop in stored] == [0.9, 0.5]
    assert stored[1].reasons == (CropReason.SMALL, CropReason.BLURRED)
    assert [crop.path.read_bytes() for crop in stored] == [crop.jpeg for crop in crops]
    assert crop_files(store) == ["1/0/1-0.jpg", "1/0/1-40.jpg"]
    assert store.tracklets.get(TrackletId(1_000_001)).cover == stored[0].path


def test_a_tracklet_without_crops_has_no_cover_and_no_folder(store: SqlCaseStore) -> None:
    add_and_begin(store)
    store.tracklets.store_segment(a_segment(), [a_found_tracklet(crops=0)], A_MODEL)
    assert store.tracklets.get(TrackletId(1_000_001)).cover is None
    assert store.tracklets.crops(TrackletId(1_000_001)) == []
    assert crop_files(store) == []


def test_numbers_go_on_over_segments_in_the_order_of_finding(store: SqlCaseStore) -> None:
    add_and_begin(store, 2)
    store_segment = store.tracklets.store_segment
    assert store_segment(a_segment(1, 0), some_found(2), A_MODEL) == [1_000_001, 1_000_002]
    assert store_segment(a_segment(2, 0), some_found(1), A_MODEL) == [2_000_001]
    assert store_segment(a_segment(1, 1), some_found(2), A_MODEL) == [1_000_003, 1_000_004]
    assert store_segment(a_segment(1, 2), [], A_MODEL) == []
    assert [one.id for one in store.tracklets.find(EVERYTHING)] == [
        1_000_001, 1_000_002, 1_000_003, 1_000_004, 2_000_001,
    ]  # fmt: skip


def test_a_resumed_run_is_told_the_finished_segments(store: SqlCaseStore) -> None:
    add_and_begin(store, 2)
    segments = (a_segment(1, 0), a_segment(1, 1, is_last=True, end_pts=None))
    for done in segments:
        store.tracklets.store_segment(done, some_found(1), A_MODEL)
    begun = store.tracklets.begin_footage(FIRST, A_DIGEST)
    assert (begun.config_digest, begun.finished_segments) == (A_DIGEST, segments)
    first, second = store.tracklets.indexed_footage()
    assert first == begun
    assert (second.footage_id, second.finished_segments) == (SECOND, ())


def test_footage_that_was_never_begun_is_not_listed_as_indexed(store: SqlCaseStore) -> None:
    store.footage.add(a_new_footage())
    assert store.tracklets.indexed_footage() == []


def test_other_settings_remove_all_of_the_footage_but_never_use_its_numbers_again(
    store: SqlCaseStore,
) -> None:
    add_and_begin(store, 2)
    for number in (1, 2):
        store.tracklets.store_segment(a_segment(number), some_found(2), A_MODEL)
    begun = store.tracklets.begin_footage(FIRST, "e" * 64)
    assert begun.finished_segments == ()
    assert [one.id for one in store.tracklets.find(EVERYTHING)] == [2_000_001, 2_000_002]
    assert store.embeddings.models() == {A_MODEL: 2}
    assert {name.split("/")[0] for name in crop_files(store)} == {"2"}
    with pytest.raises(NotInCaseError):
        store.tracklets.track(TrackletId(1_000_001))
    assert store.tracklets.store_segment(a_segment(1), some_found(1), A_MODEL) == [1_000_003]


def test_begin_sweeps_what_a_crash_left_and_nothing_else(store: SqlCaseStore) -> None:
    add_and_begin(store, 2)
    for number in (1, 2):
        store.tracklets.store_segment(a_segment(number), some_found(2), A_MODEL)
    kept = crop_files(store)
    crops = store.folder.crops
    for leftover in ("1/1", "1/.1-abc.partial", "2/1"):
        (crops / leftover).mkdir()
        (crops / leftover / "9-9.jpg").write_bytes(b"half")
    (crops / "1" / "stray").write_bytes(b"")
    store.tracklets.begin_footage(FIRST, A_DIGEST)
    assert crop_files(store) == sorted([*kept, "2/1/9-9.jpg"])
    store.tracklets.begin_footage(SECOND, A_DIGEST)
    assert crop_files(store) == kept


def test_a_leftover_folder_does_not_stand_in_the_way(store: SqlCaseStore) -> None:
    add_and_begin(store)
    leftover = store.folder.crops_of_segment(FIRST, 0)
    leftover.mkdir(parents=True)
    (leftover / "77-0.jpg").write_bytes(b"half")
    store.tracklets.store_segment(a_segment(), some_found(1), A_MODEL)
    assert crop_files(store) == ["1/0/1-0.jpg", "1/0/1-5.jpg"]


TWO_CROPS_OF_A_FRAME = a_found_tracklet(crops=(a_crop(3), a_crop(3)))
SEEN_NEVER = a_found_tracklet(track=a_track(length=0), times_s=np.empty(0, np.float32))
TOO_LONG_A_VECTOR = a_found_tracklet(vector=2 * a_unit_vector())
NO_NUMBER = a_found_tracklet(vector=np.full(8, np.nan, np.float32))


@pytest.mark.parametrize(
    ("segment", "found", "reason"),
    [
        (a_segment(1, 0), some_found(1), "the next one"),
        (a_segment(1, 2), some_found(1), "the next one"),
        (a_segment(1, 1, first_frame=50), some_found(1), "behind"),
        (a_segment(3, 0), some_found(1), "not begun"),
        (a_segment(2, 0), some_found(1), "not begun"),
        (a_segment(1, 1), [a_found_tracklet(), TWO_CROPS_OF_A_FRAME], "two crops"),
        (a_segment(1, 1), [a_found_tracklet(), SEEN_NEVER], "no frame"),
        (a_segment(1, 1), [a_found_tracklet(), TOO_LONG_A_VECTOR], "unit length"),
        (a_segment(1, 1), [a_found_tracklet(), NO_NUMBER], "unit length"),
        (a_segment(1, 1), some_found(1, dim=9), "length 8, got 9"),
    ],
)
def test_a_wrong_segment_is_refused_and_leaves_no_trace(
    store: SqlCaseStore, segment: object, found: object, reason: str
) -> None:
    add_and_begin(store)
    store.footage.add(a_new_footage("/e/never-begun.mp4"))
    store.tracklets.store_segment(a_segment(1, 0), some_found(2), A_MODEL)
    files = crop_files(store)
    epoch = store.embeddings.epoch(A_MODEL)
    with pytest.raises(ValueError, match=reason):
        store.tracklets.store_segment(segment, found, A_MODEL)  # type: ignore[arg-type]
    assert crop_files(store) == files
    assert [path.name for path in store.folder.crops.iterdir()] == ["1"]
    assert [path.name for path in (store.folder.crops / "1").iterdir()] == ["0"]
    assert store.tracklets.count(EVERYTHING) == 2
    assert store.embeddings.epoch(A_MODEL) == epoch
    assert len(store.tracklets.begin_footage(FIRST, A_DIGEST).finished_segments) == 1


def test_nothing_is_stored_behind_the_last_segment(store: SqlCaseStore) -> None:
    add_and_begin(store)
    store.tracklets.store_segment(a_segment(is_last=True), [], None)
    with pytest.raises(ValueError, match="behind"):
        store.tracklets.store_segment(a_segment(1, 1), [], None)


def test_a_vector_without_a_model_is_a_bug(store: SqlCaseStore) -> None:
    add_and_begin(store)
    with pytest.raises(ValueError, match="no model"):
        store.tracklets.store_segment(a_segment(), some_found(1), None)
    no_vector = some_found(1, with_vector=False)
    assert store.tracklets.store_segment(a_segment(), no_vector, None) == [1_000_001]


# ---------------------------------------------------------------- lists and filters


@pytest.fixture
def town(store: SqlCaseStore) -> SqlCaseStore:
    """Three cameras; the third never told its start."""
    for number, start in ((1, AN_EVENING), (2, AN_EVENING + timedelta(hours=1)), (3, None)):
        known = store.footage.add(
            a_new_footage(f"/e/{number}.mp4", camera=f"camera-{number}", start_time=start)
        )
        store.tracklets.begin_footage(known.id, A_DIGEST)
        found = [
            a_found_tracklet(1, length=5),
            a_found_tracklet(2, first_frame=1500, length=50, modality=Modality.INFRARED),
        ]
        store.tracklets.store_segment(a_segment(number, frames=2000), found, A_MODEL)
    return store


V1, I1, V2, I2, V3, I3 = (1_000_001, 1_000_002, 2_000_001, 2_000_002, 3_000_001, 3_000_002)


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (TrackletFilter(), [V1, I1, V2, I2, V3, I3]),
        (TrackletFilter(modality=Modality.INFRARED), [I1, I2, I3]),
        (TrackletFilter(cameras=("camera-1", "camera-3")), [V1, I1, V3, I3]),
        (TrackletFilter(footage_ids=(SECOND,)), [V2, I2]),
        (TrackletFilter(minimum_length=6), [I1, I2, I3]),
        (TrackletFilter(earliest=AN_EVENING), [V1, I1, V2, I2]),
        # V1 ends after 0.8 s, I1 begins after 60 s and ends after 69.8 s
        (TrackletFilter(earliest=AN_EVENING + timedelta(seconds=1)), [I1, V2, I2]),
        (TrackletFilter(earliest=AN_EVENING + timedelta(seconds=65)), [I1, V2, I2]),
        (TrackletFilter(latest=AN_EVENING + timedelta(seconds=60)), [V1, I1]),
        (TrackletFilter(latest=AN_EVENING + timedelta(seconds=59)), [V1]),
        (
            TrackletFilter(
                modality=Modality.INFRARED,
                cameras=("camera-1", "camera-2"),
                earliest=AN_EVENING + timedelta(minutes=30),
            ),
            [I2],
        ),
        (TrackletFilter(cameras=("nowhere",)), []),
    ],
)
def test_find_and_count_hold_every_part_of_a_filter(
    town: SqlCaseStore, where: TrackletFilter, expected: list[int]
) -> None:
    assert [one.id for one in town.tracklets.find(where)] == expected
    assert town.tracklets.count(where) == len(expected)


def test_pages_of_find_make_up_the_whole(town: SqlCaseStore) -> None:
    pages = [town.tracklets.find(EVERYTHING, offset=at, limit=4) for at in (0, 4, 8)]
    assert [len(page) for page in pages] == [4, 2, 0]
    assert [one for page in pages for one in page] == town.tracklets.find(EVERYTHING)
    assert town.tracklets.find(EVERYTHING, offset=5) == town.tracklets.find(EVERYTHING)[5:]


def test_the_persons_word_and_times_reach_tracklets_at_once(town: SqlCaseStore) -> None:
    told = ToldModality(modality=Modality.INFRARED, kind=InfraredKind.THERMAL)
    start = datetime(2027, 1, 1, tzinfo=UTC)
    town.footage.update([FIRST], told_modality=told, start_time=start, camera="gate")
    changed = town.tracklets.get(TrackletId(V1))
    assert (changed.modality, changed.kind) == (Modality.INFRARED, InfraredKind.THERMAL)
    assert changed.proposed_modality is Modality.VISIBLE
    assert (changed.start_time, changed.camera) == (start, "gate")
    infrared = TrackletFilter(modality=Modality.INFRARED)
    assert [one.id for one in town.tracklets.find(infrared)] == [V1, I1, I2, I3]
    assert [one.id for one in town.tracklets.find(TrackletFilter(earliest=start))] == [V1, I1]


def test_by_ids_keeps_the_order_and_names_what_is_not_there(town: SqlCaseStore) -> None:
    wanted = [TrackletId(number) for number in (I3, V1, I3)]
    assert [one.id for one in town.tracklets.by_ids(wanted)] == wanted
    assert town.tracklets.by_ids([]) == []
    for ask in (
        lambda: town.tracklets.by_ids([TrackletId(V1), TrackletId(9_000_012)]),
        lambda: town.tracklets.get(TrackletId(9_000_012)),
        lambda: town.tracklets.track(TrackletId(9_000_012)),
        lambda: town.tracklets.crops(TrackletId(9_000_012)),
    ):
        with pytest.raises(NotInCaseError, match="9-12"):
            ask()


def test_columns_say_the_same_as_the_tracklets(town: SqlCaseStore) -> None:
    told = ToldModality(modality=Modality.INFRARED)
    town.footage.update([SECOND], told_modality=told)
    columns = town.tracklets.columns()
    tracklets = town.tracklets.find(EVERYTHING)
    assert columns.tracklet_ids.tolist() == [one.id for one in tracklets]
    assert columns.footage_ids.tolist() == [one.footage_id for one in tracklets]
    assert columns.segments.tolist() == [one.segment for one in tracklets]
    assert columns.lengths.tolist() == [one.length for one in tracklets]
    assert columns.is_infrared.tolist() == [one.modality is Modality.INFRARED for one in tracklets]
    cameras = [columns.cameras[place] for place in columns.camera_indices]
    assert cameras == [one.camera for one in tracklets]

    def milliseconds(moment: datetime | None) -> int:
        return NO_TIME if moment is None else round(moment.timestamp() * 1000)

    assert columns.start_ms.tolist() == [milliseconds(one.start_time) for one in tracklets]
    assert columns.end_ms.tolist() == [milliseconds(one.end_time) for one in tracklets]


def test_columns_of_a_case_without_tracklets_are_empty(store: SqlCaseStore) -> None:
    assert len(store.tracklets.columns().tracklet_ids) == 0
    store.footage.add(a_new_footage(camera="gate"))
    columns = store.tracklets.columns()
    assert (len(columns.start_ms), columns.cameras) == (0, ("gate",))


def test_paths_of_crops_follow_a_moved_case(store: SqlCaseStore, tmp_path: Path) -> None:
    add_and_begin(store)
    store.tracklets.store_segment(a_segment(), some_found(1), A_MODEL)
    old = store.folder.path
    store.close()
    old.rename(tmp_path / "moved.duskcase")
    with open_store(tmp_path / "moved.duskcase") as moved:
        cover = moved.tracklets.get(TrackletId(1_000_001)).cover
        assert cover is not None
        assert cover.is_file()


def test_numbers_of_numpy_are_stored_and_sought_as_numbers(store: SqlCaseStore) -> None:
    add_and_begin(store)
    crop = a_crop(np.int64(3), quality=np.float32(0.5), sharpness=np.float32(7))  # type: ignore[arg-type]
    done = a_segment(end_frame=np.int64(100), end_pts=np.int32(5), is_last=np.bool_(True))
    store.tracklets.store_segment(done, [a_found_tracklet(crops=(crop,))], A_MODEL)
    identifier = store.tracklets.columns().tracklet_ids[0]
    assert store.tracklets.get(identifier).id == 1_000_001
    assert store.tracklets.by_ids([identifier])[0].id == 1_000_001
    assert store.embeddings.vector(identifier, A_MODEL) is not None
    (stored,) = store.tracklets.crops(identifier)
    assert (stored.frame_index, stored.quality) == (3, 0.5)
    (kept,) = store.tracklets.begin_footage(FIRST, A_DIGEST).finished_segments
    assert (kept.end_frame, kept.end_pts, kept.is_last) == (100, 5, True)
