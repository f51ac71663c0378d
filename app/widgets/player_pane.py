"""One player: whose footage, the frame, the scrubber, the buttons, the time."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta, tzinfo
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.engine_link.clip_player import ClipPlayer
from app.engine_link.failure_bus import Failure
from app.engine_link.reel import ShownFrame
from app.viewmodels import wording
from app.widgets.frame_view import FrameView
from app.widgets.icons import icon
from app.widgets.labels import ElidedLabel, label
from app.widgets.modality_badge import ModalityBadge
from app.widgets.player_problem import PlayerProblem
from app.widgets.scrubber import Scrubber
from app.widgets.theme import ThemeKeeper
from cba_core.domain.errors import CbaError, FootageMissingError
from cba_core.domain.ids import FootageId
from cba_core.domain.tracklets import Tracklet

_MS = 1000
_Act = Callable[[], object]
_SKIP_S = 1.0
_UNBROKEN = "\N{NO-BREAK SPACE}"


class PlayerPane(QWidget):
    """Shows what a `ClipPlayer` plays and operates it."""

    find_wanted = Signal()
    """The person wants footage that is not where it was to be looked for elsewhere."""

    def __init__(
        self, player: ClipPlayer, theme: ThemeKeeper, zone: tzinfo, *, name: str, empty: str
    ) -> None:
        super().__init__()
        self._player = player
        self._theme = theme
        self._zone = zone
        self._empty = empty
        self._not_found: dict[FootageId, Path] = {}
        self.setAccessibleName(name)
        self._name = label(name, "strong")
        self._facts = ElidedLabel("muted")
        self._badge = ModalityBadge(theme)
        self._view = FrameView(theme)
        self._view.setAccessibleName(name)
        self._scrubber = Scrubber(theme)
        self._scrubber.setAccessibleName(
            self.tr("Position in the footage, {name}").format(name=name)
        )
        self.time = label("", "muted", wraps=True)
        self._back = self._button(self.tr("Previous frame"), self.tr("Frame back  ,"))
        self._play = self._button(self.tr("Play"), self.tr("Play or pause  Space"))
        self._forward = self._button(self.tr("Next frame"), self.tr("Frame forward  ."))
        self._arrange()
        self._view.problem.find_wanted.connect(self.find_wanted)
        self._view.problem.again_wanted.connect(player.try_again)
        self._scrubber.wanted.connect(lambda value: player.seek(value / _MS))
        self._back.clicked.connect(player.step_backward)
        self._play.clicked.connect(player.toggle)
        self._forward.clicked.connect(player.step_forward)
        player.opened.connect(self._on_opened)
        player.failed.connect(self._on_failed)
        player.frame_shown.connect(self._on_frame)
        player.state_changed.connect(self._draw_icons)
        theme.changed.connect(self._draw_icons)
        self._draw_icons()
        self._on_opened()

    @property
    def player(self) -> ClipPlayer:
        """What it operates."""
        return self._player

    @property
    def scrubber(self) -> Scrubber:
        """Where the keyboard's focus rests."""
        return self._scrubber

    @property
    def picture_size(self) -> QSize:
        """Room for the frame, px."""
        return self._view.size()

    @property
    def problem(self) -> PlayerProblem:
        """What it tells when there is nothing to play."""
        return self._view.problem

    def show_finding(self, *, is_finding: bool) -> None:
        """Say whether missing files are being looked for."""
        self.problem.show_finding(is_finding=is_finding)

    def show_found(self, not_found: Mapping[FootageId, Path]) -> None:
        """Missing files were looked for: try again, and say of these where they are not."""
        self._not_found.update(not_found)
        if self.problem.isVisibleTo(self):
            self._player.try_again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of every player."""
        actions: dict[int, _Act] = {
            Qt.Key.Key_Left: lambda: self._player.skip(-_SKIP_S),
            Qt.Key.Key_Right: lambda: self._player.skip(_SKIP_S),
            Qt.Key.Key_Space: self._player.toggle,
            Qt.Key.Key_Comma: self._player.step_backward,
            Qt.Key.Key_Period: self._player.step_forward,
        }
        action = actions.get(event.key())
        if action is None or event.modifiers():
            super().keyPressEvent(event)
        else:
            action()

    def _button(self, name: str, hint: str) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(name)
        button.setToolTip(hint)
        button.setIconSize(QSize(20, 20))
        return button

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._name)
        head.addWidget(self._facts, 1)
        head.addWidget(self._badge)
        transport = QHBoxLayout()
        transport.setSpacing(2)
        for button in (self._back, self._play, self._forward):
            transport.addWidget(button)
        transport.addSpacing(6)
        transport.addWidget(self._scrubber, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self._view, 1)
        layout.addLayout(transport)
        layout.addWidget(self.time)
        self._scrubber.installEventFilter(self)

    def eventFilter(self, watched: object, event: object) -> bool:
        """The focused slider leaves its arrow keys to the player, which moves by real seconds."""
        if watched is self._scrubber and isinstance(event, QKeyEvent):
            is_press = event.type() is QKeyEvent.Type.KeyPress
            if is_press and event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
                self.keyPressEvent(event)
                return True
        return False

    def _on_opened(self) -> None:
        tracklet = self._player.tracklet
        is_open = self._player.is_open
        self._enable()
        self._badge.show_modality(
            None if tracklet is None else tracklet.modality,
            None if tracklet is None else tracklet.kind,
        )
        self._facts.show_text("" if tracklet is None else f"{tracklet.label} · {tracklet.camera}")
        self.time.clear()
        self._view.show_words(self.tr("Opening the footage…") if is_open else self._empty)
        if tracklet is not None:
            self._scrubber.show_stretch(
                int(self._player.first_s * _MS),
                int(self._player.last_s * _MS),
                (int(tracklet.start_s * _MS), int(tracklet.end_s * _MS)),
            )

    def _enable(self) -> None:
        for widget in (self._scrubber, self._back, self._play, self._forward):
            widget.setEnabled(self._player.is_open)

    def _on_failed(self, problem: CbaError) -> None:
        self._enable()
        tracklet = self._player.tracklet
        is_missing = isinstance(problem, FootageMissingError)
        failure = Failure.of(problem)
        folder = None if tracklet is None else self._not_found.get(tracklet.footage_id)
        if is_missing and folder is not None:
            remedy = self.tr(
                "It was not found below {folder}. Plug the medium in again, or press Find moved "
                "files… and choose another folder."
            ).format(folder=folder)
            failure = replace(failure, remedy=remedy)
        self._view.show_problem(failure, offers_search=is_missing)

    def _on_frame(self, frame: ShownFrame) -> None:
        tracklet = self._player.tracklet
        if tracklet is None:
            return
        self._view.show_frame(frame, tracklet.modality)
        if not self._scrubber.isSliderDown():
            # where the last wish leads, lest the next key counts from a frame on the way there
            self._scrubber.setValue(round(self._player.position_s * _MS))
        self.time.setText(self._time_text(tracklet, frame))

    def _time_text(self, tracklet: Tracklet, frame: ShownFrame) -> str:
        """The frame's number first: it holds also where nobody told the recorder's time."""
        moment = tracklet.start_time
        if moment is not None:
            moment += timedelta(seconds=frame.time_s - tracklet.start_s)
        parts = (
            self.tr("frame {index}").format(index=f"{frame.index:,}"),
            self.tr("{offset} in file").format(
                offset=wording.offset_text(frame.time_s, precise=True)
            ),
            self.tr("recorder time not told")
            if moment is None
            else wording.time_text(moment, self._zone),
        )
        return " · ".join(part.replace(" ", _UNBROKEN) for part in parts)

    def _draw_icons(self) -> None:
        colours = self._theme.colours
        play = "pause" if self._player.is_playing else "play"
        for button, drawing in (
            (self._back, "step-back"),
            (self._play, play),
            (self._forward, "step-forward"),
        ):
            button.setIcon(icon(drawing, colours.text, colours.faint))
        self._play.setAccessibleName(
            self.tr("Pause") if self._player.is_playing else self.tr("Play")
        )
