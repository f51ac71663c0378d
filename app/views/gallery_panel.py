"""The left half of Search: everyone who was found, filtered."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.engine_link.open_case import OpenCase
from app.viewmodels.case_overview import CaseOverview, Overview
from app.viewmodels.gallery_model import GalleryModel
from app.viewmodels.thumbnail_cache import ThumbnailCache
from app.viewmodels.timeline import timeline_of
from app.viewmodels.wording import tracklets_text
from app.views.filter_bar import FilterBar
from app.widgets.camera_timeline import CameraTimeline
from app.widgets.empty_state import EmptyState
from app.widgets.labels import label
from app.widgets.notice_bar import NoticeBar
from app.widgets.theme import ThemeKeeper
from app.widgets.tile_delegate import TileDelegate
from app.widgets.tile_grid import TileGrid
from cba_core.domain.repositories import TrackletFilter
from cba_core.domain.tracklets import Tracklet

_TIMELINE_REST_MS = 3000
"""Between two readings of when everybody was seen, while an index grows."""
_TIMELINE_MOST_PX = 170
"""Six cameras and the times; more are scrolled."""


class GalleryPanel(QWidget):
    """Rows stay where they are while a job adds more; a bar offers to show those."""

    chosen = Signal(Tracklet)

    def __init__(
        self,
        desk: OpenCase,
        overview: CaseOverview,
        thumbnails: ThumbnailCache,
        theme: ThemeKeeper,
    ) -> None:
        super().__init__()
        self.filters = FilterBar(theme, desk.zone)
        self.model = GalleryModel(desk, thumbnails, desk.zone, self)
        self.grid = TileGrid()
        self.grid.setModel(self.model)
        self.grid.setAccessibleName(self.tr("Tracklets"))
        self._delegate = TileDelegate(theme)
        self.grid.setItemDelegate(self._delegate)
        self._wanted: Tracklet | None = None
        self._desk = desk
        self.timeline = CameraTimeline(theme, desk.zone)
        self.timeline.range_chosen.connect(self.filters.choose_times)
        self._timeline_room = QScrollArea()
        self._timeline_room.setWidgetResizable(True)
        self._timeline_room.setFrameShape(QFrame.Shape.NoFrame)
        self._timeline_room.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._timeline_room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._timeline_room.setWidget(self.timeline)
        self._timeline_room.hide()
        self._timeline_rest = QTimer(self)
        self._timeline_rest.setSingleShot(True)
        self._timeline_rest.setInterval(_TIMELINE_REST_MS)
        self._timeline_rest.timeout.connect(self._load_timeline_if_stale)
        self._overview: Overview | None = None
        self._is_timeline_stale = False
        self.news = NoticeBar(self.tr("Show"))
        self.count = label("", "muted", wraps=True)
        self._line = QHBoxLayout()
        self._line.addWidget(self.count, 1)
        self._empty = EmptyState(theme, "person", "", "")
        self._pages = QStackedWidget()
        self._pages.addWidget(self.grid)
        self._pages.addWidget(self._empty)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.filters)
        layout.addWidget(self._timeline_room)
        layout.addLayout(self._line)
        layout.addWidget(self.news)
        layout.addWidget(self._pages, 1)
        self.grid.chosen.connect(self._on_chosen)
        self.filters.changed.connect(self._on_filter)
        self.news.acted.connect(self.model.reload)
        self.model.news_changed.connect(self._on_news)
        self.model.load_failed.connect(self._on_failed)
        self.model.rowsRemoved.connect(self._on_removed)
        self.model.loading_changed.connect(self._on_loading)
        overview.changed.connect(self._on_overview)

    def add_action(self, action: QAction) -> None:
        """Offer another way to begin beside the tracklets."""
        button = QToolButton()
        button.setDefaultAction(action)
        button.setAccessibleName(action.text())
        self._line.addWidget(button)

    def load(self) -> None:
        """Show the case's tracklets."""
        self.model.show(self.filters.where)

    def mark(self, tracklet: Tracklet) -> None:
        """Select a tracklet and bring it into sight, also where its page is not loaded yet."""
        self._wanted = tracklet
        self._look_for_wanted()

    def _look_for_wanted(self) -> None:
        if self._wanted is None or not self.model.has_list:
            return
        row = self.model.row_of(self._wanted.id)
        self._wanted = None
        if row is None:  # the filter leaves it out
            return
        index = self.model.index(row)
        self.grid.selectionModel().setCurrentIndex(
            index, QItemSelectionModel.SelectionFlag.ClearAndSelect
        )
        self.grid.updateGeometries()  # rows that came in this moment count
        self.grid.scrollTo(index)

    def _on_chosen(self, index: QModelIndex) -> None:
        held = self.model.held(index.row())
        if held is not None:
            self.chosen.emit(held)
            return
        case, identifier = self._desk.case, self.model.id_of(index.row())
        self._desk.tasks.queries.run(lambda: case.tracklet(identifier), self.chosen.emit)

    def _on_overview(self, overview: Overview) -> None:
        self.filters.show_cameras(overview.cameras)
        before, self._overview = self._overview, overview
        if before is None or (before.footage, before.tracklets) != (
            overview.footage,
            overview.tracklets,
        ):
            self._make_room_for_timeline(overview)
            self._is_timeline_stale = True
            if not self._timeline_rest.isActive():
                self._load_timeline_if_stale()

    def _load_timeline_if_stale(self) -> None:
        overview = self._overview
        if overview is None or not self._is_timeline_stale or not self._are_tiles_read:
            return  # who opens a case waits for the tiles
        self._is_timeline_stale = False
        self._timeline_rest.start()
        case = self._desk.case
        self._desk.tasks.queries.run(
            lambda: timeline_of(overview.footage, case.tracklet_spans()),
            self.timeline.show_timeline,
        )

    @property
    def _are_tiles_read(self) -> bool:
        return self.model.has_loaded or self.model.has_failed

    def _make_room_for_timeline(self, overview: Overview) -> None:
        """At once: what is read later must not push the tiles."""
        cameras = {one.camera for one in overview.footage if one.start_time is not None}
        self._timeline_room.setFixedHeight(
            min(self.timeline.height_for(len(cameras)), _TIMELINE_MOST_PX)
        )
        self._timeline_room.setVisible(bool(cameras))

    def _on_filter(self) -> None:
        where = self.filters.where
        self.timeline.show_range(where.earliest, where.latest)
        self.model.show(where)

    def _on_news(self, count: int) -> None:
        if count > 0:
            self.news.tell(self.tr("{tracklets} new").format(tracklets=tracklets_text(count)))
        else:
            self.news.tell(self.tr("The tracklets have changed") if count else "")

    def _on_failed(self) -> None:
        self._wanted = None  # looking further would fail again and again
        self.news.tell(self.tr("Not all tracklets could be read"))

    def _on_removed(self) -> None:
        self.grid.updateGeometries()
        self.grid.viewport().update()

    def _on_loading(self) -> None:
        model = self.model
        self._look_for_wanted()
        if not self._timeline_rest.isActive():
            self._load_timeline_if_stale()
        if not model.has_loaded:
            return
        self._pages.setCurrentIndex(0 if model.rowCount() else 1)
        self.count.setText(
            self.tr("{tracklets} · choose one to see candidates").format(
                tracklets=tracklets_text(model.total)
            )
            if model.total
            else ""
        )
        if model.has_failed:
            self._empty.tell(self.tr("The tracklets could not be read"), "")
        elif model.where == TrackletFilter():
            self._empty.tell(
                self.tr("Nobody found yet"),
                self.tr("People appear here while footage is indexed (Ctrl+3)."),
            )
        else:
            self._empty.tell(
                self.tr("Nothing passes the filter"),
                self.tr("Widen the time, the camera or the length, or press Clear."),
            )
