"""A second reading without sight of the first: sets of candidates, and how far readers agree.

The second reader is shown the candidates that were decided on and others who are known not to be
the query's person, in an order that follows from a stored seed; neither scores, ranks, names nor
first verdicts (E21, E22).
"""

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from cba_core.domain.decisions import Because, QueryKey, Verdict
from cba_core.domain.ids import TrackletId, tracklet_label


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeBlindSet:
    """Put candidates of a query up for a second reader."""

    query: QueryKey
    candidates: tuple[TrackletId, ...]  # in the order in which they are shown
    known_non_members: tuple[TrackletId, ...]  # those of them who cannot be the query's person
    seed: int  # from which the order was drawn

    @property
    def title(self) -> str:
        """For menus and the history; tells nothing that the second reader must not know."""
        labels = ", ".join(tracklet_label(one) for one in self.query)
        return f"blind set of {len(self.candidates)} for {labels}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetBlindVerdict:
    """Decide about one place of a blind set; None takes the verdict back."""

    blind_set: int
    place: int  # from 1
    verdict: Verdict | None
    because: tuple[Because, ...] = ()
    note: str = ""

    @property
    def title(self) -> str:
        """For menus and the history."""
        what = "clear the verdict" if self.verdict is None else self.verdict.value
        return f"{what} at place {self.place} of blind set {self.blind_set}"


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondVerdict:
    """What the second reader said."""

    verdict: Verdict
    because: tuple[Because, ...]
    note: str
    actor: str
    time: datetime  # aware, UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindCandidate:
    """One place of a set, with what its reader must not see."""

    place: int  # from 1
    candidate: TrackletId
    first_verdict: Verdict | None  # as it stood when the set was made; None: a known non-member
    first_actor: str | None
    second: SecondVerdict | None  # None: not read yet

    @property
    def is_known_non_member(self) -> bool:
        """Whether this cannot be the query's person, whoever looks."""
        return self.first_verdict is None


@dataclass(frozen=True, slots=True, kw_only=True)
class BlindSet:
    """A set as it stands."""

    number: int  # of the edit that made it
    query: QueryKey
    seed: int
    maker: str
    time: datetime  # aware, UTC
    candidates: tuple[BlindCandidate, ...]  # by place

    @property
    def first_readers(self) -> tuple[str, ...]:
        """Who decided first, by name."""
        return tuple(sorted({one.first_actor for one in self.candidates if one.first_actor}))

    @property
    def second_reader(self) -> str | None:
        """Who reads it; None: nobody has begun."""
        return next((one.second.actor for one in self.candidates if one.second), None)

    def left(self, existing: Collection[TrackletId]) -> list[BlindCandidate]:
        """What is still to be read of the tracklets that the case has."""
        return [one for one in self.candidates if one.second is None and one.candidate in existing]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far two readers of the same candidates agree."""

    counts: Mapping[tuple[Verdict, Verdict], int]  # (first, second) to how often, above 0
    pairs: int
    agreed: int
    kappa: float | None  # None: nothing was read, or chance alone would agree always


def agreement_of(verdicts: Iterable[tuple[Verdict, Verdict]]) -> Agreement:
    """Raw agreement and Cohen's kappa of (first, second) verdicts on the five-point scale.

    kappa = (p_o - p_e) / (1 - p_e), with p_o the share of equal verdicts and p_e the share that
    would be equal if both drew at random from what each of them used. All steps count alike.
    Source: J. Cohen, "A coefficient of agreement for nominal scales", Educational and
    Psychological Measurement 20(1), 1960.
    """
    counts: dict[tuple[Verdict, Verdict], int] = {}
    for pair in verdicts:
        counts[pair] = counts.get(pair, 0) + 1
    total = sum(counts.values())
    agreed = sum(count for (first, second), count in counts.items() if first is second)
    by_chance = sum(
        sum(count for (first, _), count in counts.items() if first is verdict)
        * sum(count for (_, second), count in counts.items() if second is verdict)
        for verdict in Verdict
    )  # of total squared
    rest = total * total - by_chance
    return Agreement(
        counts=dict(sorted(counts.items())),
        pairs=total,
        agreed=agreed,
        kappa=(agreed * total - by_chance) / rest if rest else None,
    )


def drawn_order(
    seed: int, tracklets: Iterable[TrackletId], purpose: str = "order"
) -> list[TrackletId]:
    """Tracklets in an order that anybody can draw again with nothing but SHA-256.

    Args:
        seed: of the set.
        tracklets: in any order.
        purpose: so that one seed gives several orders that say nothing of one another.
    """
    return sorted(
        set(tracklets),
        key=lambda one: hashlib.sha256(f"{seed} {purpose} {one}".encode("ascii")).digest(),
    )


def why_no_second_reader(
    actor: str, first_readers: Collection[str], reader: str | None
) -> str | None:
    """Why this author may not read a set; None: may.

    Args:
        actor: who wants to.
        first_readers: everybody who decided on the query.
        reader: who has begun to read the set.
    """
    if _plain(actor) in {_plain(one) for one in first_readers}:
        return f"{actor} decided on this query first, so this would be no second reading"
    if reader is not None and _plain(reader) != _plain(actor):
        return f"{reader} reads this set, and two readers of one set would be none"
    return None


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def second_verdicts(candidates: Sequence[BlindCandidate]) -> dict[Verdict, int]:
    """How often the second reader gave each verdict, in the order of the scale."""
    given = [one.second.verdict for one in candidates if one.second is not None]
    return {verdict: given.count(verdict) for verdict in Verdict if verdict in given}
