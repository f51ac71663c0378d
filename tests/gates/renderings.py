"""`python -m tests.gates.renderings CASE FOLDER`: every place in one theme, language and scale.

The scale is Qt's own, QT_SCALE_FACTOR. A language `pseudo` is nobody's: longer, accented, marked.
"""

import argparse
import os
import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication

import app.composition
from app.composition import make_window
from app.engine_link.real_engine import RealEngine
from app.settings.app_settings import AppSettings
from app.settings.languages import put_on_language
from app.views.places import EVIDENCE, INDEX, MODELS, RECORD, REPORT, REVIEW, SEARCH
from tests.gates.driver import Driver, StallWatch, Steps, Waiting, pause
from tests.gui.pseudo_locale import PseudoLocale

if TYPE_CHECKING:
    from cba_core.domain.ids import TrackletId

SIZE = (1440, 900)
PLACES = {
    "case": RECORD,
    "evidence": EVIDENCE,
    "index": INDEX,
    "search": SEARCH,
    "review": REVIEW,
    "report": REPORT,
    "models": MODELS,
}


def render(case: Path, folder: Path, *, theme: Any, language: str, name: str) -> list[Path]:
    """A picture of each place, `PLACE-NAME.png`; the case is left as it is."""
    application = QApplication(sys.argv[:1])
    if language == "pseudo":
        put_on_language(application, "en")
        translator = PseudoLocale(application)
        application.installTranslator(translator)
        app.composition.put_on_language = lambda *_: None  # type: ignore[assignment]
    with tempfile.TemporaryDirectory() as room:
        copy = shutil.copytree(case, Path(room) / case.name)
        told: Any = "en" if language == "pseudo" else language
        settings = AppSettings(Path(room) / "settings.json", theme=theme, language=told)
        window = make_window(application, RealEngine(settings), settings)
        failures: list[str] = []
        window.failures.failed.connect(lambda failure: failures.append(failure.what))
        window.resize(*SIZE)
        window.show()
        taken: list[Path] = []
        steps = _steps(window, copy, taken, lambda place: folder / f"{place}-{name}.png")
        driver = Driver(steps, StallWatch(), failures)
        application.exec()
        window.close()
        window.closings.finish()
    if driver.problem is not None:
        raise driver.problem
    return taken


def _steps(window: Any, case: Path, taken: list[Path], file_of: Any) -> Steps:
    yield from _keep(window, taken, file_of("start"))
    window.open_case(case)
    yield Waiting(
        "the case",
        lambda: (
            not window.is_opening
            and window.case_page is not None
            and window.case_page.overview.latest is not None
            and window.case_page.search.gallery.model.has_loaded
            and window.case_page.decisions.has_loaded
        ),
    )
    page = window.case_page
    for name, place in PLACES.items():
        page.go_to(place)
        if name == "search":
            query: TrackletId = page.decisions.latest.decisions[0].query[0]
            page.search.show_query_by_id(query)
            yield Waiting("the candidates", partial(_are_shown, page.search.players))
        ready = {
            "index": lambda: page.index.choices.is_known,
            "models": lambda: page.models.learning is not None,
            "report": lambda: page.report.is_shown,
            "review": lambda: _are_shown(page.review.players),
        }.get(name, lambda: True)
        yield Waiting(f"the place {name}", ready, 120)
        yield Waiting("the pictures", lambda: page.search.thumbnails.is_idle)
        yield from _keep(window, taken, file_of(name))


def _are_shown(players: Any) -> bool:
    return all(one.current is not None for one in players)


def _keep(window: Any, taken: list[Path], file: Path) -> Steps:
    yield from pause(0.5)
    if not window.grab().save(str(file)):
        raise OSError(f"{file} cannot be written")
    taken.append(file)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser("python -m tests.gates.renderings", description=__doc__)
    parser.add_argument("case", type=Path)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--theme", choices=("light", "dark", "contrast"), default="light")
    parser.add_argument("--language", choices=("en", "de", "pseudo"), default="en")
    parser.add_argument("--name", required=True, help="of this variant, for the files")
    wanted = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    wanted.folder.mkdir(parents=True, exist_ok=True)
    made = render(
        wanted.case,
        wanted.folder,
        theme=wanted.theme,
        language=wanted.language,
        name=wanted.name,
    )
    sys.stdout.write(f"{len(made)} pictures\n")


if __name__ == "__main__":
    main()
