"""A file's progress as a bar with words, for tables."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from app.viewmodels.footage_table_model import FootageRole
from app.widgets.footage_delegate import TEXT_LEFT, TEXT_RIGHT, FootageDelegate
from app.widgets.icons import paint_icon
from cba_core.domain.footage import Footage, FootageState
from cba_core.domain.progress import Progress

_BAR = 120.0


class ProgressDelegate(FootageDelegate):
    """Bar while a file is worked on; an icon with the word once it is done or has failed."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint ground by the style, the rest here."""
        text = str(index.data() or "")
        footage = index.data(FootageRole.FOOTAGE)
        progress = index.data(FootageRole.PROGRESS)
        self.paint_ground(painter, option, index)
        rect: QRect = option.rect
        if isinstance(footage, Footage):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(
                painter,
                QRectF(rect).adjusted(TEXT_LEFT, 0, -TEXT_RIGHT, -4),
                footage,
                progress,
                text,
                has_warning=bool(index.data(FootageRole.WARNING)),
            )
            painter.restore()

    def _paint(
        self,
        painter: QPainter,
        area: QRectF,
        footage: Footage,
        progress: Progress | None,
        text: str,
        *,
        has_warning: bool,
    ) -> None:
        colours = self._theme.colours
        ink = colours.muted
        is_done = footage.state is FootageState.INDEXED
        has_failed = footage.state in (FootageState.FAILED, FootageState.MISSING)
        if is_done or has_failed:
            ink = colours.danger if has_failed else colours.text
            side = 16.0
            icon = QRectF(area.left(), area.center().y() - side / 2, side, side)
            remark = colours.danger if has_failed else colours.visible
            is_remarkable = has_failed or has_warning
            paint_icon(
                painter,
                "warning" if is_remarkable else "check",
                remark if is_remarkable else colours.accent,
                icon,
            )
            area.setLeft(area.left() + side + 8)
        elif isinstance(progress, Progress) and area.width() > _BAR:
            bar = QRectF(area.left(), area.center().y() - 3, _BAR, 6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.sunken))
            painter.drawRoundedRect(bar, 3, 3)
            if progress.total:
                part = min(max(progress.done / progress.total, 0.0), 1.0)
                painter.setBrush(QColor(colours.accent))
                painter.drawRoundedRect(
                    QRectF(bar.topLeft(), bar.bottomRight()).adjusted(0, 0, -_BAR * (1 - part), 0),
                    3,
                    3,
                )
            area.setLeft(bar.right() + 12)
        painter.setPen(QColor(ink))
        words = painter.fontMetrics().elidedText(
            text, Qt.TextElideMode.ElideRight, int(area.width())
        )
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, words)
