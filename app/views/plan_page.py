"""The camera plan within Evidence: a picture, cameras on it, and the ways between them."""

from pathlib import Path

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.engine_link.open_case import OpenCase
from app.operations.plan_operations import (
    clear_plan_picture,
    place_camera,
    set_plan_picture,
    set_walking_time,
)
from app.settings.app_settings import AppSettings
from app.viewmodels.plan_look import CasePlanLook, PlanLook
from app.views.walking_times import WalkingTimes
from app.widgets.empty_state import EmptyState
from app.widgets.labels import ElidedLabel, card, label
from app.widgets.plan_canvas import PlanCanvas
from app.widgets.side_scroll import SideScroll
from app.widgets.text_scale import scaled
from app.widgets.theme import ThemeKeeper
from cba_core.domain.edits import AppliedEdit

PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp")
_SIDE_PX = 300
_DRAWINGS = (".pdf", ".svg", ".dwg", ".dxf")
"""No pictures; what to do about them is said where they are dropped."""


class PlanPage(QWidget):
    """Drop a picture; choose a camera and click where it hangs; drag it, or move it by arrows."""

    def __init__(
        self, desk: OpenCase, look: CasePlanLook, settings: AppSettings, theme: ThemeKeeper
    ) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self._desk = desk
        self._look = look
        self._settings = settings
        self.canvas = PlanCanvas(theme)
        self.cameras = QListWidget()
        self.cameras.setAccessibleName(self.tr("Cameras"))
        self.hint = label("", "muted", wraps=True)
        self.hint.setAccessibleName(self.tr("What to do next"))
        self.ways = WalkingTimes()
        self.about = ElidedLabel("muted")
        self.choose_button = QPushButton(self.tr("Choose a picture…"))
        self.choose_button.clicked.connect(self.choose_picture)
        self.clear_button = QPushButton(self.tr("Take the picture off"))
        self.clear_button.setObjectName("quiet")
        self.clear_button.clicked.connect(self._clear)
        begin = QPushButton(self.tr("Choose a picture…"))
        begin.setObjectName("primary")
        begin.clicked.connect(self.choose_picture)
        self.begin_button = begin
        self.empty = EmptyState(theme, "camera", "", "", (begin,))
        self.tools = self._make_tools()
        self._drawn = QStackedWidget()
        self._side = card()
        self._scroll = SideScroll(self._side)
        self._fit_side()
        self._arrange()
        self.canvas.selected.connect(self._on_canvas_selected)
        self.canvas.placed.connect(self._place)
        self.canvas.way_wanted.connect(self._take_way)
        self.cameras.currentItemChanged.connect(self._on_listed)
        self.cameras.itemActivated.connect(lambda _: self.canvas.setFocus())
        self.ways.told.connect(self._tell_way)
        look.changed.connect(self._show)
        self._show(look.latest)

    def enter(self) -> None:
        """Load the plan, and put the keyboard where the work goes on."""
        self._look.want()
        if self._drawn.currentWidget() is self.canvas:
            self.cameras.setFocus()
        else:
            self.begin_button.setFocus()

    def choose_picture(self) -> None:
        """Ask for a picture."""
        patterns = " ".join(f"*{one} *{one.upper()}" for one in PICTURES)
        pictures, others = self.tr("Pictures"), self.tr("All files")
        file, _ = QFileDialog.getOpenFileName(
            self,
            self.tr("Plan of the cameras"),
            self._settings.last_folder,
            ";;".join((f"{pictures} ({patterns})", f"{others} (*)")),
        )
        if file:
            self._settings.last_folder = str(Path(file).parent)
            self._settings.save()
            self.set_picture(Path(file))

    def set_picture(self, file: Path) -> None:
        """Take a picture for the plan; it is copied into the case."""
        set_plan_picture(desk=self._desk, file=file, done=self._done, failed=self._failed)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A picture is welcome; footage is for the page around this one."""
        if self._dropped_plan(event) is None:
            event.ignore()
            return
        event.acceptProposedAction()
        self.empty.tell(
            self.tr("Let go to use it as the plan"),
            self.tr("It is copied into the case; the file itself is only read."),
        )

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """It went elsewhere."""
        self._tell_empty()

    def dropEvent(self, event: QDropEvent) -> None:
        """Take what was dropped for the plan."""
        self._tell_empty()
        file = self._dropped_plan(event)
        if file is None:
            event.ignore()
            return
        event.acceptProposedAction()
        self.set_picture(file)

    def changeEvent(self, event: QEvent) -> None:
        """Words of another size take another room."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit_side()

    def _fit_side(self) -> None:
        self._side.setFixedWidth(scaled(_SIDE_PX))
        self._scroll.fit()

    def _dropped_plan(self, event: QDropEvent) -> Path | None:
        urls = [one for one in event.mimeData().urls() if one.isLocalFile()]
        if len(urls) != 1 or not self._look.takes_edits:
            return None
        file = Path(urls[0].toLocalFile())
        return file if file.suffix.casefold() in (*PICTURES, *_DRAWINGS) else None

    def _make_tools(self) -> QWidget:
        tools = QWidget()
        row = QHBoxLayout(tools)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        row.addWidget(self.about, 1)
        row.addWidget(self.clear_button)
        row.addWidget(self.choose_button)
        return tools

    def _arrange(self) -> None:
        self._drawn.addWidget(self.empty)
        self._drawn.addWidget(self.canvas)
        column = QVBoxLayout(self._side)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(8)
        column.addWidget(label(self.tr("Cameras"), "strong"))
        column.addWidget(self.hint)
        column.addWidget(self.cameras, 1)
        column.addSpacing(6)
        column.addWidget(self.ways)
        self.cameras.setMinimumHeight(110)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        layout.addWidget(self._drawn, 1)
        layout.addWidget(self._scroll)

    def _show(self, look: PlanLook) -> None:
        takes = self._look.takes_edits
        picture = look.plan.picture
        self.canvas.takes_edits = takes
        self.canvas.show_look(look)
        self.ways.show_look(look, takes_edits=takes)
        self._drawn.setCurrentWidget(self.empty if look.image is None else self.canvas)
        self._tell_empty()
        for button in (self.choose_button, self.begin_button):
            button.setEnabled(takes)
        self.choose_button.setVisible(look.image is not None)
        self.clear_button.setVisible(picture is not None)
        self.clear_button.setEnabled(takes)
        self.about.show_text("" if picture is None else picture.name)
        self._list_cameras(look)
        self._tell_hint()

    def _list_cameras(self, look: PlanLook) -> None:
        chosen = self.canvas.camera if self.canvas.camera in look.cameras else None
        if chosen is None:  # begin with the first that hangs nowhere
            free = [one for one in look.cameras if look.plan.place_of(one) is None]
            chosen = next(iter([*free, *look.cameras]), None)
        self.cameras.blockSignals(True)
        self.cameras.clear()
        for camera in look.cameras:
            hangs = look.plan.place_of(camera) is not None
            state = self.tr("on the plan") if hangs else self.tr("not on the plan")
            item = QListWidgetItem(camera if hangs else f"{camera} · {state}")
            item.setData(Qt.ItemDataRole.UserRole, camera)
            item.setToolTip(camera)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{camera}, {state}")
            self.cameras.addItem(item)
            if camera == chosen:
                self.cameras.setCurrentItem(item)
        self.cameras.blockSignals(False)
        self.canvas.select(chosen)

    def _tell_empty(self) -> None:
        if self._look.latest.is_damaged:
            self.empty.tell(
                self.tr("The picture of the plan cannot be shown"),
                self.tr(
                    "Its file in the case is missing or damaged. Choose the picture again; the "
                    "cameras stay where they are."
                ),
            )
            return
        self.empty.tell(
            self.tr("Drop a floor plan here"),
            self.tr(
                "Any picture will do: a floor plan, a map of the site, a photograph of a drawing. "
                "Hang the cameras on it, and say how long the way between two of them takes. "
                "Review then draws a person's route, and flags what cannot be: two places at "
                "once, or faster than anybody walks. The picture is copied into the case."
            ),
        )

    def _tell_hint(self) -> None:
        look, camera = self._look.latest, self.canvas.camera
        if not self._look.takes_edits:
            text = self.tr("This case is open for reading only.")
        elif look.image is None:
            text = self.tr("Cameras can be hung up once there is a picture.")
        elif self.canvas.first_of_way is not None:
            text = self.tr("Double-click the camera to which the way from {camera} leads.").format(
                camera=self.canvas.first_of_way
            )
        elif camera is not None and look.plan.place_of(camera) is None:
            text = self.tr("Click on the plan where {camera} hangs, or press Enter there.").format(
                camera=camera
            )
        else:
            text = self.tr(
                "Drag a camera, or move it with the arrow keys. Double-click two cameras for the "
                "walking time between them. Delete takes one off."
            )
        self.hint.setText(text)

    def _on_listed(self, item: QListWidgetItem | None) -> None:
        self.canvas.select(None if item is None else item.data(Qt.ItemDataRole.UserRole))
        self._tell_hint()

    def _on_canvas_selected(self, camera: str) -> None:
        for row in range(self.cameras.count()):
            if self.cameras.item(row).data(Qt.ItemDataRole.UserRole) == camera:
                self.cameras.setCurrentRow(row)

    def _take_way(self, camera: str) -> None:
        first, self.canvas.first_of_way = self.canvas.first_of_way, None
        if first is None:
            self.canvas.first_of_way = camera
        elif first != camera:
            self.ways.begin(first, camera)
        self.canvas.update()
        self._tell_hint()

    def _place(self, camera: str, x: float | None, y: float | None) -> None:
        place_camera(desk=self._desk, camera=camera, x=x, y=y, done=self._done, failed=self._failed)

    def _tell_way(self, first: str, second: str, seconds: float | None) -> None:
        set_walking_time(
            desk=self._desk,
            cameras=(first, second),
            seconds=seconds,
            done=self._done,
            failed=self._failed,
        )

    def _clear(self) -> None:
        clear_plan_picture(desk=self._desk, done=self._done, failed=self._failed)

    def _done(self, applied: AppliedEdit | None) -> None:
        """What changed arrives by the change bus; where nothing did, all is drawn as it was."""
        if applied is None:
            self._show(self._look.latest)
            self._look.look_again()  # a file that was missing may be there again

    def _failed(self, _: Exception) -> None:
        self._show(self._look.latest)
