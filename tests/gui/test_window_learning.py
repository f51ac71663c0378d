"""Models: cards in words, learning with its curves, before and after, taking one and going back."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from app.viewmodels import model_words
from app.views.places import MODELS, SEARCH
from cba_core.domain.errors import CbaError
from cba_core.domain.footage import Modality
from cba_core.domain.free_negatives import FreeNegativeError
from cba_core.domain.model_facts import Obstacle, UnfinishedRun
from cba_core.jobs.requests import IndexRequest, MeasureModelsRequest, TrainModelRequest
from tests.gui.fake_case import FakeCase, FakeEngine, WindowMaker, indexed_case
from tests.gui.fake_map import made_up_map
from tests.gui.fake_models import (
    AFTER,
    BEFORE,
    PACKAGED,
    made_up_check,
    made_up_course,
    made_up_model,
    made_up_sample,
)

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def case(tmp_path: Path) -> FakeCase:
    return indexed_case(tmp_path / "a.duskcase")


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Presses the button of these words in the next box; keeps what boxes said."""
    said: list[str] = []

    def press(box: QMessageBox) -> int:
        said.append(f"{box.text()} {box.informativeText()}")
        wanted = said.pop(0) if len(said) > 1 else ""
        button = next(one for one in box.buttons() if one.text() == wanted)
        button.click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", press)
    return said


def models_of(open_window: WindowMaker, qtbot: QtBot, case: FakeCase) -> tuple[Any, Any]:
    """The page, entered and read, and the worker."""
    engine = FakeEngine(case)
    window = open_window(engine, case.path)
    window.case_page.go_to(MODELS)
    page = window.case_page.models
    qtbot.waitUntil(lambda: page.learning is not None and page.list.cards[-1].isVisible())
    return page, engine.workers[0]


def words_of(widget: Any) -> str:
    shown = [one for one in widget.findChildren(QLabel) if one.isVisible()]
    buttons = [one for one in widget.findChildren(QPushButton) if one.isVisible()]
    return "\n".join(one.text() for one in (*shown, *buttons))


def test_E26_each_model_has_its_card_in_words_and_no_certainty(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    page, _ = models_of(open_window, qtbot, case)
    first, second = page.list.cards
    assert first.model.name == PACKAGED.name
    assert "in use" in words_of(first)
    assert "ImageNet" in words_of(first)
    assert not first.use_button.isVisible()
    assert "simulated people" in words_of(second)
    assert "n = 635" not in words_of(second)
    qtbot.mouseClick(second.more_button, LEFT)
    assert "simulated, Rank-1: 11.5 of 100, n = 635" in words_of(second)
    assert second.more_button.text() == "Less"
    told = words_of(page)
    for weak in ("like clothes", "Thermal", "Crowds", "low light", "Children"):
        assert weak in told
    assert "%" not in told
    assert "match" not in told.lower()


def test_E26_the_card_is_a_step_from_the_candidates(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    window = open_window(FakeEngine(case), case.path)
    page = window.case_page
    page.go_to(SEARCH)
    page.search.show_query_by_id(case.people[0].id)
    qtbot.waitUntil(lambda: page.search.candidates.result is not None)
    qtbot.mouseClick(page.search.candidates.model_button, LEFT)
    assert page.place == MODELS
    qtbot.waitUntil(lambda: page.models.learning is not None)


def test_learning_says_what_it_costs_and_may_bring_before_it_begins(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    page, worker = models_of(open_window, qtbot, case)
    told = words_of(page.learn)
    assert "140 visible tracklets and 128 infrared tracklets, 460 steps" in told
    assert "told after the first steps" in told
    assert "Small and not certain" in told
    assert "On real near infrared nothing was measured" in told
    assert "Some hundred tracklets" not in told
    case.models.seconds_per_step = 3.4
    case.models.tracklets = {Modality.VISIBLE: 69, Modality.INFRARED: 49}
    page.load()
    qtbot.waitUntil(lambda: "About 26 min, at the pace of the last run" in words_of(page.learn))
    assert "Some hundred tracklets" in words_of(page.learn)
    assert worker.requests == []


def test_learning_is_refused_with_reasons(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    case.models.obstacles = (
        Obstacle("There is too little to learn from: 3 visible and 9 infrared", "Index more."),
        Obstacle("torch is not installed", "pip install torch", ("NotInstalledError", "CbaError")),
    )
    page, worker = models_of(open_window, qtbot, case)
    assert "too little" in page.learn.obstacles.text()
    assert "torch is not installed. Duskline is not installed completely" in (
        page.learn.obstacles.text()
    )
    assert "pip" not in page.learn.obstacles.text()
    assert page.learn.obstacles.isVisible()
    assert not page.learn.start_button.isEnabled()
    page.learn.start()
    assert worker.requests == []


def test_learning_compares_takes_and_goes_back(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, answer: list[str]
) -> None:
    page, worker = models_of(open_window, qtbot, case)
    assert not page.comparison.isVisible()
    qtbot.mouseClick(page.learn.start_button, LEFT)
    qtbot.waitUntil(page.comparison.isVisible)
    train = worker.requests[0]
    assert isinstance(train, TrainModelRequest)
    assert (train.name, train.resume) == ("learnt-1", False)
    assert train.author == case.log.author
    card = page.comparison
    place = page.parent().parent().places[MODELS]
    assert place.left == "compare learnt-1"
    assert not card.verdict.isVisible()
    qtbot.mouseClick(card.compare_button, LEFT)
    qtbot.waitUntil(card.verdict.isVisible)
    measure = worker.requests[1]
    assert isinstance(measure, MeasureModelsRequest)
    assert [one.stem for one in measure.models] == ["efficientnet-lite0", "learnt-1"]
    assert place.left == "efficientnet-lite0"
    before, after = card.cells["both"]
    assert before.counts.text() == "109 of 2,492 confused"
    assert after.counts.text() == "73 of 2,492 confused"
    assert after.interval.text() == "2.1 to 4.0 in 100, n = 1,246"
    assert card.verdict.text() == "The intervals overlap: the difference may be chance."
    assert "looks better than it is" in card.caution.text()
    qtbot.waitUntil(lambda: "On this case" in words_of(page.list))
    qtbot.mouseClick(card.keep_button, LEFT)
    assert card.heading.text() == "The old one is kept"
    assert len(worker.requests) == 2
    answer.append("Use it")
    qtbot.mouseClick(card.use_button, LEFT)
    qtbot.waitUntil(lambda: card.heading.text() == "learnt-1 is in use")
    assert "24 tracklets are described anew" in answer[-1]
    take = worker.requests[2]
    assert isinstance(take, IndexRequest)
    assert take.model is not None
    assert (take.model.stem, take.config) == ("learnt-1", None)
    assert card.use_button.text() == "Go back to efficientnet-lite0"
    assert card.verdict.isVisible()
    answer[:] = ["Use it"]
    qtbot.mouseClick(card.use_button, LEFT)
    qtbot.waitUntil(lambda: page.learning.in_use.name == "efficientnet-lite0")
    assert worker.requests[3].model == Path("efficientnet-lite0")
    assert not any(isinstance(one, TrainModelRequest) for one in worker.requests[1:])


def test_not_taking_a_model_changes_nothing(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, answer: list[str]
) -> None:
    page, worker = models_of(open_window, qtbot, case)
    answer.append("Cancel")
    qtbot.mouseClick(page.list.cards[1].use_button, LEFT)
    assert "Use starter in this case?" in answer[-1]
    assert worker.requests == []


def test_a_running_job_is_shown_held_stopped_and_gone_on_with(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    page, worker = models_of(open_window, qtbot, case)
    place = page.parent().parent().places[MODELS]
    worker.holds = True
    page.learn.start()
    qtbot.waitUntil(lambda: "115 of 460 steps" in page.learn.text.text())
    assert "about 19 min 10 s left" in page.learn.text.text()
    assert place.left == "learning, 25 % done"
    assert page.learn.losses.isVisible()
    assert "Loss: " in page.learn.losses.accessibleName()
    assert "visible" in page.learn.clusters.accessibleName()
    assert not page.list.cards[1].use_button.isEnabled()
    qtbot.mouseClick(page.learn.pause_button, LEFT)
    assert page.learn.heading.text() == "Paused"
    assert worker.is_paused
    qtbot.mouseClick(page.learn.pause_button, LEFT)
    case.models.held = case.models.held[1:]  # it did not come to its end
    case.models.unfinished = UnfinishedRun(name="learnt-1", steps_done=115, steps_total=460)
    with qtbot.waitSignal(page._desk.jobs.cancelled):
        qtbot.mouseClick(page.learn.stop_button, LEFT)
    qtbot.waitUntil(lambda: page.learn.heading.text() == "A run was stopped")
    assert "step 115 of 460" in page.learn.text.text()
    assert place.left == "a run was stopped"
    qtbot.mouseClick(page.learn.start_button, LEFT)
    qtbot.waitUntil(lambda: len(worker.requests) == 2)
    assert (worker.requests[1].name, worker.requests[1].resume) == ("learnt-1", True)


def test_a_stopped_run_is_told_when_the_case_is_opened_and_can_be_given_up(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase, answer: list[str]
) -> None:
    case.models.unfinished = UnfinishedRun(name="learnt-1", steps_done=115, steps_total=460)
    window = open_window(FakeEngine(case), case.path)
    place = window.case_page.places[MODELS]
    qtbot.waitUntil(lambda: place.left == "a run was stopped")
    window.case_page.go_to(MODELS)
    page = window.case_page.models
    qtbot.waitUntil(page.learn.give_up_button.isVisible)
    assert page.learn.curves_name.text() == "How learnt-1 learnt"
    answer.append("Give it up")
    qtbot.mouseClick(page.learn.give_up_button, LEFT)
    qtbot.waitUntil(lambda: page.learn.heading.text() == "Learn from this case")
    assert "lost" in answer[-1]


def test_E28_a_model_leaves_the_case_only_by_hand_and_after_a_warning(
    open_window: WindowMaker,
    qtbot: QtBot,
    case: FakeCase,
    answer: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = case.path.with_name("out.safetensors")
    monkeypatch.setattr(
        "app.views.models_page.QFileDialog.getSaveFileName", lambda *_: (str(target), "")
    )
    case.models.held.insert(0, made_up_model(1, case.models.folder))
    page, _ = models_of(open_window, qtbot, case)
    assert [one.copy_button.isVisible() for one in page.list.cards] == [False, True, False]
    answer.append("Cancel")
    qtbot.mouseClick(page.list.cards[1].copy_button, LEFT)
    assert case.models.copied == []
    answer[:] = ["Choose where…"]
    qtbot.mouseClick(page.list.cards[1].copy_button, LEFT)
    assert "may hold personal data" in answer[-1]
    qtbot.waitUntil(lambda: case.models.copied == [("learnt-1", target)])
    qtbot.waitUntil(lambda: "were copied" in page.said.text())


def test_figures_of_different_tracklets_are_not_compared(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    own = replace(made_up_model(1, case.models.folder), check=made_up_check(AFTER, basis="two"))
    case.models.held = [own, replace(PACKAGED, check=made_up_check(BEFORE))]
    page, _ = models_of(open_window, qtbot, case)
    assert page.comparison.isVisible()
    assert not page.comparison.verdict.isVisible()
    assert page.comparison.compare_button.text() == "Compare them"


def test_E27_a_model_without_its_manifest_cannot_be_taken(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    case.models.held.insert(
        0, replace(made_up_model(1, case.models.folder), remedy="Nothing tells how it was made")
    )
    page, _ = models_of(open_window, qtbot, case)
    assert "Nothing tells how it was made" in words_of(page.list)
    assert not page.list.cards[1].use_button.isVisible()
    assert not page.comparison.use_button.isVisible()
    assert not page.comparison.compare_button.isVisible()


def test_what_cannot_be_read_is_told_and_tried_again(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    engine = FakeEngine(case)
    window = open_window(engine, case.path, expects_failures=True)
    told: list[Any] = []
    window.failures.failed.connect(told.append)
    case.models.outlook_error = CbaError("The disk does not answer", "Plug it in.")
    page = window.case_page.models
    page.load()
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].what == "The disk does not answer"
    case.models.outlook_error = None
    page.load()
    qtbot.waitUntil(lambda: page.learning is not None)


def test_nothing_is_cut_off_in_the_smallest_window(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    before, after = (
        replace(made_up_check(one), sample=made_up_sample(9)) for one in (BEFORE, AFTER)
    )
    own = replace(made_up_model(1, case.models.folder), check=after)
    case.models.held = [own, replace(PACKAGED, check=before)]
    case.embedding_map.held = made_up_map(case.people)
    page, _ = models_of(open_window, qtbot, case)
    page.window().resize(960, 600)
    qtbot.waitUntil(lambda: page.window().width() == 960)
    qtbot.waitUntil(page.comparison.verdict.isVisible)
    for button in page.findChildren(QPushButton):
        if button.isVisible():
            assert button.width() >= button.sizeHint().width(), button.text()
    for text in page.findChildren(QLabel):
        if text.isVisible() and text.wordWrap():
            assert text.height() >= text.heightForWidth(text.width()), text.text()
    right = page.learn.parentWidget()
    assert right.width() == right.parentWidget().width(), "nothing is scrolled sideways"
    last = max(child.geometry().bottom() for child in (page.learn, page.comparison, page.map))
    assert right.height() - last < 60, "the page does not scroll on into nothing"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ((1246, 109), (1246, 73), ("may be chance", "")),
        ((1246, 300), (1246, 73), ("less often", "new")),
        ((1246, 73), (1246, 300), ("MORE often", "old")),
        ((12, 3), (12, 1), ("compares nothing", "old")),
    ],
)
def test_a_comparison_says_no_more_than_its_intervals(
    before: tuple[int, int], after: tuple[int, int], told: tuple[str, str]
) -> None:
    errors = [
        FreeNegativeError(pairs=pairs, comparisons=2 * pairs, wrong=wrong)
        for pairs, wrong in (before, after)
    ]
    assert told[0] in model_words.verdict_text(*errors)
    assert model_words.favoured(*errors) == told[1]


def test_curves_end_with_what_was_logged() -> None:
    from app.viewmodels.chart_lines import cluster_lines, loss_lines, round_marks, smoothed

    course = made_up_course("learnt-1")
    raw, mean = loss_lines(course)
    assert raw.points == course.losses["total"]
    assert len(mean.points) == len(raw.points)
    assert smoothed(((0, 1.0), (5, 3.0), (10, 5.0)), 2) == ((0, 1.0), (5, 2.0), (10, 4.0))
    assert [one.is_dashed for one in cluster_lines(course)] == [False, True]
    assert round_marks(0, 52, 4) == [0, 20, 40, 60]
    assert round_marks(3, 3, 4)[0] <= 3
    for low, high in ((0.2, 6.7), (40, 100), (0, 1), (1e-4, 2e-4), (0, 1204)):
        marks = round_marks(low, high, 4)
        assert 2 <= len(marks) <= 4
        assert marks[0] <= low
        assert marks[-1] >= high - 1e-9


def test_both_are_measured_on_the_sample_as_well(
    open_window: WindowMaker, qtbot: QtBot, case: FakeCase
) -> None:
    new = made_up_model(1, case.models.folder)
    checks = [
        replace(made_up_check(figures), sample=made_up_sample(first))
        for figures, first in ((BEFORE, 9), (AFTER, 12))
    ]
    case.models.held[0] = replace(case.models.held[0], check=checks[0])
    case.models.held.insert(0, replace(new, check=checks[1]))
    page, _ = models_of(open_window, qtbot, case)
    card = page.comparison
    told = words_of(card)
    assert "On the sample" in told
    assert [one.text() for one in card.sample[Modality.VISIBLE]] == [
        "first for 9 of 52, mAP 0.15", "first for 12 of 52, mAP 0.2",
    ]  # fmt: skip
    assert "by chance that is 2.1 of 52" in card.sample_note.text()
    assert "not your footage" in card.sample_note.text()
    case.models.held[0] = replace(
        new, check=replace(checks[1], sample=made_up_sample(12, truth="other"))
    )
    page.load()
    qtbot.waitUntil(lambda: "On the sample" not in words_of(card))  # nothing to compare
    case.models.held[0] = replace(
        new, check=replace(checks[1], sample=None, sample_left_out="The disk is full")
    )
    page.load()
    qtbot.waitUntil(lambda: "Not measured on the sample: The disk is full" in words_of(card))
