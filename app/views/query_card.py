"""The query, large, beside its candidates."""

from datetime import tzinfo

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from app.viewmodels import wording
from app.viewmodels.asked_words import mark_text, notes_text
from app.viewmodels.thumbnail_cache import ThumbnailCache
from app.widgets.labels import breakable, label
from app.widgets.modality_badge import ModalityBadge
from app.widgets.theme import ThemeKeeper
from app.widgets.tile_delegate import paint_picture
from cba_core.domain.asked import EXTERNAL_CAMERA
from cba_core.domain.ids import is_external
from cba_core.domain.tracklets import Tracklet

_WIDTH = 176


class QueryCard(QFrame):
    """Its best picture and what is known of it."""

    def __init__(self, thumbnails: ThumbnailCache, theme: ThemeKeeper, zone: tzinfo) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setFixedWidth(_WIDTH)
        self._zone = zone
        self._thumbnails = thumbnails
        self._tracklet: Tracklet | None = None
        self._picture = _Picture(theme)
        self._badge = ModalityBadge(theme)
        self._mark = label("", "mark")
        self._facts = label("", "muted", wraps=True)
        self._name = label("", "strong", wraps=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 12)
        layout.setSpacing(7)
        layout.addWidget(self._picture, 1)
        layout.addWidget(self._name)
        layout.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._badge, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._facts)
        thumbnails.loaded.connect(self._load_picture)

    def show_tracklet(self, tracklet: Tracklet, *, more: int = 0) -> None:
        """Show another query, which asks with so many `more` tracklets of the person."""
        self._tracklet = tracklet
        text = self.tr("Query {label} · {camera}")
        if more:
            text = self.tr("Query {label} and {more} more · {camera}")
        camera = tracklet.camera.removeprefix(EXTERNAL_CAMERA.format(name=""))  # the mark says it
        name = text.format(label=tracklet.label, camera=camera, more=more)
        self._name.setText(breakable(name))
        self._badge.show_modality(tracklet.modality, tracklet.kind)
        mark = mark_text(tracklet.id)
        self._mark.setText(mark)
        self._mark.setVisible(bool(mark))
        self._mark.setProperty("external", is_external(tracklet.id))
        self._mark.style().unpolish(self._mark)
        self._mark.style().polish(self._mark)
        lines = [wording.tracklet_time_text(tracklet, self._zone)]
        if is_external(tracklet.id):
            lines = []
        lines.append(notes_text(tracklet.id) or wording.tracklet_span_text(tracklet))
        self._facts.setText("\n".join(lines))
        told = (name, mark, self._facts.text())
        self.setAccessibleName(", ".join(part for part in told if part))
        self._load_picture()

    def _load_picture(self) -> None:
        if self._tracklet is not None:
            self._picture.show_image(self._thumbnails.image(self._tracklet.cover))


class _Picture(QWidget):
    def __init__(self, theme: ThemeKeeper) -> None:
        super().__init__()
        self._theme = theme
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(100)

    def show_image(self, image: QImage | None) -> None:
        self._image = image
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH - 20, 210)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        paint_picture(painter, QRectF(self.rect()), self._image, self._theme.colours)
