"""The route of a person: on the plan, as a table of stops, and what speaks against it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHeaderView,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.engine_link.logged_look import LoggedLook
from app.engine_link.open_case import OpenCase
from app.operations.plan_operations import ask_route
from app.viewmodels import wording
from app.viewmodels.plan_look import CasePlanLook, PlanLook
from app.viewmodels.route_words import basis_text, flag_texts, leg_text
from app.widgets.empty_state import EmptyState
from app.widgets.icons import icon
from app.widgets.labels import label
from app.widgets.route_canvas import RouteCanvas
from app.widgets.text_scale import scaled
from app.widgets.theme import ThemeKeeper
from cba_core.domain.errors import NotInCaseError
from cba_core.domain.ids import tracklet_label
from cba_core.domain.routes import PersonRoute, Sighting

_ROW_PX = 46
_FLAGS_PX = 96
"""Height of the list of flags before it is scrolled."""
_MOST_FLAGS = 100
"""A clock that is wrong by hours makes thousands, and laying out so many lines takes seconds."""
_LEAST_PX = 40
_LEAST_CANVAS_PX = 100


class RouteView(QWidget):
    """What is chosen on the plan is chosen in the table, and the other way round; it plays."""

    chosen = Signal(object)  # TrackletId

    def __init__(self, desk: OpenCase, look: CasePlanLook, theme: ThemeKeeper) -> None:
        super().__init__()
        self._desk = desk
        self._look = look
        self._theme = theme
        self._looking = LoggedLook(desk)
        self._person: int | None = None
        self._asked = 0
        self.found: PersonRoute | None = None
        self.canvas = RouteCanvas(theme)
        self.canvas.setMinimumHeight(_LEAST_CANVAS_PX)
        self.empty = EmptyState(theme, "camera", "", "")
        self.summary = label("", "strong", wraps=True)
        self.flags = label("", wraps=True)
        self.flags.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByKeyboard)
        self.unplaced = label("", "muted", wraps=True)
        self.table = self._make_table()
        self._drawn = QStackedWidget()
        self._arrange()
        self.canvas.chosen.connect(self._choose)
        self.table.currentCellChanged.connect(lambda row, *_: self._on_row(row))
        look.changed.connect(self._show_look)
        theme.changed.connect(lambda _: self._show())

    def show_person(self, number: int) -> None:
        """Show the route of another person, or of the same one as it is now."""
        self._look.want()
        if number != self._person:
            self._person = number
            self.found = None
            self.canvas.stop = -1
            self._show()
        self._asked += 1
        asked = self._asked

        def take(found: PersonRoute) -> None:
            if asked == self._asked:
                self.found = found
                self._show()
                self._log_look()

        def fail(problem: Exception) -> None:
            if asked == self._asked and not isinstance(problem, NotInCaseError):
                self._desk.failures.report(problem)  # a person who was taken apart has no route

        ask_route(desk=self._desk, person=number, done=take, failed=fail)

    def enter(self) -> None:
        """Put the keyboard on the stops."""
        self.table.setFocus()

    def let_go(self) -> None:
        """The case is being closed."""
        self._looking.end()

    def showEvent(self, event: QShowEvent) -> None:
        """What comes into sight is looked at."""
        super().showEvent(event)
        self._log_look()

    def hideEvent(self, event: QHideEvent) -> None:
        """A window that is put aside comes back as it was; all else is looked at no more."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._looking.end()

    def _log_look(self) -> None:
        if self.found is not None and self.isVisible():
            self._looking.begin(f"route of person {self.found.number}")

    @property
    def _sightings(self) -> tuple[Sighting, ...]:
        """Of the rows of the table."""
        if self.found is None:
            return ()
        return (*self.found.route.stops, *self.found.route.untimed)

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(0, 3)
        table.setAccessibleName(self.tr("Stops of the route"))
        table.setHorizontalHeaderLabels(
            [
                self.tr("Stop"),
                self.tr("Camera and time"),
                self.tr("From the stop before"),
            ]
        )
        header = table.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(scaled(_ROW_PX))
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
        table.setMinimumHeight(scaled(_ROW_PX) * 2)
        table.setVerticalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        return table

    def _arrange(self) -> None:
        self._empty = _Scrolled(self.empty)
        self._empty.setAccessibleName(self.tr("No plan yet"))
        self._drawn.addWidget(self._empty)
        self._drawn.addWidget(self.canvas)
        told = QWidget()
        lines = QVBoxLayout(told)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(4)
        for one in (self.flags, self.unplaced):
            lines.addWidget(one)
        lines.addStretch()
        self._told = _Scrolled(told, most_px=scaled(_FLAGS_PX))
        self._told.setAccessibleName(self.tr("What speaks against the route"))
        below = QWidget()
        column = QVBoxLayout(below)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.summary)
        column.addWidget(self._told)
        column.addWidget(self.table, 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.setChildrenCollapsible(False)
        split.setHandleWidth(12)
        split.addWidget(self._drawn)
        split.addWidget(below)
        split.setStretchFactor(0, 1)
        split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(split)

    def _show_look(self, look: PlanLook) -> None:
        self.canvas.show_look(look)
        self._show()
        if self._person is not None and self.isVisible():
            self.show_person(self._person)  # walking times may be others

    def _show(self) -> None:
        look, found = self._look.latest, self.found
        has_plan = look.image is not None
        self._drawn.setCurrentWidget(self.canvas if has_plan else self._empty)
        self.empty.tell(
            self.tr("No plan yet"),
            self.tr(
                "Under Evidence, Plan, any picture becomes the plan of this case. The route is "
                "then drawn on it; below it is told in words."
            ),
        )
        if found is not None:
            self.canvas.show_route(found.route)
        self._show_stops()
        self._show_flags()
        cameras = dict.fromkeys(one.camera for one in self._sightings)
        missing = [one for one in cameras if look.plan.place_of(one) is None] if has_plan else []
        self.unplaced.setText(
            self.tr("Not on the plan: {cameras}.").format(cameras=", ".join(missing))
            if missing
            else ""
        )
        self.unplaced.setVisible(bool(missing))
        self._told.setVisible(bool(missing) or bool(self.flags.text()))

    def _show_flags(self) -> None:
        found = self.found
        if found is None:
            self.summary.setText("")
            self.flags.setText("")
            return
        texts = flag_texts(found)
        many = len(found.route.conflicts)
        if many:
            self.summary.setText(
                self.tr(
                    "Contradictions: {count}. A decision, a clock or a walking time is wrong."
                ).format(count=many)
            )
        elif texts:
            self.summary.setText(self.tr("No contradiction, but not everything is known."))
        elif found.route.stops:
            self.summary.setText(self.tr("Nothing speaks against this route."))
        else:
            self.summary.setText(self.tr("Nobody was seen."))
        self.summary.setObjectName("failure" if many else "strong")
        self.summary.style().unpolish(self.summary)
        self.summary.style().polish(self.summary)
        shown = [f"• {one}" for one in texts[:_MOST_FLAGS]]
        if len(texts) > len(shown):
            more = len(texts) - len(shown)
            shown.append(self.tr("… {count} more; the report has all of them.").format(count=more))
        self.flags.setText("\n".join(shown))
        self.flags.setVisible(bool(texts))

    def _show_stops(self) -> None:
        route = None if self.found is None else self.found.route
        rows = self._sightings
        before = self.table.currentRow()
        self.table.blockSignals(True)
        self.table.setRowCount(len(rows))
        legs = {} if route is None else {one.end: one for one in route.legs}
        warning = icon("warning", self._theme.colours.danger)
        for row, stop in enumerate(rows):
            leg = legs.get(row)
            number = str(row + 1) if stop.is_timed else self.tr("none")
            texts = (
                number,
                self._seen_text(stop),
                "" if leg is None else leg_text(leg),
            )
            for column, text in enumerate(texts):
                item = QTableWidgetItem(text)
                item.setToolTip(f"{tracklet_label(stop.tracklet)}: {text}")
                self.table.setItem(row, column, item)
            if leg is not None and leg.cannot_be:
                flagged = self.table.item(row, 2)
                if flagged is not None:
                    flagged.setIcon(warning)
                    flagged.setForeground(QColor(self._theme.colours.danger))
        if rows and before >= 0:
            self.table.setCurrentCell(min(before, len(rows) - 1), 0)
        self.table.blockSignals(False)

    def _seen_text(self, stop: Sighting) -> str:
        where = f"{stop.camera} · {basis_text(stop)}"
        if stop.start is None:
            return where
        return f"{where}\n{wording.time_text(stop.start, self._desk.zone)}"

    def _choose(self, stop: int) -> None:
        self.table.setCurrentCell(stop, 0)

    def _on_row(self, row: int) -> None:
        rows = self._sightings
        if not 0 <= row < len(rows):
            return
        self.canvas.select(row if rows[row].is_timed else -1)
        self.chosen.emit(rows[row].tracklet)


class _Scrolled(QScrollArea):
    """What is scrolled where there is no room for it."""

    def __init__(self, panel: QWidget, *, most_px: int | None = None) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumSize(_LEAST_PX, _LEAST_PX)
        self.setWidget(panel)
        if most_px is not None:
            self.setMaximumHeight(most_px)

    def minimumSizeHint(self) -> QSize:
        """A line or two."""
        return QSize(_LEAST_PX, _LEAST_PX)
