"""The embedding map of the case: who lies near whom, by modality, camera and person."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.engine_link.logged_look import LoggedLook
from app.engine_link.open_case import OpenCase
from app.operations.indexing_operations import stop_job, withdraw_waiting
from app.operations.model_operations import draw_map, load_map
from app.viewmodels import map_groups
from app.viewmodels.case_decisions import CaseDecisions
from app.viewmodels.map_groups import GroupedBy
from app.viewmodels.thumbnail_cache import ThumbnailCache
from app.viewmodels.wording import modality_text, tracklet_span_text, tracklet_time_text
from app.widgets.embedding_plot import EmbeddingPlot
from app.widgets.folding_line import FoldingLine
from app.widgets.labels import label
from app.widgets.map_legend import MapLegend
from app.widgets.picture_strip import PictureStrip
from app.widgets.segmented_choice import SegmentedChoice
from app.widgets.text_column import TextColumn
from app.widgets.theme import ThemeKeeper
from cba_core.domain.embedding_map import EmbeddingMap
from cba_core.domain.errors import NotInCaseError
from cba_core.domain.ids import TrackletId
from cba_core.domain.tracklets import StoredCrop, Tracklet
from cba_core.jobs.requests import DrawMapRequest

_PICTURES = 3
_SIDE_PX = 236
_STRIP_PX = 120


class MapCard(QFrame):
    """Drawn when it is asked for; a mark tells who it is, and leads to Search."""

    search_wanted = Signal(object)  # TrackletId
    drawn = Signal()  # and shown

    def __init__(
        self,
        desk: OpenCase,
        decisions: CaseDecisions,
        thumbnails: ThumbnailCache,
        theme: ThemeKeeper,
    ) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._decisions = decisions
        self._has_people = False
        self._asked = 0
        self._crops: list[StoredCrop] = []
        self._looking = LoggedLook(desk)
        self.map: EmbeddingMap | None = None
        self.tracklet: Tracklet | None = None  # that the side tells of
        self.heading = label(self.tr("Map of who looks alike"), "heading", wraps=True)
        self.about = label(map_groups.about_text(), wraps=True)
        self.coverage = label("", "muted", wraps=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(self.tr("The map is being drawn"))
        self.draw_button = QPushButton(self.tr("Draw the map"))
        self.draw_button.clicked.connect(lambda: draw_map(desk=desk))
        self.stop_button = QPushButton()
        self.stop_button.clicked.connect(self._stop)
        self.by = SegmentedChoice(
            theme,
            self.tr("Colours by"),
            (
                (GroupedBy.MODALITY, self.tr("Modality"), ""),
                (GroupedBy.CAMERA, self.tr("Camera"), ""),
                (GroupedBy.PERSON, self.tr("Person"), ""),
            ),
        )
        self.by.group.idClicked.connect(lambda _: self._group())
        self.plot = EmbeddingPlot(theme)
        self.plot.pointed_at.connect(self._on_pointed_at)
        self.plot.opened.connect(self._open)
        self.legend = MapLegend(self.plot)
        self.strip = PictureStrip(thumbnails, theme, self.tr("Tracklet"))
        self.strip.setFixedHeight(_STRIP_PX)
        self.name = label("", "strong", wraps=True)
        self.facts = label("", "muted", wraps=True)
        self.hint = label(
            self.tr("Point at a mark, or go from mark to mark with the arrow keys."),
            "muted",
            wraps=True,
        )
        self.search_button = QPushButton(self.tr("Show in Search"))
        self.search_button.clicked.connect(lambda: self._open(self.plot.chosen))
        self._drawing = QWidget()
        self._arrange()
        desk.jobs.state_changed.connect(self._tell)
        desk.jobs.finished.connect(self._on_finished)
        decisions.changed.connect(lambda _: self._on_decided())
        self._tell()
        self._tell_tracklet(None)

    def load(self, *, has_people: bool) -> None:
        """Show the map of the case as it is now, where it was drawn."""
        self._has_people = has_people
        self._asked += 1
        self._tell()
        if not has_people:
            self.show_map(None)
            return
        asked = self._asked

        def show(shown: EmbeddingMap | None) -> None:
            if asked == self._asked:
                self.show_map(shown)

        load_map(desk=self._desk, done=show)

    def show_map(self, shown: EmbeddingMap | None) -> None:
        """Show another map; None: it is not drawn."""
        if shown is None or self.map is None or not shown.shows_the_same(self.map):
            self.map = shown  # else the mark that is chosen stays chosen
        self._group()
        self._tell()
        self._note_look()

    def showEvent(self, event: QShowEvent) -> None:
        """Whoever comes to the place looks at the map that is there."""
        super().showEvent(event)
        self._note_look()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody does any more; how long it was is logged (E13)."""
        super().hideEvent(event)
        self._looking.end()

    def _note_look(self) -> None:
        if self.map is not None and self.isVisible():
            self._looking.begin("embedding map")
        else:
            self._looking.end()

    def _on_decided(self) -> None:
        """People were made, renamed or taken apart, or whoever reads must not know of them."""
        self._group()
        self._tell_tracklet(self.tracklet, self._crops)

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(8)
        texts = TextColumn(spacing=4)
        texts.add(self.heading)
        texts.add(self.about, apart=2)
        texts.add(self.coverage, apart=2)
        layout.addWidget(texts)
        layout.addWidget(self.bar)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.addWidget(self.draw_button)
        buttons.addWidget(self.stop_button)
        buttons.addStretch()
        layout.addLayout(buttons)
        side = QWidget()
        side.setMinimumWidth(_SIDE_PX)
        told = QVBoxLayout(side)
        told.setContentsMargins(8, 0, 0, 0)
        told.setSpacing(6)
        for part in (self.legend, self.strip, self.name, self.facts, self.hint):
            told.addWidget(part)
        row = QHBoxLayout()
        row.addWidget(self.search_button)
        row.addStretch()
        told.addLayout(row)
        told.addStretch()
        inside = QVBoxLayout(self._drawing)
        inside.setContentsMargins(0, 6, 0, 0)
        inside.setSpacing(10)
        inside.addWidget(self.by)
        inside.addWidget(FoldingLine(self.plot, side, stretches=(3, 2)))
        layout.addWidget(self._drawing)

    def _group(self) -> None:
        shown = self.map
        if shown is None:
            return
        people = self._decisions.latest.people
        groups = map_groups.groups_of(shown, self.by.value, people)
        self.plot.show_map(shown, groups)
        self.legend.show_groups(groups)
        self.coverage.setText(map_groups.coverage_text(shown))

    def _tell(self) -> None:
        jobs = self._desk.jobs
        had_focus = self.draw_button.hasFocus() or self.stop_button.hasFocus()
        runs = isinstance(jobs.current, DrawMapRequest)
        waits = any(isinstance(job, DrawMapRequest) for job in jobs.waiting)
        self.setVisible(self._has_people)
        self.bar.setVisible(runs)
        self.stop_button.setVisible(runs or waits)
        may_end = jobs.may_be_ended_by_force
        self.stop_button.setEnabled(not runs or not jobs.is_stopping or may_end)
        stop = self.tr("End it now") if may_end else self.tr("Stop")
        self.stop_button.setText(stop if runs else self.tr("Do not draw"))
        self.draw_button.setVisible(self.map is None and not runs and not waits)
        self._drawing.setVisible(self.map is not None)
        self.coverage.setVisible(self.map is not None or waits)
        if waits:
            self.coverage.setText(self.tr("It is drawn when the running job has ended."))
        if had_focus:  # a button that goes hands the keyboard on to what stands in its place
            for one in (self.draw_button, self.stop_button, self.plot):
                if one.isVisible() and one.isEnabled():
                    one.setFocus()
                    break

    def _on_finished(self, request: object, result: object) -> None:
        if isinstance(request, DrawMapRequest) and isinstance(result, EmbeddingMap):
            self._asked += 1  # what was asked for before it was drawn
            self.show_map(result)
            if self.plot.hasFocus():  # else somebody works elsewhere in the place
                self.drawn.emit()

    def _stop(self) -> None:
        if isinstance(self._desk.jobs.current, DrawMapRequest):
            stop_job(desk=self._desk)
        else:
            withdraw_waiting(desk=self._desk, kinds=(DrawMapRequest,))

    def _open(self, row: int) -> None:
        if self.map is not None and row >= 0:
            self.search_wanted.emit(TrackletId(int(self.map.tracklet_ids[row])))

    def _on_pointed_at(self, row: int) -> None:
        if self.map is None or row < 0:
            self._tell_tracklet(None)
            return
        case, wanted = self._desk.case, TrackletId(int(self.map.tracklet_ids[row]))

        def work() -> tuple[Tracklet, list[StoredCrop]]:
            return case.tracklet(wanted), case.crops(wanted)

        def show(found: tuple[Tracklet, list[StoredCrop]]) -> None:
            now = self.plot.row
            if self.map is not None and now >= 0 and self.map.tracklet_ids[now] == wanted:
                self._tell_tracklet(*found)

        def fail(problem: Exception) -> None:
            if isinstance(problem, NotInCaseError):  # indexed anew meanwhile: the map is of before
                self.load(has_people=self._has_people)
            else:
                self._desk.failures.report(problem)

        self._desk.tasks.queries.run(work, show, fail)

    def _tell_tracklet(
        self, tracklet: Tracklet | None, crops: list[StoredCrop] | None = None
    ) -> None:
        self.tracklet = tracklet
        self._crops = list(crops or ())
        self.strip.setVisible(tracklet is not None)
        self.name.setVisible(tracklet is not None)
        self.facts.setVisible(tracklet is not None)
        self.hint.setVisible(tracklet is None)
        self.search_button.setVisible(self.plot.chosen >= 0)
        if tracklet is None:
            self.plot.setAccessibleDescription("")
            return
        self.strip.show_pictures([one.path for one in (crops or ())[:_PICTURES]])
        zone = self._desk.zone
        person = next(
            (one.name for one in self._decisions.latest.people if tracklet.id in one.tracklets), ""
        )
        self.name.setText(tracklet.label + (f" · {person}" if person else ""))
        self.facts.setText(
            "\n".join(
                (
                    f"{tracklet.camera}, {modality_text(tracklet.modality, tracklet.kind)}",
                    tracklet_time_text(tracklet, zone),
                    tracklet_span_text(tracklet),
                )
            )
        )
        self.plot.setAccessibleDescription(f"{self.name.text()}, {self.facts.text()}")
