"""Models of Review, and the words for what was decided."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest
from PySide6.QtCore import QPersistentModelIndex, QSize
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester

from app.engine_link.task_runner import TaskRunner
from app.viewmodels.decided_model import DecidedModel
from app.viewmodels.entry_model import Entry, EntryModel
from app.viewmodels.review_words import edit_text, verdict_text, why_text
from app.viewmodels.thumbnail_cache import ThumbnailCache
from app.viewmodels.tile_roles import TileRole
from app.views.person_dialogs import next_name
from cba_core.domain import edits
from cba_core.domain.blind_review import MakeBlindSet, SetBlindVerdict
from cba_core.domain.decisions import Because, Decision, Person, Verdict
from cba_core.domain.ids import FootageId, TrackletId
from cba_core.domain.site_plan import PlaceCamera, SetPlanPicture
from tests.gui.fake_case import indexed_case

QUERY, CANDIDATE = TrackletId(1_000_014), TrackletId(4_000_026)
EVERY_EDIT: tuple[edits.Edit, ...] = (
    edits.SetVerdict(query=(QUERY,), candidate=CANDIDATE, verdict=Verdict.SUPPORTS_SAME),
    edits.SetVerdict(query=(QUERY,), candidate=CANDIDATE, verdict=None),
    edits.SetNobody(query=(QUERY,), is_nobody=True),
    edits.SetNobody(query=(QUERY,), is_nobody=False),
    edits.CreatePerson(name="A", tracklets=(QUERY, CANDIDATE)),
    edits.RenamePerson(person=7, name="B"),
    edits.AddToPerson(person=7, tracklets=(QUERY,)),
    edits.RemoveFromPerson(person=7, tracklets=(QUERY,)),
    edits.MergePeople(into=7, others=(8, 9)),
    edits.SplitPerson(person=7, tracklets=(QUERY,), name="C"),
    edits.RemovePerson(person=7),
    edits.SetFootage(footage=(FootageId(1), FootageId(2)), camera="North"),
    edits.SetApart(cameras=("North", "South"), seconds=5.0),
    SetPlanPicture(sha256="0" * 64, name="ground floor.png"),
    SetPlanPicture(sha256=None),
    PlaceCamera(camera="North", x=0.5, y=0.5),
    PlaceCamera(camera="North", x=None, y=None),
    edits.SetClock(footage=(FootageId(1),), zone="UTC"),
    edits.SetClock(footage=(FootageId(1),)),
    MakeBlindSet(query=(QUERY,), candidates=(CANDIDATE,), known_non_members=(), seed=1),
    SetBlindVerdict(blind_set=4, place=2, verdict=Verdict.CANNOT_SAY),
    SetBlindVerdict(blind_set=4, place=2, verdict=None),
    edits.Revert(number=3),
)
SAID = (
    "Supports same: 4-26 for 1-14",
    "Clear the decision on 4-26 for 1-14",
    "Nobody on the list of query 1-14",
    "Somebody may be on the list of query 1-14",
    "Make person A of 2 tracklets",
    "Rename person 7 to B",
    "Add 1 tracklet to person 7",
    "Take 1 tracklet from person 7",
    "Merge person 8, 9 into person 7",
    "Split 1 tracklet off person 7, as C",
    "Remove person 7",
    "Correct the facts of 2 files",
    "North and South lie apart",
    "Use ground floor.png as the plan",
    "Take the plan off",
    "Place North on the plan",
    "Take North off the plan",
    "Set the clock of 1 file",
    "Forget the clock of 1 file",
    "Put 1 tracklet of query 1-14 up for a second reader",
    "Second reading, set 4, place 2",
    "Clear the second reading, set 4, place 2",
    "Undo step 3",
)


@pytest.fixture
def thumbnails(qapp: QApplication) -> Iterator[ThumbnailCache]:
    def fail(problem: Exception) -> None:
        raise problem

    tasks = TaskRunner(fail)
    yield ThumbnailCache(tasks, QSize(40, 80))
    tasks.close()


def test_every_kind_of_edit_has_words(qapp: QApplication) -> None:
    assert {type(one) for one in EVERY_EDIT} == set(get_args(edits.Edit))
    assert tuple(edit_text(one) for one in EVERY_EDIT) == SAID


def test_U3_no_word_of_a_verdict_says_more_than_support(qapp: QApplication) -> None:
    words = " ".join(verdict_text(one) for one in Verdict).lower()
    assert "match" not in words
    assert "identif" not in words
    assert why_text((Because.GAIT, Because.TIME_FITS), " seen twice ") == (
        "gait, the time fits · seen twice"
    )


def test_rows_of_a_list_keep_their_place_while_others_come_and_go(
    thumbnails: ThumbnailCache, qtmodeltester: ModelTester
) -> None:
    def line(name: str, subtitle: str = "") -> Entry:
        return Entry(identity=name, title=name, subtitle=subtitle)

    model = EntryModel(thumbnails)
    qtmodeltester.check(model)
    model.show([line("a"), line("b"), line("c")])
    kept = QPersistentModelIndex(model.index(1))
    model.show([line("new"), line("b", "2 decided"), line("c")])
    assert kept.isValid()
    assert (kept.row(), kept.data()) == (1, "b")
    model.show([line("b", "2 decided")])
    assert (kept.row(), model.rowCount()) == (0, 1)
    assert model.entry(0).spoken == "b, 2 decided"
    model.show([line("c"), line("b")])
    assert [model.entry(row).title for row in range(2)] == ["c", "b"]


def test_ticks_stay_on_their_tracklets(
    thumbnails: ThumbnailCache, qtmodeltester: ModelTester, tmp_path: Path
) -> None:
    people = indexed_case(tmp_path / "a.duskcase").people[:3]
    decision = Decision(
        query=(people[0].id,), candidate=people[1].id, verdict=Verdict.CANNOT_SAY, because=(),
        note="", rank_shown=4, actor="R. Vidal", time=datetime(2026, 3, 1, tzinfo=UTC),
    )  # fmt: skip
    model = DecidedModel(thumbnails, UTC)
    qtmodeltester.check(model)
    model.show(people, {people[1].id: decision})
    model.turn_mark(1)
    model.turn_mark(2)
    assert model.marked == (people[1].id, people[2].id)
    assert model.index(1).data(TileRole.RANK) == 4
    model.show(people[1:], {people[1].id: decision})
    assert model.marked == (people[1].id, people[2].id)
    model.show(people[:2])
    assert model.marked == (people[1].id,)
    assert model.index(1).data(TileRole.VERDICT) is None


def test_a_new_person_is_offered_the_first_free_letter() -> None:
    def named(*names: str) -> list[Person]:
        return [Person(number=n, name=name, tracklets=()) for n, name in enumerate(names, 1)]

    assert next_name([]) == "A"
    assert next_name(named("A", "C")) == "B"
    assert next_name(named(*"ABCDEFGHIJKLMNOPQRSTUVWXYZ", "1")) == "2"
