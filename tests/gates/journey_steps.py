"""One person's way through the window, from nothing to a report that is checked.

Every step is done by keys or by the mouse; what the window's own objects are asked for is only
whether something has come.
"""

import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QAbstractItemView, QFileDialog, QInputDialog, QLineEdit

from app.settings.keyed_actions import BY_NAME
from app.views.clock_dialog import ClockDialog
from app.views.decision_bar import VERDICT_KEYS
from app.views.person_dialogs import NameDialog
from app.views.places import INDEX, MODELS, RECORD, REPORT, REVIEW, SEARCH
from app.views.second_readings import PutUpDialog
from app.widgets.command_list import CommandList
from cba_core.config.search_config import SearchConfig
from cba_core.domain.decisions import Verdict
from cba_core.domain.footage import Modality
from tests.gates.driver import (
    Camera,
    DriveError,
    Hand,
    StallWatch,
    Steps,
    Waiting,
    dialog_of,
    pause,
)
from tests.gates.map_step import look_at_map

if TYPE_CHECKING:
    from app.main_window import MainWindow
    from cba_core.domain.ids import TrackletId

NUMBER = "2026-0147"
FIRST, SECOND = "M. Serrano", "B. Reader"
PERSON = "Red shirt"
TITLE = "A person on Sample Street"
INDEXING_S, LEARNING_S = 3000.0, 900.0
TURNS = 1
"""Of the wheel, which brings more of the gallery into sight."""
WELL_SEEN_PX = 160
"""Height of the picture of a person of whom enough can be seen."""
DECIDED = ("1", "4", "3", "4", "4")
"""The keys pressed on the candidates from the first on."""


class Journey:
    """Who takes it knows the folder of the footage, and where cases and reports are kept."""

    def __init__(
        self,
        window: "MainWindow",
        *,
        hand: Hand,
        camera: Camera,
        watch: StallWatch,
        footage: Path,
        place: Path,
    ) -> None:
        self._window = window
        self._hand = hand
        self._camera = camera
        self._watch = watch
        self._footage = footage
        self._place = place
        self.case_path = place / f"{NUMBER}.duskcase"
        self.report_folder: Path | None = None
        self._first_said: dict[TrackletId, Verdict] = {}

    def whole(self) -> Steps:
        """From the start page on."""
        for name, step in (
            ("new case", self.begin_case),
            ("import", self.add_footage),
            ("clocks", self.set_clocks),
            ("index", self.index),
        ):
            self._watch.begin(name)
            yield from step()
        yield from self.indexed()

    def with_case(self, indexed: Path) -> Steps:
        """The same from a case on whose index has been made."""
        self._watch.begin("open")
        self._window.open_case(indexed)
        yield Waiting("the case", self._is_loaded)
        yield from self._hand.focus(self._window)
        yield from self.indexed()

    def indexed(self) -> Steps:
        """All that needs an index."""
        for name, step in (
            ("search", self.search),
            ("decide", self.decide),
            ("person", self.make_person),
            ("second reading", self.read_blind),
            ("learn", self.learn),
            ("map", lambda: look_at_map(self._page, self._hand, self._camera, self._watch)),
            ("look through", self.look_through),
            ("report", self.report),
            ("close", self.close),
        ):
            self._watch.begin(name)
            yield from step()

    def begin_case(self) -> Steps:
        """Facts by the keyboard, from field to field."""
        window, form = self._window, self._window.start_page.form
        yield from self._hand.focus(window)
        yield from self._camera.take("start")
        yield from self._hand.click(form.number)
        for text in (NUMBER, FIRST, "", "Where did the person in the red shirt go?"):
            yield from self._hand.write(text) if text else pause(0)
            yield from self._hand.keys("Tab")
        yield from self._hand.keys("ctrl+a")
        yield from self._hand.write("UTC")
        yield from self._hand.keys("Tab")
        if not form.folder.hasFocus():  # that one closed the list of zones that begin so
            yield from self._hand.keys("Tab")
        yield Waiting("the keyboard in the folder", form.folder.hasFocus, 5)
        yield from self._hand.keys("ctrl+a")
        yield from self._hand.write(str(self._place))
        yield from self._camera.take("new-case")
        yield from self._hand.click(form.create_button)
        yield Waiting("the new case", self._is_loaded)

    def add_footage(self) -> Steps:
        """A folder, named in the system's dialog."""
        evidence = self._page.evidence
        yield from self._camera.take("evidence-empty")
        yield from self._hand.keys("ctrl+shift+a")
        yield from self._name_folder(self._footage)
        files = sum(1 for one in self._footage.iterdir() if one.suffix == ".mp4")
        yield Waiting("the footage", lambda: evidence.model.rowCount() == files, 180)
        yield Waiting("the end of adding", lambda: not self._page.desk.jobs.is_busy, 180)
        yield from self._camera.take("evidence")

    def set_clocks(self) -> Steps:
        """Each recorder's, as the sample's truth tells how far it was out."""
        evidence = self._page.evidence
        truth = json.loads((self._footage.parent / "truth.json").read_text("utf-8"))
        clocks = {one["clip"]: one for one in truth["cameras"]}
        table = evidence.table
        for row in range(evidence.model.rowCount()):
            yield from self._click_row(table, row)
            (chosen,) = evidence.selected()
            camera = clocks[chosen.path.name]
            yield from self._hand.fill(evidence.panel.camera, camera["name"])
            yield from self._hand.keys("Escape")  # the list of names that begin so
            yield from self._hand.click(evidence.panel.button)
            yield Waiting(
                "the camera's name",
                lambda name=camera["name"]: [one.camera for one in evidence.selected()] == [name],
            )
            yield from self._set_clock(camera["clock"], is_first=row == 0)
        yield Waiting("corrected times", lambda: not self._page.overview.latest.without_start_time)
        yield from self._camera.take("clocks-set")

    def _set_clock(self, clock: dict[str, Any], *, is_first: bool) -> Steps:
        yield from self._hand.keys("ctrl+t")
        yield Waiting("the dialog of the clock", lambda: dialog_of(ClockDialog) is not None)
        dialog = dialog_of(ClockDialog)
        assert isinstance(dialog, ClockDialog)
        yield from self._hand.focus(dialog)
        form = dialog.form
        shown = datetime.fromisoformat(clock["recorder_start"])
        compared = datetime.fromisoformat("2026-03-12T09:00:00")
        out = timedelta(seconds=round(clock["offset_s"]))
        for field, text in (
            (form.recorder_start, f"{shown:%Y-%m-%d %H:%M:%S}"),
            (form.recorder, f"{compared + out:%Y-%m-%d %H:%M:%S}"),
            (form.true, f"{compared:%Y-%m-%d %H:%M:%S}"),
            (form.evidence, "M. Serrano, radio clock, on site"),
        ):
            yield from self._hand.fill(field, text)
        yield Waiting("what becomes of the time", dialog.set_button.isEnabled)
        yield Waiting("the corrected time", lambda: dialog.times.rowCount() == 1)
        if is_first:
            yield from self._camera.take("clock")
        yield from self._hand.click(dialog.set_button)
        yield Waiting("the clock", lambda: dialog_of(ClockDialog) is None)
        yield from self._hand.focus(self._window)

    def index(self) -> Steps:
        """Begun by its key."""
        index = self._page.index
        yield from self._go_to("ctrl+3", INDEX)
        yield Waiting("the detectors", lambda: index.choices.is_known)
        yield Waiting("the keyboard on the button", index.start_button.hasFocus)
        yield from self._camera.take("index")
        yield from self._hand.keys("ctrl+i")
        yield Waiting("the job", lambda: index.is_indexing)
        yield Waiting(
            "some progress", lambda: index._bar.value() > index._bar.maximum() / 3 > 0, 900
        )
        yield from self._camera.take("indexing")
        yield Waiting("the index", lambda: not self._page.desk.jobs.is_busy, INDEXING_S)
        yield Waiting("people", index.search_button.isVisible)
        yield from self._camera.take("indexed")

    def search(self) -> Steps:
        """A person whom a camera saw by day, clicked in the gallery."""
        search = self._page.search
        gallery, candidates = search.gallery, search.candidates
        yield from self._go_to("ctrl+4", SEARCH)
        yield Waiting("the gallery", lambda: gallery.model.has_loaded and gallery.model.rowCount())
        yield from self._hand.click(gallery.filters.modality.group.button(1))
        yield Waiting("people by day", lambda: _are_visible(gallery.model))
        yield from self._hand.turn_wheel(gallery.grid.viewport(), TURNS)
        yield from pause(0.5)  # until it has come to rest
        yield from self._see()
        yield from self._camera.take("gallery")
        rows = [row for row in range(gallery.model.rowCount()) if _is_in_sight(gallery.grid, row)]
        found: list[int] = []
        case, people = self._page.desk.case, {row: gallery.model.tracklet(row) for row in rows}
        self._page.desk.tasks.queries.run(lambda: _telling_row(case, people), found.append)
        yield Waiting("somebody whose first candidate stands out", lambda: bool(found))
        yield from self._click_tile(gallery.grid, found[0])
        yield Waiting("the candidates", lambda: candidates.model.rowCount() > len(DECIDED))
        yield Waiting(
            "the recordings", lambda: all(one.current is not None for one in search.players)
        )
        yield from self._see()
        yield from self._camera.take("candidates")
        first = search.players[0].current.index
        yield from self._hand.keys("space")
        yield Waiting("moving pictures", lambda: search.players[0].current.index > first + 3)
        yield from self._hand.keys("space")
        yield Waiting("still pictures", lambda: not search.players[0].is_playing)

    def decide(self) -> Steps:
        """By keys; one step back and forth."""
        candidates, steps = self._page.search.candidates, self._page.steps
        yield from self._click_tile(candidates.grid, 0)
        for many, key in enumerate(DECIDED, 1):
            yield from self._hand.keys(key)
            yield Waiting(f"decision {many}", self._has_decided(many))
        yield from self._hand.keys("ctrl+z")
        yield Waiting("the decision undone", self._has_decided(len(DECIDED) - 1))
        yield Waiting("a way forth", steps.redo_action.isEnabled)
        yield from self._camera.take("undone")
        yield from self._hand.keys("ctrl+shift+z")
        yield Waiting("the decision done again", self._has_decided(len(DECIDED)))
        yield from self._see()
        yield from self._camera.take("decided")

    def make_person(self) -> Steps:
        """P, a name, Enter."""
        review = self._page.review
        yield from self._go_to("ctrl+5", REVIEW)
        yield Waiting("the query", review.query.isVisible)
        yield from self._see()
        yield from self._camera.take("review")
        yield from self._hand.keys("p")
        yield Waiting("the dialog of the name", lambda: dialog_of(NameDialog) is not None)
        dialog = dialog_of(NameDialog)
        assert dialog is not None
        yield from self._hand.focus(dialog)
        yield from self._hand.keys("ctrl+a")
        yield from self._hand.write(PERSON)
        yield from self._hand.keys("Return")
        yield Waiting("the person", lambda: len(self._page.decisions.latest.people) == 1)
        yield from self._hand.focus(self._window)
        yield Waiting("the person's page", review.person.isVisible)
        yield from self._see()
        yield from self._camera.take("person")

    def read_blind(self) -> Steps:
        """Put up by the first reader; read by another one, who says who they are."""
        review = self._page.review
        yield from self._hand.click(review.lists.kind.group.button(0))
        yield Waiting("the query", review.query.isVisible)
        yield from self._hand.click(review.query.second_button)
        yield Waiting("the dialog of the set", lambda: dialog_of(PutUpDialog) is not None)
        dialog = dialog_of(PutUpDialog)
        assert dialog is not None
        yield from self._hand.focus(dialog)
        yield from self._camera.take("second-reader")
        yield from self._hand.keys("Return")
        yield Waiting("the set", review.query.second.isVisible)
        yield from self._hand.focus(self._window)
        first = self._page.decisions.latest.decisions  # hidden from whoever acts next
        self._first_said = {one.candidate: one.verdict for one in first}
        yield from self._act_as(SECOND)
        button = _newest(review.query.second.buttons)
        yield Waiting("what the second reader may do", lambda: bool(button()))
        yield from self._hand.click(button())
        yield Waiting("the first pair", lambda: _asks(review))
        yield Waiting(
            "both recordings", lambda: all(one.current is not None for one in review.blind.players)
        )
        yield from self._see()
        yield from self._camera.take("blind")
        while review.agreement is None or not review.agreement.isVisible():
            question = review.blind.question
            place = question.place
            yield from self._hand.keys(self._second_said(question.candidate.id))
            yield Waiting(
                "the next pair",
                lambda place=place: (
                    (review.agreement is not None and review.agreement.isVisible())
                    or (_asks(review) and review.blind.question.place != place)
                ),
            )
        yield from self._camera.take("agreement")
        yield from self._hand.keys("Escape")
        yield Waiting("the lists", review.lists.isVisible)
        yield from self._act_as(FIRST)

    def learn(self) -> Steps:
        """A run of a few steps; the card says what it learnt."""
        models = self._page.models
        yield from self._go_to("ctrl+7", MODELS)
        yield Waiting("the models", lambda: models.learning is not None)
        yield from self._camera.take("models")
        self._watch.begin("learn: run")
        yield from self._hand.click(models.learn.start_button)
        yield Waiting("the run", lambda: models.learn.is_learning)
        yield from pause(1)
        yield from self._camera.take("learning")
        yield Waiting("the end of the run", lambda: not models.learn.is_learning, LEARNING_S)
        self._watch.begin("learn: end")
        yield Waiting("the new model", lambda: models.learning.newest is not None)
        yield from self._camera.take("learnt")

    def look_through(self) -> Steps:
        """Everything compared, from the case's own place."""
        integrity = self._page.record.integrity
        yield from self._go_to("ctrl+1", RECORD)
        yield from self._hand.click(integrity.whole_button)
        yield Waiting("the comparison", lambda: _begins(integrity.outcome, "Nothing is damaged"))
        yield from self._camera.take("case")

    def report(self) -> Steps:
        """Written, seen as it will be, made, and checked."""
        report = self._page.report
        yield from self._go_to("ctrl+6", REPORT)
        yield Waiting("the report", lambda: report.is_shown, 120)
        yield from self._hand.fill(report.contents.title, TITLE)
        yield Waiting("its title", lambda: report.is_shown and TITLE in report.pages.text(0), 120)
        yield from self._camera.take("report")
        yield from self._hand.keys("ctrl+r")
        yield from self._name_folder(self._place)
        yield Waiting("the report made", report.making.result.isVisible, 120)
        self.report_folder = Path(report.making.folder.toolTip())
        yield from self._hand.click(report.making.check_button)
        yield Waiting("the check", lambda: "rank by rank" in report.making.said.text(), 120)
        yield Waiting("the report as it is now", lambda: report.is_shown, 120)
        yield from self._camera.take("report-made")

    def close(self) -> Steps:
        """Leaving tells the head of the log; then the window goes."""
        yield from self._hand.keys("ctrl+w")
        yield Waiting("the start page", self._window.start_page.isVisible)
        yield Waiting("the head of the log", self._window.closed_notice.isVisible)
        yield from self._camera.take("closed")
        yield from self._hand.keys("ctrl+q")
        yield Waiting("the end", lambda: not self._window.isVisible())

    @property
    def _page(self) -> Any:
        page = self._window.case_page
        if page is None:
            raise DriveError("no case is open")
        return page

    def _is_loaded(self) -> bool:
        page = self._window.case_page
        return (
            page is not None
            and page.overview.latest is not None
            and page.search.gallery.model.has_loaded
            and not self._window.is_opening
        )

    def _has_decided(self, many: int) -> Callable[[], bool]:
        def holds() -> bool:
            page = self._page
            return len(page.decisions.latest.decisions) == many and not (
                page.search.deciding.is_saving
            )

        return holds

    def _second_said(self, candidate: "TrackletId") -> str:
        """The key of a reader who agrees but for one doubt, and rejects who cannot be the one."""
        said = self._first_said.get(candidate, Verdict.SUPPORTS_DIFFERENT)
        if said is Verdict.CANNOT_SAY:
            said = Verdict.SUPPORTS_DIFFERENT
        return BY_NAME[VERDICT_KEYS[said]].keys[0]

    def _go_to(self, keys: str, place: int) -> Steps:
        yield from self._hand.keys(keys)
        yield Waiting(f"place {place}", lambda: self._page.place == place)

    def _see(self) -> Steps:
        """Wait until the pictures of people have come."""
        yield Waiting("the pictures", lambda: self._page.search.thumbnails.is_idle)
        yield from pause(0.3)

    def _name_folder(self, folder: Path) -> Steps:
        yield Waiting("the dialog of folders", lambda: dialog_of(QFileDialog) is not None)
        dialog = dialog_of(QFileDialog)
        assert dialog is not None
        yield from self._hand.focus(dialog)
        field = dialog.findChild(QLineEdit, "fileNameEdit")
        assert isinstance(field, QLineEdit)
        yield from self._hand.fill(field, str(folder))
        yield from self._hand.keys("Return")
        yield Waiting("the choice of a folder", lambda: dialog_of(QFileDialog) is None)
        yield from self._hand.focus(self._window)

    def _act_as(self, name: str) -> Steps:
        """By the list of commands."""
        yield from self._command("your name")
        yield Waiting("the dialog of the name", lambda: dialog_of(QInputDialog) is not None)
        dialog = dialog_of(QInputDialog)
        assert dialog is not None
        yield from self._hand.focus(dialog)
        yield from self._hand.keys("ctrl+a")
        yield from self._hand.write(name)
        yield from self._hand.keys("Return")
        yield Waiting("the name", lambda: self._page.desk.case.log.author.name == name)
        yield from self._hand.focus(self._window)
        yield Waiting("what this person may see", lambda: self._page.decisions.has_loaded)

    def _command(self, words: str) -> Steps:
        yield from self._hand.keys("ctrl+k")
        yield Waiting("the commands", lambda: dialog_of(CommandList) is not None)
        commands = dialog_of(CommandList)
        assert commands is not None
        yield from self._hand.focus(commands)
        yield from self._hand.write(words)
        yield from self._hand.keys("Return")

    def _click_row(self, table: QAbstractItemView, row: int) -> Steps:
        where = table.visualRect(table.model().index(row, 0)).center()
        yield from self._hand.click(table.viewport(), QPoint(60, where.y()))
        yield Waiting(f"row {row}", lambda: table.currentIndex().row() == row)

    def _click_tile(self, grid: Any, row: int) -> Steps:
        where = grid.visualRect(grid.model().index(row, 0)).center()
        yield from self._hand.click(grid.viewport(), where)
        yield Waiting(f"tile {row}", lambda: grid.currentIndex().row() == row)


def _are_visible(model: Any) -> bool:
    shown = [model.tracklet(row).modality for row in range(model.rowCount())]
    return bool(shown) and set(shown) == {Modality.VISIBLE}


def _is_in_sight(grid: Any, row: int) -> bool:
    tile = grid.visualRect(grid.model().index(row, 0))
    return bool(grid.viewport().rect().contains(tile.center()))


def _telling_row(case: Any, people: dict[int, Any]) -> int:
    """The person of these whose first candidate stands out most, as `make demo` chooses.

    People of whom little is seen come behind.
    """

    def stands_out(row: int) -> float:
        found = case.search(people[row].id, SearchConfig(into="other", limit=8)).candidates
        if len(found) <= len(DECIDED):
            return -1.0
        back = case.search(found[0].tracklet.id, SearchConfig(into="other", limit=1)).candidates
        is_mutual = bool(back) and back[0].tracklet.id == people[row].id
        seen = min(QImage(str(people[row].cover)).height() / WELL_SEEN_PX, 1.0)
        return float(is_mutual) + found[0].similarity - found[1].similarity + 2 * seen

    return max(people, key=stands_out)


def _newest(buttons: dict[int, Any]) -> Callable[[], Any]:
    return lambda: buttons[max(buttons)] if buttons else None


def _asks(review: Any) -> bool:
    return (
        review.blind is not None
        and review.blind.question is not None
        and not (review.blind._is_busy)
    )


def _begins(shown: Any, words: str) -> bool:
    return str(shown.text()).startswith(words)
