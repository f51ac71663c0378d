"""A writer says what it changed; each view model looks at its own flags."""

from PySide6.QtCore import QObject, Signal

from cba_core.domain.changes import ChangeSet


class ChangeBus(QObject):
    """Carries change sets of edits and jobs to the view models."""

    changed = Signal(ChangeSet)

    def publish(self, changes: ChangeSet) -> None:
        """Tell every view model."""
        self.changed.emit(changes)
