"""The footage of a case as a table; Evidence and Index show different columns of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import tzinfo
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from app.engine_link.engine_texts import engine_text
from app.viewmodels import wording
from app.viewmodels.folders import telling_folders
from cba_core.domain.footage import Footage, FootageState
from cba_core.domain.ids import FootageId
from cba_core.domain.progress import Progress
from cba_core.domain.time_facts import SourceTime

if TYPE_CHECKING:
    from pathlib import Path

Index = QModelIndex | QPersistentModelIndex


class FootageColumn(IntEnum):
    """What stands in which column."""

    NAME = 0
    CAMERA = 1
    MODALITY = 2
    START = 3
    DURATION = 4
    CODEC = 5
    SIZE = 6
    STATE = 7
    PROGRESS = 8
    CLOCK = 9


class FootageRole(IntEnum):
    """What delegates and sorting need beyond the text."""

    FOOTAGE = Qt.ItemDataRole.UserRole + 1
    SORT = Qt.ItemDataRole.UserRole + 2
    PROGRESS = Qt.ItemDataRole.UserRole + 3  # Progress | None
    FOLDER = Qt.ItemDataRole.UserRole + 4  # str: what tells it from files of the same name
    WARNING = Qt.ItemDataRole.UserRole + 5  # str: what the last run remarked on the file


class FootageTableModel(QAbstractTableModel):
    """One row per file, in the order of adding."""

    def __init__(self, zone: tzinfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._zone = zone
        self._rows: list[Footage] = []
        self._paths: list[Path] = []
        self._folders: dict[Path, str] = {}
        self._progress: dict[FootageId, Progress] = {}
        self._warnings: dict[FootageId, str] = {}
        self._sources: dict[FootageId, SourceTime] = {}
        self._turns: dict[FootageId, str] = {}

    def show_clocks(self, sources: Sequence[SourceTime]) -> None:
        """What is known of the files' clocks."""
        before, self._sources = self._sources, {one.footage.id: one for one in sources}
        for row, footage in enumerate(self._rows):
            if before.get(footage.id) != self._sources.get(footage.id):
                self._tell(row)

    def show_turns(self, turns: Mapping[FootageId, int], put_first: Collection[FootageId]) -> None:
        """When it is the turn of each file that waits, and which were put first."""
        said = {
            one: (
                self.tr("turn {turn}, put first") if one in put_first else self.tr("turn {turn}")
            ).format(turn=turn)
            for one, turn in turns.items()
        }
        if said != self._turns:
            self._turns = said
            for row in range(len(self._rows)):
                self._tell(row)

    def show(self, footage: Sequence[Footage]) -> None:
        """Take over a new state; rows that stay keep their place, selection and focus."""
        paths = [held.path for held in footage]
        is_told_anew = False
        if paths != self._paths:
            folders = telling_folders(paths)
            is_told_anew = folders != self._folders
            self._paths, self._folders = paths, folders
        kept = len(self._rows)
        same = [held.id for held in self._rows] == [new.id for new in footage[:kept]]
        if not same:
            self.beginResetModel()
            self._rows = list(footage)
            self.endResetModel()
            return
        changed = [row for row in range(kept) if is_told_anew or self._rows[row] != footage[row]]
        self._rows[:] = footage[:kept]
        for row in changed:
            self._tell(row)
        if len(footage) > kept:
            self.beginInsertRows(QModelIndex(), kept, len(footage) - 1)
            self._rows.extend(footage[kept:])
            self.endInsertRows()

    def show_progress(self, footage_id: int, progress: Progress) -> None:
        """How far a job has come with one file."""
        self._progress[FootageId(footage_id)] = progress
        for row, footage in enumerate(self._rows):
            if footage.id == footage_id:
                self._tell(row)

    def show_warnings(self, warnings: Mapping[FootageId, str]) -> None:
        """What a run remarked on files, until the next run."""
        self._warnings = dict(warnings)
        for row in range(len(self._rows)):
            self._tell(row)

    def forget_progress(self) -> None:
        """No job runs any more."""
        self._progress.clear()
        if self._rows:
            self.dataChanged.emit(
                self.index(0, FootageColumn.PROGRESS),
                self.index(len(self._rows) - 1, FootageColumn.PROGRESS),
            )

    def footage(self, row: int) -> Footage:
        """The file of a row."""
        return self._rows[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        """Files."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008  (Qt's signature)
        """Columns, shown or not."""
        return 0 if parent.isValid() else len(FootageColumn)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401  (Qt's signature)
        """Names of columns, aligned as what stands below them."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(FootageColumn(section))
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return {
            FootageColumn.NAME: self.tr("File"),
            FootageColumn.CAMERA: self.tr("Camera"),
            FootageColumn.MODALITY: self.tr("Modality"),
            FootageColumn.START: self.tr("Time at start"),
            FootageColumn.CLOCK: self.tr("Clock"),
            FootageColumn.CODEC: self.tr("Codec"),
            FootageColumn.SIZE: self.tr("Size"),
            FootageColumn.DURATION: self.tr("Duration"),
            FootageColumn.STATE: self.tr("State"),
            FootageColumn.PROGRESS: self.tr("Progress"),
        }[FootageColumn(section)]

    def data(  # noqa: C901, PLR0911  (one return a role)
        self,
        index: Index,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401  (Qt's signature)
        """One fact of a file."""
        if not index.isValid() or not 0 <= index.row() < len(self._rows):
            return None
        footage = self._rows[index.row()]
        column = FootageColumn(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self._text(footage, column)
            case Qt.ItemDataRole.ToolTipRole:
                return self._hint(footage, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return _alignment(column)
            case FootageRole.FOOTAGE:
                return footage
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(footage, column)
            case FootageRole.FOLDER:
                return self._folder(footage, column)
            case FootageRole.WARNING:
                return self._warnings.get(footage.id, "")
            case FootageRole.PROGRESS:
                return self._progress.get(footage.id)
            case FootageRole.SORT:
                return self._sort_key(footage, column)
        return None

    def _text(  # noqa: C901, PLR0911  (one case a column)
        self, footage: Footage, column: FootageColumn
    ) -> str:
        match column:
            case FootageColumn.NAME:
                return footage.name
            case FootageColumn.CAMERA:
                return footage.camera
            case FootageColumn.MODALITY:
                return wording.footage_modality_text(footage)
            case FootageColumn.START:
                if footage.start_time is None:
                    return self.tr("not told")
                return wording.time_text(footage.start_time, self._zone)
            case FootageColumn.CLOCK:
                return wording.clock_text(self._sources.get(footage.id))
            case FootageColumn.CODEC:
                return footage.facts.codec
            case FootageColumn.SIZE:
                return wording.size_text(footage.size_bytes)
            case FootageColumn.DURATION:
                return wording.duration_text(footage.facts.duration_s)
            case FootageColumn.STATE:
                return wording.state_text(footage)
            case FootageColumn.PROGRESS:
                return self._progress_text(footage)

    def _folder(self, footage: Footage, column: FootageColumn) -> str:
        return self._folders.get(footage.path, "") if column is FootageColumn.NAME else ""

    def _spoken(self, footage: Footage, column: FootageColumn) -> str:
        text, folder = self._text(footage, column), self._folder(footage, column)
        return self.tr("{name} in {folder}").format(name=text, folder=folder) if folder else text

    def _progress_text(self, footage: Footage) -> str:
        text, turn = self._progress_words(footage), self._turns.get(footage.id)
        return f"{text} · {turn}" if turn else text

    def _progress_words(self, footage: Footage) -> str:
        progress = self._progress.get(footage.id)
        if footage.state is FootageState.FAILED:
            return engine_text(footage.failure or "") or wording.state_text(footage)
        if progress is None or footage.state is FootageState.INDEXED:
            warning = engine_text(self._warnings.get(footage.id, ""))
            state = wording.state_text(footage)
            return f"{state} · {warning}" if warning else state
        if footage.id in self._turns:  # it gave way to another; what was done is kept
            return wording.state_text(footage)
        return " · ".join(wording.rate_parts(progress)) or engine_text(progress.step)

    def _hint(self, footage: Footage, column: FootageColumn) -> str:
        facts = footage.facts
        match column:
            case FootageColumn.NAME:
                return f"{footage.path}\nSHA-256 {footage.sha256}"
            case FootageColumn.CODEC:
                rate = "" if facts.frame_rate is None else f", {wording.frame_rate_text(facts)}"
                return f"{facts.codec}, {facts.width_px}x{facts.height_px}{rate}"
            case FootageColumn.CLOCK:
                return wording.clock_sentence(self._sources.get(footage.id))
            case FootageColumn.STATE | FootageColumn.PROGRESS:
                return engine_text(
                    footage.failure or self._warnings.get(footage.id, "")
                ) or wording.state_text(footage)
            case _:
                return self._text(footage, column)

    def _sort_key(self, footage: Footage, column: FootageColumn) -> str | float:
        match column:
            case FootageColumn.SIZE:
                return float(footage.size_bytes)
            case FootageColumn.DURATION:
                return -1.0 if footage.facts.duration_s is None else footage.facts.duration_s
            case FootageColumn.START:
                return -1.0 if footage.start_time is None else footage.start_time.timestamp()
            case FootageColumn.NAME:
                return f"{footage.name}\0{footage.path.parent}".casefold()
            case _:
                return self._text(footage, column).casefold()

    def _tell(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(FootageColumn) - 1))


def _alignment(column: FootageColumn) -> Qt.AlignmentFlag:
    is_number = column in (FootageColumn.SIZE, FootageColumn.DURATION)
    side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
