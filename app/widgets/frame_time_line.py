"""The lines below a picture that tell its time."""

from datetime import tzinfo
from html import escape
from typing import TypeAlias

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from app.engine_link.reel import ShownFrame
from app.viewmodels.frame_times import RECKONED, FrameTimes, Run, frame_times, text_of
from app.widgets.theme import ThemeKeeper
from cba_core.domain.time_facts import SourceTime

_WIDE_PX = 380
"""Below this width dates and the time stamp are left to the tool-tip: three lines stay three."""

_Rows: TypeAlias = tuple[tuple[Run, ...], str, tuple[Run, ...], tuple[tuple[Run, ...], ...]]


class FrameTimeLine(QLabel):
    """Corrected time and what it rests on, recorder time, and where in the file (U14, U15)."""

    def __init__(self, theme: ThemeKeeper, zone: tzinfo) -> None:
        super().__init__()
        self._theme = theme
        self._zone = zone
        self._told: FrameTimes | None = None
        self._shown: _Rows | None = None
        self.setObjectName("muted")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        theme.changed.connect(self._draw)

    @property
    def told(self) -> str:
        """What is told, whole, as plain text."""
        return "" if self._told is None else self._told.text

    def show_frame(self, frame: ShownFrame, source: SourceTime) -> None:
        """Tell a frame's time."""
        self._told = frame_times(frame, source, self._zone)
        self._draw()

    def clear(self) -> None:
        """Tell nothing."""
        self._told = None
        self._draw()

    def sizeHint(self) -> QSize:
        """As high as it is at its width; Qt guesses at what width it will be, and may be wrong."""
        return QSize(super().sizeHint().width(), self.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell more or less of it."""
        super().resizeEvent(event)
        if self._told is not None and self._rows(self._told) != self._shown:
            self._draw()

    def _draw(self) -> None:
        told = self._told
        self.setAccessibleName(self.told)
        self.setToolTip("" if told is None else "\n".join(filter(None, (told.text, told.hint))))
        if told is None:
            # as high as what will stand here, so that the picture does not jump
            self.setText("&nbsp;<br>&nbsp;<br>&nbsp;")
            return
        corrected, basis, recorder, place = self._shown = self._rows(told)
        first = [self._part((Run(basis),))]
        if corrected:
            style = f"color:{self._theme.colours.text}; font-weight:600"
            first.insert(0, f'<span style="{style}">{self._part(corrected)}</span>')
        lines = (first, [self._part(recorder)], [self._part(part) for part in place])
        self.setText("<br>".join(" · ".join(line) for line in lines))

    def _rows(self, told: FrameTimes) -> _Rows:
        """As much of it as three lines hold."""
        if self.width() >= _WIDE_PX:
            return told.corrected, told.basis, told.recorder, told.place
        place = told.short_place
        line = " · ".join(map(text_of, place))
        if self.fontMetrics().horizontalAdvance(line) > self.width():
            place = told.least_place
        return told.clock, told.short_basis, told.recorder_clock, place

    def _part(self, row: tuple[Run, ...]) -> str:
        """One part as markup that is not broken within."""
        return "".join(self._run(run) for run in row)

    def _run(self, run: Run) -> str:
        text = escape(run.text).replace(" ", "&nbsp;")
        if not run.is_reckoned:
            return text
        return f'<span style="color:{self._theme.colours.danger}">{RECKONED}{text}</span>'
