import os
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = (
    "torch",
    "torchvision",
    "faiss",
    "av",
    "cv2",
    "openvino",
    "onnxruntime",
    "timm",
    "scipy",
    "pypdfium2",
)
LATER = (*HEAVY, "numpy", "sqlalchemy", "app.views.search_page", "cba_core.jobs.requests")
"""What the start page does without as well: it is loaded with the first case."""

OPEN_THE_WINDOW = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from app.composition import make_window
from app.engine_link.real_engine import RealEngine
from app.settings.app_settings import AppSettings
application = QApplication([])
settings = AppSettings(Path(sys.argv[1]) / "s.json")
window = make_window(application, RealEngine(settings), settings)
window.show()
application.processEvents()
{more}
print(",".join(name for name in sys.argv[2].split(",") if name in sys.modules))
window.close()
"""

OPEN_A_CASE = """
from time import monotonic
from cba_core.domain.repositories import CaseFacts
window.create_case(
    Path(sys.argv[1]) / "a.duskcase",
    CaseFacts(number="1", examiner="x", purpose="y", time_zone="UTC"),
)
end = monotonic() + 60
while window.case_page is None or window.case_page.overview.latest is None:
    assert monotonic() < end
    application.processEvents()
"""


@pytest.mark.parametrize(
    ("more", "absent"),
    [("", LATER), (OPEN_A_CASE, HEAVY)],
    ids=["first window", "an open case"],
)
def test_the_window_stands_without_networks_and_codecs(
    tmp_path: Path, more: str, absent: tuple[str, ...]
) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OPEN_THE_WINDOW.format(more=more), str(tmp_path), ",".join(absent)],
        capture_output=True,
        text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        cwd=Path(__file__).parents[2],
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == ""
