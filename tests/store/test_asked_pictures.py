"""Pictures that somebody asked with: kept whole, once, and named by decisions as tracklets are."""

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from cba_core.domain.asked import FrameFound, NewAsked, PictureBox
from cba_core.domain.case_log import LogAction, LogAuthor
from cba_core.domain.decisions import Verdict
from cba_core.domain.edits import CreatePerson, SetVerdict
from cba_core.domain.errors import CaseDamagedError, NotInCaseError
from cba_core.domain.footage import Modality
from cba_core.domain.ids import ASKED_WITH, FootageId, asked_id, tracklet_id
from cba_core.domain.tracklets import CropReason
from cba_core.store.case_store import SqlCaseStore
from cba_core.store.edit_occasion import EditRefusedError
from cba_core.store.row_checks import wrong_rows
from tests.support.builders import (
    A_MODEL,
    AN_EVENING,
    ANOTHER_MODEL,
    a_found_tracklet,
    a_new_footage,
    a_segment,
    a_unit_vector,
)

WHO = LogAuthor("A. Examiner")
BOX, EXTERNAL = asked_id(1, is_external=False), asked_id(1, is_external=True)
A_TRACKLET = tracklet_id(FootageId(1), 1)
A_FRAME = FrameFound(footage_id=FootageId(1), frame_index=7, pts=3584, time_s=0.28)


def a_box(**changes: Any) -> NewAsked:
    new = NewAsked(
        frame=A_FRAME,
        name="",
        picture=None,
        picture_suffix="",
        picture_sha256="c" * 64,
        width_px=640,
        height_px=480,
        box=PictureBox(10, 20, 60, 140),
        modality=Modality.VISIBLE,
        is_modality_told=False,
        reasons=(CropReason.SMALL,),
        crop=b"a crop",
        vector=a_unit_vector(1),
    )
    return replace(new, **changes)


def a_picture(**changes: Any) -> NewAsked:
    content = b"a photograph"
    of_file = {"picture_sha256": hashlib.sha256(content).hexdigest(), "picture": content}
    told = {"frame": None, "name": "photo.jpg", "picture_suffix": ".jpg", **of_file, **changes}
    return a_box(**told)


@pytest.fixture
def filled(store: SqlCaseStore) -> SqlCaseStore:
    store.footage.add(a_new_footage())
    store.tracklets.begin_footage(FootageId(1), "one")
    store.tracklets.store_segment(a_segment(), [a_found_tracklet()], A_MODEL)
    return store


def test_a_box_is_a_tracklet_of_one_frame_with_the_facts_of_its_footage(
    filled: SqlCaseStore,
) -> None:
    made = filled.asked.add(a_box(), A_MODEL, WHO)
    assert made.id == BOX
    assert made.frame == A_FRAME
    seen = filled.tracklets.get(BOX)
    assert (seen.footage_id, seen.camera, seen.segment, seen.length) == (1, "north", 0, 1)
    assert seen.start_s == seen.end_s == 0.28
    assert seen.start_time is not None
    assert (seen.start_time - AN_EVENING).total_seconds() == pytest.approx(0.28)
    track, times_s = filled.tracklets.track(BOX)
    assert track.frame_indices.tolist() == [7]
    assert track.boxes.tolist() == [[10, 20, 60, 140]]
    assert times_s.tolist() == pytest.approx([0.28])
    (crop,) = filled.tracklets.crops(BOX)
    assert crop.path.read_bytes() == b"a crop"
    assert crop.reasons == (CropReason.SMALL,)


def test_a_picture_from_outside_is_copied_and_marked_wherever_it_is_named(
    filled: SqlCaseStore,
) -> None:
    made = filled.asked.add(a_picture(), A_MODEL, WHO)
    assert made.is_external
    assert made.label == "external-1"
    assert made.picture is not None
    assert made.picture.read_bytes() == b"a photograph"
    seen = filled.tracklets.get(EXTERNAL)
    assert seen.footage_id == ASKED_WITH
    assert seen.camera == "external: photo.jpg"
    assert seen.start_time is None


def test_the_same_part_of_the_same_picture_is_one_query(filled: SqlCaseStore) -> None:
    first = filled.asked.add(a_picture(), A_MODEL, WHO)
    again = filled.asked.add(a_picture(name="a copy.jpg"), A_MODEL, LogAuthor("B. Reader"))
    assert again == first
    other = filled.asked.add(a_picture(box=PictureBox(0, 0, 60, 140)), A_MODEL, WHO)
    told = filled.asked.add(a_picture(modality=Modality.INFRARED), A_MODEL, WHO)
    assert [one.label for one in (other, told)] == ["external-2", "external-3"]
    assert [one.id for one in filled.asked.all()] == [first.id, other.id, told.id]


def test_that_a_picture_was_asked_with_stands_in_the_log(filled: SqlCaseStore) -> None:
    before = filled.log.head().count
    filled.asked.add(a_picture(), A_MODEL, WHO)
    filled.asked.add(a_picture(), A_MODEL, WHO)
    (entry,) = filled.log.entries(before + 1)
    assert (entry.action, entry.object) == (LogAction.IMPORT, "picture external-1")
    assert entry.details["kind"] == "external"
    assert entry.details["picture_sha256"] == hashlib.sha256(b"a photograph").hexdigest()
    assert entry.details["crop_sha256"] == hashlib.sha256(b"a crop").hexdigest()
    assert entry.details["box"] == "10,20,50,120"


def test_each_model_has_a_vector_of_its_own_and_none_is_ranked(filled: SqlCaseStore) -> None:
    made = filled.asked.add(a_box(), A_MODEL, WHO)
    assert filled.asked.vector(made.id, A_MODEL) == pytest.approx(a_unit_vector(1))
    assert filled.asked.vector(made.id, ANOTHER_MODEL) is None
    assert [one.id for one in filled.asked.missing(ANOTHER_MODEL)] == [made.id]
    filled.asked.set_vector(made.id, ANOTHER_MODEL, a_unit_vector(2))
    assert filled.asked.missing(ANOTHER_MODEL) == []
    assert made.id not in filled.embeddings.all(A_MODEL).tracklet_ids
    assert made.id not in filled.tracklets.columns().tracklet_ids


def test_a_vector_without_unit_length_is_refused(filled: SqlCaseStore) -> None:
    with pytest.raises(ValueError, match="unit length"):
        filled.asked.add(a_box(vector=np.ones(8, np.float32)), A_MODEL, WHO)
    assert filled.asked.all() == []


def test_decisions_name_it_as_a_query_and_survive_indexing_anew(filled: SqlCaseStore) -> None:
    filled.asked.add(a_picture(), A_MODEL, WHO)
    filled.edits.apply(
        SetVerdict(query=(EXTERNAL,), candidate=A_TRACKLET, verdict=Verdict.SUPPORTS_SAME), WHO
    )
    filled.tracklets.begin_footage(FootageId(1), "another digest")
    assert filled.tracklets.existing([EXTERNAL, A_TRACKLET]) == {EXTERNAL}
    (decision,) = filled.decisions.decisions((EXTERNAL,))
    assert decision.candidate == A_TRACKLET
    filled.edits.undo(WHO)
    assert filled.decisions.decisions((EXTERNAL,)) == []


def test_it_is_never_a_candidate(filled: SqlCaseStore) -> None:
    filled.asked.add(a_picture(), A_MODEL, WHO)
    with pytest.raises(EditRefusedError, match="on no list"):
        filled.edits.apply(
            SetVerdict(query=(A_TRACKLET,), candidate=EXTERNAL, verdict=Verdict.CANNOT_SAY), WHO
        )


def test_a_picture_from_outside_is_no_sighting_of_a_person_and_a_box_is(
    filled: SqlCaseStore,
) -> None:
    filled.asked.add(a_picture(), A_MODEL, WHO)
    filled.asked.add(a_box(), A_MODEL, WHO)
    with pytest.raises(EditRefusedError, match="outside the case"):
        filled.edits.apply(CreatePerson(name="A", tracklets=(EXTERNAL,)), WHO)
    filled.edits.apply(CreatePerson(name="A", tracklets=(BOX, A_TRACKLET)), WHO)
    assert filled.decisions.people()[0].tracklets == (BOX, A_TRACKLET)


def test_a_picture_nobody_asked_with_is_named_as_missing(filled: SqlCaseStore) -> None:
    for ask in (filled.asked.get, filled.tracklets.get, filled.tracklets.crops):
        with pytest.raises(NotInCaseError, match="external-1"):
            ask(EXTERNAL)


def test_a_made_up_case_shows_no_file_from_elsewhere(filled: SqlCaseStore) -> None:
    filled.asked.add(a_box(), A_MODEL, WHO)
    path = filled.folder.database
    with closing(sqlite3.connect(path)) as database:
        database.execute("UPDATE asked_picture SET crop_path = 'asked/../../../etc/passwd'")
        database.commit()
    with pytest.raises(CaseDamagedError, match="no path"):
        filled.asked.get(BOX)


def test_what_lies_there_is_never_written_over(filled: SqlCaseStore) -> None:
    """A crash left it, or a database that was put aside for a backup still names it."""
    folder = filled.folder.asked
    folder.mkdir()
    (folder / "external-1.jpg").write_bytes(b"another picture")
    (folder / "external-1-crop.jpg").write_bytes(b"half of")
    made = filled.asked.add(a_picture(), A_MODEL, WHO)
    assert made.picture is not None
    assert made.picture.read_bytes() == a_picture().picture
    assert made.crop.read_bytes() == a_picture().crop
    assert (folder / "external-1.jpg").read_bytes() == b"another picture"
    assert (folder / "external-1-crop.jpg").read_bytes() == b"half of"
    assert filled.asked.get(made.id) == made
    assert list(wrong_rows(filled.folder.database)) == []


def test_the_same_content_is_one_file(filled: SqlCaseStore) -> None:
    folder = filled.folder.asked
    folder.mkdir()
    (folder / "external-1.jpg").write_bytes(a_picture().picture or b"")
    made = filled.asked.add(a_picture(), A_MODEL, WHO)
    assert made.picture == folder / "external-1.jpg"
    assert len(list(folder.iterdir())) == 2
