"""Blind second readings: what a set holds, who may read it, and what is told when (E21, E22)."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cba_core.domain.blind_reading import BlindProgress, BlindResult
from cba_core.domain.blind_review import SetBlindVerdict
from cba_core.domain.case_log import LogAuthor
from cba_core.domain.decisions import Because, Verdict
from cba_core.domain.edits import Revert, SetApart, SetNobody, SetVerdict
from cba_core.domain.errors import CbaError, NotInCaseError
from cba_core.domain.footage import Modality
from cba_core.domain.ids import FootageId, TrackletId, tracklet_id
from cba_core.pipelines.blind_review import BlindReview
from cba_core.pipelines.case_log import CaseLog
from cba_core.pipelines.report_second_reading import second_readings_facts
from cba_core.store.case_store import SqlCaseStore
from cba_core.store.edit_occasion import EditRefusedError, NoSecondReaderError
from cba_core.store.row_changes import ChangedSinceError
from tests.support.builders import A_MODEL, a_found_tracklet, a_new_footage, a_segment

FIRST, SECOND, THIRD = (LogAuthor(name) for name in ("A. Examiner", "B. Reader", "C. Other"))
START = datetime(2026, 3, 1, 18, 0, tzinfo=UTC)
VISIBLE = [tracklet_id(FootageId(1), number) for number in (1, 2, 3)]  # seen together
DECIDED = [tracklet_id(FootageId(2), number) for number in (1, 2, 3, 4)]
FAR = [tracklet_id(FootageId(3), number) for number in (1, 2, 3, 4, 5, 6)]  # cameras apart
QUERY = (VISIBLE[0],)
As = Callable[[LogAuthor], BlindReview]


@pytest.fixture
def as_(store: SqlCaseStore) -> As:
    """The second readings of a case, as one person or another has it open.

    One visible file with the query and two whom its camera sees with it; two infrared files.
    """
    for number in (1, 2, 3):
        new = a_new_footage(f"/e/{number}.mp4", sha256=str(number) * 64)
        footage = store.footage.add(replace(new, camera=f"camera {number}", start_time=START))
        store.tracklets.begin_footage(footage.id, "one")
        count = {1: 3, 2: 4, 3: 6}[number]
        modality = Modality.VISIBLE if number == 1 else Modality.INFRARED
        found = [replace(a_found_tracklet(one), modality=modality) for one in range(1, count + 1)]
        store.tracklets.store_segment(a_segment(number), found, A_MODEL)
    verdicts = [Verdict.SUPPORTS_SAME, *[Verdict.SUPPORTS_DIFFERENT] * 2, Verdict.CANNOT_SAY]
    for candidate, verdict in zip(DECIDED, verdicts, strict=True):
        store.edits.apply(
            SetVerdict(query=QUERY, candidate=candidate, verdict=verdict, rank_shown=3), FIRST
        )
    return lambda author: BlindReview(store, CaseLog(store, author))


def apart(store: SqlCaseStore) -> None:
    store.edits.apply(SetApart(cameras=("camera 1", "camera 3"), seconds=60.0), FIRST)


def read_all(review: BlindReview, number: int, verdict: Verdict) -> list[TrackletId]:
    """Give one verdict at every place; the candidates in the order in which they were shown."""
    shown = []
    while (question := review.next(number)) is not None:
        shown.append(question.candidate.id)
        assert review.decide(number, question.place, verdict) is not None
    return shown


def test_E22_a_set_holds_what_was_decided_and_as_many_who_cannot_be_the_person(
    store: SqlCaseStore, as_: As
) -> None:
    apart(store)
    made = as_(FIRST).make(QUERY, seed=11)
    (held,) = store.blind_sets.all()
    assert (made.places, held.seed, held.maker, held.query) == (8, 11, FIRST.name, QUERY)
    first = {one.candidate: one.first_verdict for one in held.candidates}
    assert [first[one] for one in DECIDED] == [
        Verdict.SUPPORTS_SAME, *[Verdict.SUPPORTS_DIFFERENT] * 2, Verdict.CANNOT_SAY,
    ]  # fmt: skip
    others = {one.candidate for one in held.candidates if one.is_known_non_member}
    assert len(others) == 4
    assert others < set(FAR)  # of the candidates' own modality, since there are enough
    assert [one.place for one in held.candidates] == list(range(1, 9))
    store.edits.undo(FIRST)
    again = as_(FIRST).make(QUERY, seed=11)
    assert [one.candidate for one in store.blind_sets.all()[0].candidates] == [
        one.candidate for one in held.candidates
    ]
    store.edits.undo(FIRST)
    as_(FIRST).make(QUERY, seed=12)
    assert [one.candidate for one in store.blind_sets.all()[0].candidates] != [
        one.candidate for one in held.candidates
    ]
    assert again.read == 0


def test_others_of_the_querys_own_camera_where_there_are_no_better(
    store: SqlCaseStore, as_: As
) -> None:
    as_(FIRST).make(QUERY)
    others = {one.candidate for one in store.blind_sets.all()[0].candidates} - set(DECIDED)
    assert others == set(VISIBLE[1:])
    as_(FIRST).make(QUERY, non_members=1)
    as_(FIRST).make(QUERY, non_members=0)
    assert [len(one.candidates) for one in store.blind_sets.all()] == [6, 5, 4]


def test_what_the_reader_sees_tells_nothing_of_the_first_reading(
    store: SqlCaseStore, as_: As
) -> None:
    made = as_(FIRST).make(QUERY)
    question = as_(SECOND).next(made.number)
    assert question is not None
    assert (question.place, question.places) == (1, 6)
    assert [one.id for one in question.query] == list(QUERY)
    assert question.candidate.pictures
    told = str(question)
    for hidden in (FIRST.name, "camera", "2026", *Verdict):
        assert hidden not in told


def test_a_place_is_looked_at_again_with_what_its_reader_said(store: SqlCaseStore, as_: As) -> None:
    number = as_(FIRST).make(QUERY).number
    review = as_(SECOND)
    review.decide(number, 1, Verdict.CANNOT_SAY, because=(Because.GAIT,), note="dark")
    again, following = review.at(number, 1), review.next(number)
    assert following is not None
    assert again.said is not None
    assert (again.said.verdict, again.said.note, again.left) == (Verdict.CANNOT_SAY, "dark", 5)
    assert (following.place, following.said, following.left) == (2, None, 5)
    assert (again.before, again.after, following.before, following.after) == (None, 2, 1, 3)
    assert again.candidate.id == store.blind_sets.all()[0].candidates[0].candidate
    for reader in (FIRST, THIRD):
        with pytest.raises(NoSecondReaderError):
            as_(reader).at(number, 1)
    with pytest.raises(NotInCaseError, match="place 99"):
        review.at(number, 99)


def test_who_must_not_know_what_was_decided(store: SqlCaseStore, as_: As) -> None:
    number = as_(FIRST).make(QUERY).number
    store.edits.apply(SetNobody(query=QUERY, is_nobody=True), THIRD)

    def told() -> BlindProgress:
        return as_(FIRST).sets()[0]

    assert told().first_readers == (FIRST.name, THIRD.name)
    names = (FIRST.name, SECOND.name, THIRD.name, "D. Fourth")
    assert [told().is_open_for(one) for one in names] == [False, True, False, True]
    as_(SECOND).decide(number, 1, Verdict.CANNOT_SAY)
    assert [told().is_open_for(one) for one in names] == [False, True, False, False]
    assert "reads this set" in (told().refusal("D. Fourth") or "")
    read_all(as_(SECOND), number, Verdict.CANNOT_SAY)
    assert not any(told().is_open_for(one) for one in names)


def test_E21_the_second_reader_is_another_person_whatever_door_is_taken(
    store: SqlCaseStore, as_: As
) -> None:
    number = as_(FIRST).make(QUERY).number
    store.edits.apply(SetNobody(query=QUERY, is_nobody=True), THIRD)
    for author in (FIRST, LogAuthor(" a.  examiner"), THIRD):
        with pytest.raises(EditRefusedError, match="first") as refused:
            as_(author).decide(number, 1, Verdict.CANNOT_SAY)
        assert "--actor" in refused.value.remedy
        edit = SetBlindVerdict(blind_set=number, place=1, verdict=Verdict.CANNOT_SAY)
        with pytest.raises(EditRefusedError, match="first"):
            store.edits.apply(edit, author)
        with pytest.raises(CbaError, match="first"):
            as_(author).next(number)
    as_(SECOND).decide(number, 1, Verdict.CANNOT_SAY)
    with pytest.raises(EditRefusedError, match=r"B\. Reader reads this set"):
        as_(LogAuthor("D. Fourth")).decide(number, 2, Verdict.CANNOT_SAY)


def test_verdicts_are_edits_with_their_author_and_go_back(store: SqlCaseStore, as_: As) -> None:
    number = as_(FIRST).make(QUERY).number
    review = as_(SECOND)
    applied = review.decide(
        number, 1, Verdict.SUPPORTS_SAME, because=(Because.GAIT,), note="the limp"
    )
    assert applied is not None
    assert (applied.actor, store.log.entries()[-1].actor) == (SECOND.name, SECOND.name)
    second = store.blind_sets.all()[0].candidates[0].second
    assert second is not None
    assert (second.verdict, second.because, second.note, second.actor) == (
        Verdict.SUPPORTS_SAME, (Because.GAIT,), "the limp", SECOND.name,
    )  # fmt: skip
    question = review.next(number)
    assert question is not None
    assert question.place == 2
    with pytest.raises(ChangedSinceError):
        store.edits.apply(Revert(number=number), FIRST)  # a set that was read is not taken back
    store.edits.undo(SECOND)
    assert store.blind_sets.all()[0].candidates[0].second is None
    store.edits.redo(SECOND)
    review.decide(number, 1, None)
    assert store.blind_sets.all()[0].second_reader is None
    assert review.decide(number, 1, None) is None
    store.edits.apply(Revert(number=number), FIRST)
    assert store.blind_sets.all() == []


def test_nothing_is_told_before_the_set_is_finished_and_nothing_changes_after(
    store: SqlCaseStore, as_: As
) -> None:
    number = as_(FIRST).make(QUERY).number
    review = as_(SECOND)
    review.decide(number, 1, Verdict.SUPPORTS_DIFFERENT, note="a word")
    with pytest.raises(CbaError, match="1 of 6 places are read"):
        as_(FIRST).result(number)
    (unfinished,) = as_(FIRST).results()
    assert isinstance(unfinished, BlindProgress)
    told = json.dumps(second_readings_facts([unfinished]))
    assert "a word" not in told
    assert "supports" not in told
    shown = read_all(review, number, Verdict.SUPPORTS_DIFFERENT)
    assert len(shown) == 5
    with pytest.raises(EditRefusedError, match="finished"):
        review.decide(number, 1, Verdict.SUPPORTS_SAME)
    result = as_(FIRST).result(number)
    assert (result.agreement.pairs, result.agreement.agreed) == (4, 2)
    assert result.agreement.kappa == 0.0  # one who always says the same agrees as chance does
    assert result.non_members == {Verdict.SUPPORTS_DIFFERENT: 2}
    assert (result.unlike, result.gone) == (2, 0)
    assert result.blind_set.second_reader == SECOND.name
    assert as_(FIRST).sets()[0].is_finished


def test_first_verdicts_are_those_of_when_the_set_was_made(store: SqlCaseStore, as_: As) -> None:
    number = as_(FIRST).make(QUERY, non_members=0).number
    for candidate in DECIDED:
        store.edits.apply(
            SetVerdict(query=QUERY, candidate=candidate, verdict=Verdict.NOT_COMPARABLE), FIRST
        )
    read_all(as_(SECOND), number, Verdict.NOT_COMPARABLE)
    assert as_(FIRST).result(number).agreement.agreed == 0
    told = second_readings_facts(as_(FIRST).results())[0]
    assert (told["pairs"], told["known_non_members"], told["finished"]) == (4, 0, True)


def test_candidates_that_are_gone_are_left_out_and_counted(store: SqlCaseStore, as_: As) -> None:
    apart(store)
    number = as_(FIRST).make(QUERY).number
    review = as_(SECOND)
    store.tracklets.begin_footage(FootageId(3), "another")  # takes its tracklets away
    shown = read_all(review, number, Verdict.CANNOT_SAY)
    assert set(shown) == set(DECIDED)
    (result,) = review.results()
    assert isinstance(result, BlindResult)
    assert (result.gone, result.agreement.pairs, result.non_members) == (4, 4, {})
    store.tracklets.begin_footage(FootageId(1), "another")
    with pytest.raises(NotInCaseError):
        review.next(number)


def test_refusals_say_what_to_do(store: SqlCaseStore, as_: As) -> None:
    review = as_(FIRST)
    with pytest.raises(NotInCaseError, match="blind set 99"):
        review.next(99)
    with pytest.raises(NotInCaseError, match="blind set 99"):
        as_(SECOND).decide(99, 1, Verdict.CANNOT_SAY)
    with pytest.raises(NotInCaseError, match="place 99"):
        as_(SECOND).decide(review.make(QUERY).number, 99, Verdict.CANNOT_SAY)
    with pytest.raises(CbaError, match="Nothing was decided"):
        review.make((VISIBLE[1],))
    with pytest.raises(CbaError, match="seed"):
        review.make(QUERY, seed=-1)
    new = a_new_footage("/e/4.mp4", sha256="4" * 64)
    footage = store.footage.add(replace(new, camera="camera 4", start_time=START))
    store.tracklets.begin_footage(footage.id, "one")
    (alone,) = store.tracklets.store_segment(a_segment(4), [a_found_tracklet(1)], A_MODEL)
    store.edits.apply(
        SetVerdict(query=(alone,), candidate=DECIDED[0], verdict=Verdict.CANNOT_SAY), FIRST
    )
    with pytest.raises(CbaError, match="Nobody in this case is known not to be") as refused:
        review.make((alone,))
    assert "--non-members 0" in refused.value.remedy
    assert review.make((alone,), non_members=0).places == 1
    store.edits.apply(SetApart(cameras=("camera 3", "camera 4"), seconds=0.0), FIRST)
    assert review.make((alone,)).places == 3
