"""What a tile of a gallery knows about itself."""

from enum import IntEnum

from PySide6.QtCore import Qt


class TileRole(IntEnum):
    """Roles of gallery and candidate models; both are painted alike."""

    TRACKLET = Qt.ItemDataRole.UserRole + 1  # Tracklet
    COVER = Qt.ItemDataRole.UserRole + 2  # QImage, null where unreadable; None while loading
    TITLE = Qt.ItemDataRole.UserRole + 3  # str
    SUBTITLE = Qt.ItemDataRole.UserRole + 4  # str
    RANK = Qt.ItemDataRole.UserRole + 5  # int | None
    VERDICT = Qt.ItemDataRole.UserRole + 6  # Verdict | None
    RANK_BEFORE = Qt.ItemDataRole.UserRole + 7  # int | None, where accepted ones ranked again
    IS_MARKED = Qt.ItemDataRole.UserRole + 8  # bool
