"""What the painted columns of the footage table have in common."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.widgets.theme import ThemeKeeper

TEXT_LEFT = 13
"""Where the style begins a cell's text, px."""
TEXT_RIGHT = 10


class FootageDelegate(QStyledItemDelegate):
    """Leaves ground, selection and focus to the style."""

    def __init__(self, theme: ThemeKeeper) -> None:
        super().__init__()
        self._theme = theme

    def paint_ground(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
        *,
        indent: str | None = None,
    ) -> str:
        """Paint the cell as the style would, without its text, and give the text.

        With `indent` the style paints the text too, behind it.
        """
        self.initStyleOption(option, index)
        text: str = option.text
        option.text = "" if indent is None else indent + text
        style = option.widget.style()
        style.drawControl(style.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        return text
