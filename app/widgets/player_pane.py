"""One player: whose footage, the frame, the scrubber, the buttons, the time."""

from collections.abc import Callable
from datetime import timedelta, tzinfo

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.engine_link.clip_player import ClipPlayer
from app.engine_link.reel import ShownFrame
from app.viewmodels import wording
from app.widgets.frame_view import FrameView
from app.widgets.icons import icon
from app.widgets.labels import ElidedLabel, label
from app.widgets.modality_badge import ModalityBadge
from app.widgets.scrubber import Scrubber
from app.widgets.theme import ThemeKeeper
from cba_core.domain.tracklets import Tracklet

_MS = 1000
_Act = Callable[[], object]
_SKIP_S = 1.0


class PlayerPane(QWidget):
    """Shows what a `ClipPlayer` plays and operates it."""

    def __init__(
        self, player: ClipPlayer, theme: ThemeKeeper, zone: tzinfo, *, name: str, empty: str
    ) -> None:
        super().__init__()
        self._player = player
        self._theme = theme
        self._zone = zone
        self._empty = empty
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
        self._time = ElidedLabel("muted")
        self._back = self._button(self.tr("Previous frame"), self.tr("Frame back  ,"))
        self._play = self._button(self.tr("Play"), self.tr("Play or pause  Space"))
        self._forward = self._button(self.tr("Next frame"), self.tr("Frame forward  ."))
        self._arrange()
        self._scrubber.sliderMoved.connect(lambda value: player.seek(value / _MS))
        self._back.clicked.connect(player.step_backward)
        self._play.clicked.connect(player.toggle)
        self._forward.clicked.connect(player.step_forward)
        player.opened.connect(self._on_opened)
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
        layout.addWidget(self._time)
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
        is_open = tracklet is not None
        for widget in (self._scrubber, self._back, self._play, self._forward):
            widget.setEnabled(is_open)
        self._badge.show_modality(
            None if tracklet is None else tracklet.modality,
            None if tracklet is None else tracklet.kind,
        )
        self._facts.show_text("" if tracklet is None else f"{tracklet.label} · {tracklet.camera}")
        self._time.show_text("")
        self._view.show_words(self.tr("Opening the footage…") if is_open else self._empty)
        if tracklet is not None:
            self._scrubber.show_stretch(
                int(self._player.first_s * _MS),
                int(self._player.last_s * _MS),
                (int(tracklet.start_s * _MS), int(tracklet.end_s * _MS)),
            )

    def _on_frame(self, frame: ShownFrame) -> None:
        tracklet = self._player.tracklet
        if tracklet is None:
            return
        self._view.show_frame(frame, tracklet.modality)
        if not self._scrubber.isSliderDown():
            self._scrubber.setValue(int(frame.time_s * _MS))
        self._time.show_text(self._time_text(tracklet, frame))

    def _time_text(self, tracklet: Tracklet, frame: ShownFrame) -> str:
        place = self.tr("{offset} into the file · frame {index}").format(
            offset=wording.offset_text(frame.time_s, precise=True), index=f"{frame.index:,}"
        )
        if tracklet.start_time is None:
            return self.tr("recorder time not told · {place}").format(place=place)
        moment = tracklet.start_time + timedelta(seconds=frame.time_s - tracklet.start_s)
        return f"{wording.time_text(moment, self._zone)} · {place}"

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
