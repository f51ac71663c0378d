"""Paints a line of a list: a picture or a drawing, and two lines of words."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.viewmodels.entry_model import Entry, EntryRole
from app.widgets.icons import paint_icon
from app.widgets.text_scale import scaled
from app.widgets.theme import Colours, ThemeKeeper
from app.widgets.tile_delegate import paint_picture

_HEIGHT, _LOW_HEIGHT = 72, 54
_PICTURE = QSize(40, 56)
_SMALL = 0.9


class EntryDelegate(QStyledItemDelegate):
    """One height for all lines of a list; less where a drawing stands for a picture."""

    def __init__(self, theme: ThemeKeeper, *, has_pictures: bool) -> None:
        super().__init__()
        self._theme = theme
        self._has_pictures = has_pictures

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """As wide as the list."""
        return QSize(120, scaled(_HEIGHT if self._has_pictures else _LOW_HEIGHT))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the line into its rectangle."""
        entry = index.data(EntryRole.ENTRY)
        if not isinstance(entry, Entry):
            return
        colours = self._theme.colours
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        _paint_ground(painter, rect, state, colours)
        if self._has_pictures:
            top = rect.y() + (rect.height() - _PICTURE.height()) / 2
            area = QRectF(rect.x() + 8, top, _PICTURE.width(), _PICTURE.height())
            paint_picture(painter, area, index.data(EntryRole.COVER), colours)
        else:
            ink = colours.faint if entry.is_faint else colours.muted
            area = QRectF(rect.x() + 12, rect.center().y() - 9, 18, 18)
            paint_icon(painter, entry.drawing, ink, area)
        _paint_words(
            painter, QRectF(rect), area.right() + 12, entry=entry, font=font, colours=colours
        )
        painter.restore()


def _paint_ground(
    painter: QPainter, rect: QRect, state: QStyle.StateFlag, colours: Colours
) -> None:
    is_selected = bool(state & QStyle.StateFlag.State_Selected)
    has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
    outline = QRectF(rect).adjusted(2, 2, -2, -2)
    if is_selected or state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.selected if is_selected else colours.hover))
        painter.drawRoundedRect(outline, 8, 8)
    if has_focus:
        painter.setPen(QPen(QColor(colours.accent), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(outline, 8, 8)


def _paint_words(
    painter: QPainter, rect: QRectF, left: float, *, entry: Entry, font: QFont, colours: Colours
) -> None:
    strong, small = QFont(font), QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    strong.setStrikeOut(entry.is_faint)
    small.setPointSizeF(font.pointSizeF() * _SMALL)
    width = rect.right() - left - 10
    middle = rect.center().y()
    title_ink = colours.muted if entry.is_faint else colours.text
    for used, top, text, ink in (
        (strong, middle - scaled(20), entry.title, title_ink),
        (small, middle, entry.subtitle, colours.muted),
    ):
        painter.setFont(used)
        painter.setPen(QColor(ink))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(width))
        painter.drawText(QRectF(left, top, width, scaled(20)), Qt.AlignmentFlag.AlignVCenter, shown)
