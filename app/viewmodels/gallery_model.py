"""The gallery of a case: its tracklets, page by page."""

from datetime import tzinfo

from PySide6.QtCore import QObject, Signal

from app.engine_link.engine import OpenedCase
from app.engine_link.open_case import OpenCase
from app.viewmodels.thumbnail_cache import ThumbnailCache
from app.viewmodels.tile_model import Index, TileModel
from cba_core.domain.changes import ChangeSet
from cba_core.domain.ids import TrackletId
from cba_core.domain.repositories import TrackletFilter
from cba_core.domain.tracklets import Tracklet

PAGE = 200
_LOOK_PAGE = 1000


class GalleryModel(TileModel):
    """Loads pages as they are scrolled to.

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
        self._loading = 0  # counts the loads, so that late answers are known as such
        self._is_loading = False
        self._is_looking = False
        self._look_again = False
        self._look_when_loaded = False
        self.has_failed = False
        self._total = 0
        self._offset = 0  # rows asked of the store so far
        self._known: set[int] = set()
        self.has_loaded = False
        desk.changes.changed.connect(self._on_change)

    @property
    def total(self) -> int:
        """Tracklets that pass the filter, as counted at the last reload."""
        return self._total

    @property
    def is_loading(self) -> bool:
        """Whether a page is on its way."""
        return self._is_loading

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
        self._is_loading = False
        self._fetch(0)

    def canFetchMore(self, parent: Index) -> bool:
        """Whether rows are left in the store."""
        return not parent.isValid() and not self._is_loading and self._offset < self._total

    def fetchMore(self, parent: Index) -> None:
        """Load the next page."""
        if self.canFetchMore(parent):
            self._fetch(self._offset)

    def _fetch(self, offset: int) -> None:
        self._is_loading = True
        loading, where, case = self._loading, self._where, self._desk.case

        def work() -> tuple[list[Tracklet], int | None]:
            page = case.tracklets(where, offset=offset, limit=PAGE)
            return page, case.count_tracklets(where) if offset == 0 else None

        def fail(problem: Exception) -> None:
            if loading == self._loading:
                self._is_loading = False
                self.has_failed = True
                if offset == 0:  # rows of another filter would be taken for those of this one
                    self._total = self._offset = 0
                    self._known = set()
                    self._replace([])
                self.load_failed.emit()
                self.loading_changed.emit()
            self._desk.failures.report(problem)

        self._desk.tasks.queries.run(
            work, lambda got: self._take(*got, offset=offset, loading=loading), fail
        )
        self.loading_changed.emit()

    def _take(self, page: list[Tracklet], total: int | None, *, offset: int, loading: int) -> None:
        if loading != self._loading:
            return
        self._is_loading = False
        self.has_loaded = True
        if self.has_failed or self._look_when_loaded:
            self.has_failed = self._look_when_loaded = False
            self._look()
        self._offset = offset + PAGE
        if total is not None:
            self._total = total
            self._known = {tracklet.id for tracklet in page}
            self._replace(page)
            self.news_changed.emit(0)
        else:
            # a running job moves offsets on: what was shown before is not shown twice
            fresh = [tracklet for tracklet in page if tracklet.id not in self._known]
            self._known.update(tracklet.id for tracklet in fresh)
            self._append(fresh)
        self.loading_changed.emit()

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
        last = self._rows[-1].id if self._rows else None

        def work() -> tuple[dict[TrackletId, Tracklet], int]:
            return _up_to(case, where, last), case.count_tracklets(where)

        def take(found: tuple[dict[TrackletId, Tracklet], int]) -> None:
            self._end_look()
            if self._is_loading:
                self._look_when_loaded = True  # rows on their way may be older than this
            elif loading == self._loading:
                self._compare(*found, last)

        def failed(problem: Exception) -> None:
            self._end_look()
            self._desk.failures.report(problem)

        self._desk.tasks.queries.run(work, take, failed)

    def _end_look(self) -> None:
        self._is_looking = False
        if self._look_again:
            self._look_again = False
            self._look()

    def _compare(
        self, fresh: dict[TrackletId, Tracklet], count: int, last: TrackletId | None
    ) -> None:
        if not self._rows:
            if count:
                self.reload()  # nothing stands under the cursor yet
            return
        # rows that came in while the answer was under way are newer than it
        later = {held.id: held for held in self._rows if last is None or held.id > last}
        before = len(self._rows)
        self._refresh({**fresh, **later})
        gone = before - len(self._rows)
        self._total -= gone
        self._offset = max(self._offset - gone, 0)
        if gone:
            self.loading_changed.emit()
        if not self._rows and count:
            self.reload()
        else:
            self.news_changed.emit(count - self._total)


def _up_to(
    case: OpenedCase, where: TrackletFilter, last: TrackletId | None
) -> dict[TrackletId, Tracklet]:
    """The tracklets that pass, in their order, as far as `last`."""
    found: dict[TrackletId, Tracklet] = {}
    offset = 0
    while last is not None:
        page = case.tracklets(where, offset=offset, limit=_LOOK_PAGE)
        found.update((tracklet.id, tracklet) for tracklet in page if tracklet.id <= last)
        if len(page) < _LOOK_PAGE or page[-1].id >= last:
            break
        offset += _LOOK_PAGE
    return found
