"""The gallery of a case: its tracklets, page by page."""

from datetime import tzinfo

from PySide6.QtCore import QObject, Signal

from app.engine_link.open_case import OpenCase
from app.viewmodels.thumbnail_cache import ThumbnailCache
from app.viewmodels.tile_model import Index, TileModel
from cba_core.domain.changes import ChangeSet
from cba_core.domain.repositories import TrackletFilter
from cba_core.domain.tracklets import Tracklet

PAGE = 200


class GalleryModel(TileModel):
    """Loads pages as they are scrolled to.

    While a job adds tracklets the rows stay as they are: `news_changed` says how many there
    are to show, and `reload` shows them.
    """

    loading_changed = Signal()
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
        self._is_counting = False
        self._count_again = False
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

        self._desk.tasks.queries.run(
            work, lambda got: self._take(*got, offset=offset, loading=loading)
        )
        self.loading_changed.emit()

    def _take(self, page: list[Tracklet], total: int | None, *, offset: int, loading: int) -> None:
        if loading != self._loading:
            return
        self._is_loading = False
        self.has_loaded = True
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
            self._count_news()

    def _count_news(self) -> None:
        if self._is_counting:
            self._count_again = True
            return
        self._is_counting = True
        where, loading, case = self._where, self._loading, self._desk.case

        def take(count: int) -> None:
            self._is_counting = False
            if self._count_again:
                self._count_again = False
                self._count_news()
            if loading != self._loading:
                return
            if not self._rows and count:
                self.reload()  # nothing stands under the cursor yet
            elif count != self._total:
                self.news_changed.emit(count - self._total)

        def failed(problem: Exception) -> None:
            self._is_counting = False
            self._desk.failures.report(problem)

        self._desk.tasks.queries.run(lambda: case.count_tracklets(where), take, failed)
