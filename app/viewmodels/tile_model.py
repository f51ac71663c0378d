"""Tracklets as tiles: what gallery and candidates have in common."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.viewmodels import wording
from app.viewmodels.thumbnail_cache import ThumbnailCache
from app.viewmodels.tile_roles import TileRole
from cba_core.domain.decisions import Verdict
from cba_core.domain.ids import TrackletId
from cba_core.domain.tracklets import Tracklet

Index = QModelIndex | QPersistentModelIndex
_WORDS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


class TileModel(QAbstractListModel):
    """Rows of tracklets; holds records, never pixmaps."""

    def __init__(
        self, thumbnails: ThumbnailCache, zone: tzinfo, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails
        self._zone = zone
        self._rows: list[Tracklet] = []
        self._row_of_cover: dict[Path, int] = {}
        thumbnails.loaded.connect(self._on_thumbnail)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        """Rows that are loaded."""
        return 0 if parent.isValid() else len(self._rows)

    def data(  # noqa: C901, PLR0911  (one return a role)
        self,
        index: Index,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401  (Qt's signature)
        """One fact of a tile."""
        if not index.isValid() or not 0 <= index.row() < self.rowCount():
            return None
        tracklet = self.held(index.row())
        if tracklet is None:
            return self._spoken_unread(index.row()) if role in _WORDS else None
        match role:
            case TileRole.TRACKLET:
                return tracklet
            case TileRole.COVER:
                return self._thumbnails.image(tracklet.cover)
            case TileRole.TITLE | Qt.ItemDataRole.DisplayRole:
                return tracklet.camera
            case TileRole.SUBTITLE:
                return wording.tracklet_tile_time_text(tracklet, self._zone)
            case TileRole.RANK:
                return self._rank(index.row())
            case TileRole.RANK_BEFORE:
                return self._rank_before(index.row())
            case TileRole.VERDICT:
                return self._verdict(index.row())
            case TileRole.IS_MARKED:
                return self._is_marked(index.row())
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(index.row(), tracklet)
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(
                    (
                        f"{tracklet.label} · {tracklet.camera}",
                        wording.modality_text(tracklet.modality, tracklet.kind),
                        wording.tracklet_time_text(tracklet, self._zone),
                        wording.tracklet_span_text(tracklet),
                        *self._hints(index.row()),
                    )
                )
        return None

    def tracklet(self, row: int) -> Tracklet:
        """The tracklet of a row."""
        return self._rows[row]

    def held(self, row: int) -> Tracklet | None:
        """The tracklet of a row, if its facts are read."""
        return self._rows[row]

    def row_of(self, identifier: TrackletId) -> int | None:
        """Where a tracklet stands, if it is loaded."""
        return next((row for row, held in enumerate(self._rows) if held.id == identifier), None)

    def _rank(self, row: int) -> int | None:
        return None

    def _rank_before(self, row: int) -> int | None:
        return None

    def _verdict(self, row: int) -> Verdict | None:
        return None

    def _is_marked(self, row: int) -> bool:
        return False

    def _hints(self, row: int) -> Sequence[str]:
        """More lines of the tool-tip."""
        return ()

    def _spoken(self, row: int, tracklet: Tracklet) -> str:
        facts = self._spoken_facts(tracklet)
        return self.tr("tracklet {row} of {total}, {facts}").format(
            row=row + 1, total=self.rowCount(), facts=facts
        )

    def _spoken_unread(self, row: int) -> str:
        return self.tr("tracklet {row} of {total}, being read").format(
            row=row + 1, total=self.rowCount()
        )

    def _spoken_facts(self, tracklet: Tracklet) -> str:
        return self.tr("camera {camera}, {modality}, {time}").format(
            camera=tracklet.camera,
            modality=wording.modality_text(tracklet.modality, tracklet.kind),
            time=wording.tracklet_time_text(tracklet, self._zone, with_date=False),
        )

    def _replace(self, rows: list[Tracklet]) -> None:
        self.beginResetModel()
        self._rows = rows
        self._row_of_cover = {}
        self._note_covers(0)
        self.endResetModel()

    def _append(self, rows: list[Tracklet]) -> None:
        if not rows:
            return
        first = len(self._rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self._rows.extend(rows)
        self._note_covers(first)
        self.endInsertRows()

    def _refresh(self, fresh: Mapping[TrackletId, Tracklet]) -> None:
        """Show new facts in the rows that are shown and take out those that `fresh` lacks.

        No row is added, so that views keep their place, selection and focus.
        """
        last = len(self._rows) - 1
        while last >= 0:
            if self._rows[last].id in fresh:
                last -= 1
                continue
            first = last
            while first > 0 and self._rows[first - 1].id not in fresh:
                first -= 1
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self._rows_removed(first, last)
            self.endRemoveRows()
            last = first - 1
        self._row_of_cover = {}
        for row, held in enumerate(self._rows):
            if held != fresh[held.id]:
                self._rows[row] = fresh[held.id]
                self.dataChanged.emit(self.index(row), self.index(row))
        self._note_covers(0)

    def _rows_removed(self, first: int, last: int) -> None:
        """For models that hold more than tracklets of each row."""

    def _note_covers(self, first: int) -> None:
        for row in range(first, len(self._rows)):
            cover = self._rows[row].cover
            if cover is not None:
                self._row_of_cover[cover] = row

    def _on_thumbnail(self, path: Path) -> None:
        row = self._row_of_cover.get(path)
        if row is not None:
            index = self.index(row)
            self.dataChanged.emit(index, index, [int(TileRole.COVER)])
