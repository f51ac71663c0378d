"""A blind second reading in an open case: a set is made, read place by place, and compared."""

import secrets
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from cba_core.domain.blind_reading import (
    BlindProgress,
    BlindQuestion,
    BlindResult,
    BlindSubject,
)
from cba_core.domain.blind_review import (
    BlindCandidate,
    BlindSet,
    MakeBlindSet,
    SetBlindVerdict,
    agreement_of,
    drawn_order,
    second_verdicts,
)
from cba_core.domain.decisions import Because, QueryKey, Verdict
from cba_core.domain.edits import AppliedEdit
from cba_core.domain.error_figures import Apart
from cba_core.domain.errors import CbaError, ConfigError, NotInCaseError
from cba_core.domain.footage import Modality
from cba_core.domain.ids import TrackletId, tracklet_label
from cba_core.domain.repositories import TrackletFilter
from cba_core.domain.same_person import same_person_groups
from cba_core.domain.tracklets import Tracklet
from cba_core.pipelines.case_log import CaseLog
from cba_core.pipelines.case_tracklets import SEEN_TOGETHER_S
from cba_core.store.case_store import SqlCaseStore
from cba_core.store.edit_occasion import NoSecondReaderError

MOST_SEED = 2**31 - 1
_LEAST_NON_MEMBERS = 2
_LISTING = "cba blind list CASE"


class NoNonMembersError(CbaError):
    """Nobody in the case is known not to be the query's person."""


class BlindReview:
    """The second readings of an open case. Safe to use from several threads."""

    def __init__(self, store: SqlCaseStore, log: CaseLog) -> None:
        self._store = store
        self._log = log

    def make(
        self, query: QueryKey, *, non_members: int | None = None, seed: int | None = None
    ) -> BlindProgress:
        """Put every decided candidate of a query up for a second reader, among known non-members.

        Non-members are people seen by the query's camera at the same moment, or by cameras that
        lie apart: they cannot be the query's person. Those of the candidates' own modality come
        first, since the others would show by their look what they are.

        Args:
            query: the tracklets that were asked with.
            non_members: how many at most; None: as many as were decided on, 2 at least.
            seed: 0..2**31-1, from which members and order are drawn; None: a new one.

        Raises:
            NotInCaseError: the case does not have the query.
            CbaError: nothing was decided on a candidate that the case has.
            NoNonMembersError: nobody is known not to be the query's person.
        """
        self._require_query(query)
        if seed is None:
            seed = secrets.randbelow(MOST_SEED + 1)
        if not 0 <= seed <= MOST_SEED:
            raise ConfigError("seed", f"must lie in 0..{MOST_SEED}, got {seed}")
        everybody = self._store.tracklets.find(TrackletFilter())
        there = {one.id: one for one in everybody}
        decided = [
            one.candidate
            for one in self._store.decisions.decisions(query)
            if one.candidate in there
        ]
        if not decided:
            raise CbaError(
                "Nothing was decided on a candidate of this query, so there is nothing to read "
                "a second time",
                "Decide first: cba decide CASE QUERY CANDIDATE VERDICT",
            )
        wanted = max(len(decided), _LEAST_NON_MEMBERS) if non_members is None else non_members
        decisions = self._store.decisions
        same = same_person_groups(decisions.decisions(), decisions.people())
        known = known_non_members(query, everybody, decisions.apart(), same)
        drawn = _drawn_non_members(
            seed, [one for one in known if one.id not in decided],
            [there[one] for one in decided], wanted,
        )  # fmt: skip
        if wanted and not drawn:
            raise NoNonMembersError(
                "Nobody in this case is known not to be the query's person: nobody else was seen "
                "by its camera at the same time",
                "Say which cameras lie apart (cba errors apart), or do without known non-members: "
                "--non-members 0",
            )
        applied = self._store.edits.apply(
            MakeBlindSet(
                query=query,
                candidates=tuple(drawn_order(seed, [*decided, *drawn])),
                known_non_members=tuple(sorted(drawn)),
                seed=seed,
            ),
            self._log.author,
        )
        if applied is None:
            raise AssertionError("a new set is always a change")
        return self._progress(self._one(applied.number))

    def sets(self) -> list[BlindProgress]:
        """How far every set has been read, in the order of making."""
        return [self._progress(one) for one in self._store.blind_sets.all()]

    def next(self, number: int) -> BlindQuestion | None:
        """The first place that the second reader has not decided on; None: there is none left.

        Raises:
            NotInCaseError: there is no such set, or its query is gone.
            NoSecondReaderError: the author decided first, or somebody else reads this set.
        """
        one = self._readable(number)
        left = one.left(self._existing(one))
        return self._question(one, left[0]) if left else None

    def at(self, number: int, place: int) -> BlindQuestion:
        """One place of a set, with what its reader said of it: to look at it again.

        Raises:
            NotInCaseError: there is no such set or place, or the case has its tracklets no more.
            NoSecondReaderError: the author decided first, or somebody else reads this set.
        """
        one = self._readable(number)
        there = self._existing(one)
        found = next((each for each in one.candidates if each.place == place), None)
        if found is None or found.candidate not in there:
            raise NotInCaseError("place", place, f"cba blind next CASE {number}")
        return self._question(one, found)

    def decide(
        self,
        number: int,
        place: int,
        verdict: Verdict | None,
        *,
        because: Sequence[Because] = (),
        note: str = "",
    ) -> AppliedEdit | None:
        """Say what a place shows, as the second reader; None of `verdict` takes it back.

        It is an edit: `review.undo` takes it back too. None: it changes nothing.

        Raises:
            NotInCaseError: there is no such set or place.
            EditRefusedError: the author decided first, somebody else reads the set, or it is
                finished.
        """
        edit = SetBlindVerdict(
            blind_set=number, place=place, verdict=verdict, because=tuple(because), note=note
        )
        return self._store.edits.apply(edit, self._log.author)

    def result(self, number: int) -> BlindResult:
        """How far the two readers agree.

        Raises:
            NotInCaseError: there is no such set.
            CbaError: it is not finished; until then nothing of it is told.
        """
        one = self._one(number)
        progress = self._progress(one)
        if not progress.is_finished:
            raise CbaError(
                f"Blind set {number} is not finished: {progress.read} of {progress.places} places "
                "are read, and nothing of it is told before",
                f"Its reader goes on: cba blind next CASE {number}",
            )
        return self._result(one)

    def results(self) -> list[BlindProgress | BlindResult]:
        """Of every set its result, or how far it is where it is not finished."""
        found: list[BlindProgress | BlindResult] = []
        for one in self._store.blind_sets.all():
            progress = self._progress(one)
            found.append(self._result(one) if progress.is_finished else progress)
        return found

    def _one(self, number: int) -> BlindSet:
        found = next((one for one in self._store.blind_sets.all() if one.number == number), None)
        if found is None:
            raise NotInCaseError("blind set", number, _LISTING)
        return found

    def _readable(self, number: int) -> BlindSet:
        one = self._one(number)
        self._require_query(one.query)
        reason = self._progress(one).refusal(self._log.author.name)
        if reason is not None:
            raise NoSecondReaderError(reason, "Let another person read it: --actor NAME")
        return one

    def _question(self, one: BlindSet, place: BlindCandidate) -> BlindQuestion:
        there = self._existing(one)
        places = [each.place for each in one.candidates if each.candidate in there]
        return BlindQuestion(
            number=one.number,
            place=place.place,
            places=len(one.candidates),
            left=len(one.left(there)),
            before=max((each for each in places if each < place.place), default=None),
            after=min((each for each in places if each > place.place), default=None),
            query=tuple(self._subject(tracklet) for tracklet in one.query),
            candidate=self._subject(place.candidate),
            said=place.second,
        )

    def _progress(self, one: BlindSet) -> BlindProgress:
        read = sum(candidate.second is not None for candidate in one.candidates)
        return BlindProgress(
            number=one.number,
            query=one.query,
            maker=one.maker,
            first_readers=tuple(sorted({*one.first_readers, *self._deciders(one.query)})),
            reader=one.second_reader,
            read=read,
            places=len(one.candidates),
            is_finished=read > 0 and not one.left(self._existing(one)),
        )

    def _result(self, one: BlindSet) -> BlindResult:
        there = self._store.tracklets.by_ids(sorted(self._existing(one)))
        return result_of(one, {each.id: each.modality for each in there})

    def _existing(self, one: BlindSet) -> set[TrackletId]:
        return self._store.tracklets.existing([each.candidate for each in one.candidates])

    def _deciders(self, query: QueryKey) -> set[str]:
        decisions = self._store.decisions
        nobody = {one.actor for one in decisions.nobody_here() if one.query == query}
        return nobody | {one.actor for one in decisions.decisions(query)}

    def _require_query(self, query: QueryKey) -> None:
        there = self._store.tracklets.existing(query)
        for one in query:
            if one not in there:
                raise NotInCaseError("tracklet", tracklet_label(one), "cba tracklets CASE")

    def _subject(self, tracklet: TrackletId) -> BlindSubject:
        crops = self._store.tracklets.crops(tracklet)
        return BlindSubject(id=tracklet, pictures=tuple(one.path for one in crops))


def known_non_members(
    query: QueryKey,
    tracklets: Collection[Tracklet],
    apart: Sequence[Apart],
    same: Sequence[Sequence[TrackletId]] = (),
) -> list[Tracklet]:
    """Tracklets that cannot show the person of a query, whoever looks; those without picture not.

    Args:
        query: tracklets of one person.
        tracklets: all of the case.
        apart: cameras that a person says lie apart.
        same: groups of tracklets that somebody decided show one person, see `same_person_groups`.
    """
    one_with = {one for group in same if not set(group).isdisjoint(query) for one in group}
    asked = [one for one in tracklets if one.id in query]
    return [
        one
        for one in tracklets
        if one.id not in query
        and one.id not in one_with
        and one.cover is not None
        and any(_seen_together(one, each) or _too_far(one, each, apart) for each in asked)
    ]


def result_of(one: BlindSet, modalities: Mapping[TrackletId, Modality]) -> BlindResult:
    """The result of a set that is finished.

    Args:
        one: the set.
        modalities: of those of its candidates that the case has.
    """
    read = tuple(each for each in one.candidates if each.second is not None)
    of_decided = {modalities.get(each.candidate) for each in read if not each.is_known_non_member}
    others = [each for each in read if each.is_known_non_member]
    return BlindResult(
        blind_set=one,
        agreement=agreement_of(
            (each.first_verdict, each.second.verdict)
            for each in read
            if each.first_verdict is not None and each.second is not None
        ),
        non_members=second_verdicts(others),
        readings=read,
        unlike=sum(
            each.candidate in modalities and modalities[each.candidate] not in of_decided
            for each in others
        ),
        gone=len(one.candidates) - len(read),
    )


def _seen_together(one: Tracklet, other: Tracklet) -> bool:
    together = min(one.end_s, other.end_s) - max(one.start_s, other.start_s)
    return one.footage_id == other.footage_id and together >= SEEN_TOGETHER_S


def _too_far(one: Tracklet, other: Tracklet, apart: Sequence[Apart]) -> bool:
    """Whether two cameras that lie apart saw them too near in time for the way between."""
    span, other_span = _span(one), _span(other)
    cameras = tuple(sorted((one.camera, other.camera)))
    if span is None or other_span is None or cameras[0] == cameras[1]:
        return False
    (start, end), (other_start, other_end) = span, other_span
    return any(
        start < other_end + timedelta(seconds=each.seconds)
        and other_start < end + timedelta(seconds=each.seconds)
        for each in apart
        if each.cameras == cameras
    )


def _span(one: Tracklet) -> tuple[datetime, datetime] | None:
    if one.start_time is None or one.end_time is None:
        return None
    return one.start_time, one.end_time


def _drawn_non_members(
    seed: int, known: Sequence[Tracklet], decided: Sequence[Tracklet], wanted: int
) -> list[TrackletId]:
    like = {one.modality for one in decided}
    alike = {one.id: one.modality in like for one in known}
    order = drawn_order(seed, alike, "non-members")
    return sorted(order, key=lambda one: not alike[one])[:wanted]  # stable within either kind
