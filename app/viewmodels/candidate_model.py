"""The ranked candidates of one query."""

from collections.abc import Collection, Mapping, Sequence

from app.viewmodels import review_words
from app.viewmodels.tile_model import TileModel
from app.viewmodels.wording import within
from cba_core.domain.decisions import Decision, Verdict
from cba_core.domain.ids import TrackletId
from cba_core.domain.search import Candidate, SearchResult
from cba_core.domain.tracklets import Tracklet


class CandidateModel(TileModel):
    """Candidates in rank order; the rank is all it tells of the ranking."""

    _candidates: tuple[Candidate, ...] = ()
    _decisions: Mapping[TrackletId, Decision] = {}

    def show(self, result: SearchResult) -> bool:
        """Show a ranking; True where it begins with what is shown, whose rows then stay."""
        shown = len(self._rows)
        tracklets = [candidate.tracklet for candidate in result.candidates]
        ids = [tracklet.id for tracklet in tracklets[:shown]]
        goes_on = bool(shown) and ids == self.ids
        self._candidates = result.candidates
        if goes_on:
            self._refresh({tracklet.id: tracklet for tracklet in tracklets[:shown]})
            self._append(tracklets[shown:])
        else:
            self._replace(tracklets)
        return goes_on

    @property
    def ids(self) -> list[TrackletId]:
        """The candidates, in rank order."""
        return [held.id for held in self._rows]

    def refresh(
        self, fresh: Mapping[TrackletId, Tracklet], *, asked: Collection[TrackletId]
    ) -> None:
        """Show new facts of the candidates `asked` about; those that `fresh` lacks are gone."""
        others = {held.id: held for held in self._rows if held.id not in asked}
        self._refresh({**others, **fresh})

    def show_decisions(self, decisions: Mapping[TrackletId, Decision]) -> None:
        """Show what was decided of the candidates; no row moves."""
        before, self._decisions = self._decisions, decisions
        for row, held in enumerate(self._rows):
            if before.get(held.id) != decisions.get(held.id):
                self.dataChanged.emit(self.index(row), self.index(row))

    def candidate(self, row: int) -> Candidate:
        """The candidate of a row."""
        return self._candidates[row]

    def decision(self, row: int) -> Decision | None:
        """What was decided of a row's candidate."""
        return self._decisions.get(self._rows[row].id)

    def first_undecided(self) -> int:
        """The row to begin with; the first where all are decided."""
        rows = (row for row, held in enumerate(self._rows) if held.id not in self._decisions)
        return next(rows, 0)

    def undecided_after(self, row: int, *, but: TrackletId) -> int | None:
        """The next candidate nobody decided about, from the top again at the end."""
        count = len(self._rows)
        rows = [(row + step) % count for step in range(1, count)]
        return next(
            (
                one
                for one in rows
                if self._rows[one].id not in self._decisions and self._rows[one].id != but
            ),
            None,
        )

    def clear(self) -> None:
        """Show nothing."""
        self._candidates = ()
        self._replace([])

    def _rows_removed(self, first: int, last: int) -> None:
        self._candidates = (*self._candidates[:first], *self._candidates[last + 1 :])

    def _rank(self, row: int) -> int | None:
        return self._candidates[row].rank

    def _rank_before(self, row: int) -> int | None:
        return self._candidates[row].original_rank

    def _verdict(self, row: int) -> Verdict | None:
        decision = self.decision(row)
        return None if decision is None else decision.verdict

    def _hints(self, row: int) -> Sequence[str]:
        decision = self.decision(row)
        if decision is None:
            return ()
        said = review_words.why_text(decision.because, decision.note)
        told = f"{review_words.verdict_text(decision.verdict)} · {decision.actor}"
        return (told, said) if said else (told,)

    def _spoken(self, row: int, tracklet: Tracklet) -> str:
        candidate = self._candidates[row]
        first = candidate.original_rank
        verdict = self._verdict(row)
        parts = (
            self.tr("candidate {rank} of {total}").format(
                rank=candidate.rank, total=len(self._candidates)
            ),
            "" if first is None else self.tr("first ranked {rank}").format(rank=first),
            self._spoken_facts(tracklet),
            self.tr("undecided") if verdict is None else within(review_words.verdict_text(verdict)),
        )
        return ", ".join(part for part in parts if part)
