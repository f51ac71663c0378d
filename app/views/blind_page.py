"""A second reading: one pair at a time, and nothing that tells of the first."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.engine_link.clip_player import ClipPlayer
from app.engine_link.open_case import OpenCase
from app.operations.blind_operations import ask_question, say
from app.settings.keyed_actions import Where
from app.viewmodels import blind_words, review_words
from app.viewmodels.case_decisions import CaseDecisions
from app.viewmodels.thumbnail_cache import ThumbnailCache
from app.views.decision_bar import DecisionBar
from app.views.person_player import person_player
from app.views.reasons_dialog import ReasonsDialog
from app.widgets.labels import card, label
from app.widgets.picture_strip import PictureStrip
from app.widgets.player_pane import PlayerPane
from app.widgets.theme import ThemeKeeper
from app.widgets.worn_keys import tell_key
from cba_core.domain.blind_reading import BlindQuestion, BlindSubject
from cba_core.domain.decisions import Because, Verdict
from cba_core.domain.edits import AppliedEdit

if TYPE_CHECKING:
    from cba_core.domain.ids import TrackletId

translate = QCoreApplication.translate

_STRIP_PX, _LOW_STRIP_PX = 132, 56
_LOW_PX = 640


class BlindPage(QWidget):
    """The query at the left, a candidate at the right, the keys of Search below.

    While a verdict is being written, or the next pair is on its way, no key decides: it would go
    to somebody who has not been seen.
    """

    left_wanted = Signal()
    finished = Signal(int)  # the set

    def __init__(
        self,
        desk: OpenCase,
        decisions: CaseDecisions,
        thumbnails: ThumbnailCache,
        theme: ThemeKeeper,
    ) -> None:
        super().__init__()
        self._desk = desk
        self._decisions = decisions
        self._theme = theme
        self._asked = 0
        self._is_busy = False
        self.number: int | None = None
        self.question: BlindQuestion | None = None
        self.dialog: ReasonsDialog | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Second reading"))
        self.heading = label("", "heading")
        self.progress = label("", "strong")
        self.line = QProgressBar()
        self.line.setTextVisible(False)
        self.line.setAccessibleName(self.tr("Read so far"))
        self.said = label("", "muted", wraps=True)
        self.hidden = label(blind_words.hidden_text(), "muted", wraps=True)
        self.back_button = self._button(self.tr("Previous pair"), "previous-pair", self.go_back)
        self.on_button = self._button(self.tr("Next pair"), "next-pair", self.go_on)
        self.leave_button = self._button(self.tr("Leave"), "", self.left_wanted.emit)
        self.leave_button.setToolTip(self.tr("Leave  Esc"))
        self.panes = _panes(desk, theme)
        self.strips = tuple(
            PictureStrip(thumbnails, theme, name)
            for name in (self.tr("Query"), self.tr("Candidate"))
        )
        self.bar = DecisionBar(
            theme, desk.keys, takes_edits=decisions.takes_edits, is_of_list=False
        )
        self.bar.decided.connect(self.decide)
        self.bar.cleared.connect(lambda: self.decide(None))
        self.bar.reasons_wanted.connect(self.ask_reasons)
        self._arrange()
        for part in (self, self.bar, self._video):
            part.addActions(list(self.bar.actions_of_candidate))
        decisions.changed.connect(self._on_decided)
        self._tell()

    @property
    def actions_of_candidate(self) -> tuple[QAction, ...]:
        """Verdicts and reasons, for the menu."""
        return self.bar.actions_of_candidate

    @property
    def players(self) -> tuple[ClipPlayer, ClipPlayer]:
        """Query's and candidate's."""
        return self.panes[0].player, self.panes[1].player

    def read(self, number: int) -> None:
        """Begin a set, or go on where it was left."""
        if number != self.number:
            self.number, self.question = number, None
            self._clear()
        self.setFocus()
        self._ask(None)

    def leave(self) -> None:
        """Show nothing more of the set."""
        self._asked += 1
        self.number = self.question = None
        self._is_busy = False
        self._clear()

    def let_go(self) -> None:
        """Ask nothing more of the case."""
        self._asked += 1
        for player in self.players:
            player.let_go()

    def decide(
        self, verdict: Verdict | None, because: tuple[Because, ...] = (), note: str = ""
    ) -> None:
        """Say what the pair shows and go on to the next unread one; None takes it back."""
        question = self.question
        if question is None or self._is_busy or not self.isVisible():
            self._tell()
            return
        if verdict is None and question.said is None:
            return
        self._is_busy = True
        self._asked += 1  # an answer about this pair that is under way is of no use any more

        def done(_: AppliedEdit | None) -> None:
            self._is_busy = False
            self._ask(question.place if verdict is None else None)

        say(
            desk=self._desk, question=question, verdict=verdict, because=because, note=note,
            done=done, failed=lambda _: self._end(),
        )  # fmt: skip

    def ask_reasons(self) -> None:
        """Ask for a verdict with its reasons and a note."""
        question = self.question
        if question is None or self._is_busy or not self.isVisible():
            return
        self.dialog = ReasonsDialog(
            self._theme, self.progress.text(), question.said, self, keys=self._desk.keys
        )
        self.dialog.decided.connect(self.decide)
        self.dialog.finished.connect(self.dialog.deleteLater)
        self.dialog.open()

    def go_back(self) -> None:
        """Look at the pair before again."""
        if self.question is not None and self.question.before is not None:
            self._ask(self.question.before)

    def go_on(self) -> None:
        """From a pair that is read to the one behind it."""
        question = self.question
        if question is not None and question.said is not None and question.after is not None:
            self._ask(question.after)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Both recordings by the keys of Search; arrows lead through the pairs, Esc leaves."""
        both: dict[str, Callable[[ClipPlayer], object]] = {
            "both-frame-back": ClipPlayer.step_backward,
            "both-frame-forward": ClipPlayer.step_forward,
        }
        acts: dict[str, Callable[[], object]] = {
            "previous-pair": self.go_back,
            "next-pair": self.go_on,
            "both-play": self._toggle,
        }
        name = self._desk.keys.stands_for(event, Where.READING, Where.BOTH) or ""
        act, step = acts.get(name), both.get(name)
        if event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.left_wanted.emit()
        elif (act or step) is None:
            super().keyPressEvent(event)
        elif act is not None:
            act()
        elif step is not None:
            for player in self.players:
                step(player)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a low window the pictures leave their room to the recordings."""
        super().resizeEvent(event)
        height = _LOW_STRIP_PX if self.height() < _LOW_PX else _STRIP_PX
        for strip in self.strips:
            strip.setFixedHeight(height)

    def _button(self, text: str, name: str, act: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName("quiet")
        if name:
            tell_key(button, self._desk.keys, name, hint=text)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keyboard in the page
        button.clicked.connect(lambda _=False: act())
        return button

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addWidget(self.back_button)
        head.addWidget(self.progress)
        head.addWidget(self.on_button)
        head.addSpacing(12)
        head.addWidget(self.leave_button)
        self._video = card()
        halves = QHBoxLayout(self._video)
        halves.setContentsMargins(16, 12, 16, 12)
        halves.setSpacing(20)
        for pane, strip in zip(self.panes, self.strips, strict=True):
            half = QVBoxLayout()
            half.setSpacing(10)
            half.addWidget(pane, 1)
            half.addWidget(strip)
            halves.addLayout(half, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.line)
        layout.addWidget(self.said)
        layout.addWidget(self._video, 1)
        layout.addWidget(self.bar)
        layout.addWidget(self.hidden)

    def _ask(self, place: int | None, *, holds_keys: bool = True) -> None:
        """Ask for a pair; `holds_keys`: it may be another one, of which no key may decide yet."""
        if self.number is None:
            return
        self._asked += 1
        asked, number = self._asked, self.number
        self._is_busy = holds_keys

        def done(question: BlindQuestion | None) -> None:
            if asked != self._asked:
                return
            self._is_busy = False
            if question is None:
                self.finished.emit(number)
            else:
                self._show(question)

        def failed(_: Exception) -> None:
            if asked == self._asked:
                self._end()
                self.left_wanted.emit()

        ask_question(desk=self._desk, number=number, place=place, done=done, failed=failed)

    def _end(self) -> None:
        self._is_busy = False
        self._tell()

    def _show(self, question: BlindQuestion) -> None:
        before, self.question = self.question, question
        subjects = (question.query[0], question.candidate)
        pictures = [one for subject in question.query for one in subject.pictures]
        self.strips[0].show_pictures(pictures)
        self.strips[1].show_pictures(question.candidate.pictures)
        if before is None or before.place != question.place:
            for player, subject in zip(self.players, subjects, strict=True):
                self._play(player, subject)
        self._tell()

    def _play(self, player: ClipPlayer, subject: BlindSubject) -> None:
        case, wanted = self._desk.case, subject.id
        if player.tracklet is not None and player.tracklet.id == wanted and player.is_open:
            return
        player.clear()
        self._desk.tasks.queries.run(
            lambda: case.tracklet(wanted),
            lambda tracklet: player.open(case, tracklet) if self._is_shown(wanted) else None,
        )

    def _is_shown(self, tracklet: "TrackletId") -> bool:
        question = self.question
        shown = () if question is None else (question.query[0].id, question.candidate.id)
        return tracklet in shown

    def _clear(self) -> None:
        for player in self.players:
            player.clear()
        for strip in self.strips:
            strip.show_pictures(())
        self._tell()

    def _on_decided(self) -> None:
        """Something was undone, or another name was given: show what holds now."""
        if self.number is None or self._is_busy or not self.isVisible():
            return
        latest = self._decisions.latest
        one = next((each for each in latest.sets if each.number == self.number), None)
        if one is None or not (one.is_finished or one.is_open_for(latest.reader)):
            self.left_wanted.emit()
        elif not one.is_finished and self.question is not None:
            self._ask(self.question.place, holds_keys=False)

    def _toggle(self) -> None:
        is_playing = any(player.is_playing for player in self.players)
        for player in self.players:
            if is_playing:
                player.pause()
            else:
                player.play()

    def _tell(self) -> None:
        question = self.question
        said = None if question is None else question.said
        self.bar.show_verdict(None if said is None else said.verdict, is_there=question is not None)
        why = "" if said is None else review_words.why_text(said.because, said.note)
        self.bar.show_count(why, "")
        self.back_button.setEnabled(question is not None and question.before is not None)
        self.on_button.setEnabled(
            question is not None and said is not None and question.after is not None
        )
        if question is None:
            self.heading.setText(self.tr("Second reading"))
            self.progress.setText("")
            return
        self.heading.setText(self.tr("Second reading {number}").format(number=question.number))
        self.progress.setText(
            self.tr("{place} of {places}").format(place=question.place, places=question.places)
        )
        self.line.setRange(0, question.places)
        self.line.setValue(question.places - question.left)
        self.said.setText(_question_text(question))


def _panes(desk: OpenCase, theme: ThemeKeeper) -> tuple[PlayerPane, PlayerPane]:
    panes = (
        person_player(
            desk, theme, lane="blind-query", name=translate("BlindPage", "Query"),
            empty=translate("BlindPage", "The query's recording plays here"),
        ),
        person_player(
            desk, theme, lane="blind", name=translate("BlindPage", "Candidate"),
            empty=translate("BlindPage", "The candidate's recording plays here"),
        ),
    )  # fmt: skip
    for pane in panes:
        pane.keep_anonymous()
    return panes


def _question_text(question: BlindQuestion) -> str:
    text = translate(
        "BlindPage",
        "How far do the recordings support that the candidate at the right is the person at the "
        "left? Some of the people shown are known not to be.",
    )
    if question.said is not None:
        text = translate(
            "BlindPage", "You have read this pair. Another verdict replaces yours; 0 clears it."
        )
    elif question.left == 1:
        text += " " + translate(
            "BlindPage",
            "This is the last pair: with it the set is closed, and both readings are shown.",
        )
    return text
