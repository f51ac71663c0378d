"""How often a person must have been seen at least."""

from PySide6.QtWidgets import QSpinBox

_LONGEST = 100_000


class LengthField(QSpinBox):
    """Sampled frames; 1 stands for any length."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(1, _LONGEST)
        self.setAccessibleName(self.tr("Seen in at least so many sampled frames"))
        self.setToolTip(self.accessibleName())
        self.lineEdit().setTextMargins(8, 0, 0, 0)
        self.setPrefix(self.tr("at least "))
        self.setSuffix(self.tr(" frames"))
        self.setSpecialValueText(self.tr("Any length"))
