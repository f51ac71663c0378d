"""A modality as icon, word and colour together."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.viewmodels.wording import modality_text
from app.widgets.icons import paint_icon
from app.widgets.text_scale import scaled
from app.widgets.theme import ThemeKeeper
from cba_core.domain.footage import InfraredKind, Modality

_ICON = 14


class ModalityBadge(QWidget):
    """Hidden while there is nothing to tell."""

    def __init__(self, theme: ThemeKeeper) -> None:
        super().__init__()
        self._theme = theme
        self._modality: Modality | None = None
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.hide()

    def show_modality(self, modality: Modality | None, kind: InfraredKind | None = None) -> None:
        """Show another one, or nothing."""
        self._modality = modality
        self._text = "" if modality is None else modality_text(modality, kind)
        self.setAccessibleName(self._text)
        self.setVisible(modality is not None)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Icon and word."""
        return QSize(self.fontMetrics().horizontalAdvance(self._text) + _ICON + 22, scaled(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon and word on the modality's ground."""
        if self._modality is None:
            return
        colours = self._theme.colours
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.modality_tint(self._modality)))
        painter.drawRoundedRect(self.rect(), 12, 12)
        ink = colours.modality(self._modality)
        icon = QRectF(8, (self.height() - _ICON) / 2, _ICON, _ICON)
        paint_icon(painter, self._modality.value, ink, icon)
        painter.setPen(QColor(ink))
        words = self.rect().adjusted(_ICON + 13, 0, -6, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._text)
