"""A picture from outside the case before it is asked with: who in it is meant, and what it is."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.viewmodels.asked_words import box_in_parts, box_in_pixels, is_large_enough, size_text
from app.widgets.box_drawing import BoxDrawing
from app.widgets.labels import ElidedLabel, label
from app.widgets.segmented_choice import SegmentedChoice
from app.widgets.theme import ThemeKeeper
from cba_core.domain.asked import PictureBox, PictureLook
from cba_core.domain.footage import Modality

_SIZE = QSize(760, 640)


class PictureDialog(QDialog):
    """Nothing is kept before the button is pressed."""

    wanted = Signal(object, object)
    """A `PictureBox`, or None for the whole picture; a `Modality` that the person tells, or None"""

    def __init__(
        self,
        theme: ThemeKeeper,
        image: QImage,
        size_px: tuple[int, int],
        name: str,
        parent: QWidget | None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Search with a picture from outside"))
        self.resize(_SIZE)
        self._size_px = size_px
        self._has_drawn = False
        self._has_several = False
        self._takes_whole = False
        self.view = _PictureView(theme, image)
        self.view.setAccessibleName(self.tr("The picture {name}").format(name=name))
        self.drawing = BoxDrawing(self.view, lambda: self.view.picture_rect)
        self._name = ElidedLabel("strong")
        self._name.show_text(self.tr("external · {name}").format(name=name))
        self.found = label("", "muted", wraps=True)
        self.asked = label("", wraps=True)
        self.modality: SegmentedChoice[Modality | None] = SegmentedChoice(
            theme,
            self.tr("What the picture shows"),
            (
                (None, self.tr("By its colours"), ""),
                (Modality.VISIBLE, self.tr("Visible"), "visible"),
                (Modality.INFRARED, self.tr("Infrared"), "infrared"),
            ),
        )
        self.search_button = QPushButton(self.tr("Search with this"))
        self.search_button.setObjectName("primary")
        self.search_button.setDefault(True)
        self.whole_button = QPushButton(self.tr("Take the whole picture"))
        self.whole_button.setObjectName("quiet")
        self.cancel_button = QPushButton(self.tr("Cancel"))
        self._arrange()
        self.drawing.changed.connect(self._on_drawn)
        self.drawing.accepted.connect(self.search)
        self.drawing.given_up.connect(self.reject)
        self.search_button.clicked.connect(self.search)
        self.whole_button.clicked.connect(self.take_whole)
        self.cancel_button.clicked.connect(self.reject)
        self.drawing.begin()
        self._has_drawn = False

    @property
    def box(self) -> PictureBox | None:
        """What is asked with; None: the whole picture."""
        parts = self.drawing.box
        return None if parts is None else box_in_pixels(parts, self._size_px)

    def tell_waiting(self, *, waits_for_job: bool) -> None:
        """People are being looked for; meanwhile a box can be drawn."""
        self.found.setText(
            self.tr(
                "People are looked for when the running job has ended. You can draw a box "
                "meanwhile."
            )
            if waits_for_job
            else self.tr("Looking for people in the picture…")
        )

    def show_look(self, look: PictureLook) -> None:
        """Offer the people who were found; the only one is taken, unless a box is drawn already."""
        boxes = [box_in_parts(one, self._size_px) for one in look.people]
        self.drawing.offer(boxes)
        if not boxes:
            text = self.tr("Nobody was found in it: draw a box, or ask with the whole picture.")
        elif len(boxes) == 1:
            text = self.tr("One person was found in it.")
        else:
            text = self.tr("{count} people were found in it: click the one you mean.").format(
                count=len(boxes)
            )
        kind = (
            self.tr("Its colours tell that it is visible.")
            if look.modality is Modality.VISIBLE
            else self.tr("Its colours tell that it is infrared.")
        )
        self.found.setText(f"{text} {kind}")
        self._has_several = len(boxes) > 1
        if len(boxes) == 1 and not self._has_drawn:
            self.drawing.take(boxes[0])
        self._tell()

    def tell_not_looked(self) -> None:
        """The job failed, which is told elsewhere."""
        self.found.setText(self.tr("People could not be looked for: draw a box."))

    def take_whole(self) -> None:
        """Ask with the whole picture, whoever is found in it."""
        self._takes_whole = True
        self.drawing.take(None)

    def search(self) -> None:
        """Ask with the box, or with the whole picture."""
        if self.search_button.isEnabled():
            self.wanted.emit(self.box, self.modality.value)
            self.accept()

    def _on_drawn(self) -> None:
        self._has_drawn = True
        self._tell()

    def _tell(self) -> None:
        box = self.box
        is_open = self._has_several and box is None and not self._takes_whole
        whole = PictureBox(0, 0, *self._size_px)
        self.search_button.setEnabled(not is_open and is_large_enough(box or whole))
        self.whole_button.setEnabled(box is not None or is_open)
        if is_open:
            self.asked.setText(self.tr("Nobody is chosen yet"))
            return
        text = (
            self.tr("Asked with the whole picture, {size}")
            if box is None
            else self.tr("Asked with the box, {size}")
        )
        self.asked.setText(text.format(size=size_text(box or whole)))

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(self._name)
        layout.addWidget(
            label(
                self.tr(
                    "It is copied into the case and marked external: its source is not verified "
                    "evidence of this case. The search rests on this one picture."
                ),
                "muted",
                wraps=True,
            )
        )
        layout.addWidget(self.view, 1)
        layout.addWidget(self.found)
        layout.addWidget(self.asked)
        layout.addWidget(self.modality)
        buttons = QHBoxLayout()
        buttons.addWidget(self.whole_button)
        buttons.addStretch()
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.search_button)
        layout.addLayout(buttons)


class _PictureView(QWidget):
    def __init__(self, theme: ThemeKeeper, image: QImage) -> None:
        super().__init__()
        self._theme = theme
        self._image = image
        self.setMinimumSize(240, 200)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def picture_rect(self) -> QRectF:
        """Where the picture is painted; a small one is no more than three times its size."""
        most = self.size().boundedTo(self._image.size() * 3)
        size = self._image.size().scaled(most, Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(QRectF(self.rect()).center())
        return target

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), QColor(self._theme.colours.video_mat))
        painter.drawImage(self.picture_rect, self._image)
