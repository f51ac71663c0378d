"""The lines below a picture that tell its time."""

from datetime import tzinfo
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from app.engine_link.engine import SourceTime
from app.engine_link.reel import ShownFrame
from app.viewmodels.frame_times import RECKONED, FrameTimes, Run, frame_times
from app.widgets.theme import ThemeKeeper


class FrameTimeLine(QLabel):
    """Corrected time and what it rests on, recorder time, and where in the file (U14, U15)."""

    def __init__(self, theme: ThemeKeeper, zone: tzinfo, *, with_place: bool = True) -> None:
        super().__init__()
        self._theme = theme
        self._zone = zone
        self._with_place = with_place
        self._told: FrameTimes | None = None
        self.setObjectName("muted")
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        theme.changed.connect(self._draw)

    @property
    def told(self) -> str:
        """What stands there, as plain text."""
        return "" if self._told is None else self._told.text

    def show_frame(self, frame: ShownFrame, source: SourceTime) -> None:
        """Tell a frame's time."""
        self._told = frame_times(frame, source, self._zone)
        self.setToolTip(self._told.hint)
        self._draw()

    def clear(self) -> None:
        """Tell nothing."""
        self._told = None
        self.setToolTip("")
        self._draw()

    def _draw(self) -> None:
        told = self._told
        self.setAccessibleName(self.told)
        if told is None:
            self.setText("")
            return
        ink = self._theme.colours.text
        parts = [self._part((Run(told.basis),)), self._part(told.recorder)]
        if told.corrected:
            strong = (
                f'<span style="color:{ink}; font-weight:600">{self._part(told.corrected)}</span>'
            )
            parts.insert(0, strong)
        rows = [parts]
        if self._with_place:
            rows.append([self._part(row) for row in told.place])
        self.setText("<br>".join(" · ".join(part for part in row if part) for row in rows))

    def _part(self, row: tuple[Run, ...]) -> str:
        """One part as markup that is not broken within."""
        return "".join(self._run(run) for run in row)

    def _run(self, run: Run) -> str:
        text = escape(run.text).replace(" ", "&nbsp;")
        if not run.is_reckoned:
            return text
        return f'<span style="color:{self._theme.colours.danger}">{RECKONED}{text}</span>'
