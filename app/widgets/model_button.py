"""The way from a list to the card of the model that ordered it."""

from PySide6.QtWidgets import QToolButton

from app.settings.keys import Keys
from app.widgets.icons import icon
from app.widgets.theme import ThemeKeeper
from app.widgets.worn_keys import tell_key


class ModelButton(QToolButton):
    """A small drawing; says in its tool-tip what is behind it."""

    def __init__(self, theme: ThemeKeeper, keys: Keys) -> None:
        super().__init__()
        self._theme = theme
        self.setAutoRaise(True)
        self.setAccessibleName(self.tr("The model that ordered this list"))
        hint = self.tr("The model that ordered this list: its card and weak spots")
        tell_key(self, keys, "go-models", hint=hint)
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        colours = self._theme.colours
        self.setIcon(icon("models", colours.muted, colours.faint))
