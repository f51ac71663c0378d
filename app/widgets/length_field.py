"""How often a person must have been seen at least."""

from PySide6.QtWidgets import QSpinBox

_LONGEST = 100_000
_LEAST_PX = 120
"""Room for a number as people choose it; the highest would take a third more."""
_OFTEN = 100
_BESIDE_PX = 44


class LengthField(QSpinBox):
    """Sampled frames; 1 stands for any length."""

    def __init__(self) -> None:
        super().__init__()
        self.setRange(1, _LONGEST)
        self.setAccessibleName(self.tr("Seen in at least so many sampled frames"))
        self.setToolTip(self.accessibleName())
        self.lineEdit().setTextMargins(8, 0, 0, 0)
        self.setSuffix(self.tr("+ frames"))
        self.setSpecialValueText(self.tr("Any length"))
        self.setMinimumWidth(max(_LEAST_PX, self._words_px))

    @property
    def _words_px(self) -> int:
        """What its words take, between its borders and its arrows."""
        words = (self.specialValueText(), f"{_OFTEN}{self.suffix()}")
        return max(self.fontMetrics().horizontalAdvance(one) for one in words) + _BESIDE_PX
