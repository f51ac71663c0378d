"""A pytest plugin that makes PySide6 look absent, to prove that the engine needs none of it."""

import sys

import pytest


class _Absent:
    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name.split(".", 1)[0] in {"PySide6", "shiboken6"}:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


sys.meta_path.insert(0, _Absent())


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know pytest-qt's options, which stand in pyproject.toml while the plugin is switched off."""
    for option in ("qt_api", "qt_log_level_fail", "qt_log_ignore"):
        parser.addini(option, "an option of pytest-qt, which is switched off here")
