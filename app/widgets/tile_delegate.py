"""Paints a tracklet: its picture, its camera, its time, its modality, its rank."""

from PySide6.QtCore import (
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from app.viewmodels.review_words import short_verdict_text
from app.viewmodels.tile_roles import TileRole
from app.widgets.icons import paint_icon
from app.widgets.text_scale import scaled
from app.widgets.theme import Colours, ThemeKeeper
from cba_core.domain.decisions import Verdict
from cba_core.domain.tracklets import Tracklet

TILE = QSize(132, 212)
"""Where words have their usual size."""
_PICTURE_HEIGHT = 156
_RADIUS = 8.0
_ICON = 13
_FOOT = 24.0


class TileDelegate(QStyledItemDelegate):
    """One tile; every tile has the same size, so that a grid of any length is cheap."""

    def __init__(self, theme: ThemeKeeper) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """The one size."""
        return tile_size()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Paint the tile into its rectangle."""
        tracklet = index.data(TileRole.TRACKLET)
        colours = self._theme.colours
        rect: QRect = option.rect
        if not isinstance(tracklet, Tracklet):  # its facts are being read
            paint_picture(painter, _picture_in(rect), None, colours)
            return
        state: QStyle.StateFlag = option.state
        font: QFont = option.font
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        _paint_ground(painter, rect, state, colours)
        picture = _picture_in(rect)
        paint_picture(painter, picture, index.data(TileRole.COVER), colours)
        rank = index.data(TileRole.RANK)
        if rank is not None:
            _paint_rank(painter, picture, rank, index.data(TileRole.RANK_BEFORE), font)
        verdict = index.data(TileRole.VERDICT)
        if verdict is not None:
            _paint_verdict(painter, picture, Verdict(verdict), font)  # Qt hands on its text
        if index.data(TileRole.IS_MARKED):
            _paint_mark(painter, picture, colours)
        _paint_words(
            painter,
            rect,
            picture=picture,
            index=index,
            tracklet=tracklet,
            font=font,
            colours=colours,
        )
        painter.restore()


def _picture_in(rect: QRect) -> QRectF:
    return QRectF(rect.x() + 5, rect.y() + 5, rect.width() - 10, _PICTURE_HEIGHT)


def tile_size() -> QSize:
    """Of every tile, as large as words are now."""
    words = TILE.height() - _PICTURE_HEIGHT
    return QSize(scaled(TILE.width()), _PICTURE_HEIGHT + scaled(words))


def _paint_ground(
    painter: QPainter, rect: QRect, state: QStyle.StateFlag, colours: Colours
) -> None:
    is_selected = bool(state & QStyle.StateFlag.State_Selected)
    has_focus = bool(state & QStyle.StateFlag.State_HasFocus)
    is_hovered = bool(state & QStyle.StateFlag.State_MouseOver)
    outline = QRectF(rect).adjusted(2, 2, -2, -2)  # the ring stays inside what is repainted
    if is_selected or is_hovered:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.selected if is_selected else colours.hover))
        painter.drawRoundedRect(outline, _RADIUS + 2, _RADIUS + 2)
    if is_selected or has_focus:
        width = 2.5 if has_focus else 1.25
        painter.setPen(QPen(QColor(colours.accent), width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(outline, _RADIUS + 2, _RADIUS + 2)


def paint_picture(painter: QPainter, where: QRectF, image: QImage | None, colours: Colours) -> None:
    """A picture whole on a mat; a drawn person where there is none."""
    path = QPainterPath()
    path.addRoundedRect(where, _RADIUS, _RADIUS)
    painter.save()
    painter.setClipPath(path)
    painter.fillRect(where, QColor(colours.mat))
    if image is not None and not image.isNull():
        size = image.size().scaled(where.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRectF(0, 0, size.width(), size.height())
        target.moveCenter(where.center())
        painter.drawImage(target, image)
    elif image is not None:
        side = 36.0
        target = QRectF(0, 0, side, side)
        target.moveCenter(where.center())
        paint_icon(painter, "person", colours.faint, target)
    painter.restore()


def _paint_verdict(painter: QPainter, picture: QRectF, verdict: Verdict, font: QFont) -> None:
    """Icon and words on a dark foot of the picture: read on any picture, in both themes."""
    height = scaled(_FOOT)
    foot = QRectF(picture.left(), picture.bottom() - height, picture.width(), height)
    path = QPainterPath()
    path.addRoundedRect(picture, _RADIUS, _RADIUS)
    painter.save()
    painter.setClipPath(path)
    painter.fillRect(foot, QColor(0, 0, 0, 205))
    painter.restore()
    ink = QRectF(foot.left() + 5, foot.center().y() - _ICON / 2, _ICON, _ICON)
    paint_icon(painter, verdict.value, "#ffffff", ink)
    small = QFont(font)
    small.setWeight(QFont.Weight.Medium)
    small.setPointSizeF(font.pointSizeF() * 0.85)
    painter.setFont(small)
    painter.setPen(QColor("#ffffff"))
    words = foot.adjusted(5 + _ICON + 4, 0, -2, 0)
    text = painter.fontMetrics().elidedText(
        short_verdict_text(verdict), Qt.TextElideMode.ElideRight, int(words.width())
    )
    painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, text)


def _paint_mark(painter: QPainter, picture: QRectF, colours: Colours) -> None:
    badge = QRectF(picture.right() - 27, picture.top() + 5, 22, 22)
    painter.setPen(QPen(QColor(colours.on_accent), 1.5))
    painter.setBrush(QColor(colours.accent))
    painter.drawEllipse(badge)
    paint_icon(painter, "check", colours.on_accent, badge.adjusted(4, 4, -4, -4))


def _paint_rank(
    painter: QPainter, picture: QRectF, rank: int, before: int | None, font: QFont
) -> None:
    """The rank, and beside it, fainter, where it stood without what was accepted."""
    bold, light = QFont(font), QFont(font)
    for used in (bold, light):
        used.setPointSizeF(font.pointSizeF() * 0.9)
    bold.setBold(True)
    text, was = str(rank), ""
    if before is not None:
        was = QCoreApplication.translate("tiles", "was {before}").format(before=before)
    wide = QFontMetrics(bold).horizontalAdvance(text)
    wide_was = QFontMetrics(light).horizontalAdvance(was) + 6 if was else 0
    size = QSize(max(wide + wide_was + 12, 22), scaled(20))
    badge = QRectF(picture.topLeft() + QPointF(5, 5), size)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(0, 0, 0, 190))
    painter.drawRoundedRect(badge, 10, 10)
    painter.setPen(QColor("#ffffff"))
    painter.setFont(bold)
    if not was:
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, text)
        return
    inside = badge.adjusted(6, 0, -6, 0)
    painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
    painter.setFont(light)
    painter.setPen(QColor("#d0d4d8"))
    painter.drawText(inside, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, was)


def _paint_words(
    painter: QPainter,
    rect: QRect,
    *,
    picture: QRectF,
    index: QModelIndex | QPersistentModelIndex,
    tracklet: Tracklet,
    font: QFont,
    colours: Colours,
) -> None:
    left, width = rect.x() + 7, rect.width() - 13
    line = QRectF(left, picture.bottom() + 6, width, scaled(18))
    badge = QRectF(line.right() - 20, line.center().y() - 10, 20, 20)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.modality_tint(tracklet.modality)))
    painter.drawRoundedRect(badge, 6, 6)
    ink = QRectF(0, 0, _ICON, _ICON)
    ink.moveCenter(badge.center())
    paint_icon(painter, tracklet.modality.value, colours.modality(tracklet.modality), ink)

    strong = QFont(font)
    strong.setWeight(QFont.Weight.DemiBold)
    strong.setPointSizeF(font.pointSizeF() * 0.92)
    painter.setFont(strong)
    painter.setPen(QColor(colours.text))
    title = painter.fontMetrics().elidedText(
        str(index.data(TileRole.TITLE)), Qt.TextElideMode.ElideMiddle, int(width - 25)
    )
    painter.drawText(line.adjusted(0, 0, -25, 0), Qt.AlignmentFlag.AlignVCenter, title)

    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.85)
    painter.setFont(small)
    painter.setPen(QColor(colours.muted))
    below = QRectF(left, line.bottom() + 2, width, scaled(16))
    subtitle = painter.fontMetrics().elidedText(
        str(index.data(TileRole.SUBTITLE)), Qt.TextElideMode.ElideRight, int(width)
    )
    painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, subtitle)
