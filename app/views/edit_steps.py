"""Undo and redo of everything that was decided or corrected, across restarts."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction

from app.engine_link.open_case import OpenCase
from app.operations import review_operations
from app.viewmodels import review_words
from app.viewmodels.case_decisions import CaseDecisions
from app.widgets.worn_keys import wear
from cba_core.domain.edits import AppliedEdit


class EditSteps(QObject):
    """The two actions; their texts say what they would undo and do again."""

    turned = Signal(AppliedEdit, str)
    """An edit was undone or done again, and how that is said."""

    def __init__(self, desk: OpenCase, decisions: CaseDecisions) -> None:
        super().__init__()
        self._desk = desk
        self._decisions = decisions
        self._is_turning = False
        self.undo_action = self._action("undo", self.undo)
        self.redo_action = self._action("redo", self.redo)
        decisions.changed.connect(self._tell)
        self._tell()

    def undo(self) -> None:
        """Take the last edit back that stands."""
        self._turn(review_operations.undo, self.tr("Undone: {what}"))

    def redo(self) -> None:
        """Do again what was undone last."""
        self._turn(review_operations.redo, self.tr("Done again: {what}"))

    def _turn(self, operation: Callable[..., None], said: str) -> None:
        if self._is_turning or not self._decisions.takes_edits:
            return
        self._is_turning = True

        def done(applied: AppliedEdit | None) -> None:
            self._is_turning = False
            if applied is not None:
                self.turned.emit(applied, said.format(what=review_words.edit_text(applied.edit)))

        def failed(_: Exception) -> None:
            self._is_turning = False

        operation(desk=self._desk, done=done, failed=failed)

    def _action(self, name: str, act: Callable[[], None]) -> QAction:
        action = wear(QAction(self), self._desk.keys, name)
        action.triggered.connect(lambda _=False: act())
        return action

    def _tell(self) -> None:
        latest = self._decisions.latest
        for action, text, edit in (
            (self.undo_action, self.tr("&Undo"), latest.to_undo),
            (self.redo_action, self.tr("&Redo"), latest.to_redo),
        ):
            said = "" if edit is None else review_words.edit_text(edit.edit).replace("&", "&&")
            action.setText(f"{text}: {said}" if said else text)
            action.setEnabled(edit is not None and self._decisions.takes_edits)
