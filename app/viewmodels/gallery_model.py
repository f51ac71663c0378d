"""The gallery of a case: ids of all its tracklets, and of those in sight the facts."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QModelIndex, QObject, Signal

from app.engine_link.engine import OpenedCase
from app.engine_link.open_case import OpenCase
from app.viewmodels.thumbnail_cache import ThumbnailCache
from app.viewmodels.tile_model import Index, TileModel
from app.viewmodels.tile_roles import TileRole
from cba_core.domain.changes import ChangeSet
from cba_core.domain.ids import TrackletId
from cba_core.domain.repositories import TrackletFilter
from cba_core.domain.tracklets import Tracklet

if TYPE_CHECKING:
    from cba_core.domain.arrays import IntArray

PAGE = 200
_MOST_KEPT = 24
"""Pages whose facts are held: some screens around those that were in sight last."""
_KEPT_AT_A_CHANGE = 4
_MOST_WAITING = 3
"""Pages that wait to be read; those asked for before them were scrolled past."""

_Facts = dict[TrackletId, Tracklet]


class GalleryModel(TileModel):
    """As many rows as there are tracklets, each known by its id; facts are read page by page.

    While a job adds tracklets no row is added: `news_changed` says how many there are to show,
    and `reload` shows them. Facts that change are shown at once, and rows of tracklets that are
    gone are taken out.
    """

    loading_changed = Signal()
    load_failed = Signal()
    news_changed = Signal(int)

    def __init__(
        self,
        desk: OpenCase,
        thumbnails: ThumbnailCache,
        zone: tzinfo,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(thumbnails, zone, parent)
        self._desk = desk
        self._where = TrackletFilter()
        self._ids: IntArray = np.empty(0, np.int64)
        self._pages: OrderedDict[int, _Facts] = OrderedDict()
        self._id_of_cover: dict[Path | None, TrackletId] = {}
        self._waiting: list[int] = []
        self._reading: int | None = None
        self._unreadable: set[int] = set()
        self._loading = 0  # counts the loads, so that late answers are known as such
        self._is_loading = False
        self._is_looking = False
        self._look_again = False
        self.has_failed = False
        self.has_loaded = False
        desk.changes.changed.connect(self._on_change)

    @property
    def total(self) -> int:
        """Tracklets that pass the filter, as counted at the last reload."""
        return len(self._ids)

    @property
    def is_loading(self) -> bool:
        """Whether something is on its way: the list, or facts of rows that were asked for."""
        return self._is_loading or self._reading is not None

    @property
    def has_list(self) -> bool:
        """Whether the rows are those of the filter, and no others are on their way."""
        return self.has_loaded and not self._is_loading

    @property
    def where(self) -> TrackletFilter:
        """The filter."""
        return self._where

    def show(self, where: TrackletFilter) -> None:
        """Show the tracklets that pass another filter."""
        self._where = where
        self.reload()

    def reload(self) -> None:
        """Load from the beginning."""
        self._loading += 1
        self._is_loading = True
        loading, where, case = self._loading, self._where, self._desk.case

        def work() -> tuple["IntArray", _Facts]:
            ids = case.tracklet_ids(where)
            return ids, _facts(case, where, ids[:PAGE])

        def take(got: tuple["IntArray", _Facts]) -> None:
            if loading == self._loading:
                self._is_loading = self.has_failed = False
                self.has_loaded = True
                self._begin(got[0], {0: got[1]})
                self.news_changed.emit(0)
                self.loading_changed.emit()

        def fail(problem: Exception) -> None:
            if loading == self._loading:
                self._is_loading = False
                # rows of another filter would be taken for those of this one
                self._begin(np.empty(0, np.int64), {})
                self._tell_failure()
            self._desk.failures.report(problem)

        self._desk.tasks.queries.run(work, take, fail)
        self.loading_changed.emit()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        """All that pass, whether their facts are read or not."""
        return 0 if parent.isValid() else len(self._ids)

    def id_of(self, row: int) -> TrackletId:
        """Of the tracklet of a row."""
        return TrackletId(int(self._ids[row]))

    def row_of(self, identifier: TrackletId) -> int | None:
        """Where a tracklet stands, if it passes."""
        row = int(np.searchsorted(self._ids, identifier))
        return row if row < len(self._ids) and self._ids[row] == identifier else None

    def tracklet(self, row: int) -> Tracklet:
        """The tracklet of a row whose facts are read.

        Raises:
            LookupError: they are not.
        """
        held = self.held(row)
        if held is None:
            raise LookupError(f"the facts of row {row} are not read yet")
        return held

    def held(self, row: int) -> Tracklet | None:
        """The tracklet of a row; None while its facts are being read, which this begins."""
        number = row // PAGE
        facts = self._pages.get(number)
        if facts is None:
            self._wish(number)
            return None
        self._pages.move_to_end(number)
        return facts.get(self.id_of(row))

    def _begin(self, ids: "IntArray", pages: dict[int, _Facts]) -> None:
        self.beginResetModel()
        self._ids = ids
        self._put_down_pages(pages)
        self.endResetModel()

    def _put_down_pages(self, pages: dict[int, _Facts]) -> None:
        self._pages = OrderedDict(pages)
        self._id_of_cover.clear()
        self._waiting.clear()
        self._unreadable.clear()
        self._note_covers_of(*pages.values())

    def _note_covers_of(self, *pages: _Facts) -> None:
        for facts in pages:
            for tracklet in facts.values():
                if tracklet.cover is not None:
                    self._id_of_cover[tracklet.cover] = tracklet.id

    # ---------------------------------------------------------------- facts of pages

    def _wish(self, number: int) -> None:
        if self._is_loading or number == self._reading or number in self._unreadable:
            return
        if number in self._waiting:
            self._waiting.remove(number)
        self._waiting.append(number)
        del self._waiting[:-_MOST_WAITING]
        self._read_next()

    def _read_next(self) -> None:
        if self._reading is not None or not self._waiting:
            return
        number = self._reading = self._waiting.pop()  # asked for last: it is in sight
        loading, where, case = self._loading, self._where, self._desk.case
        ids = self._ids[number * PAGE : (number + 1) * PAGE]

        def end(then: Callable[[], None]) -> None:
            self._reading = None
            if loading == self._loading:
                then()
            self._read_next()

        def take(facts: _Facts) -> None:
            end(lambda: self._keep(number, ids, facts))

        def fail(problem: Exception) -> None:
            end(lambda: self._unreadable.add(number))
            self._tell_failure()
            self._desk.failures.report(problem)

        self._desk.tasks.queries.run(lambda: _facts(case, where, ids), take, fail)

    def _keep(self, number: int, ids: "IntArray", facts: _Facts) -> None:
        first = number * PAGE
        if not len(ids) or not np.array_equal(self._ids[first : first + PAGE], ids):
            return  # rows were taken out meanwhile: whoever paints them asks again
        self._pages[number] = facts
        while len(self._pages) > _MOST_KEPT:
            _, old = self._pages.popitem(last=False)
            for tracklet in old.values():
                self._id_of_cover.pop(tracklet.cover, None)
        self._note_covers_of(facts)
        self.dataChanged.emit(self.index(first), self.index(first + len(ids) - 1))

    def _on_thumbnail(self, path: Path) -> None:
        identifier = self._id_of_cover.get(path)
        row = None if identifier is None else self.row_of(identifier)
        if row is not None:
            index = self.index(row)
            self.dataChanged.emit(index, index, [int(TileRole.COVER)])

    def _tell_failure(self) -> None:
        self.has_failed = True
        self.load_failed.emit()
        self.loading_changed.emit()

    # ---------------------------------------------------------------- what changes

    def _on_change(self, changes: ChangeSet) -> None:
        if changes.tracklets or changes.footage:
            self._look()

    def _look(self) -> None:
        """Compare what is shown with what holds now."""
        if self._is_looking:
            self._look_again = True
            return
        self._is_looking = True
        where, loading, case = self._where, self._loading, self._desk.case
        shown = self._ids
        latest = list(self._pages)[-_KEPT_AT_A_CHANGE:]

        def work() -> tuple["IntArray", _Facts]:
            ids, facts = case.tracklet_ids(where), {}
            for number in latest:
                facts.update(_facts(case, where, shown[number * PAGE : (number + 1) * PAGE]))
            return ids, facts

        def take(found: tuple["IntArray", _Facts]) -> None:
            if loading != self._loading or self._is_loading:
                self._look_again = loading == self._loading or self._look_again
            else:
                self._compare(*found)
            self._end_look()

        def failed(problem: Exception) -> None:
            self._end_look()
            self._desk.failures.report(problem)

        self._desk.tasks.queries.run(work, take, failed)

    def _end_look(self) -> None:
        self._is_looking = False
        if self._look_again:
            self._look_again = False
            self._look()

    def _compare(self, ids: "IntArray", facts: _Facts) -> None:
        if not len(self._ids):
            if len(ids):
                self.reload()  # nothing stands under the cursor yet
            return
        stays = np.isin(self._ids, ids, assume_unique=True)
        self._forget_pages(facts)
        if not stays.all():
            self._take_out(np.flatnonzero(~stays), facts)
            self.loading_changed.emit()
        if not len(self._ids) and len(ids):
            self.reload()
            return
        self.has_failed = False
        if len(self._ids):
            self.dataChanged.emit(self.index(0), self.index(len(self._ids) - 1))
        self.news_changed.emit(len(ids) - len(self._ids))

    def _forget_pages(self, facts: _Facts) -> None:
        """Keep of the pages only what was read just now; the rest is read when it is in sight."""
        numbers = {row // PAGE for one in facts if (row := self.row_of(one)) is not None}
        self._put_down_pages({number: self._of_page(number, facts) for number in numbers})

    def _of_page(self, number: int, facts: _Facts) -> _Facts:
        ids = self._ids[number * PAGE : (number + 1) * PAGE].tolist()
        return {one: facts[one] for one in map(TrackletId, ids) if one in facts}

    def _take_out(self, gone: "IntArray", facts: _Facts) -> None:
        """Rows that are gone, run by run from the end, so that views keep what stays."""
        runs: Sequence[IntArray] = np.split(gone, np.flatnonzero(np.diff(gone) > 1) + 1)
        for run in reversed(runs):
            first, last = int(run[0]), int(run[-1])
            self.beginRemoveRows(QModelIndex(), first, last)
            self._ids = np.delete(self._ids, slice(first, last + 1))
            self.endRemoveRows()
        # Pages hold other rows now: those of which every fact is known are kept.
        numbers = {row // PAGE for one in facts if (row := self.row_of(one)) is not None}
        pages = {number: self._of_page(number, facts) for number in numbers}
        self._put_down_pages(
            {
                number: held
                for number, held in pages.items()
                if len(held) == len(self._ids[number * PAGE : (number + 1) * PAGE])
            }
        )


def _facts(case: OpenedCase, where: TrackletFilter, ids: "IntArray") -> _Facts:
    """Of those of these ids, ascending, that still pass."""
    if not len(ids):
        return {}
    between = (TrackletId(int(ids[0])), TrackletId(int(ids[-1])))
    wanted = set(ids.tolist())
    found = case.tracklets(replace(where, between=between))
    return {one.id: one for one in found if one.id in wanted}
