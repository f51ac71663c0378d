"""From one moment until another, as filters ask for it."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.widgets.folding_line import FoldingLine
from app.widgets.labels import label
from app.widgets.moment_field import MomentField

_MOMENT = "2026-03-01 18:00"
_BESIDE_PX = 44
"""Borders, and the button that clears a field."""


def span_line(earliest: MomentField, latest: MomentField) -> FoldingLine:
    """Two fields with their words; each wide enough for what is written into it."""
    return FoldingLine(
        _named(QCoreApplication.translate("SpanLine", "from"), earliest),
        _named(QCoreApplication.translate("SpanLine", "until"), latest),
    )


def _named(name: str, field: MomentField) -> QWidget:
    field.setMinimumWidth(field.fontMetrics().horizontalAdvance(_MOMENT) + _BESIDE_PX)
    named = QWidget()
    line = QHBoxLayout(named)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(8)
    line.addWidget(label(name, "muted"))
    line.addWidget(field, 1)
    return named
