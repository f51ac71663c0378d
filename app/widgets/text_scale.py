"""How much larger than usual words are, for what is painted by hand and measured in pixels."""

from PySide6.QtGui import QGuiApplication

BASE_POINTS = 10.0
"""For which measures in pixels were chosen."""
LEAST_POINTS, MOST_POINTS = 9, 14


def text_scale() -> float:
    """1 where words have their usual size."""
    return QGuiApplication.font().pointSizeF() / BASE_POINTS


def side_px(usual: int, room: int) -> int:
    """Width of a column at the side: more where words are larger, a third of the room at most."""
    return max(usual, min(scaled(usual), room // 3))


def scaled(px: float) -> int:
    """A height or width that holds words, px."""
    return round(px * max(text_scale(), 1.0))
