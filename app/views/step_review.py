"""One step of the history: what, who, when, why, and undoing it alone."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.engine_link.open_case import OpenCase
from app.viewmodels import review_words, wording
from app.viewmodels.case_decisions import CaseDecisions
from app.viewmodels.decided_model import DecidedModel
from app.viewmodels.thumbnail_cache import ThumbnailCache
from app.widgets.labels import label
from app.widgets.theme import ThemeKeeper
from app.widgets.tile_groups import TileGroups
from cba_core.domain.edits import AppliedEdit, EditState, Revert, SetNobody, SetVerdict
from cba_core.domain.ids import TrackletId
from cba_core.domain.tracklets import Tracklet


class StepReview(QWidget):
    """A step is undone alone where nothing has touched since what it changed."""

    edit_wanted = Signal(object)  # Edit
    chosen = Signal(object)  # Tracklet

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
        self.step: AppliedEdit | None = None
        self.heading = label("", "heading", wraps=True)
        self.facts = label("", "muted", wraps=True)
        self.why = label("", "", wraps=True)
        self.undo_button = QPushButton(self.tr("Undo this"))
        self.undo_button.setToolTip(
            self.tr("This step alone; it is refused where later steps build on it")
        )
        self.undo_button.clicked.connect(self._undo)
        self._queries = DecidedModel(thumbnails, desk.zone, self)
        self._tracklets = DecidedModel(thumbnails, desk.zone, self)
        self.groups = TileGroups(
            theme,
            [
                (self._queries, self.tr("Query"), "search"),
                (self._tracklets, self.tr("Tracklets"), "person"),
            ],
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.heading)
        layout.addWidget(self.facts)
        layout.addWidget(self.why)
        layout.addWidget(self.undo_button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.groups, 1)
        self.groups.chosen.connect(lambda model, row: self.chosen.emit(model.tracklet(row)))

    def show_step(self, number: int) -> None:
        """Show another step, or the same one as it is now."""
        decided = self._decisions.latest
        self.step = next((one for one in decided.history if one.number == number), None)
        step = self.step
        if step is None:
            return
        self.heading.setText(review_words.edit_text(step.edit))
        parts = (
            self.tr("Step {number}").format(number=step.number),
            wording.time_text(step.time, self._desk.zone),
            step.actor,
            self.tr("line {number} of the log").format(number=step.log_number),
            review_words.state_text(step),
        )
        self.facts.setText(" · ".join(part for part in parts if part))
        why = review_words.why_of(step.edit)
        self.why.setText(self.tr("Why: {why}").format(why=why) if why else "")
        self.why.setVisible(bool(why))
        self.undo_button.setVisible(self._decisions.takes_edits)
        self.undo_button.setEnabled(step.state is EditState.DONE)
        self._queries.show(self._held(_queries(step)))
        self._tracklets.show(self._held(_tracklets(step)))
        self.groups.fit()
        self.groups.choose_first()

    def _held(self, named: tuple[TrackletId, ...]) -> list[Tracklet]:
        tracklets = self._decisions.latest.tracklets
        return [tracklets[one] for one in named if one in tracklets]

    def _undo(self) -> None:
        if self.step is not None:
            self.edit_wanted.emit(Revert(number=self.step.number))


def _queries(step: AppliedEdit) -> tuple[TrackletId, ...]:
    return step.edit.query if isinstance(step.edit, SetVerdict | SetNobody) else ()


def _tracklets(step: AppliedEdit) -> tuple[TrackletId, ...]:
    if isinstance(step.edit, SetVerdict):
        return (step.edit.candidate,)
    named: tuple[TrackletId, ...] = getattr(step.edit, "tracklets", ())
    return named
