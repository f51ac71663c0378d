"""Tracklets that were decided about, or taken for one person."""

from collections.abc import Mapping, Sequence

from app.viewmodels import review_words
from app.viewmodels.tile_model import TileModel
from app.viewmodels.wording import within
from cba_core.domain.decisions import Decision, Verdict
from cba_core.domain.ids import TrackletId
from cba_core.domain.tracklets import Tracklet


class DecidedModel(TileModel):
    """Rows in a given order; some may be ticked."""

    _decisions: Mapping[TrackletId, Decision] = {}
    _marked: frozenset[TrackletId] = frozenset()

    def show(
        self, tracklets: Sequence[Tracklet], decisions: Mapping[TrackletId, Decision] | None = None
    ) -> None:
        """Show these; the same ones stay in their rows, ticked as they are."""
        self._decisions = decisions or {}
        self._marked &= {one.id for one in tracklets}
        if [one.id for one in tracklets] == [one.id for one in self._rows]:
            self._rows = list(tracklets)
            if tracklets:
                self.dataChanged.emit(self.index(0), self.index(len(tracklets) - 1))
        else:
            self._replace(list(tracklets))

    @property
    def marked(self) -> tuple[TrackletId, ...]:
        """Those that are ticked, in the order of the rows."""
        return tuple(one.id for one in self._rows if one.id in self._marked)

    def decision(self, row: int) -> Decision | None:
        """What was decided of a row's tracklet, in the query that is shown."""
        return self._decisions.get(self._rows[row].id)

    def turn_mark(self, row: int) -> None:
        """Tick a row, or take the tick away."""
        self._marked ^= {self._rows[row].id}
        self.dataChanged.emit(self.index(row), self.index(row))

    def _is_marked(self, row: int) -> bool:
        return self._rows[row].id in self._marked

    def _rank(self, row: int) -> int | None:
        decision = self.decision(row)
        return None if decision is None else decision.rank_shown

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
        decision = self.decision(row)
        parts = (
            self.tr("tracklet {row} of {total}").format(row=row + 1, total=len(self._rows)),
            self._spoken_facts(tracklet),
            "" if decision is None else within(review_words.verdict_text(decision.verdict)),
            self.tr("ticked") if self._is_marked(row) else "",
        )
        return ", ".join(part for part in parts if part)
