"""Where the real footage lies that is never committed, and the mark of tests that need it."""

import os
from pathlib import Path

import pytest

SHARED = Path(os.environ.get("DUSKLINE_SHARED", Path(__file__).parents[3] / "shared"))
DATA = SHARED / "data"
YOLOX_NANO = SHARED / "models" / "yolox_nano.onnx"

_absent = pytest.mark.skipif(
    not DATA.is_dir(), reason=f"the real footage is not at {DATA}; see CONTRIBUTING.md"
)


def needs_real_footage(test):  # noqa: ANN001, ANN201  (a decorator of any test)
    """Mark a test that reads ../shared/data."""
    return pytest.mark.real_footage(_absent(test))
