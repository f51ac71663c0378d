"""The order of the guide's pages: a hook of mkdocs, so that a new page is in the guide by itself.

Pages a newcomer needs come first, tasks in the order of the work, everything else by its name.
"""

from pathlib import Path
from typing import Any

FIRST = (
    ("Start", "index.md"),
    ("In ten minutes", "guide/ten-minutes.md"),
    ("Limits", "guide/limits.md"),
)
TASKS = (
    "first-case",
    "use-the-window",
    "set-clocks",
    "watch-recordings",
    "decide-and-undo",
    "read-a-second-time",
    "make-exhibits",
    "write-a-report",
    "check-a-case",
    "train-a-model",
)
SECTIONS = (
    ("Tasks", "how-to"),
    ("Reference", "reference"),
    ("Science", "science"),
    ("Why it is as it is", "adr"),
)


def on_config(config: Any) -> Any:  # noqa: ANN401  (mkdocs is no dependency of ours)
    """Tell mkdocs the pages, section by section."""
    docs = Path(config["docs_dir"])
    config["nav"] = [
        *({name: page} for name, page in FIRST),
        *({name: _pages(docs, folder)} for name, folder in SECTIONS),
    ]
    return config


def _pages(docs: Path, folder: str) -> list[str]:
    """Pages of a folder and of those below it."""
    found = sorted((docs / folder).rglob("*.md"), key=_place)
    return [one.relative_to(docs).as_posix() for one in found]


def _place(page: Path) -> tuple[int, int, str]:
    known = TASKS.index(page.stem) if page.stem in TASKS else len(TASKS)
    return known, len(page.parts), page.name
