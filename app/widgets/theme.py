"""One visual language: the colours of the themes, the size of words, how they are put on."""

import re
from dataclasses import asdict, dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from app.settings.app_settings import Theme
from app.settings.resource_paths import icon_path, style_sheet_path
from app.widgets.text_scale import BASE_POINTS, LEAST_POINTS, MOST_POINTS
from cba_core.domain.footage import Modality


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """Named by what they are for. Text on any ground has a contrast of 4.5 or more."""

    window: str
    surface: str
    sunken: str
    hover: str
    selected: str
    line: str
    hairline: str
    edge: str  # borders of things that can be operated
    text: str
    muted: str
    faint: str  # disabled
    accent: str
    accent_hover: str
    on_accent: str
    danger: str
    danger_tint: str
    visible: str
    visible_tint: str
    infrared: str
    infrared_tint: str
    mat: str  # behind pictures
    video_mat: str
    on_video: str  # words in the place of a picture: dark in both themes
    on_video_muted: str

    def modality(self, modality: Modality) -> str:
        """Ink of a modality; its icon and word stand beside it, never the colour alone."""
        return self.visible if modality is Modality.VISIBLE else self.infrared

    def modality_tint(self, modality: Modality) -> str:
        """Ground of a modality's badge."""
        return self.visible_tint if modality is Modality.VISIBLE else self.infrared_tint


LIGHT = Colours(
    window="#f5f4f1",
    surface="#ffffff",
    sunken="#edebe6",
    hover="#efede8",
    selected="#dfe9f3",
    line="#dfdcd4",
    hairline="#f0eeea",
    edge="#8a867e",
    text="#1d2228",
    muted="#5b636d",
    faint="#9a9ea4",
    accent="#23598a",
    accent_hover="#1c4a74",
    on_accent="#ffffff",
    danger="#a3322a",
    danger_tint="#f8e7e4",
    visible="#8a5200",
    visible_tint="#fbefd9",
    infrared="#6440a0",
    infrared_tint="#eee6f9",
    mat="#e5e2db",
    video_mat="#20242a",
    on_video="#e6e8ea",
    on_video_muted="#a0a8b2",
)
DARK = Colours(
    window="#15181c",
    surface="#1c2025",
    sunken="#23282e",
    hover="#272d34",
    selected="#24394d",
    line="#2e343b",
    hairline="#242930",
    edge="#6a7480",
    text="#e6e8ea",
    muted="#a0a8b2",
    faint="#646c76",
    accent="#82b4e3",
    accent_hover="#9ac4ec",
    on_accent="#0d1a26",
    danger="#f09288",
    danger_tint="#3d2523",
    visible="#ecbb62",
    visible_tint="#3a2f18",
    infrared="#c0a4f0",
    infrared_tint="#30264a",
    mat="#0f1215",
    video_mat="#0c0e10",
    on_video="#e6e8ea",
    on_video_muted="#a0a8b2",
)

CONTRAST = Colours(
    window="#000000",
    surface="#0a0a0a",
    sunken="#1a1a1a",
    hover="#2b2b2b",
    selected="#00395c",
    line="#8c8c8c",
    hairline="#5c5c5c",
    edge="#ffffff",
    text="#ffffff",
    muted="#e0e0e0",
    faint="#a6a6a6",
    accent="#ffd83d",
    accent_hover="#ffe680",
    on_accent="#000000",
    danger="#ffb3ab",
    danger_tint="#3a0c08",
    visible="#ffd27a",
    visible_tint="#2e2000",
    infrared="#dcc8ff",
    infrared_tint="#24103f",
    mat="#000000",
    video_mat="#000000",
    on_video="#ffffff",
    on_video_muted="#e0e0e0",
)
"""Every text on any ground has a contrast of 7 or more, borders of what is operated as well."""


class ThemeKeeper(QObject):
    """Puts the theme on the application and follows the system where it is asked to."""

    changed = Signal(Colours)

    def __init__(self, application: QApplication, theme: Theme, *, text_points: int = 0) -> None:
        """`text_points`: of ordinary words; 0 as the system has them, but not below 10."""
        super().__init__()
        self._application = application
        self._theme: Theme = theme
        self.colours = LIGHT
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._follow_system)
        application.setStyle("Fusion")
        self._own_points = max(application.font().pointSizeF(), BASE_POINTS)
        self._text_points = text_points
        self._put_on()

    @property
    def theme(self) -> Theme:
        """What the person chose."""
        return self._theme

    def choose(self, theme: Theme) -> None:
        """Put another theme on."""
        self._theme = theme
        self._put_on()

    @property
    def points(self) -> float:
        """Of ordinary words."""
        if not self._text_points:
            return self._own_points
        return float(min(max(self._text_points, LEAST_POINTS), MOST_POINTS))

    def resize_text(self, text_points: int) -> None:
        """Show all words larger or smaller; 0 as the system has them."""
        self._text_points = text_points
        self._put_on()

    def _follow_system(self) -> None:
        if self._theme == "system":
            self._put_on()

    def _put_on(self) -> None:
        is_dark = self._theme == "dark" or (
            self._theme == "system"
            and QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
        )
        self.colours = CONTRAST if self._theme == "contrast" else DARK if is_dark else LIGHT
        self._application.setStyleSheet("")  # to replace a sheet takes ten times as long
        self._application.setPalette(_palette(self.colours))
        font = QFont(self._application.font())
        font.setPointSizeF(self.points)
        self._application.setFont(font)
        self._application.setStyleSheet(_style_sheet(self.colours, self.points))
        self.changed.emit(self.colours)


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    for role, colour in (
        (QPalette.ColorRole.Window, colours.window),
        (QPalette.ColorRole.Base, colours.surface),
        (QPalette.ColorRole.AlternateBase, colours.window),
        (QPalette.ColorRole.Button, colours.surface),
        (QPalette.ColorRole.ToolTipBase, colours.surface),
        (QPalette.ColorRole.WindowText, colours.text),
        (QPalette.ColorRole.Text, colours.text),
        (QPalette.ColorRole.ButtonText, colours.text),
        (QPalette.ColorRole.ToolTipText, colours.text),
        (QPalette.ColorRole.PlaceholderText, colours.muted),
        (QPalette.ColorRole.Highlight, colours.accent),
        (QPalette.ColorRole.HighlightedText, colours.on_accent),
        (QPalette.ColorRole.Link, colours.accent),
        (QPalette.ColorRole.Mid, colours.line),
    ):
        palette.setColor(role, QColor(colour))
    for role in (
        QPalette.ColorRole.Text,
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.faint))
    return palette


def _style_sheet(colours: Colours, points: float) -> str:
    tokens = asdict(colours)
    tokens |= {"title_size": f"{2 * points:g}pt", "heading_size": f"{1.2 * points:g}pt"}
    for name, drawing, ink in (
        ("down", "chevron-down", colours.muted),
        ("up", "chevron-up", colours.muted),
        ("tick", "tick", colours.on_accent),
    ):
        path = _tinted_file(drawing, ink).as_posix()
        # it stands between double quotes
        tokens[f"icon_{name}"] = path.replace("\\", "\\\\").replace('"', '\\"')
    text = style_sheet_path().read_text("utf-8")
    return re.sub(r"@([a-z_]+)", lambda found: tokens[found[1]], text)


def _tinted_file(name: str, colour: str) -> Path:
    """A drawing in another colour as a file, which is all that style sheets take."""
    cache = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericCacheLocation)
    folder = Path(cache) / "duskline" / "icons"
    file = folder / f"{name}-{colour.removeprefix('#')}.svg"
    if not file.exists():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file.write_text(icon_path(name).read_text("utf-8").replace("#000", colour), "utf-8")
        except OSError:
            return icon_path(name)  # the untinted one: a disk that is full costs a colour only
    return file
