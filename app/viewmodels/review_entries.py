"""The lists of Review: queries, people and steps, and what is left to do there."""

from collections import Counter
from datetime import tzinfo
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.viewmodels import review_words, wording
from app.viewmodels.counts import Counts
from app.viewmodels.decided import Decided
from app.viewmodels.entry_model import Entry
from cba_core.domain.decisions import Person, QueryKey, Verdict
from cba_core.domain.edits import (
    AppliedEdit,
    EditState,
    Revert,
    SetApart,
    SetClock,
    SetFootage,
    SetNobody,
    SetVerdict,
)
from cba_core.domain.ids import TrackletId, tracklet_label
from cba_core.domain.site_plan import PlaceCamera, SetPlanPicture

translate = QCoreApplication.translate


def query_entries(decided: Decided) -> list[Entry]:
    """A line for each query about which something was decided."""
    return [_query_entry(decided, query) for query in decided.queries]


def person_entries(decided: Decided) -> list[Entry]:
    """A line for each person."""
    return [
        Entry(
            identity=one.number,
            title=one.name,
            subtitle=person_facts(decided, one),
            cover=_cover(decided, one.tracklets),
        )
        for one in decided.people
    ]


def step_entries(decided: Decided, zone: tzinfo) -> list[Entry]:
    """A line for each step, the newest first."""
    return [
        Entry(
            identity=one.number,
            title=review_words.edit_text(one.edit),
            subtitle=step_facts(one, zone),
            drawing=_drawing(one),
            is_faint=one.state is not EditState.DONE,
        )
        for one in decided.history
    ]


def person_facts(decided: Decided, person: Person) -> str:
    """How often and where a person was seen, and what is no more in the case."""
    held = [decided.tracklets[one] for one in person.tracklets if one in decided.tracklets]
    parts = [wording.tracklets_text(len(person.tracklets))]
    if held:
        parts.append(", ".join(sorted({one.camera for one in held})))
    if len(held) < len(person.tracklets):
        parts.append(gone_text(len(person.tracklets) - len(held)))
    return " · ".join(parts)


def gone_text(count: int) -> str:
    """Tracklets that were decided about and that the case has no more."""
    return translate("review", "{count} no more in the case").format(count=count)


def step_facts(step: AppliedEdit, zone: tzinfo) -> str:
    """When, who and why."""
    parts = (
        step.actor,
        wording.time_text(step.time, zone),
        review_words.why_of(step.edit),
        review_words.state_text(step),
    )
    return " · ".join(part for part in parts if part)


def left_text(decided: Decided) -> str:
    """What is left to do in Review."""
    if decided.hidden:
        return translate("review", "{count} to read blind").format(count=len(decided.hidden))
    if not decided.decisions and not decided.people and not decided.nobody:
        return translate("review", "nothing decided yet")
    if decided.without_person:
        return translate("review", "{count} without a person").format(count=decided.without_person)
    parts = [Counts.decisions(len(decided.decisions))]
    if decided.people:
        parts.append(review_words.people_text(len(decided.people)))
    return ", ".join(parts)


def _query_entry(decided: Decided, query: QueryKey) -> Entry:
    first = decided.tracklets.get(query[0])
    title = review_words.labels_text(query)
    count = Counter(one.verdict for one in decided.decisions if one.query == query)
    parts = []
    if decided.hides(query):
        parts.append(translate("review", "to be read blind"))
    elif any(not one.is_finished for one in decided.sets_of(query)):
        parts.append(translate("review", "put up"))
    if decided.nobody_of(query) is not None:
        parts.append(translate("review", "nobody"))
    if count:
        parts.append(translate("review", "{count} decided").format(count=count.total()))
    if count[Verdict.SUPPORTS_SAME]:
        parts.append(translate("review", "{count} same").format(count=count[Verdict.SUPPORTS_SAME]))
    if first is None:
        parts.append(translate("review", "no more in the case"))
    return Entry(
        identity=query,
        title=title if first is None else f"{title} · {first.camera}",
        subtitle=" · ".join(parts),
        cover=_cover(decided, query),
    )


def _cover(decided: Decided, tracklets: tuple[TrackletId, ...]) -> Path | None:
    held = (decided.tracklets[one].cover for one in tracklets if one in decided.tracklets)
    return next(held, None)


def _drawing(step: AppliedEdit) -> str:
    edit = step.edit
    match edit:
        case SetVerdict(verdict=None):
            return "close"
        case SetVerdict(verdict=Verdict() as verdict):
            return verdict.value
        case SetNobody():
            return "nobody"
        case SetFootage() | SetClock() | SetApart() | SetPlanPicture() | PlaceCamera():
            return "evidence"
        case Revert():
            return "history"
        case _:
            return "person"


def contradictions(decided: Decided, one: Person, other: Person) -> list[str]:
    """Decisions against taking two people for one."""
    between = (set(one.tracklets), set(other.tracklets))
    said = []
    for decision in decided.decisions:
        if decision.verdict is not Verdict.SUPPORTS_DIFFERENT:
            continue
        for first, second in (between, between[::-1]):
            if decision.candidate in first and second & set(decision.query):
                said.append(
                    translate(
                        "review", "{candidate} was decided to be different from {query}."
                    ).format(
                        candidate=tracklet_label(decision.candidate),
                        query=review_words.query_text(decision.query),
                    )
                )
    return said
