"""One player: whose footage, the frame, the transport, the time; for every place that plays."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import tzinfo
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QVBoxLayout, QWidget

from app.engine_link.clip_player import ClipPlayer
from app.engine_link.failure_bus import Failure
from app.engine_link.people_in_frame import FramePeople
from app.engine_link.played import Played, WholeRecording
from app.engine_link.reel import ShownFrame
from app.settings.keys import Keys
from app.viewmodels.wording import modality_text
from app.widgets.frame_time_line import FrameTimeLine
from app.widgets.frame_view import FrameView, Overlays
from app.widgets.labels import ElidedLabel, label
from app.widgets.modality_badge import ModalityBadge
from app.widgets.player_problem import PlayerProblem
from app.widgets.scrubber import Scrubber
from app.widgets.still_notice import StillNotice
from app.widgets.theme import ThemeKeeper
from app.widgets.transport_bar import MS, TransportBar, rate_text
from app.widgets.transport_keys import obey
from app.widgets.worn_keys import wear
from cba_core.domain.asked import NoRecordingError
from cba_core.domain.errors import CbaError, FootageMissingError
from cba_core.domain.footage import Modality
from cba_core.domain.ids import FootageId, TrackletId


class PlayerPane(QWidget):
    """Shows what a `ClipPlayer` plays and operates it."""

    find_wanted = Signal()
    """The person wants footage that is not where it was to be looked for elsewhere."""
    query_wanted = Signal(object)
    """The person wants candidates for somebody in the picture; a `TrackletId`."""
    still_wanted = Signal()
    """The frame that is shown is to be kept as an exhibit."""
    also_wanted = Signal()
    """The other cameras that recorded at the moment that is shown are to be seen."""

    def __init__(
        self,
        player: ClipPlayer,
        theme: ThemeKeeper,
        keys: Keys,
        zone: tzinfo,
        *,
        name: str,
        empty: str,
    ) -> None:
        super().__init__()
        self._player = player
        self._keys = keys
        self._empty = empty
        self._is_anonymous = False
        self._not_found: dict[FootageId, Path] = {}
        self.setAccessibleName(name)
        self._name = label(name, "strong")
        self._facts = ElidedLabel("muted")
        self._badge = ModalityBadge(theme)
        self.view = FrameView(theme)
        self.view.setAccessibleName(name)
        self.notice = StillNotice(theme)
        self.bar = TransportBar(theme, keys, player, name=name)
        self.time = FrameTimeLine(theme, zone)
        self._make_options()
        self._arrange()
        self.problem.find_wanted.connect(self.find_wanted)
        self.problem.again_wanted.connect(player.try_again)
        self.view.person_clicked.connect(self.query_wanted)
        self.bar.sought.connect(player.seek)
        player.opened.connect(self._on_opened)
        player.failed.connect(self._on_failed)
        player.frame_shown.connect(self._on_frame)
        player.state_changed.connect(self._on_state)
        player.stretch_changed.connect(self._show_stretch)
        self._on_opened()

    @property
    def player(self) -> ClipPlayer:
        """What it operates."""
        return self._player

    @property
    def scrubber(self) -> Scrubber:
        """Where the keyboard's focus rests."""
        return self.bar.scrubber

    @property
    def picture_size(self) -> QSize:
        """Room for the frame, px."""
        return self.view.size()

    @property
    def problem(self) -> PlayerProblem:
        """What it tells when there is nothing to play."""
        return self.view.problem

    def keep_anonymous(self) -> None:
        """Play without telling who, where and when; and offer nothing that leads to others."""
        self._is_anonymous = True
        self._facts.hide()
        self.time.hide()
        self.view.names_people = False
        for action in (self.query_action, self.still_action, self.also_action):
            self.take_option(action)

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
        if not obey(event, self._player, self._keys):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Whoever points at a player means its keys, too."""
        self.scrubber.setFocus()
        super().mousePressEvent(event)

    def _make_options(self) -> None:
        self.loop_action = self.add_option(
            self.tr("Keep to the tracklet"),
            "loop",
            "loop",
            hint=self.tr("Keep to the tracklet, over and over; off: play on into the recording"),
        )
        self.loop_action.setCheckable(True)
        self.loop_action.setChecked(True)
        self.loop_action.toggled.connect(lambda is_on: self._player.loop(is_on=is_on))
        drawn = QMenu(self)
        self.overlay_actions = {
            "person": drawn.addAction(self.tr("Box of the person")),
            "others": drawn.addAction(self.tr("Boxes of others")),
            "trail": drawn.addAction(self.tr("Trail of the last seconds")),
        }
        for action in self.overlay_actions.values():
            action.setCheckable(True)
            action.setChecked(True)
            action.toggled.connect(self._show_overlays)
        self.add_option(self.tr("Drawn on the picture"), "", "overlays", menu=drawn)
        self.query_action = self.add_option(
            self.tr("Search from here…"), "search-from-here", "person", act=self._offer_people
        )
        self.still_action = self.add_option(
            self.tr("Save still"), "save-still", "still", act=self.still_wanted.emit
        )
        self.also_action = self.add_option(
            self.tr("Also recorded then"), "also-recorded", "cameras", act=self.also_wanted.emit
        )
        self._people_menu = QMenu(self)

    def add_option(
        self,
        text: str,
        name: str,
        drawing: str,
        *,
        hint: str = "",
        act: Callable[[], object] | None = None,
        menu: QMenu | None = None,
    ) -> QAction:
        """One more thing that the player can do, beside its scrubber and by a key."""
        action = QAction(text, self)
        action.setToolTip(text)
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        if name:
            wear(action, self._keys, name, hint=hint or text)
        if act is not None:
            action.triggered.connect(lambda _=False: act())
        if menu is not None:
            action.setMenu(menu)
        self.addAction(action)
        self.bar.add_option(action, drawing)
        return action

    def take_option(self, action: QAction) -> None:
        """Do without one of the things that a player can do."""
        self.removeAction(action)
        self.bar.remove_option(action)

    def _arrange(self) -> None:
        self.view.add_notice(self.notice)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(self._name)
        head.addWidget(self._facts, 1)
        head.addWidget(self._badge)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        layout.addWidget(self.bar)
        layout.addWidget(self.time)

    def _on_opened(self) -> None:
        played, tracklet = self._player.played, self._player.tracklet
        is_open = self._player.is_open
        self._enable()
        self._badge.show_modality(
            None if tracklet is None else tracklet.modality,
            None if tracklet is None else tracklet.kind,
        )
        self._facts.show_text("" if played is None else f"{_name_of(played)} · {played.camera}")
        self.time.clear()
        self.notice.forget_saved()
        self.view.show_words(self.tr("Opening the footage…") if is_open else self._empty)
        if played is not None:
            self._show_stretch()
            self.scrubber.setValue(round(played.start_s * MS))

    def _show_stretch(self) -> None:
        played = self._player.played
        if played is not None:
            self.scrubber.show_stretch(
                int(self._player.first_s * MS),
                int(self._player.last_s * MS),
                (int(played.start_s * MS), int(played.end_s * MS)),
            )
            self.bar.show_position(self._player.position_s)

    def _enable(self) -> None:
        is_open = self._player.is_open
        self.bar.set_open(is_open=is_open)
        for action in (self.query_action, self.still_action):
            action.setEnabled(is_open)
        played = self._player.played
        self.also_action.setEnabled(played is not None and played.start_time is not None)

    def _on_failed(self, problem: CbaError) -> None:
        self._enable()
        played = self._player.played
        is_missing = isinstance(problem, FootageMissingError)
        failure = Failure.of(problem)
        if self._is_anonymous:  # its own words name the file, and with it the camera
            failure = replace(failure, what=self.tr("This recording cannot be played"))
        folder = None if played is None else self._not_found.get(played.footage_id)
        if is_missing and folder is not None:
            remedy = self.tr(
                "It was not found below {folder}. Plug the medium in again, or press Find moved "
                "files… and choose another folder."
            ).format(folder=folder)
            failure = replace(failure, remedy=remedy)
        if isinstance(problem, NoRecordingError):  # trying again would help nothing
            self.view.show_words(f"{failure.what}\n\n{failure.remedy}")
        else:
            self.view.show_problem(failure, offers_search=is_missing)

    def _on_frame(self, frame: ShownFrame) -> None:
        played, source = self._player.played, self._player.source
        if played is None or source is None:
            return
        if isinstance(played, WholeRecording):
            modality = played.footage.modality_at(frame.time_s)
            self._badge.show_modality(modality)
            self.view.show_frame(frame, modality or Modality.VISIBLE)
        else:
            self.view.show_frame(frame, played.modality, played.id)
        self._show_mark()
        # where the last wish leads, lest the next key counts from a frame on the way there
        self.bar.show_position(self._player.position_s)
        self.time.show_frame(frame, source)

    def _on_state(self) -> None:
        self.bar.show_rate(self._player.rate)
        self._show_mark()

    def _show_mark(self) -> None:
        frame, rate = self._player.current, self._player.rate
        if frame is not None and not frame.is_exact and not rate_text(rate):
            self.view.show_mark(self.tr("nearest keyframe…"))
        else:
            self.view.show_mark(rate_text(rate))

    def _show_overlays(self) -> None:
        is_drawn = {name: action.isChecked() for name, action in self.overlay_actions.items()}
        self.view.show_overlays(Overlays(**is_drawn))

    def _offer_people(self) -> None:
        """A click on a person without a pointer: everyone in the picture, from left to right."""
        menu, played, frame = self._people_menu, self._player.played, self._player.current
        menu.clear()
        if played is None or frame is None:
            return
        self._player.pause()
        for identifier, text in self._people(frame.people):
            action = menu.addAction(text)
            action.hovered.connect(lambda one=identifier: self.view.point_at(one))
            action.triggered.connect(lambda _=False, one=identifier: self.query_wanted.emit(one))
        if menu.isEmpty():
            menu.addAction(self.tr("Nobody is known to be in this picture")).setEnabled(False)
        menu.popup(self.view.mapToGlobal(QPoint(12, 12)))

    def _people(self, people: FramePeople) -> list[tuple[TrackletId, str]]:
        there = [
            (one.box[0], one.tracklet_id, f"{one.label}, {modality_text(one.modality)}")
            for one in people.others
        ]
        tracklet = self._player.tracklet
        if people.selected is not None and tracklet is not None:
            text = self.tr("{label}, the one shown").format(label=tracklet.label)
            there.append((people.selected[0], tracklet.id, text))
        return [(identifier, text) for _, identifier, text in sorted(there)]


def _name_of(played: Played) -> str:
    return played.footage.name if isinstance(played, WholeRecording) else played.label
