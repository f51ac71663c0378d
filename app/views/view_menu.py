"""The menu View: how the window looks, how large its words are, and its language."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QMessageBox, QWidget

from app.settings.app_settings import AppSettings, Theme
from app.settings.keys import Keys
from app.settings.languages import Language
from app.widgets.text_scale import LEAST_POINTS, MOST_POINTS
from app.widgets.theme import ThemeKeeper
from app.widgets.worn_keys import wear


class ViewMenu(QMenu):
    """What is chosen holds at once, but for the language, and is kept in the settings."""

    keyboard_wanted = Signal()

    def __init__(
        self,
        settings: AppSettings,
        theme: ThemeKeeper,
        keys: Keys,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._theme = theme
        self._keys = keys
        self.setTitle(self.tr("&View"))
        self._add_themes()
        self.addSeparator()
        self._action(self.tr("L&arger text"), "text-larger", lambda: self.step_text(1))
        self._action(self.tr("&Smaller text"), "text-smaller", lambda: self.step_text(-1))
        reset = self.tr("Text as the s&ystem has it")
        self._action(reset, "text-of-system", lambda: self.resize_text(0))
        self.addSeparator()
        goes_on = self.addAction(self.tr("&Go on where a case was left"))
        wear(goes_on, keys, "go-on-where-left")
        goes_on.setCheckable(True)
        goes_on.setChecked(settings.goes_on)
        goes_on.toggled.connect(lambda is_on: settings.go_on(is_on=is_on))
        self._languages = QMenu(self.tr("&Language"), self)
        self.addMenu(self._languages)
        self._add_languages(self._languages)
        self._action(self.tr("&Keyboard…"), "change-keys", self.keyboard_wanted.emit)

    def choose_theme(self, theme: Theme) -> None:
        """Put a theme on, and keep it."""
        self._theme.choose(theme)
        self._settings.theme = theme
        self._settings.save()

    def step_text(self, step: int) -> None:
        """Make words larger or smaller by a point."""
        self.resize_text(min(max(round(self._theme.points) + step, LEAST_POINTS), MOST_POINTS))

    def resize_text(self, points: int) -> None:
        """Make ordinary words this large; 0: as the system has them."""
        self._theme.resize_text(points)
        self._settings.text_points = points
        self._settings.save()

    def choose_language(self, language: Language) -> None:
        """Keep the language; what is shown already stays as it is."""
        self._settings.language = language
        self._settings.save()
        QMessageBox.information(
            self.parentWidget(),
            self.tr("Language"),
            self.tr("Duskline speaks the chosen language from its next start on."),
        )

    def _add_themes(self) -> None:
        group = QActionGroup(self)
        themes: tuple[tuple[Theme, str], ...] = (
            ("system", self.tr("&As the system")),
            ("light", self.tr("&Light")),
            ("dark", self.tr("&Dark")),
            ("contrast", self.tr("&High contrast")),
        )
        for theme, text in themes:
            action = wear(self.addAction(text), self._keys, f"theme-{theme}")
            action.setCheckable(True)
            action.setChecked(self._theme.theme == theme)
            action.triggered.connect(lambda _=False, theme=theme: self.choose_theme(theme))
            group.addAction(action)

    def _add_languages(self, menu: QMenu) -> None:
        group = QActionGroup(self)
        languages: tuple[tuple[Language, str], ...] = (
            ("system", self.tr("As the &system")),
            ("en", "&English"),  # by their own names, which whoever looks for them can read
            ("de", "&Deutsch"),
        )
        for language, text in languages:
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setChecked(self._settings.language == language)
            action.triggered.connect(lambda _=False, to=language: self.choose_language(to))
            group.addAction(action)

    def _action(self, text: str, name: str, act: Callable[[], object]) -> QAction:
        action = wear(self.addAction(text), self._keys, name)
        action.triggered.connect(lambda _=False: act())
        return action
