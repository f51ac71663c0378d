"""Models: what the case is searched with, what it could learn, and what that brought."""

from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QMessageBox,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.engine_link.open_case import OpenCase
from app.operations.model_operations import (
    CaseLearning,
    copy_model_out,
    give_up_run,
    load_learning,
    use_model,
)
from app.settings.app_settings import AppSettings
from app.viewmodels.case_overview import CaseOverview
from app.viewmodels.wording import files_text, tracklets_text
from app.views.comparison_card import ComparisonCard
from app.views.learning_card import LearningCard
from app.views.map_card import MapCard
from app.views.model_list import ModelList
from app.widgets.labels import label
from app.widgets.theme import ThemeKeeper
from cba_core.domain.changes import ChangeSet
from cba_core.domain.model_facts import LearningOutlook, ModelFacts
from cba_core.domain.progress import Progress
from cba_core.jobs.requests import IndexRequest, MeasureModelsRequest, TrainModelRequest

_WHOLE = 100


class ModelsPage(QWidget):
    """Cards of all models at the left; learning and comparing at the right."""

    told = Signal(str)  # what the place bar says

    def __init__(
        self,
        desk: OpenCase,
        overview: CaseOverview,
        settings: AppSettings,
        theme: ThemeKeeper,
        map_card: MapCard,
    ) -> None:
        super().__init__()
        self.setObjectName("page")
        self._desk = desk
        self._overview = overview
        self._settings = settings
        self._is_loading = self._is_stale = self._has_ended = False
        self.learning: CaseLearning | None = None
        self.list = ModelList()
        self.list.use_wanted.connect(self._ask_to_use)
        self.list.copy_wanted.connect(self._choose_target)
        self.learn = LearningCard(desk, theme)
        self.learn.give_up_wanted.connect(self._ask_to_give_up)
        self.comparison = ComparisonCard(desk, theme)
        self.comparison.use_wanted.connect(self._ask_to_use)
        self.map = map_card
        self.map.drawn.connect(self._bring_map_in_sight)
        self.said = label("", "muted", wraps=True)
        self.said.hide()
        self._arrange()
        jobs = desk.jobs
        jobs.finished.connect(lambda request, _: self._on_ended(request))
        jobs.failed.connect(lambda request, _: self._on_ended(request))
        jobs.cancelled.connect(self._on_ended)
        jobs.progressed.connect(self._on_progress)
        jobs.state_changed.connect(self._tell)
        desk.changes.changed.connect(self._on_change)

    def enter(self) -> None:
        """Read what is there now, and put the keyboard on the button that comes next."""
        self.load()
        self._take_keyboard()

    def _take_keyboard(self) -> None:
        for button in (
            self.comparison.use_button,
            self.comparison.compare_button,
            self.learn.start_button,
            self.learn.pause_button,
        ):
            if button.isVisible() and button.isEnabled():
                button.setFocus()
                return
        self.list.setFocus()

    def look_for_stopped_run(self) -> None:
        """Say so in the place bar; the cards, which take longer, wait until they are looked at."""
        case = self._desk.case

        def tell(outlook: LearningOutlook) -> None:
            if self.learning is None and outlook.unfinished is not None:
                self.told.emit(self._stopped_text())

        self._desk.tasks.queries.run(case.models.outlook, tell)

    def load(self) -> None:
        """Read cards and outlook anew; asked for while it reads, it reads once more."""
        self._is_stale = self._is_loading
        if self._is_loading:
            return
        self._is_loading = True
        load_learning(desk=self._desk, done=self._show, failed=self._fail)

    def _show(self, learning: CaseLearning) -> None:
        self._is_loading = False
        self.learning = learning
        self.list.show_models(learning.models, can_use=self._can_use())
        self.learn.show_outlook(learning.outlook, learning.course)
        self.comparison.show_learning(learning)
        self.map.load(has_people=any(learning.outlook.tracklets.values()))
        self._tell()
        if self._has_ended:
            self._has_ended = False
            focus = QApplication.focusWidget()
            if focus is None or not self.isAncestorOf(focus):  # with the run its buttons went
                self._take_keyboard()
        if self._is_stale:
            self.load()

    def _fail(self, problem: Exception) -> None:
        self._is_loading = self._is_stale = False
        self._desk.failures.report(problem)

    def _arrange(self) -> None:
        right = QWidget()
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 4, 0)
        column.setSpacing(16)
        column.addWidget(self.said)
        column.addWidget(self.comparison)
        column.addWidget(self.learn)
        column.addWidget(self.map)
        column.addStretch()
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setWidget(right)
        scroll.setAccessibleName(self.tr("Learning and comparing"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(24, 20, 20, 20)
        layout.setSpacing(20)
        layout.addWidget(self.list)
        layout.addWidget(scroll, 1)

    def _bring_map_in_sight(self) -> None:
        """Below what was there it may lie out of sight; it has its height in the next turn only."""
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.map.plot, 0, 24))

    def _can_use(self) -> bool:
        learning = self.learning
        has_people = learning is not None and any(learning.outlook.tracklets.values())
        return has_people and not self._desk.jobs.is_busy

    def _on_change(self, changes: ChangeSet) -> None:
        if changes.tracklets and self.isVisible():
            self.load()

    def _on_ended(self, request: object) -> None:
        if isinstance(request, TrainModelRequest | MeasureModelsRequest | IndexRequest):
            self._has_ended = self.isVisible()
            self.load()
        if isinstance(request, IndexRequest) and request.model is not None:
            self._say("")

    def _on_progress(self, progress: Progress) -> None:
        if isinstance(self._desk.jobs.current, TrainModelRequest) and progress.total:
            part = int(_WHOLE * min(progress.done / progress.total, 1.0))
            self.told.emit(self.tr("learning, {part} % done").format(part=part))
        current = self._desk.jobs.current
        if isinstance(current, IndexRequest) and current.model is not None:
            self._say(
                self.tr("Taking {name} into use: {step}…").format(
                    name=current.model.stem, step=progress.step
                )
            )

    def _tell(self) -> None:
        jobs = self._desk.jobs
        if self.learning is not None:
            self.list.show_models(self.learning.models, can_use=self._can_use())
        if isinstance(jobs.current, TrainModelRequest):
            if jobs.is_paused:
                self.told.emit(self.tr("paused"))
        elif isinstance(jobs.current, MeasureModelsRequest):
            self.told.emit(self.tr("comparing"))
        elif self.learning is not None and self.learning.outlook.unfinished is not None:
            self.told.emit(self._stopped_text())
        elif self.learning is not None and self.learning.awaits_comparison is not None:
            name = self.learning.awaits_comparison.name
            self.told.emit(self.tr("compare {name}").format(name=name))
        elif self.learning is not None and self.learning.in_use is not None:
            self.told.emit(self.learning.in_use.name)
        else:
            self.told.emit("")

    def _stopped_text(self) -> str:
        return self.tr("a run was stopped")

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))

    def _ask_to_use(self, model: ModelFacts) -> None:
        """All descriptions of the case change with the model, so it is asked first."""
        box = QMessageBox(self)
        box.setText(self.tr("Use {name} in this case?").format(name=model.name))
        box.setInformativeText(self._use_text(model))
        use = box.addButton(self.tr("Use it"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        if box.clickedButton() is use:
            use_model(desk=self._desk, model=model)

    def _use_text(self, model: ModelFacts) -> str:
        latest = self._overview.latest
        parts = [
            self.tr(
                "{people} are described anew from their kept pictures; nobody is looked for again."
            ).format(people=tracklets_text(0 if latest is None else latest.tracklets)),
            self.tr(
                "Lists will be ordered otherwise than in searches that were logged before. "
                "Decisions stay as they are. The model of now can be taken back at any time."
            ),
        ]
        if latest is not None and latest.to_index:
            parts.insert(
                1,
                self.tr("{files} not indexed yet will be looked through as well.").format(
                    files=files_text(len(latest.to_index))
                ),
            )
        if model.origin not in {"case", "package", "built-in"}:
            parts.append(self.tr("Whoever opens the case elsewhere needs this model, too."))
        return " ".join(parts)

    def _ask_to_give_up(self, name: str) -> None:
        box = QMessageBox(self)
        box.setText(self.tr("Give up {name}?").format(name=name))
        box.setInformativeText(
            self.tr("What it has learnt so far is lost. No other model is touched.")
        )
        give_up = box.addButton(self.tr("Give it up"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(self.tr("Keep it"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        if box.clickedButton() is give_up:
            give_up_run(desk=self._desk, name=name, done=self.load)

    def _choose_target(self, name: str) -> None:
        """A model holds traces of the people it learnt from: that is said before it leaves."""
        box = QMessageBox(self)
        box.setText(self.tr("Copy {name} out of the case?").format(name=name))
        box.setInformativeText(
            self.tr(
                "Its numbers were made from pictures of people in this case and may hold personal "
                "data of theirs. Using it elsewhere needs a legal ground of its own. The case's "
                "log tells that it was copied."
            )
        )
        copy = box.addButton(self.tr("Choose where…"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(self.tr("Cancel"), QMessageBox.ButtonRole.RejectRole)
        box.exec()
        if box.clickedButton() is not copy:
            return
        file, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Copy the model to"),
            f"{self._settings.last_folder}/{self._desk.case.name}-{name}.safetensors",
            self.tr("Models (*.safetensors)"),
        )
        if file:
            self.copy_out(name, Path(file))

    def copy_out(self, name: str, target: Path) -> None:
        """Copy a model of the case out of it, with its card."""

        def done() -> None:
            self._say(
                self.tr("{name} and its card were copied to {folder}.").format(
                    name=name, folder=target.parent
                )
            )

        copy_model_out(desk=self._desk, name=name, target=target, done=done)
