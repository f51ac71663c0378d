"""Buttons, scrubber and options of a player in one row."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QToolButton, QWidget

from app.settings.keys import Keys
from app.widgets.icons import icon
from app.widgets.scrubber import Scrubber
from app.widgets.theme import ThemeKeeper
from app.widgets.transport_keys import Transport, obey
from app.widgets.worn_keys import tell_key

translate = QCoreApplication.translate

_ALL_BESIDE_PX = 420
"""Below this width the options would leave the scrubber no room: they fold into a menu."""
_ICON = QSize(20, 20)
MS = 1000


def rate_text(rate: float) -> str:
    """Twice as fast, backwards; nothing while it stands or plays as it was recorded."""
    if rate in (0.0, 1.0):
        return ""
    sign = "\N{MINUS SIGN}" if rate < 0 else ""
    return f"{sign}{abs(rate):g}\N{MULTIPLICATION SIGN}"


class TransportBar(QWidget):
    """Operates one player, or several at once."""

    sought = Signal(float)
    """Where the person moves the handle, seconds."""

    def __init__(self, theme: ThemeKeeper, keys: Keys, transport: Transport, *, name: str) -> None:
        super().__init__()
        self._theme = theme
        self._keys = keys
        self._transport = transport
        self._rate = 0.0
        self._options: list[tuple[QToolButton, QAction, str]] = []
        self.scrubber = Scrubber(theme)
        self.scrubber.setAccessibleName(
            self.tr("Position in the footage, {name}").format(name=name)
        )
        self._back = self._button("", transport.step_backward)
        self._back.setAccessibleName(self.tr("Previous frame"))
        self._play = self._button("", transport.toggle)
        self._forward = self._button("", transport.step_forward)
        self._forward.setAccessibleName(self.tr("Next frame"))
        tell_key(self._back, keys, "frame-back", hint=self.tr("Frame back"))
        tell_key(self._play, keys, "play", hint=self.tr("Play or pause"))
        tell_key(self._forward, keys, "frame-forward", hint=self.tr("Frame forward"))
        self._menu = QMenu(self)
        self._more = self._button(self.tr("What else this player can do"), None)
        self._more.setAccessibleName(self.tr("More"))
        self._more.setMenu(self._menu)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.hide()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        for button in (self._back, self._play, self._forward):
            self._row.addWidget(button)
        self._row.addSpacing(6)
        self._row.addWidget(self.scrubber, 1)
        self._row.addWidget(self._more)
        self.scrubber.wanted.connect(lambda value: self.sought.emit(value / MS))
        self.scrubber.installEventFilter(self)
        theme.changed.connect(self._draw)
        self._draw()

    @property
    def buttons(self) -> tuple[QToolButton, ...]:
        """Back, play, forward, and the options."""
        return (self._back, self._play, self._forward, *(one for one, _, _ in self._options))

    def add_option(self, action: QAction, drawing: str) -> QToolButton:
        """Put an action into the row, and into the menu that stands for it in a narrow one."""
        button = self._button(action.toolTip(), None)
        button.setDefaultAction(action)
        button.setAccessibleName(action.text())
        if action.menu() is not None:
            button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu.addAction(action)
        self._options.append((button, action, drawing))
        self._row.addWidget(button)
        self._draw()
        return button

    def remove_option(self, action: QAction) -> None:
        """Take an action out of the row and the menu again."""
        for one in [one for one in self._options if one[1] is action]:
            self._options.remove(one)
            one[0].hide()
            self._row.removeWidget(one[0])
            one[0].deleteLater()
        self._menu.removeAction(action)

    def show_position(self, time_s: float) -> None:
        """Move the handle, unless the person holds it."""
        if not self.scrubber.isSliderDown():
            self.scrubber.setValue(round(time_s * MS))

    def show_rate(self, rate: float) -> None:
        """Say how it plays."""
        self._rate = rate
        self._draw()

    def set_open(self, *, is_open: bool) -> None:
        """Whether there is something to operate."""
        for widget in (self.scrubber, self._back, self._play, self._forward):
            widget.setEnabled(is_open)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fold the options where there is little room."""
        super().resizeEvent(event)
        is_wide = self.width() >= _ALL_BESIDE_PX
        for button, _, _ in self._options:
            button.setVisible(is_wide)
        self._more.setVisible(bool(self._options) and not is_wide)

    def minimumSizeHint(self) -> QSize:
        """As narrow as it is with the options folded."""
        return QSize(200, super().minimumSizeHint().height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The focused slider leaves its keys to the player, which moves by real seconds."""
        if watched is not self.scrubber or not isinstance(event, QKeyEvent):
            return False
        is_press = event.type() is QEvent.Type.KeyPress
        is_to_move = is_press and self.scrubber.isEnabled()
        return is_to_move and obey(event, self._transport, self._keys)

    def _button(self, hint: str, act: Callable[[], None] | None) -> QToolButton:
        button = QToolButton()
        button.setToolTip(hint)
        button.setIconSize(_ICON)
        if act is not None:
            button.clicked.connect(act)
        return button

    def _draw(self) -> None:
        colours = self._theme.colours
        play = "pause" if self._rate else "play"
        for button, drawing in (
            (self._back, "step-back"),
            (self._play, play),
            (self._forward, "step-forward"),
            (self._more, "more"),
        ):
            button.setIcon(icon(drawing, colours.text, colours.faint))
        for _, action, drawing in self._options:
            action.setIcon(icon(drawing, colours.text, colours.faint))
        told = rate_text(self._rate)
        name = (
            translate("TransportBar", "Pause") if self._rate else translate("TransportBar", "Play")
        )
        self._play.setAccessibleName(f"{name} {told}".strip())
