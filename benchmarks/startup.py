"""Time to the first window on screen, as a ratio to a bare PySide6 window in the same run.

python benchmarks/startup.py [--repeats N]
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
BUDGET = 2.6
"""Times a bare window: a ratchet a little above what is reached, 2.1, and no goal of its own.

What is left are our own modules of the start page and the style sheet; numpy and the pages of a
case, which made it 4.1, are loaded when a case is opened.
"""

BARE = """
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
application = QApplication([])
window = QMainWindow()
"""

DUSKLINE = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from app.composition import make_window
from app.engine_link.real_engine import RealEngine
from app.settings.app_settings import AppSettings
application = QApplication([])
settings = AppSettings(Path("/nonexistent/settings.json"))
window = make_window(application, RealEngine(settings), settings)
"""

SHOW = """
window.show()
while not window.windowHandle().isExposed():
    application.processEvents()
application.processEvents()
import os
os._exit(0)
"""


def seconds(script: str) -> float:
    """Wall time of a fresh interpreter until its window is exposed."""
    program = (
        "import subprocess, sys, time\n"
        "start = time.perf_counter()\n"
        "subprocess.run([sys.executable, '-c', sys.argv[1]], check=True)\n"
        "print(time.perf_counter() - start)\n"
    )
    environment = {"QT_QPA_PLATFORM": "offscreen", **os.environ}
    done = subprocess.run(
        [sys.executable, "-c", program, script + SHOW],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


def main() -> int:
    """Measure both in turns, print the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--repeats", type=int, default=7)
    repeats = parser.parse_args().repeats
    seconds(BARE)
    seconds(DUSKLINE)  # byte code and disk caches are warm for both
    bare, duskline = [], []
    for _ in range(repeats):
        bare.append(seconds(BARE))
        duskline.append(seconds(DUSKLINE))
    ratio = statistics.median(duskline) / statistics.median(bare)
    print(
        json.dumps(
            {
                "bare_window_s": round(statistics.median(bare), 3),
                "duskline_window_s": round(statistics.median(duskline), 3),
                "ratio": round(ratio, 2),
                "budget": BUDGET,
            },
            indent=2,
        )
    )
    return 0 if ratio <= BUDGET else 1


if __name__ == "__main__":
    sys.exit(main())
