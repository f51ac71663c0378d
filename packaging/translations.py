"""`make translations`: take what app/ says into resources/translations, and compile it.

Reads every text of the window with lupdate into duskline_de.ts, and the counted nouns alone into
duskline_en.ts, whose other texts are those of the source; texts that are gone are taken out. Then
compiles both into .qm files, which are committed beside them: a checkout and a wheel work without
Qt's tools. New texts stay unfinished until somebody translates them, in Qt Linguist
(`pyside6-linguist`) or in the file; tests/gui/test_window_translations.py fails until then.
"""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import PySide6

HERE = Path(__file__).resolve().parents[1]
TRANSLATIONS = HERE / "resources" / "translations"
OPTIONS = {"de": (), "en": ("-pluralonly",)}


def tool(name: str) -> Path:
    """A program of Qt's, as PySide6 brings it."""
    folder = Path(PySide6.__file__).parent
    return next(path for path in (folder / name, folder / f"{name}.exe") if path.exists())


def sources() -> list[str]:
    """The files that say something, from the folder of the program."""
    return sorted(str(path.relative_to(HERE)) for path in (HERE / "app").rglob("*.py"))


def update(language: str, into: Path) -> None:
    """Take new texts into `into`, keep what was translated, and drop what nobody says any more."""
    run(
        tool("lupdate"), *sources(), "-silent", "-locations", "none", "-no-obsolete",
        "-source-language", "en", "-target-language", language, *OPTIONS[language], "-ts", into,
    )  # fmt: skip


def compile_to(source: Path, into: Path) -> None:
    """Make the file the window reads."""
    run(tool("lrelease"), "-silent", source, "-qm", into)


def run(*command: object) -> None:
    """Run a program of Qt's on the files of this folder."""
    subprocess.run([str(part) for part in command], cwd=HERE, check=True)  # noqa: S603  (Qt's)


def main(languages: Iterable[str] = OPTIONS) -> int:
    """Update and compile every language, and count what is left to translate."""
    left = 0
    for language in languages:
        source = TRANSLATIONS / f"duskline_{language}.ts"
        update(language, source)
        compile_to(source, source.with_suffix(".qm"))
        unfinished = source.read_text(encoding="utf-8").count('type="unfinished"')
        sys.stdout.write(f"{source.relative_to(HERE)}: {unfinished} texts to translate\n")
        left += unfinished
    return min(left, 1)


if __name__ == "__main__":
    sys.exit(main())
