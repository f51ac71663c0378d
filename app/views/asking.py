"""Searching with what is no tracklet: drawn over a frame, dropped, pasted or chosen as a file."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QAction, QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from app.engine_link.failure_bus import Failure
from app.engine_link.open_case import OpenCase
from app.operations.asking_operations import (
    ask_with_box,
    ask_with_picture,
    keep_pasted,
    load_picture,
    look_at_picture,
)
from app.views.job_strip import JobStrip
from app.views.picture_dialog import PictureDialog
from app.widgets.icons import icon
from app.widgets.player_drawing import DrawnBox, PlayerDrawing
from app.widgets.player_pane import PlayerPane
from app.widgets.theme import ThemeKeeper
from app.widgets.worn_keys import wear
from cba_core.domain.asked import AskedPicture, PictureBox, PictureLook
from cba_core.domain.footage import Modality
from cba_core.jobs.requests import AskRequest, JobRequest, LookAtPictureRequest

PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp")


class Asking(JobStrip):
    """The line of its job on Search, and what leads to it."""

    asked = Signal(object)
    """The case holds a picture to search with; its `TrackletId`."""

    def __init__(self, desk: OpenCase, theme: ThemeKeeper, panes: Sequence[PlayerPane]) -> None:
        super().__init__(desk, (AskRequest,))
        self._open_case = desk
        self._theme = theme
        self._folder: QTemporaryDir | None = None
        self._pasted = 0
        self._looking: LookAtPictureRequest | None = None
        self._asking: AskRequest | None = None
        self.dialog: PictureDialog | None = None
        self.drawings = tuple(PlayerDrawing(pane) for pane in panes)
        for drawing in self.drawings:
            drawing.wanted.connect(self.ask_with_box)
        self.file_action = QAction(self.tr("Search with a picture…"), self)
        wear(
            self.file_action,
            desk.keys,
            "picture-file",
            hint=self.tr("Search with a picture: choose it here, drop it, or paste it"),
        )
        self.file_action.triggered.connect(self.choose_file)
        theme.changed.connect(self._draw)
        self._draw()
        self.paste_action = QAction(self.tr("Search with the pasted picture"), self)
        wear(self.paste_action, desk.keys, "paste-picture")
        self.paste_action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.paste_action.triggered.connect(self.paste)
        desk.jobs.finished.connect(self._on_finished)
        desk.jobs.failed.connect(self._on_ended)
        desk.jobs.cancelled.connect(self._on_ended)

    def _draw(self) -> None:
        colours = self._theme.colours
        self.file_action.setIcon(icon("picture", colours.text, colours.faint))

    def choose_file(self) -> None:
        """Ask which picture."""
        endings = " ".join(f"*{ending}" for ending in PICTURE_ENDINGS)
        chosen, _ = QFileDialog.getOpenFileName(
            self.window(),
            self.tr("Search with a picture from outside the case"),
            "",
            self.tr("Pictures ({endings})").format(endings=endings),
        )
        if chosen:
            self.take_file(Path(chosen))

    def paste(self) -> None:
        """Ask with what the clipboard holds: a picture, or the file of one."""
        data = QGuiApplication.clipboard().mimeData()
        if not self.take_data(data):
            self._open_case.failures.tell(
                Failure(
                    what=self.tr("The clipboard holds no picture"),
                    remedy=self.tr("Copy a picture, or the file of one, and paste it here again."),
                )
            )

    @staticmethod
    def takes(data: QMimeData) -> bool:
        """Whether something dropped or pasted is a picture."""
        return data.hasImage() or _picture_file(data) is not None

    def take_data(self, data: QMimeData) -> bool:
        """Ask with something dropped or pasted; False where it is no picture."""
        file = _picture_file(data)
        if file is not None:
            self.take_file(file)
            return True
        image = data.imageData() if data.hasImage() else None
        if not isinstance(image, QImage) or image.isNull():
            return False
        self._folder = self._folder or QTemporaryDir()
        self._pasted += 1
        target = Path(self._folder.filePath(f"pasted-{self._pasted}.png"))
        keep_pasted(
            desk=self._open_case,
            image=image,
            target=target,
            done=lambda: self.take_file(target),
            failed=self._open_case.failures.report,
        )
        return True

    def take_file(self, picture: Path) -> None:
        """Show a picture, so that whoever is meant can be chosen."""

        def show(image: QImage, size_px: tuple[int, int]) -> None:
            self._show(picture, image, size_px)

        load_picture(
            desk=self._open_case,
            picture=picture,
            done=show,
            failed=self._open_case.failures.report,
        )

    def _show(self, picture: Path, image: QImage, size_px: tuple[int, int]) -> None:
        if self.dialog is not None:
            self.dialog.reject()
        dialog = PictureDialog(self._theme, image, size_px, picture.name, self.window())
        dialog.tell_waiting(waits_for_job=self._open_case.jobs.is_busy)
        dialog.wanted.connect(lambda box, told: self._ask_with_picture(picture, box, told))
        dialog.finished.connect(lambda _: self._on_closed(dialog))
        self.dialog = dialog
        dialog.open()
        self._looking = look_at_picture(desk=self._open_case, picture=picture)

    def _on_closed(self, dialog: PictureDialog) -> None:
        jobs = self._open_case.jobs
        if self.dialog is dialog:
            self.dialog = None
            if self._looking in jobs.waiting:
                jobs.withdraw((LookAtPictureRequest,))
            self._looking = None
        dialog.deleteLater()

    def _ask_with_picture(
        self, picture: Path, box: PictureBox | None, modality: Modality | None
    ) -> None:
        self._asking = ask_with_picture(
            desk=self._open_case, picture=picture, box=box, modality=modality
        )

    def ask_with_box(self, drawn: DrawnBox) -> None:
        """Ask for candidates for whom a box shows."""
        self._asking = ask_with_box(
            desk=self._open_case, footage_id=drawn.footage_id, time_s=drawn.time_s, box=drawn.box
        )

    def _on_finished(self, request: JobRequest, result: object) -> None:
        if isinstance(result, PictureLook):
            if request is self._looking and self.dialog is not None:
                self.dialog.show_look(result)
        elif isinstance(result, AskedPicture) and request is self._asking:
            self._asking = None
            self.asked.emit(result.id)

    def _on_ended(self, request: JobRequest) -> None:
        if request is self._looking and self.dialog is not None:
            self.dialog.tell_not_looked()


def _picture_file(data: QMimeData) -> Path | None:
    """The one file that was dropped, where its name says that it is a picture."""
    urls = data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in PICTURE_ENDINGS else None
