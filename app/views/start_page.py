"""Where the window begins without a case: recent cases, a new case, another case."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from app.settings.app_settings import AppSettings, RecentCase
from app.views.new_case_form import NewCaseForm
from app.widgets.labels import card, label
from app.widgets.text_scale import scaled
from app.widgets.theme import ThemeKeeper

_CARD_WIDTH = 960


class StartPage(QWidget):
    """Two halves: go on with a case, or begin one."""

    open_wanted = Signal(Path)
    create_wanted = Signal(Path, object)  # CaseFacts
    browse_wanted = Signal()

    def __init__(self, settings: AppSettings, theme: ThemeKeeper) -> None:
        super().__init__()
        self.setObjectName("page")
        self._settings = settings
        self._recent = _RecentList()
        self._recent_delegate = _RecentDelegate(theme)
        self._recent.setItemDelegate(self._recent_delegate)
        self._recent.setAccessibleName(self.tr("Recent cases"))
        self._recent.itemActivated.connect(self._open_item)
        self._recent.itemClicked.connect(self._open_item)
        self._none = label(self.tr("Cases you open appear here."), "muted", wraps=True)
        self.open_button = QPushButton(self.tr("Open a case…"))
        self.open_button.clicked.connect(self.browse_wanted)
        self.form = NewCaseForm(settings)
        self.form.create_wanted.connect(self.create_wanted)
        self._arrange()
        self.refresh()

    def refresh(self) -> None:
        """Show the recent cases as they are now."""
        self._recent.clear()
        for case in self._settings.recent_cases:
            item = QListWidgetItem(f"{case.number}\n{_shortened(case.path)}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{case.number}, {case.path}")
            item.setData(Qt.ItemDataRole.UserRole, case)
            item.setToolTip(f"{case.path}\n{case.purpose}")
            item.setSizeHint(QSize(0, scaled(56)))
            self._recent.addItem(item)
        has_some = bool(self._settings.recent_cases)
        self._recent.setVisible(has_some)
        self._none.setVisible(not has_some)

    def begin_new_case(self) -> None:
        """Put the keyboard into the first field of the form."""
        self.form.number.setFocus()

    def _arrange(self) -> None:
        left = QVBoxLayout()
        left.setSpacing(12)
        left.addWidget(label(self.tr("Go on with a case"), "heading"))
        left.addWidget(self._none)
        left.addWidget(self._recent, 1)
        left.addWidget(self.open_button, 0, Qt.AlignmentFlag.AlignLeft)
        left.addStretch()
        halves = QHBoxLayout()
        halves.setContentsMargins(36, 28, 36, 28)
        halves.setSpacing(36)
        halves.addLayout(left, 2)
        line = QFrame()
        line.setObjectName("rule")
        line.setMaximumSize(1, 10_000)
        line.setMinimumSize(1, 0)
        line.setStyleSheet("max-height: 10000px")
        halves.addWidget(line)
        halves.addWidget(self.form, 3)
        frame = card()
        frame.setLayout(halves)
        frame.setMaximumWidth(_CARD_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 24, 32, 32)
        column.setSpacing(6)
        column.addStretch(2)
        middle = QVBoxLayout()
        middle.setSpacing(4)
        middle.addWidget(label(self.tr("Duskline"), "title"))
        middle.addWidget(
            label(
                self.tr(
                    "Finds the same person by day and by night in recorded CCTV. "
                    "Everything stays on this computer."
                ),
                "muted",
                wraps=True,
            )
        )
        middle.addSpacing(18)
        middle.addWidget(frame)
        row = QHBoxLayout()
        row.addStretch()
        row.addLayout(middle, 10)
        row.addStretch()
        column.addLayout(row)
        column.addStretch(3)

    def _open_item(self, item: QListWidgetItem) -> None:
        case: RecentCase = item.data(Qt.ItemDataRole.UserRole)
        self.open_wanted.emit(Path(case.path))


class _RecentList(QListWidget):
    """Enter opens, on every desktop."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and item is not None:
            self.itemActivated.emit(item)
            return
        super().keyPressEvent(event)


class _RecentDelegate(QStyledItemDelegate):
    """The number on one line, where the case lies on the next."""

    def __init__(self, theme: ThemeKeeper) -> None:
        super().__init__()
        self._theme = theme

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        number, _, path = str(index.data()).partition("\n")
        self.initStyleOption(option, index)
        option.text = ""
        option.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget
        )
        colours = self._theme.colours
        line = option.rect.adjusted(14, scaled(9), -10, 0)
        line.setHeight(scaled(19))
        painter.save()
        for text, ink, weight in (
            (number, colours.text, QFont.Weight.DemiBold),
            (path, colours.muted, QFont.Weight.Normal),
        ):
            font = QFont(option.font)
            font.setWeight(weight)
            painter.setFont(font)
            painter.setPen(QColor(ink))
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, text)
            line.translate(0, scaled(19))
        painter.restore()


def _shortened(path: str, longest: int = 46) -> str:
    return path if len(path) <= longest else "…" + path[-longest + 1 :]
