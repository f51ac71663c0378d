"""A window on a made-up case, for the walks of the gates: `python -m tests.gates.shown_window`.

It stands until its standard input ends. A line there is the name of a widget to add, of a kind
that takes the keyboard and has no name: the walk is to find it.
"""

import sys
import tempfile
import threading
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication, QLineEdit

from app.composition import make_window
from app.settings.app_settings import AppSettings
from tests.gui.conftest import is_loaded
from tests.gui.fake_case import FakeEngine, indexed_case


class _Told(QObject):
    line = Signal(str)


def main() -> None:
    """Show the window until nobody tells it anything any more."""
    application = QApplication(sys.argv[:1])
    with tempfile.TemporaryDirectory() as folder:
        case = indexed_case(Path(folder) / "walk.duskcase")
        settings = AppSettings(Path(folder) / "settings.json", language="en")
        window = make_window(application, FakeEngine(case), settings)
        window.show()
        if "--without-case" not in sys.argv:
            window.open_case(case.path)
        told = _Told()

        def add_nameless(_: str) -> None:
            page = window.case_page
            parent = window.start_page if page is None else page.record
            field = QLineEdit(parent)
            field.setGeometry(4, 4, 60, 24)
            field.show()

        def listen() -> None:
            for line in sys.stdin:
                told.line.emit(line.strip())
            told.line.emit("")

        told.line.connect(lambda line: add_nameless(line) if line else window.close())
        threading.Thread(target=listen, daemon=True).start()
        look = QTimer()

        def tell_when_shown() -> None:
            if "--without-case" in sys.argv or is_loaded(window):
                look.stop()
                print("shown", flush=True)  # noqa: T201  (the walk waits for it)

        look.timeout.connect(tell_when_shown)
        look.start(50)
        application.exec()
        window.closings.finish()


if __name__ == "__main__":
    main()
