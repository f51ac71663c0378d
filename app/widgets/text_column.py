"""Texts below each other, never wider than reads well."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

_MEASURE = 720
"""Of a line of text, px."""


class TextColumn(QWidget):
    """Stands at the left of whatever room there is."""

    def __init__(self, *, spacing: int = 8) -> None:
        super().__init__()
        inside = QWidget()
        inside.setMaximumWidth(_MEASURE)
        inside.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._texts = QVBoxLayout(inside)
        self._texts.setContentsMargins(0, 0, 0, 0)
        self._texts.setSpacing(spacing)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(inside, 1000)
        row.addStretch(1)

    def add(self, text: QWidget, *, apart: int = 0) -> None:
        """Put another text below, so many px further down."""
        if apart:
            self._texts.addSpacing(apart)
        if isinstance(text, QLabel) and text.wordWrap():
            # what a label guesses of its height is for a narrower one: the page would scroll on
            # into nothing
            text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._texts.addWidget(text)
