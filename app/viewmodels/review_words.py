"""How decisions, people and edits are put into words."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from app.viewmodels.counts import Counts
from app.viewmodels.wording import files_text, tracklets_text
from cba_core.domain.blind_review import MakeBlindSet, SetBlindVerdict
from cba_core.domain.decisions import Because, QueryKey, Verdict
from cba_core.domain.edits import (
    AddToPerson,
    AppliedEdit,
    CreatePerson,
    Edit,
    EditState,
    FactEdit,
    MergePeople,
    PeopleEdit,
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
)
from cba_core.domain.ids import TrackletId, tracklet_label
from cba_core.domain.site_plan import PlaceCamera, PlanEdit, SetPlanPicture

translate = QCoreApplication.translate


def verdict_text(verdict: Verdict) -> str:
    """A verdict as groups and menus say it."""
    return {
        Verdict.SUPPORTS_SAME: translate("review", "Supports same"),
        Verdict.WEAKLY_SUPPORTS_SAME: translate("review", "Weakly supports same"),
        Verdict.CANNOT_SAY: translate("review", "Cannot say"),
        Verdict.SUPPORTS_DIFFERENT: translate("review", "Supports different"),
        Verdict.NOT_COMPARABLE: translate("review", "Not comparable"),
    }[verdict]


def short_verdict_text(verdict: Verdict) -> str:
    """The form of it that fits onto a tile and a button."""
    return {
        Verdict.SUPPORTS_SAME: translate("review", "Same"),
        Verdict.WEAKLY_SUPPORTS_SAME: translate("review", "Weakly same"),
        Verdict.CANNOT_SAY: translate("review", "Cannot say"),
        Verdict.SUPPORTS_DIFFERENT: translate("review", "Different"),
        Verdict.NOT_COMPARABLE: translate("review", "Not comparable"),
    }[verdict]


def because_text(because: Because) -> str:
    """What a verdict may rest on."""
    return {
        Because.BUILD: translate("review", "build"),
        Because.GAIT: translate("review", "gait"),
        Because.CLOTHING_SHAPE: translate("review", "shape of the clothing"),
        Because.CARRIED_ITEM: translate("review", "carried item"),
        Because.TIME_FITS: translate("review", "the time fits"),
        Because.TIME_EXCLUDES: translate("review", "the time excludes it"),
        Because.OTHER: translate("review", "something else"),
    }[because]


def why_text(because: Iterable[Because], note: str) -> str:
    """Reasons and note on one line; empty where nobody gave any."""
    reasons = ", ".join(because_text(one) for one in because)
    return " · ".join(part for part in (reasons, note.strip()) if part)


def labels_text(tracklets: Iterable[TrackletId]) -> str:
    """`3-12, 4-1`."""
    return ", ".join(tracklet_label(one) for one in tracklets)


def query_text(query: QueryKey) -> str:
    """A query by its tracklets."""
    return translate("review", "query {labels}").format(labels=labels_text(query))


def people_text(count: int) -> str:
    """So many people."""
    return Counts.people(count)


def edit_text(edit: Edit) -> str:
    """What an edit does, as menus, notices and the history say it."""
    match edit:
        case SetVerdict():
            return _verdict_edit_text(edit)
        case SetNobody():
            text = translate("review", "Nobody on the list of {query}")
            if not edit.is_nobody:
                text = translate("review", "Somebody may be on the list of {query}")
            return text.format(query=query_text(edit.query))
        case SetFootage() | SetClock() | SetApart() | SetPlanPicture() | PlaceCamera():
            return _fact_edit_text(edit)
        case MakeBlindSet() | SetBlindVerdict():
            return _blind_edit_text(edit)
        case Revert():
            return translate("review", "Undo step {number}").format(number=edit.number)
        case _:
            return _people_edit_text(edit)


def _blind_edit_text(edit: MakeBlindSet | SetBlindVerdict) -> str:
    """Without what a second reader must not know: whose verdict it was, and which."""
    if isinstance(edit, MakeBlindSet):
        text = translate("review", "Put {tracklets} of {query} up for a second reader")
        return text.format(
            tracklets=tracklets_text(len(edit.candidates)), query=query_text(edit.query)
        )
    text = translate("review", "Second reading, set {number}, place {place}")
    if edit.verdict is None:
        text = translate("review", "Clear the second reading, set {number}, place {place}")
    return text.format(number=edit.blind_set, place=edit.place)


def _verdict_edit_text(edit: SetVerdict) -> str:
    if edit.verdict is None:
        text = translate("review", "Clear the decision on {candidate} for {query}")
    else:
        text = verdict_text(edit.verdict) + translate("review", ": {candidate} for {query}")
    return text.format(candidate=tracklet_label(edit.candidate), query=labels_text(edit.query))


def _fact_edit_text(edit: FactEdit) -> str:
    if isinstance(edit, SetPlanPicture | PlaceCamera):
        return _plan_edit_text(edit)
    if isinstance(edit, SetApart):
        text = translate("review", "{cameras} lie apart")
        return text.format(cameras=translate("review", " and ").join(edit.cameras))
    text = translate("review", "Correct the facts of {files}")
    if isinstance(edit, SetClock):
        text = translate("review", "Set the clock of {files}")
        if edit.zone is None:
            text = translate("review", "Forget the clock of {files}")
    return text.format(files=files_text(len(edit.footage)))


def _plan_edit_text(edit: PlanEdit) -> str:
    if isinstance(edit, SetPlanPicture):
        if edit.sha256 is None:
            return translate("review", "Take the plan off")
        return translate("review", "Use {name} as the plan").format(name=edit.name)
    if edit.x is None:
        return translate("review", "Take {camera} off the plan").format(camera=edit.camera)
    return translate("review", "Place {camera} on the plan").format(camera=edit.camera)


def _people_edit_text(edit: PeopleEdit) -> str:
    match edit:
        case CreatePerson():
            text = translate("review", "Make person {name} of {tracklets}")
        case RenamePerson():
            text = translate("review", "Rename person {number} to {name}")
        case AddToPerson():
            text = translate("review", "Add {tracklets} to person {number}")
        case RemoveFromPerson():
            text = translate("review", "Take {tracklets} from person {number}")
        case MergePeople():
            text = translate("review", "Merge person {others} into person {number}")
        case SplitPerson():
            text = translate("review", "Split {tracklets} off person {number}, as {name}")
        case RemovePerson():
            text = translate("review", "Remove person {number}")
    return text.format(
        name=getattr(edit, "name", ""),
        number=edit.into if isinstance(edit, MergePeople) else getattr(edit, "person", ""),
        others=", ".join(str(one) for one in getattr(edit, "others", ())),
        tracklets=tracklets_text(len(getattr(edit, "tracklets", ()))),
    )


def why_of(edit: Edit) -> str:
    """What was said of why; empty where nothing was."""
    match edit:
        case SetVerdict():
            return why_text(edit.because, edit.note)
        case SetBlindVerdict():
            return why_text(edit.because, edit.note)
        case SetNobody():
            return edit.note.strip()
        case SetClock():
            return edit.evidence.strip()
        case _:
            return ""


def state_text(applied: AppliedEdit) -> str:
    """Whether an edit stands; nothing where it does."""
    return {
        EditState.DONE: "",
        EditState.UNDONE: translate("review", "undone, can be done again"),
        EditState.DISCARDED: translate("review", "undone"),
    }[applied.state]
