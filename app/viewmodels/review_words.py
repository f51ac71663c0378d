"""How decisions, people and edits are put into words."""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication

from app.viewmodels.wording import counted, files_text, tracklets_text
from cba_core.domain.blind_review import MakeBlindSet, SetBlindVerdict
from cba_core.domain.decisions import Because, QueryKey, Verdict
from cba_core.domain.edits import (
    AddToPerson,
    AppliedEdit,
    CreatePerson,
    Edit,
    EditState,
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


def verdict_text(verdict: Verdict) -> str:
    """A verdict as groups and menus say it."""
    return {
        Verdict.SUPPORTS_SAME: _tr("Supports same"),
        Verdict.WEAKLY_SUPPORTS_SAME: _tr("Weakly supports same"),
        Verdict.CANNOT_SAY: _tr("Cannot say"),
        Verdict.SUPPORTS_DIFFERENT: _tr("Supports different"),
        Verdict.NOT_COMPARABLE: _tr("Not comparable"),
    }[verdict]


def short_verdict_text(verdict: Verdict) -> str:
    """The form of it that fits onto a tile and a button."""
    return {
        Verdict.SUPPORTS_SAME: _tr("Same"),
        Verdict.WEAKLY_SUPPORTS_SAME: _tr("Weakly same"),
        Verdict.CANNOT_SAY: _tr("Cannot say"),
        Verdict.SUPPORTS_DIFFERENT: _tr("Different"),
        Verdict.NOT_COMPARABLE: _tr("Not comparable"),
    }[verdict]


def because_text(because: Because) -> str:
    """What a verdict may rest on."""
    return {
        Because.BUILD: _tr("build"),
        Because.GAIT: _tr("gait"),
        Because.CLOTHING_SHAPE: _tr("shape of the clothing"),
        Because.CARRIED_ITEM: _tr("carried item"),
        Because.TIME_FITS: _tr("the time fits"),
        Because.TIME_EXCLUDES: _tr("the time excludes it"),
        Because.OTHER: _tr("something else"),
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
    return _tr("query {labels}").format(labels=labels_text(query))


def people_text(count: int) -> str:
    """So many people."""
    return counted(count, _tr("person"), _tr("people"))


def edit_text(edit: Edit) -> str:
    """What an edit does, as menus, notices and the history say it."""
    match edit:
        case SetVerdict():
            return _verdict_edit_text(edit)
        case SetNobody():
            text = _tr("Nobody on the list of {query}")
            if not edit.is_nobody:
                text = _tr("Somebody may be on the list of {query}")
            return text.format(query=query_text(edit.query))
        case SetFootage() | SetClock() | SetApart():
            return _fact_edit_text(edit)
        case MakeBlindSet() | SetBlindVerdict():
            return _blind_edit_text(edit)
        case Revert():
            return _tr("Undo step {number}").format(number=edit.number)
        case _:
            return _people_edit_text(edit)


def _blind_edit_text(edit: MakeBlindSet | SetBlindVerdict) -> str:
    """Without what a second reader must not know: whose verdict it was, and which."""
    if isinstance(edit, MakeBlindSet):
        text = _tr("Put {tracklets} of {query} up for a second reader")
        return text.format(
            tracklets=tracklets_text(len(edit.candidates)), query=query_text(edit.query)
        )
    text = _tr("Second reading, set {number}, place {place}")
    if edit.verdict is None:
        text = _tr("Clear the second reading, set {number}, place {place}")
    return text.format(number=edit.blind_set, place=edit.place)


def _verdict_edit_text(edit: SetVerdict) -> str:
    if edit.verdict is None:
        text = _tr("Clear the decision on {candidate} for {query}")
    else:
        text = verdict_text(edit.verdict) + _tr(": {candidate} for {query}")
    return text.format(candidate=tracklet_label(edit.candidate), query=labels_text(edit.query))


def _fact_edit_text(edit: SetFootage | SetClock | SetApart) -> str:
    if isinstance(edit, SetApart):
        text = _tr("{cameras} lie apart")
        return text.format(cameras=_tr(" and ").join(edit.cameras))
    text = _tr("Correct the facts of {files}")
    if isinstance(edit, SetClock):
        text = _tr("Set the clock of {files}")
        if edit.zone is None:
            text = _tr("Forget the clock of {files}")
    return text.format(files=files_text(len(edit.footage)))


def _people_edit_text(edit: PeopleEdit) -> str:
    match edit:
        case CreatePerson():
            text = _tr("Make person {name} of {tracklets}")
        case RenamePerson():
            text = _tr("Rename person {number} to {name}")
        case AddToPerson():
            text = _tr("Add {tracklets} to person {number}")
        case RemoveFromPerson():
            text = _tr("Take {tracklets} from person {number}")
        case MergePeople():
            text = _tr("Merge person {others} into person {number}")
        case SplitPerson():
            text = _tr("Split {tracklets} off person {number}, as {name}")
        case RemovePerson():
            text = _tr("Remove person {number}")
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
        EditState.UNDONE: _tr("undone, can be done again"),
        EditState.DISCARDED: _tr("undone"),
    }[applied.state]


def _tr(text: str) -> str:
    return QCoreApplication.translate("review", text)
