import pytest

PySide6 = pytest.importorskip(
    "PySide6",
    reason="the window is not tested: PySide6 is not installed (pip install 'duskline[app]')",
)


def test_qt_is_a_version_without_the_known_faults() -> None:
    version = tuple(int(part) for part in PySide6.__version__.split(".")[:3])
    assert (6, 8, 3) <= version < (6, 12)
    assert version not in {(6, 11, 0), (6, 11, 1)}
