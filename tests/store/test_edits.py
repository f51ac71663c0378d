"""Edits as data: every one has an exact way back, across restarts, and stands in the log."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from cba_core.domain.blind_review import MakeBlindSet, SetBlindVerdict
from cba_core.domain.case_log import LogAction, LogAuthor
from cba_core.domain.clocks import Fold
from cba_core.domain.decisions import Because, Verdict, query_key
from cba_core.domain.edits import (
    AddToPerson,
    CreatePerson,
    Edit,
    EditState,
    MergePeople,
    RemoveFromPerson,
    RemovePerson,
    RenamePerson,
    Revert,
    SetApart,
    SetClock,
    SetFootage,
    SetNobody,
    SetVerdict,
    SplitPerson,
    edit_from_json,
    edit_to_json,
)
from cba_core.domain.errors import CbaError, NotInCaseError
from cba_core.domain.footage import InfraredKind, Modality
from cba_core.domain.ids import FootageId, TrackletId, tracklet_id
from cba_core.domain.site_plan import PlaceCamera, SetPlanPicture
from cba_core.pipelines.case_log import CaseLog
from cba_core.store.case_store import SqlCaseStore, create_store, open_store
from cba_core.store.edit_occasion import EditRefusedError
from cba_core.store.row_changes import EDITED_TABLES, ChangedSinceError, RowChange
from tests.support.builders import (
    A_MODEL,
    a_found_tracklet,
    a_new_footage,
    a_segment,
    some_case_facts,
)

WHO = LogAuthor("A. Examiner")
IDS = [tracklet_id(FootageId(footage), number) for footage in (1, 2) for number in (1, 2, 3)]
A, B, C, D = IDS[:4]


def with_tracklets(store: SqlCaseStore) -> None:
    for footage in (1, 2):
        store.footage.add(a_new_footage(f"/e/{footage}.mp4", sha256=str(footage) * 64))
        store.tracklets.begin_footage(FootageId(footage), "one")
        found = [a_found_tracklet(number) for number in (1, 2, 3)]
        store.tracklets.store_segment(a_segment(footage), found, A_MODEL)


@pytest.fixture
def filled(store: SqlCaseStore) -> SqlCaseStore:
    with_tracklets(store)
    return store


def dump(case: Path) -> list[tuple[Any, ...]]:
    """What people edit, byte for byte."""
    with closing(sqlite3.connect(case / "case.sqlite")) as database:
        return [
            (table, *row)
            for table in sorted(EDITED_TABLES)
            for row in database.execute(f"SELECT * FROM {table} ORDER BY 1, 2")
        ]


def some_edits() -> list[Edit]:
    return [
        SetVerdict(query=(A,), candidate=D, verdict=Verdict.SUPPORTS_SAME, note="the bag"),
        SetVerdict(
            query=(A,), candidate=D, verdict=Verdict.CANNOT_SAY,
            because=(Because.BUILD, Because.GAIT),
        ),
        SetVerdict(query=(A,), candidate=D, verdict=None),
        SetNobody(query=(A, B), is_nobody=True, shown=60),
        SetNobody(query=(A, B), is_nobody=False),
        CreatePerson(name="A", tracklets=(A, B)),
        CreatePerson(name="B", tracklets=(C,)),
        RenamePerson(person=6, name="The tall one"),
        AddToPerson(person=7, tracklets=(D,)),
        RemoveFromPerson(person=6, tracklets=(B,)),
        MergePeople(into=6, others=(7,)),
        SplitPerson(person=6, tracklets=(C,), name="C"),
        RemovePerson(person=12),
        SetFootage(footage=(FootageId(1), FootageId(2)), camera="North"),
        SetFootage(
            footage=(FootageId(1),), modality=Modality.INFRARED, kind=InfraredKind.THERMAL,
            start=datetime(2026, 3, 1, 18, 0, tzinfo=UTC),
        ),
        SetFootage(footage=(FootageId(1),), forget_start=True, forget_modality=True),
        Revert(number=14),
        SetFootage(footage=(FootageId(1),), camera="gate"),
        SetApart(cameras=("north", "gate"), seconds=60.0),
        SetApart(cameras=("gate", "north"), seconds=30.0),
        SetApart(cameras=("gate", "north"), seconds=None),
        SetClock(
            footage=(FootageId(1), FootageId(2)),
            recorder_starts=(datetime(2026, 3, 1, 18, 0), datetime(2026, 10, 25, 2, 30)),
            zone="Europe/Madrid", fold=Fold.LATER, drift_us_per_day=-400_000,
            compared_recorder=datetime(2026, 3, 2, 9, 0),
            compared_true=datetime(2026, 3, 2, 8, 6, 12, tzinfo=UTC),
            recorder="NVR 1", evidence="beside a radio clock",
            photo="/p.jpg", photo_sha256="0" * 64,
        ),
        SetFootage(footage=(FootageId(2),), start=datetime(2026, 3, 1, 18, 0, tzinfo=UTC)),
        SetClock(footage=(FootageId(1),)),
        SetVerdict(query=(A,), candidate=D, verdict=Verdict.SUPPORTS_DIFFERENT),
        MakeBlindSet(query=(A,), candidates=(C, D), known_non_members=(C,), seed=7),
        SetBlindVerdict(
            blind_set=26, place=2, verdict=Verdict.CANNOT_SAY, because=(Because.GAIT,), note="dark"
        ),
        SetBlindVerdict(blind_set=26, place=2, verdict=None),
        SetPlanPicture(sha256="a" * 64, name="ground.png", file="a.png", width_px=80, height_px=60),
        SetPlanPicture(sha256="b" * 64, name="first.png", file="b.png", width_px=90, height_px=60),
        PlaceCamera(camera="gate", x=0.25, y=1.0),
        PlaceCamera(camera="gate", x=0.5, y=0.0),
        PlaceCamera(camera="gate", x=None, y=None),
        SetPlanPicture(sha256=None),
    ]  # fmt: skip


def author_of(edit: Edit) -> LogAuthor:
    """A second reading is never by whoever decided first."""
    return LogAuthor("B. Reader") if isinstance(edit, SetBlindVerdict) else WHO


def test_every_kind_of_edit_goes_back_and_forth_byte_for_byte(
    filled: SqlCaseStore, case_path: Path
) -> None:
    states = [dump(case_path)]
    for number, edit in enumerate(some_edits(), 1):
        applied = filled.edits.apply(edit, author_of(edit))
        assert applied is not None, edit
        assert (applied.number, applied.state) == (number, EditState.DONE)
        states.append(dump(case_path))
        assert states[-1] != states[-2], edit
    filled.close()
    with open_store(case_path) as again:  # across a restart
        for state in reversed(states[:-1]):
            assert again.edits.undo(WHO) is not None
            assert dump(case_path) == state
        assert again.edits.undo(WHO) is None
    with open_store(case_path) as again:
        for state in states[1:]:
            assert again.edits.redo(WHO) is not None
            assert dump(case_path) == state
        assert again.edits.redo(WHO) is None
        assert CaseLog(again, WHO).verify() == []


@pytest.mark.parametrize("edit", some_edits(), ids=lambda edit: type(edit).__name__)
def test_an_edit_is_the_same_after_json(edit: Edit) -> None:
    assert edit_from_json(edit_to_json(edit)) == edit
    assert edit.title


@pytest.mark.parametrize(
    "told", [{}, {"edit": "Nothing"}, {"edit": "RenamePerson"}, {"edit": "SetVerdict", "query": 1}]
)
def test_what_is_no_edit_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="no edit"):
        edit_from_json(told)


def test_decisions_people_and_lists_stand_as_they_were_decided(filled: SqlCaseStore) -> None:
    key = query_key([B, A])
    filled.edits.apply(
        SetVerdict(
            query=key, candidate=D, verdict=Verdict.SUPPORTS_SAME, because=(Because.GAIT,),
            note="bag\x00", rank_shown=3, dwell_s=2.5,
        ),
        WHO,
    )  # fmt: skip
    filled.edits.apply(SetVerdict(query=(A,), candidate=C, verdict=Verdict.CANNOT_SAY), WHO)
    filled.edits.apply(SetNobody(query=(A,), is_nobody=True, note="all seen", shown=60), WHO)
    filled.edits.apply(CreatePerson(name=" Anna ", tracklets=(B, A)), WHO)
    (decision,) = filled.decisions.decisions(key)
    assert (decision.candidate, decision.verdict, decision.because) == (
        D,
        Verdict.SUPPORTS_SAME,
        (Because.GAIT,),
    )
    assert (decision.note, decision.rank_shown, decision.actor) == ("bag\x00", 3, WHO.name)
    assert decision.dwell_s == 2.5
    assert [one.candidate for one in filled.decisions.decisions()] == [D, C]
    (nobody,) = filled.decisions.nobody_here()
    assert (nobody.query, nobody.note, nobody.shown) == ((A,), "all seen", 60)
    (person,) = filled.decisions.people()
    assert (person.number, person.name, person.tracklets) == (4, "Anna", (A, B))


def test_E13_each_edit_undo_and_redo_is_a_row_of_the_log(filled: SqlCaseStore) -> None:
    filled.edits.apply(CreatePerson(name="A", tracklets=(A,)), LogAuthor("B. Reader", "asked"))
    undone = filled.edits.undo(WHO)
    again = filled.edits.redo(WHO)
    assert undone is not None
    assert again is not None
    rows = filled.log.entries()[-3:]
    assert [one.details["how"] for one in rows] == ["edit", "undo", "redo"]
    assert [one.actor for one in rows] == ["B. Reader", WHO.name, WHO.name]
    assert {one.action for one in rows} == {LogAction.DECISION}
    assert rows[0].reason == "asked"
    assert (undone.log_number, again.log_number) == (rows[1].number, rows[2].number)
    filled.edits.apply(SetFootage(footage=(FootageId(1),), camera="North"), WHO)
    assert filled.log.entries()[-1].action is LogAction.CHANGE


def test_a_new_edit_ends_the_redoing_and_the_history_keeps_it(filled: SqlCaseStore) -> None:
    for name in ("A", "B"):
        filled.edits.apply(CreatePerson(name=name), WHO)
    filled.edits.undo(WHO)
    filled.edits.apply(CreatePerson(name="C"), WHO)
    assert filled.edits.redo(WHO) is None
    assert [(one.number, one.state) for one in filled.edits.history()] == [
        (3, EditState.DONE),
        (2, EditState.DISCARDED),
        (1, EditState.DONE),
    ]
    assert [one.number for one in filled.decisions.people()] == [1, 3]  # 2 is never used again
    assert len(filled.edits.history(2)) == 2


def test_U8_a_merge_is_reverted_long_after(filled: SqlCaseStore) -> None:
    filled.edits.apply(CreatePerson(name="A", tracklets=(A,)), WHO)
    filled.edits.apply(CreatePerson(name="B", tracklets=(B, C)), WHO)
    filled.edits.apply(MergePeople(into=1, others=(2,)), WHO)
    filled.edits.apply(RenamePerson(person=1, name="Both"), WHO)
    filled.edits.apply(SetVerdict(query=(A,), candidate=D, verdict=Verdict.CANNOT_SAY), WHO)
    filled.edits.apply(Revert(number=3), WHO)
    assert [(one.number, one.name, one.tracklets) for one in filled.decisions.people()] == [
        (1, "Both", (A,)),
        (2, "B", (B, C)),
    ]
    with pytest.raises(ChangedSinceError):
        filled.edits.apply(Revert(number=1), WHO)  # person 1 was renamed since
    with pytest.raises(NotInCaseError, match="edit 99"):
        filled.edits.apply(Revert(number=99), WHO)


def test_U9_only_the_tracklets_that_were_named_are_touched(filled: SqlCaseStore) -> None:
    filled.edits.apply(CreatePerson(name="A", tracklets=(A, B, C)), WHO)
    filled.edits.apply(SplitPerson(person=1, tracklets=(B,), name="B"), WHO)
    assert [one.tracklets for one in filled.decisions.people()] == [(A, C), (B,)]


@pytest.mark.parametrize(
    "edit",
    [
        SetVerdict(query=(A,), candidate=TrackletId(9_000_001), verdict=Verdict.CANNOT_SAY),
        SetVerdict(query=(TrackletId(9_000_001),), candidate=A, verdict=Verdict.CANNOT_SAY),
        SetVerdict(query=(A,), candidate=A, verdict=Verdict.CANNOT_SAY),
        SetNobody(query=(TrackletId(9_000_001),), is_nobody=True),
        CreatePerson(name="  "),
        CreatePerson(name="B", tracklets=(A,)),
        CreatePerson(name="B", tracklets=(TrackletId(9_000_001),)),
        RenamePerson(person=9, name="x"),
        RenamePerson(person=1, name=""),
        AddToPerson(person=9, tracklets=(B,)),
        MergePeople(into=1, others=(1,)),
        MergePeople(into=1, others=(9,)),
        SplitPerson(person=1, tracklets=(), name="B"),
        SplitPerson(person=1, tracklets=(B,), name="B"),
        RemovePerson(person=9),
        SetFootage(footage=(FootageId(9),), camera="x"),
        MakeBlindSet(query=(A,), candidates=(), known_non_members=(), seed=1),
        MakeBlindSet(query=(A,), candidates=(B, B), known_non_members=(B,), seed=1),
        MakeBlindSet(query=(A,), candidates=(A,), known_non_members=(A,), seed=1),
        MakeBlindSet(query=(A,), candidates=(B,), known_non_members=(), seed=1),  # not decided on
        SetBlindVerdict(blind_set=9, place=1, verdict=Verdict.CANNOT_SAY),
        SetApart(cameras=("a", "nowhere"), seconds=1.0),
        SetApart(cameras=("a",), seconds=1.0),
        SetApart(cameras=("a", "b"), seconds=-1.0),
        SetClock(footage=(FootageId(9),), recorder_starts=(datetime(2026, 3, 1),), zone="UTC"),
        SetClock(footage=(FootageId(1),), recorder_starts=(datetime(2026, 3, 1),), zone="Nowhere"),
        SetClock(
            footage=(FootageId(1),),
            recorder_starts=(datetime(2026, 10, 25, 2, 30),),
            zone="Europe/Madrid",
        ),
        SetFootage(footage=(FootageId(1),), camera=" "),
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused_with_a_remedy_and_changes_nothing(
    filled: SqlCaseStore, case_path: Path, edit: Edit
) -> None:
    filled.edits.apply(CreatePerson(name="A", tracklets=(A,)), WHO)
    before, head = dump(case_path), filled.log.head()
    with pytest.raises(CbaError) as refused:
        filled.edits.apply(edit, WHO)
    assert refused.value.remedy
    assert (dump(case_path), filled.log.head()) == (before, head)


@pytest.mark.parametrize(
    "edit",
    [
        SetVerdict(query=(A,), candidate=D, verdict=None),
        SetNobody(query=(A,), is_nobody=False),
        RenamePerson(person=1, name="A"),
        AddToPerson(person=1, tracklets=(A,)),
        RemoveFromPerson(person=1, tracklets=(B,)),
        SetFootage(footage=(FootageId(1),)),
    ],
    ids=str,
)
def test_what_changes_nothing_is_no_edit(filled: SqlCaseStore, edit: Edit) -> None:
    filled.edits.apply(CreatePerson(name="A", tracklets=(A,)), WHO)
    assert filled.edits.apply(edit, WHO) is None
    assert len(filled.edits.history()) == 1


def test_an_undo_overwrites_nothing_that_came_in_between(
    filled: SqlCaseStore, case_path: Path
) -> None:
    filled.edits.apply(CreatePerson(name="A", tracklets=(A,)), WHO)
    with closing(sqlite3.connect(case_path / "case.sqlite")) as database:
        database.execute("UPDATE person SET name = 'somebody else'")
        database.commit()
    before, head = dump(case_path), filled.log.head()
    with pytest.raises(ChangedSinceError, match="person 1"):
        filled.edits.undo(WHO)
    assert (dump(case_path), filled.log.head()) == (before, head)


def test_indexing_anew_takes_no_decision_away(filled: SqlCaseStore) -> None:
    filled.edits.apply(SetVerdict(query=(A,), candidate=D, verdict=Verdict.SUPPORTS_SAME), WHO)
    filled.edits.apply(CreatePerson(name="A", tracklets=(A, D)), WHO)
    filled.tracklets.begin_footage(FootageId(2), "another")
    assert filled.tracklets.existing([A, D]) == {A}
    assert [one.candidate for one in filled.decisions.decisions((A,))] == [D]
    assert filled.decisions.people()[0].tracklets == (A, D)
    assert filled.edits.undo(WHO) is not None
    assert filled.edits.redo(WHO) is not None


def test_rows_of_other_tables_are_no_edit() -> None:
    with pytest.raises(ValueError, match="case_log"):
        RowChange("case_log", {"number": 1}, None, {"line": ""})


def test_a_refusal_says_whose_a_tracklet_is(filled: SqlCaseStore) -> None:
    filled.edits.apply(CreatePerson(name="A", tracklets=(A,)), WHO)
    with pytest.raises(EditRefusedError, match="1-1 is person 1's"):
        filled.edits.apply(CreatePerson(name="B", tracklets=(A,)), WHO)


TRACKLETS = st.lists(st.sampled_from(IDS), max_size=3, unique=True).map(tuple)
PEOPLE = st.integers(1, 8)
EDITS = st.one_of(
    st.builds(
        SetVerdict,
        query=TRACKLETS.filter(bool).map(query_key),
        candidate=st.sampled_from(IDS),
        verdict=st.none() | st.sampled_from(Verdict),
        because=st.lists(st.sampled_from(Because), max_size=2, unique=True).map(tuple),
        note=st.text(max_size=4),
        rank_shown=st.none() | st.integers(1, 60),
        dwell_s=st.none() | st.floats(0, 1e6),
    ),
    st.builds(SetNobody, query=TRACKLETS.filter(bool).map(query_key), is_nobody=st.booleans()),
    st.builds(CreatePerson, name=st.sampled_from("ABC"), tracklets=TRACKLETS),
    st.builds(RenamePerson, person=PEOPLE, name=st.sampled_from("ABC")),
    st.builds(AddToPerson, person=PEOPLE, tracklets=TRACKLETS),
    st.builds(RemoveFromPerson, person=PEOPLE, tracklets=TRACKLETS),
    st.builds(MergePeople, into=PEOPLE, others=st.lists(PEOPLE, max_size=2).map(tuple)),
    st.builds(SplitPerson, person=PEOPLE, tracklets=TRACKLETS, name=st.just("split")),
    st.builds(RemovePerson, person=PEOPLE),
    st.builds(
        SetFootage,
        footage=st.just((FootageId(1),)),
        camera=st.none() | st.sampled_from(["North", "South"]),
        modality=st.none() | st.sampled_from(Modality),
    ),
    TRACKLETS.map(
        lambda known: MakeBlindSet(
            query=(A,), candidates=known, known_non_members=known, seed=len(known)
        )
    ),
    st.builds(
        SetBlindVerdict,
        blind_set=PEOPLE,
        place=st.integers(1, 3),
        verdict=st.none() | st.sampled_from(Verdict),
    ),
    st.builds(Revert, number=PEOPLE),
)


class Edits(RuleBasedStateMachine):
    """Random edits, undone and done again: the case is what it was at every step."""

    folder: Path

    def __init__(self) -> None:
        super().__init__()
        self.case = self.folder / f"{id(self)}.duskcase"
        self.store = create_store(self.case, some_case_facts())
        with_tracklets(self.store)
        self.states = [dump(self.case)]
        self.at = 0

    @rule(edit=EDITS)
    def edit(self, edit: Edit) -> None:
        try:
            applied = self.store.edits.apply(edit, author_of(edit))
        except CbaError:
            return
        if applied is not None:
            del self.states[self.at + 1 :]
            self.states.append(dump(self.case))
            self.at += 1

    @rule()
    def undo(self) -> None:
        assert (self.store.edits.undo(WHO) is not None) == (self.at > 0)
        self.at = max(self.at - 1, 0)

    @rule()
    def redo(self) -> None:
        assert (self.store.edits.redo(WHO) is not None) == (self.at < len(self.states) - 1)
        self.at = min(self.at + 1, len(self.states) - 1)

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = open_store(self.case)

    @invariant()
    def is_as_it_was(self) -> None:
        assert dump(self.case) == self.states[self.at]

    def teardown(self) -> None:
        while self.store.edits.undo(WHO) is not None:
            pass
        assert dump(self.case) == self.states[0]
        while self.store.edits.redo(WHO) is not None:
            pass
        assert dump(self.case) == self.states[-1]
        assert CaseLog(self.store, WHO).verify() == []
        self.store.close()


def test_random_edits_and_their_inverses(tmp_path: Path) -> None:
    from hypothesis.stateful import run_state_machine_as_test

    Edits.folder = tmp_path
    run_state_machine_as_test(
        Edits,
        settings=settings(
            max_examples=25,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
