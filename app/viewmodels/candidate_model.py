"""The ranked candidates of one query."""

from collections.abc import Collection, Mapping

from app.viewmodels.tile_model import TileModel
from cba_core.domain.ids import TrackletId
from cba_core.domain.search import Candidate, SearchResult
from cba_core.domain.tracklets import Tracklet


class CandidateModel(TileModel):
    """Candidates in rank order; the rank is all it tells of the ranking."""

    _candidates: tuple[Candidate, ...] = ()

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

    def clear(self) -> None:
        """Show nothing."""
        self._candidates = ()
        self._replace([])

    def _rows_removed(self, first: int, last: int) -> None:
        self._candidates = (*self._candidates[:first], *self._candidates[last + 1 :])

    def _rank(self, row: int) -> int | None:
        return self._candidates[row].rank

    def _spoken(self, row: int, tracklet: Tracklet) -> str:
        return self.tr("candidate {rank} of {total}, {facts}").format(
            rank=self._candidates[row].rank,
            total=len(self._candidates),
            facts=self._spoken_facts(tracklet),
        )
