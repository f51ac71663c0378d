"""Learning from the case: what it costs and may bring, how far it is, how it goes."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.engine_link.open_case import OpenCase
from app.engine_link.remedies import window_remedy
from app.operations.indexing_operations import pause_or_resume, stop_job, withdraw_waiting
from app.operations.model_operations import load_course, start_learning
from app.viewmodels import chart_lines, model_words
from app.viewmodels.wording import progress_text
from app.widgets.curve_chart import CurveChart
from app.widgets.folding_line import FoldingLine
from app.widgets.labels import label
from app.widgets.text_column import TextColumn
from app.widgets.theme import ThemeKeeper
from cba_core.domain.model_facts import LearningOutlook, TrainingCourse
from cba_core.domain.progress import Progress
from cba_core.jobs.requests import TrainModelRequest

_PARTS = 1000
_LOOK_EVERY_MS = 2000
"""The log of a run gets a line every fifth step, which takes seconds."""


class LearningCard(QFrame):
    """Start, pause, stop, go on; curves while it runs, and of the last run."""

    give_up_wanted = Signal(str)

    def __init__(self, desk: OpenCase, theme: ThemeKeeper) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk = desk
        self._outlook: LearningOutlook | None = None
        self._has_learnt = False
        self._progress: Progress | None = None
        self._is_reading = False
        self.heading = label("", "heading", wraps=True)
        self.text = label("", wraps=True)
        self.cost_name = label(self.tr("What it costs"), "strong")
        self.cost = label("", "muted", wraps=True)
        self.benefit_name = label(self.tr("What it may bring"), "strong")
        self.benefit = label("", "muted", wraps=True)
        self.obstacles = label("", "failure", wraps=True)
        self.kept = label(model_words.kept_text(), "muted", wraps=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Progress of learning"))
        self.start_button = QPushButton()
        self.start_button.setObjectName("primary")
        self.start_button.clicked.connect(self.start)
        self.pause_button = QPushButton()
        self.pause_button.clicked.connect(lambda: pause_or_resume(desk=desk))
        self.stop_button = QPushButton()
        self.stop_button.clicked.connect(self._stop)
        self.give_up_button = QPushButton(self.tr("Give it up…"))
        self.give_up_button.clicked.connect(self._give_up)
        self.curves_name = label("", "strong", wraps=True)
        self.losses = CurveChart(theme, self.tr("Loss"), floor=0)
        self.clusters = CurveChart(theme, self.tr("Clusters"), floor=0)
        self.probe = CurveChart(theme, self.tr("Modality probe"), floor=40, top=100)
        self.probe.mark_level(100 * chart_lines.CHANCE, self.tr("chance"))
        self._charts = QWidget()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self._read_course)
        self._arrange()
        desk.jobs.state_changed.connect(self._on_state)
        desk.jobs.progressed.connect(self._on_progress)
        self._on_state()

    @property
    def is_learning(self) -> bool:
        """Whether the training job runs."""
        return isinstance(self._desk.jobs.current, TrainModelRequest)

    def start(self) -> None:
        """Begin, or go on with a run that was stopped."""
        outlook = self._outlook
        if outlook is not None and not outlook.obstacles:
            start_learning(desk=self._desk, outlook=outlook)

    def show_outlook(self, outlook: LearningOutlook, course: TrainingCourse | None) -> None:
        """Say what learning would take here, and how the last run went."""
        self._outlook = outlook
        self._has_learnt = course is not None and outlook.unfinished is None
        if course is not None and not self.is_learning:
            self.show_course(course)
        self._tell()

    def show_course(self, course: TrainingCourse) -> None:
        """Draw how a run went so far."""
        steps = course.total_steps or course.last_step
        self.losses.show_lines(chart_lines.loss_lines(course), steps=steps)
        self.clusters.show_lines(chart_lines.cluster_lines(course), steps=steps)
        self.probe.show_lines(chart_lines.probe_lines(course), steps=steps)
        has_any = bool(course.losses or course.clusters)
        self._charts.setVisible(has_any or self.is_learning)
        self.curves_name.setText(self.tr("How {name} learnt").format(name=course.name))

    def _arrange(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(8)
        texts = TextColumn(spacing=4)
        texts.add(self.heading)
        texts.add(self.text, apart=2)
        texts.add(self.kept, apart=2)
        texts.add(self.obstacles, apart=2)
        for name, text in ((self.cost_name, self.cost), (self.benefit_name, self.benefit)):
            texts.add(name, apart=6)
            texts.add(text)
        layout.addWidget(texts)
        layout.addWidget(self.bar)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for button in (
            self.start_button,
            self.pause_button,
            self.stop_button,
            self.give_up_button,
        ):
            buttons.addWidget(button)
        buttons.addStretch()
        layout.addSpacing(6)
        layout.addLayout(buttons)
        inside = QVBoxLayout(self._charts)
        inside.setContentsMargins(0, 14, 0, 0)
        inside.setSpacing(10)
        inside.addWidget(self.curves_name)
        inside.addWidget(FoldingLine(self.losses, self.clusters, self.probe))
        notes = TextColumn()
        notes.add(label(model_words.curves_text(), "muted", wraps=True))
        inside.addWidget(notes)
        self._charts.hide()
        layout.addWidget(self._charts)

    def _stop(self) -> None:
        if self.is_learning:
            stop_job(desk=self._desk)
        else:
            withdraw_waiting(desk=self._desk, kinds=(TrainModelRequest,))

    def _give_up(self) -> None:
        if self._outlook is not None and self._outlook.unfinished is not None:
            self.give_up_wanted.emit(self._outlook.unfinished.name)

    def _on_progress(self, progress: Progress) -> None:
        if self.is_learning:
            self._progress = progress
            self._tell()

    def _on_state(self) -> None:
        if self.is_learning and not self._timer.isActive():
            self._timer.start()
            self._read_course()
        elif not self.is_learning:
            self._timer.stop()
            self._progress = None
        self._tell()

    def _read_course(self) -> None:
        current = self._desk.jobs.current
        if not isinstance(current, TrainModelRequest) or self._is_reading or not self.isVisible():
            return
        self._is_reading = True

        def show(course: TrainingCourse) -> None:
            self._is_reading = False
            if self.is_learning:
                self.show_course(course)

        def fail(problem: Exception) -> None:
            self._is_reading = False
            self._desk.failures.report(problem)

        load_course(desk=self._desk, name=current.name, done=show, failed=fail)

    def _tell(self) -> None:
        jobs, outlook = self._desk.jobs, self._outlook
        runs = self.is_learning
        waits = any(isinstance(job, TrainModelRequest) for job in jobs.waiting)
        unfinished = None if outlook is None else outlook.unfinished
        idle = not runs and not waits and outlook is not None
        self.bar.setVisible(runs)
        self.pause_button.setVisible(runs)
        self.pause_button.setEnabled(not jobs.is_stopping)
        self.pause_button.setText(self.tr("Go on") if jobs.is_paused else self.tr("Pause"))
        self.stop_button.setVisible(runs or waits)
        may_end = jobs.may_be_ended_by_force
        self.stop_button.setEnabled(not runs or not jobs.is_stopping or may_end)
        stop = self.tr("End it now") if may_end else self.tr("Stop")
        self.stop_button.setText(stop if runs else self.tr("Do not learn"))
        self.start_button.setVisible(idle)
        self.start_button.setText(self._start_text())
        self.start_button.setObjectName("" if self._has_learnt else "primary")
        self.start_button.style().unpolish(self.start_button)
        self.start_button.style().polish(self.start_button)
        self.start_button.setEnabled(outlook is not None and not outlook.obstacles)
        self.give_up_button.setVisible(idle and unfinished is not None)
        for part in (self.cost_name, self.cost, self.benefit_name, self.benefit):
            part.setVisible(idle)
        self.kept.setVisible(runs)
        self.obstacles.setVisible(idle and outlook is not None and bool(outlook.obstacles))
        if outlook is not None:
            self._tell_outlook(outlook)
        if runs:
            self._tell_running()
        elif waits:
            self.heading.setText(self.tr("Learning begins when the running job has ended"))
            self.text.setText("")
        elif outlook is None:
            self.heading.setText(self.tr("Looking at the case…"))
            self.text.setText("")

    def _start_text(self) -> str:
        if self._outlook is not None and self._outlook.unfinished is not None:
            return self.tr("Go on")
        return self.tr("Learn again") if self._has_learnt else self.tr("Start learning")

    def _tell_outlook(self, outlook: LearningOutlook) -> None:
        if outlook.unfinished is not None:
            self.heading.setText(self.tr("A run was stopped"))
            self.text.setText(model_words.unfinished_text(outlook))
        else:
            self.heading.setText(self.tr("Learn from this case"))
            self.text.setText(model_words.work_text(outlook))
        self.cost.setText(model_words.cost_text(outlook))
        self.benefit.setText(model_words.benefit_text(outlook))
        self.obstacles.setText(
            "\n".join(
                f"{one.what}. {window_remedy(one.kinds, one.remedy)}" for one in outlook.obstacles
            )
        )

    def _tell_running(self) -> None:
        jobs, progress = self._desk.jobs, self._progress
        current = jobs.current
        name = current.name if isinstance(current, TrainModelRequest) else ""
        if jobs.is_stopping:
            self.heading.setText(self.tr("Stopping… what was learnt is kept"))
        elif jobs.is_paused:
            self.heading.setText(self.tr("Paused"))
        else:
            self.heading.setText(self.tr("Learning {name}").format(name=name))
        if progress is None:
            self.bar.setRange(0, 0)
            self.text.setText(self.tr("Getting ready: loading the network."))
            return
        self.text.setText(progress_text(progress))
        self.bar.setRange(0, _PARTS if progress.total else 0)
        if progress.total:
            self.bar.setValue(int(_PARTS * min(progress.done / progress.total, 1.0)))
