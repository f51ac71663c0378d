"""The only place that knows where resources/ lies."""

from pathlib import Path

_RESOURCES = Path(__file__).parents[2] / "resources"


def icon_path(name: str) -> Path:
    """The SVG drawing called `name`."""
    return _RESOURCES / "icons" / f"{name}.svg"


def style_sheet_path() -> Path:
    """The style sheet, with @tokens in the place of colours."""
    return _RESOURCES / "qss" / "duskline.qss"


def translation_path(language: str) -> Path:
    """The texts of the window in `language`, as Qt reads them."""
    return _RESOURCES / "translations" / f"duskline_{language}.qm"
