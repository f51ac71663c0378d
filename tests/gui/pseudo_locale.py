"""A language nobody speaks: longer, accented and marked, so that what does not fit is seen."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QCoreApplication, QTranslator

BEGIN, END = "⟦", "⟧"
_LONGER = 0.4
_ACCENTED = str.maketrans("aeiounycAEIOUNYC", "áéíóúñýçÁÉÍÓÚÑÝÇ")
_KEPT = re.compile(r"(\{[^}]*\}|&.|\*\.\w+)")
"""Fields, keys to press and endings of files."""


def pseudo(text: str) -> str:
    """`text`, marked and 40 % longer, with all that has a meaning for programs as it was."""
    if not text.strip():
        return text
    parts = _KEPT.split(text)
    said = "".join(part if at % 2 else part.translate(_ACCENTED) for at, part in enumerate(parts))
    letters = sum(len(part) for part in parts[::2])
    room = max(round(letters * _LONGER) - len(f"{BEGIN} {END}"), 0)
    more = ("ôô " * letters)[:room].strip()
    return f"{BEGIN}{said} {more}{END}" if more else f"{BEGIN}{said}{END}"


def unmarked(text: str) -> str:
    """What of `text` was not translated; marks may stand within one another."""
    before = None
    while before != text:
        before, text = text, re.sub(f"{BEGIN}[^{BEGIN}{END}]*{END}", " ", text)
    return text


class PseudoLocale(QTranslator):
    """Knows every text."""

    def translate(self, context: str, text: str, comment: str | None = None, n: int = -1) -> str:
        return pseudo(text)

    def isEmpty(self) -> bool:
        return False


@contextmanager
def pseudo_locale(application: QCoreApplication) -> Iterator[None]:
    """Let texts made meanwhile be in it."""
    translator = PseudoLocale(application)
    application.installTranslator(translator)
    try:
        yield
    finally:
        application.removeTranslator(translator)
