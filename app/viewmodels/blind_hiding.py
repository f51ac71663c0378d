"""What a second reader must not see: everything that tells what was decided about their query.

It is taken out where decisions are read, so that no place of the window has to know of it.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from app.viewmodels.decided import Decided
from cba_core.domain.blind_reading import BlindProgress
from cba_core.domain.case_log import LogAction, LogEntry
from cba_core.domain.edits import AppliedEdit, PeopleEdit, Revert
from cba_core.domain.ids import TrackletId

translate = QCoreApplication.translate

_TELLS = (LogAction.DECISION, LogAction.QUERY)


def without_first_verdicts(decided: Decided, sets: Sequence[BlindProgress], reader: str) -> Decided:
    """What this person may know: of queries that they are to read blind, nothing.

    Taken out are decisions, people and steps that name a tracklet of such a query, whichever way
    round; and steps about people who are hidden.

    Args:
        decided: all of it.
        sets: the blind sets of the case.
        reader: under whose name the log is written.
    """
    hidden = frozenset(one.query for one in sets if one.is_open_for(reader))
    told = replace(decided, sets=tuple(sets), reader=reader, hidden=hidden)
    if not hidden:
        return told
    secret = told.hidden_tracklets
    steps = _hidden_steps(decided, secret)
    undo, redo = decided.to_undo, decided.to_redo
    return replace(
        told,
        decisions=tuple(
            one for one in decided.decisions if not secret & {*one.query, one.candidate}
        ),
        nobody=tuple(one for one in decided.nobody if not secret & set(one.query)),
        people=tuple(one for one in decided.people if not secret & set(one.tracklets)),
        history=tuple(one for one in decided.history if one.number not in steps),
        hidden_steps=len(steps),
        undo_is_hidden=undo is not None and undo.number in steps,
        redo_is_hidden=redo is not None and redo.number in steps,
    )


def without_what_others_decided(entries: Sequence[LogEntry], reader: str) -> list[LogEntry]:
    """Rows of the log of which those of others tell neither what they decided nor what they saw."""
    hidden = translate("blind", "hidden while you read a set blind")
    return [
        replace(one, object=hidden, details={}, reason="")
        if one.action in _TELLS and one.actor != reader
        else one
        for one in entries
    ]


def _hidden_steps(decided: Decided, secret: Collection[TrackletId]) -> set[int]:
    """Numbers of the steps that name what is secret, or people whom that makes secret."""
    people = {one.number for one in decided.people if set(secret) & set(one.tracklets)}
    steps: set[int] = set()
    for step in reversed(decided.history):  # the oldest first: people are made before they change
        if set(secret) & _tracklets(step) or people & _people(step):
            steps.add(step.number)
            if isinstance(step.edit, PeopleEdit):
                people |= _people(step)
    return steps | {
        one.number
        for one in decided.history
        if isinstance(one.edit, Revert) and one.edit.number in steps
    }


def _tracklets(step: AppliedEdit) -> set[TrackletId]:
    """Those that a step tells something of; a blind set and its second verdicts tell nothing."""
    edit = step.edit
    if hasattr(edit, "candidates") or hasattr(edit, "blind_set"):
        return set()
    candidate = getattr(edit, "candidate", None)
    return {
        *getattr(edit, "query", ()),
        *getattr(edit, "tracklets", ()),
        *(() if candidate is None else (candidate,)),
    }


def _people(step: AppliedEdit) -> set[int]:
    edit = step.edit
    if not isinstance(edit, PeopleEdit):
        return set()
    named = (getattr(edit, "person", None), getattr(edit, "into", None))
    return {
        step.number,  # of the person that it made, if it made one
        *getattr(edit, "others", ()),
        *(one for one in named if one is not None),
    }
