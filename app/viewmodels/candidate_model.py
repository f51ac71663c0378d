"""The ranked candidates of one query."""

from app.viewmodels.tile_model import TileModel
from cba_core.domain.search import Candidate, SearchResult
from cba_core.domain.tracklets import Tracklet


class CandidateModel(TileModel):
    """Candidates in rank order; the rank is all it tells of the ranking."""

    _candidates: tuple[Candidate, ...] = ()

    def show(self, result: SearchResult) -> bool:
        """Show a ranking; True where it goes on what is shown, whose rows then stay."""
        shown = len(self._candidates)
        tracklets = [candidate.tracklet for candidate in result.candidates]
        goes_on = 0 < shown <= len(tracklets) and self._rows == tracklets[:shown]
        self._candidates = result.candidates
        if goes_on:
            self._append(tracklets[shown:])
        else:
            self._replace(tracklets)
        return goes_on

    def clear(self) -> None:
        """Show nothing."""
        self._candidates = ()
        self._replace([])

    def _rank(self, row: int) -> int | None:
        return self._candidates[row].rank

    def _spoken(self, row: int, tracklet: Tracklet) -> str:
        return self.tr("candidate {rank} of {total}, {facts}").format(
            rank=self._candidates[row].rank,
            total=len(self._candidates),
            facts=self._spoken_facts(tracklet),
        )
