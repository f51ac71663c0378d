"""Edits as data: what a person changes, so that it can be undone, logged and done by command.

An edit says what is wanted and nothing of how it is stored; `store/edit_changes.py` turns it into
rows, and keeps the rows as they were: so every kind of edit has an exact inverse.
"""

import types
import typing
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from cba_core.domain.blind_review import MakeBlindSet, SetBlindVerdict
from cba_core.domain.changes import ChangeSet
from cba_core.domain.clocks import ClockFacts, Comparison, Fold
from cba_core.domain.decisions import Because, QueryKey, Verdict
from cba_core.domain.footage import InfraredKind, Modality
from cba_core.domain.ids import FootageId, TrackletId, tracklet_label
from cba_core.domain.site_plan import PlanEdit


@dataclass(frozen=True, slots=True, kw_only=True)
class SetVerdict:
    """Decide about one candidate of a query; None takes the decision back."""

    query: QueryKey
    candidate: TrackletId
    verdict: Verdict | None
    because: tuple[Because, ...] = ()
    note: str = ""
    rank_shown: int | None = None
    dwell_s: float | None = None  # for how many seconds it was in sight before that

    @property
    def title(self) -> str:
        """For menus and the history."""
        what = "clear the decision on" if self.verdict is None else f"{self.verdict} for"
        return f"{what} {tracklet_label(self.candidate)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetNobody:
    """Say that the person of a query is not on its list; false takes that back."""

    query: QueryKey
    is_nobody: bool
    note: str = ""
    shown: int = 0

    @property
    def title(self) -> str:
        """For menus and the history."""
        return "nobody on this list" if self.is_nobody else "somebody may be on this list"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreatePerson:
    """Take tracklets for one person."""

    name: str
    tracklets: tuple[TrackletId, ...] = ()

    @property
    def title(self) -> str:
        """For menus and the history."""
        return f"person {self.name} of {len(self.tracklets)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RenamePerson:
    """Give a person another name."""

    person: int
    name: str

    @property
    def title(self) -> str:
        """For menus and the history."""
        return f"rename person {self.person} to {self.name}"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddToPerson:
    """Take more tracklets for a person's."""

    person: int
    tracklets: tuple[TrackletId, ...]

    @property
    def title(self) -> str:
        """For menus and the history."""
        return f"add {len(self.tracklets)} to person {self.person}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveFromPerson:
    """Take tracklets away from a person; only these."""

    person: int
    tracklets: tuple[TrackletId, ...]

    @property
    def title(self) -> str:
        """For menus and the history."""
        return f"remove {len(self.tracklets)} from person {self.person}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MergePeople:
    """Take several people for one; reversible for ever by `Revert`."""

    into: int
    others: tuple[int, ...]

    @property
    def title(self) -> str:
        """For menus and the history."""
        return f"merge {len(self.others)} into person {self.into}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SplitPerson:
    """Make a person of some of another's tracklets."""

    person: int
    tracklets: tuple[TrackletId, ...]
    name: str

    @property
    def title(self) -> str:
        """For menus and the history."""
        return f"split {len(self.tracklets)} off person {self.person}"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovePerson:
    """Take a person apart; its tracklets stay in the case."""

    person: int

    @property
    def title(self) -> str:
        """For menus and the history."""
        return f"remove person {self.person}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetFootage:
    """Correct facts of footage files; None leaves a fact as it is."""

    footage: tuple[FootageId, ...]
    camera: str | None = None
    start: datetime | None = None  # aware
    modality: Modality | None = None
    kind: InfraredKind | None = None  # goes with `modality`
    forget_start: bool = False
    forget_modality: bool = False

    @property
    def title(self) -> str:
        """For menus and the history."""
        return f"correct {len(self.footage)} footage file{'' if len(self.footage) == 1 else 's'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetApart:
    """Say that nobody can be seen by two cameras within so many seconds; None takes it back."""

    cameras: tuple[str, ...]  # two
    seconds: float | None

    @property
    def title(self) -> str:
        """For menus and the history."""
        how = "not known to be" if self.seconds is None else f"{self.seconds:g} s"
        return f"{' and '.join(self.cameras)} {how} apart"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetClock:
    """Tell the recorder's clock of footage files; None of `zone` forgets it."""

    footage: tuple[FootageId, ...]
    recorder_starts: tuple[datetime, ...] = ()  # naive; what it shows at each first frame
    zone: str | None = None
    compared_recorder: datetime | None = None  # naive
    compared_true: datetime | None = None  # aware
    drift_us_per_day: int = 0
    fold: Fold | None = None
    recorder: str = ""
    evidence: str = ""
    photo: str = ""
    photo_sha256: str = ""

    @property
    def title(self) -> str:
        """For menus and the history."""
        many = f"{len(self.footage)} footage file{'' if len(self.footage) == 1 else 's'}"
        return f"{'forget' if self.zone is None else 'set'} the clock of {many}"

    def facts(self) -> ClockFacts:
        """What is told of the clock."""
        compared = None
        if self.compared_recorder is not None and self.compared_true is not None:
            compared = Comparison(recorder=self.compared_recorder, true=self.compared_true)
        return ClockFacts(
            zone=self.zone or "UTC",
            comparison=compared,
            drift_us_per_day=self.drift_us_per_day,
            fold=self.fold,
            recorder=self.recorder,
            evidence=self.evidence,
            photo=self.photo,
            photo_sha256=self.photo_sha256,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Revert:
    """Take one older edit back, where nothing has touched its rows since."""

    number: int

    @property
    def title(self) -> str:
        """For menus and the history."""
        return f"revert edit {self.number}"


PeopleEdit = (
    CreatePerson
    | RenamePerson
    | AddToPerson
    | RemoveFromPerson
    | MergePeople
    | SplitPerson
    | RemovePerson
)
BlindEdit = MakeBlindSet | SetBlindVerdict
FactEdit = SetFootage | SetApart | SetClock | PlanEdit
Edit = SetVerdict | SetNobody | PeopleEdit | FactEdit | BlindEdit | Revert
_LATER = frozenset({"dwell_s"})
"""Fields that older cases' edits do not have; they are as their defaults say."""
_KINDS: dict[str, type[Edit]] = {kind.__name__: kind for kind in typing.get_args(Edit)}


class EditState(StrEnum):
    """Whether an edit stands."""

    DONE = "done"
    UNDONE = "undone"  # may be done again
    DISCARDED = "discarded"  # undone, and something else was done since


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedEdit:
    """An edit as the case keeps it."""

    number: int  # from 1; a person that it made has this number
    edit: Edit
    state: EditState
    actor: str
    time: datetime  # aware, UTC
    changes: ChangeSet
    log_number: int  # its row in the log


def edit_to_json(edit: Edit) -> dict[str, Any]:
    """What JSON can hold, with the kind of the edit."""
    return {
        "edit": type(edit).__name__,
        **{one.name: _plain(getattr(edit, one.name)) for one in fields(edit)},
    }


def edit_from_json(told: dict[str, Any]) -> Edit:
    """The edit that `edit_to_json` told.

    Raises:
        ValueError: it is none.
    """
    try:
        kind = _KINDS[told["edit"]]
        hints = typing.get_type_hints(kind)
        names = [one.name for one in fields(kind) if one.name in told or one.name not in _LATER]
        return kind(**{name: _typed(hints[name], told[name]) for name in names})
    except (KeyError, TypeError, OverflowError) as error:
        raise ValueError(f"no edit: {error}") from error


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.isoformat()
        case StrEnum():
            return value.value
        case tuple():
            return [_plain(one) for one in value]
        case _:
            return value


def _typed(hint: Any, value: Any) -> Any:  # noqa: ANN401  (whatever a field holds)
    origin = typing.get_origin(hint)
    if origin is types.UnionType:
        if value is None:
            return None
        return _typed(next(one for one in typing.get_args(hint) if one is not type(None)), value)
    if origin is tuple:
        return tuple(_typed(typing.get_args(hint)[0], one) for one in _required(value, list))
    if hint is datetime:
        return datetime.fromisoformat(_required(value, str))
    kind = getattr(hint, "__supertype__", hint)
    if issubclass(kind, StrEnum):
        return kind(value)
    if kind is int and not -(2**63) <= _required(value, int) < 2**63:
        raise ValueError("no edit: a number that no database takes")
    return _required(value, kind)


def _required(value: Any, kind: type) -> Any:  # noqa: ANN401  (what a field holds)
    if kind is float and type(value) is int:
        return float(value)
    if type(value) is not kind:  # a boolean is no number here
        raise TypeError(f"expected {kind.__name__}, got {type(value).__name__}")
    return value
