"""What a second reader is shown, and what is told of a blind set to whom."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cba_core.domain.blind_review import (
    Agreement,
    BlindCandidate,
    BlindSet,
    SecondVerdict,
    why_no_second_reader,
)
from cba_core.domain.decisions import QueryKey, Verdict
from cba_core.domain.ids import TrackletId, tracklet_label


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindProgress:
    """How far a set has been read; nothing of what was said."""

    number: int
    query: QueryKey
    maker: str
    first_readers: tuple[str, ...]  # everybody who decided on the query, by name
    reader: str | None
    read: int
    places: int
    is_finished: bool

    def refusal(self, actor: str) -> str | None:
        """Why this person may not read it; None: may."""
        return why_no_second_reader(actor, self.first_readers, self.reader)

    def is_open_for(self, actor: str) -> bool:
        """Whether this person may read what is left of it, and must not know what was decided."""
        return not self.is_finished and self.refusal(actor) is None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindSubject:
    """A tracklet as a second reader sees it: pictures, and a name to find its footage by."""

    id: TrackletId
    pictures: tuple[Path, ...]  # best first

    @property
    def label(self) -> str:
        """A short name for people."""
        return tracklet_label(self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindQuestion:
    """One place of a set as a second reader sees it: no score, rank, name or first verdict."""

    number: int
    place: int  # from 1
    places: int
    left: int  # places that are not read yet, this one among them where it is not
    before: int | None  # the place before it; None: there is none
    after: int | None
    query: tuple[BlindSubject, ...]
    candidate: BlindSubject
    said: SecondVerdict | None  # by the reader; None: nothing yet


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindResult:
    """What two readers said of the same candidates; known only once the set is finished."""

    blind_set: BlindSet
    agreement: Agreement  # over the candidates that were decided on first
    non_members: Mapping[Verdict, int]  # what the second reader said of known non-members
    readings: tuple[BlindCandidate, ...]  # all that were read, by place
    unlike: int  # known non-members of a modality that no decided candidate has: it shows
    gone: int  # candidates that the case has no more, never read
