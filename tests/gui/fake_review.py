"""Decisions, people and history of a made-up case, kept in memory; undo puts back what was."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cba_core.config.search_config import SearchConfig
from cba_core.domain.changes import ChangeSet
from cba_core.domain.coverage import FootageCoverage
from cba_core.domain.decisions import (
    Decision,
    NobodyHere,
    Person,
    QueryKey,
    Verdict,
    query_key,
)
from cba_core.domain.edits import (
    AddToPerson,
    AppliedEdit,
    CreatePerson,
    Edit,
    EditState,
    MergePeople,
    RemoveFromPerson,
    RemovePerson,
    RenamePerson,
    Revert,
    SetApart,
    SetNobody,
    SetVerdict,
    SplitPerson,
)
from cba_core.domain.error_figures import Apart
from cba_core.domain.errors import CaseReadOnlyError, NotInCaseError
from cba_core.domain.footage import Modality
from cba_core.domain.ids import ModelId, TrackletId
from cba_core.domain.search import Candidate, Searched, SearchResult
from cba_core.domain.site_plan import PlaceCamera, SetPlanPicture
from tests.gui.fake_blind import FakeBlind
from tests.gui.fake_plan import PlanState, plan_after

EXAMINER = "R. Vidal"
BEGIN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class State:
    decisions: dict[tuple[QueryKey, TrackletId], Decision] = field(default_factory=dict)
    nobody: dict[QueryKey, NobodyHere] = field(default_factory=dict)
    people: dict[int, Person] = field(default_factory=dict)
    plan: PlanState = field(default_factory=PlanState)


@dataclass
class FakeReview:
    """As `CaseReview`, one edit after the other; `error` is raised by the next writes."""

    takes_edits: bool = True
    error: Exception | None = None
    state: State = field(default_factory=State)
    edits: list[AppliedEdit] = field(default_factory=list)
    around: dict[int, tuple[State, State]] = field(default_factory=dict)
    blind: FakeBlind = field(default_factory=FakeBlind)
    before_writing: Callable[[], None] = lambda: None

    def _write(self) -> None:
        self.before_writing()
        if self.error is not None:
            raise self.error
        if not self.takes_edits:
            raise CaseReadOnlyError(Path("/cases/a.duskcase"), "it was opened for reading only")

    def apply(self, edit: Edit, /) -> AppliedEdit | None:
        self._write()
        number = len(self.edits) + 1
        time = BEGIN + timedelta(minutes=number)
        before = self.state
        after = self._after(edit, number, time)
        if after == before:
            return None
        self.edits = [
            replace(one, state=EditState.DISCARDED) if one.state is EditState.UNDONE else one
            for one in self.edits
        ]
        applied = AppliedEdit(
            number=number,
            edit=edit,
            state=EditState.DONE,
            actor=EXAMINER,
            time=time,
            changes=ChangeSet(decisions=True, people=True, plan=True),
            log_number=number,
        )
        self.edits.append(applied)
        self.around[number] = (before, after)
        self.state = after
        return applied

    def undo(self) -> AppliedEdit | None:
        self._write()
        done = [one for one in self.edits if one.state is EditState.DONE]
        return self._turn(done[-1], EditState.UNDONE) if done else None

    def redo(self) -> AppliedEdit | None:
        self._write()
        undone = [one for one in self.edits if one.state is EditState.UNDONE]
        return self._turn(undone[0], EditState.DONE) if undone else None

    def _turn(self, one: AppliedEdit, state: EditState) -> AppliedEdit:
        turned = replace(one, state=state)
        self.edits[one.number - 1] = turned
        self.state = self.around[one.number][state is EditState.DONE]
        return turned

    def history(self, limit: int | None = None, /) -> list[AppliedEdit]:
        return self.edits[::-1][:limit]

    def decisions(self, query: QueryKey | None = None, /) -> list[Decision]:
        return [one for one in self.state.decisions.values() if query in (None, one.query)]

    def nobody_here(self) -> list[NobodyHere]:
        return list(self.state.nobody.values())

    def people(self) -> list[Person]:
        return [self.state.people[number] for number in sorted(self.state.people)]

    def apart(self) -> list[Apart]:
        return list(self.state.plan.apart)

    def _after(self, edit: Edit, number: int, time: datetime) -> State:
        match edit:
            case SetVerdict():
                decisions = dict(self.state.decisions)
                decisions.pop((edit.query, edit.candidate), None)
                if edit.verdict is not None:
                    decisions[edit.query, edit.candidate] = Decision(
                        query=edit.query,
                        candidate=edit.candidate,
                        verdict=edit.verdict,
                        because=edit.because,
                        note=edit.note,
                        rank_shown=edit.rank_shown,
                        dwell_s=edit.dwell_s,
                        actor=EXAMINER,
                        time=time,
                    )
                return replace(self.state, decisions=decisions)
            case SetNobody():
                nobody = {key: one for key, one in self.state.nobody.items() if key != edit.query}
                if edit.is_nobody:
                    nobody[edit.query] = NobodyHere(
                        query=edit.query,
                        note=edit.note,
                        shown=edit.shown,
                        actor=EXAMINER,
                        time=time,
                    )
                return replace(self.state, nobody=nobody)
            case SetApart() | PlaceCamera() | SetPlanPicture():
                return replace(self.state, plan=plan_after(self.state.plan, edit))
            case Revert():
                return self.around[edit.number][0]  # right for the last edit, which tests revert
            case _:
                return replace(self.state, people=self._people_after(edit, number))

    def _people_after(self, edit: Edit, number: int) -> dict[int, Person]:
        people = dict(self.state.people)

        def give(person: int, tracklets: set[TrackletId]) -> None:
            people[person] = replace(people[person], tracklets=tuple(sorted(tracklets)))

        match edit:
            case CreatePerson():
                people[number] = Person(
                    number=number, name=edit.name, tracklets=tuple(sorted(edit.tracklets))
                )
            case RenamePerson():
                people[edit.person] = replace(people[edit.person], name=edit.name)
            case AddToPerson():
                give(edit.person, {*people[edit.person].tracklets, *edit.tracklets})
            case RemoveFromPerson():
                give(edit.person, set(people[edit.person].tracklets) - set(edit.tracklets))
            case MergePeople():
                for other in edit.others:
                    gone = people.pop(other)
                    give(edit.into, {*people[edit.into].tracklets, *gone.tracklets})
            case SplitPerson():
                give(edit.person, set(people[edit.person].tracklets) - set(edit.tracklets))
                people[number] = Person(number=number, name=edit.name, tracklets=edit.tracklets)
            case RemovePerson():
                del people[edit.person]
        return people


def made_up_search(case: Any, query: Any, config: SearchConfig, model: ModelId) -> SearchResult:
    """People in the order of the case; accepted ones turn that order round."""
    key = query_key([query] if isinstance(query, int) else query)
    queries = tuple(case.tracklet(one) for one in key)
    for camera in config.cameras:
        if camera not in case.cameras():
            raise NotInCaseError("camera", camera, "cba footage list CASE")
    into = {
        "other": (queries[0].modality.other,),
        "visible": (Modality.VISIBLE,),
        "infrared": (Modality.INFRARED,),
        "any": tuple(Modality),
    }[config.into]
    decided = {one.candidate: one for one in case.review.decisions(key)}
    among = [
        one
        for one in case.people
        if one.modality in into
        and one.id not in key
        and (not config.cameras or one.camera in config.cameras)
    ]
    left_out = [
        one
        for one in among
        if one.id in decided and decided[one.id].verdict is Verdict.SUPPORTS_DIFFERENT
    ]
    before = [one for one in among if one not in left_out]
    fed = [
        one
        for one in case.people
        if one.id in decided and decided[one.id].verdict is Verdict.SUPPORTS_SAME
    ]
    fed = fed if config.with_accepted else []
    ranked = before[::-1] if fed else before
    return SearchResult(
        query=queries[0],
        queries=queries,
        accepted=tuple(fed),
        nobody_here=case.review.state.nobody.get(key),
        model_id=model,
        searched=Searched(
            gallery=len(ranked),
            indexed=len(case.people),
            without_vector=0,
            modalities=into,
            cameras=config.cameras or None,
            footage=FootageCoverage.of(case.held),
            footage_in_part=0,
            footage_without_time=case.without_time,
            own_segment_excluded=True,
            rejected_left_out=len(left_out),
            gaps=case.gaps,
        ),
        candidates=tuple(
            Candidate(
                rank=rank,
                similarity=1 - rank / 100,
                tracklet=tracklet,
                decision=decided.get(tracklet.id),
                original_rank=before.index(tracklet) + 1 if fed else None,
            )
            for rank, tracklet in enumerate(ranked[: config.limit], start=1)
        ),
    )
