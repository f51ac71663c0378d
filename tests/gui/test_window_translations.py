"""Every text of the window can be translated, is translated, and says the same in German."""

import ast
import importlib.util
import re
import shutil
import string
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator

from app.engine_link.engine_texts import SENTENCES, engine_text
from app.engine_link.failure_bus import Failure
from app.engine_link.remedies import REMEDIES
from app.settings.languages import put_on_language
from cba_core.domain.clocks import ClockFacts, Comparison, sentence
from cba_core.domain.errors import CbaError, DetectorError, ModelFileError
from tests.gui.test_window_remedies import every_type, made

HERE = Path(__file__).resolve().parents[2]
_TOOL = importlib.util.spec_from_file_location("_", HERE / "packaging" / "translations.py")
assert _TOOL is not None
assert _TOOL.loader is not None
translations = importlib.util.module_from_spec(_TOOL)
_TOOL.loader.exec_module(translations)
APP = sorted((HERE / "app").rglob("*.py"))
UPDATE = "run `make translations` and translate what is new (docs/reference/translation.md)"
FREE_WORDED = (DetectorError, ModelFileError)
"""Errors whose words are given by whoever raises them."""


class Text(NamedTuple):
    context: str
    source: str


class Translated(NamedTuple):
    is_counted: bool
    is_finished: bool
    forms: tuple[str, ...]


def texts_in(file: Path) -> dict[Text, Translated]:
    found = {}
    for context in ET.parse(file).getroot().iter("context"):  # noqa: S314  (our own file)
        for message in context.iter("message"):
            told = message.find("translation")
            assert told is not None
            forms = [one.text or "" for one in told.iter("numerusform")] or [told.text or ""]
            text = Text(context.findtext("name", ""), message.findtext("source", ""))
            found[text] = Translated(
                message.get("numerus") == "yes", told.get("type") is None, tuple(forms)
            )
    return found


def committed(language: str) -> Path:
    return translations.TRANSLATIONS / f"duskline_{language}.ts"


GERMAN = texts_in(committed("de"))
ENGLISH = texts_in(committed("en"))
PAIRS = [(text, form) for text, told in GERMAN.items() for form in told.forms]


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_files_hold_what_the_window_says_and_all_of_it_is_translated(
    language: str, tmp_path: Path
) -> None:
    again = tmp_path / committed(language).name
    shutil.copy(committed(language), again)
    translations.update(language, again)
    new, old = texts_in(again), texts_in(committed(language))
    assert sorted(set(new) - set(old)) == [], f"not in the file: {UPDATE}"
    assert sorted(set(old) - set(new)) == [], f"nobody says this any more: {UPDATE}"
    unfinished = sorted(
        text for text, told in new.items() if not told.is_finished or not all(told.forms)
    )
    assert unfinished == [], f"not translated: {UPDATE}"


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_compiled_file_is_that_of_the_text_file(
    qapp: QCoreApplication, language: str, tmp_path: Path
) -> None:
    fresh = tmp_path / "fresh.qm"
    translations.compile_to(committed(language), fresh)
    compiled, wanted = QTranslator(), QTranslator()
    assert compiled.load(str(committed(language).with_suffix(".qm")))
    assert wanted.load(str(fresh))
    for text, told in texts_in(committed(language)).items():
        for count in (1, 2) if told.is_counted else (-1,):
            said = compiled.translate(*text, "", count)
            assert said == wanted.translate(*text, "", count), f"{text}: {UPDATE}"
            assert said == told.forms[count == 2], text


class Said(NamedTuple):
    place: str
    text: Text
    is_counted: bool
    is_at_import: bool


def said_in(file: Path) -> Iterator[Said]:
    """Every call that translates, as Python sees it; lupdate overlooks some of them in silence."""

    def walk(node: ast.AST, owner: str, *, is_at_import: bool) -> Iterator[Said]:
        for child in ast.iter_child_nodes(node):
            inner = child.name if isinstance(child, ast.ClassDef) else owner
            runs_later = isinstance(child, ast.FunctionDef | ast.Lambda)
            if isinstance(child, ast.Call):
                yield from one(child, owner, is_at_import=is_at_import)
            yield from walk(child, inner, is_at_import=is_at_import and not runs_later)

    def one(call: ast.Call, owner: str, *, is_at_import: bool) -> Iterator[Said]:
        place = f"{file.relative_to(HERE)}:{call.lineno}"
        function = call.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        texts = [arg.value if isinstance(arg, ast.Constant) else None for arg in call.args]
        if name == "tr":
            assert isinstance(texts[0], str), f"{place}: lupdate needs the text itself"
            assert isinstance(function, ast.Attribute), place
            holder = getattr(function.value, "id", "")
            context = owner if holder == "self" else holder
            yield Said(place, Text(context, texts[0]), len(texts) > 2, is_at_import)
        elif name == "QT_TRANSLATE_NOOP" or (name == "translate" and len(texts) == 2):
            if file.name == "start_page.py" and name == "translate":
                return  # that of a painter
            is_marked = name == "QT_TRANSLATE_NOOP"
            if is_marked or file.name not in ("engine_texts.py", "remedies.py"):
                assert all(isinstance(text, str) for text in texts), f"{place}: not the text itself"
                text = Text(str(texts[0]), str(texts[1]))
                yield Said(
                    place, text, is_counted=False, is_at_import=is_at_import and not is_marked
                )

    yield from walk(ast.parse(file.read_text(encoding="utf-8")), "", is_at_import=True)


def test_lupdate_sees_every_text_that_is_translated() -> None:
    every = [said for file in APP for said in said_in(file)]
    assert len(every) > 800
    for said in every:
        assert said.text in GERMAN, f"{said.place}: lupdate does not see {said.text}"
        assert GERMAN[said.text].is_counted == said.is_counted, said.place


def test_no_text_is_made_before_the_language_is_known() -> None:
    early = [said.place for file in APP for said in said_in(file) if said.is_at_import]
    assert early == []


def fields_of(text: str) -> list[tuple[str, str]]:
    return sorted((name, spec or "") for _, name, spec, _ in string.Formatter().parse(text) if name)


@pytest.mark.parametrize(("text", "form"), PAIRS, ids=lambda value: str(value)[:60])
def test_german_says_the_same(text: Text, form: str) -> None:
    source = text.source
    assert set(fields_of(form)) == set(fields_of(source))
    assert form.count("&") == source.count("&"), "a key to press belongs to each"
    assert form.endswith("…") == source.endswith("…")
    for end in (0, -1):
        assert (form[end] == " ") == (source[end] == " "), "spaces at the ends join it to others"
    assert "<" not in form or "<" in source


def test_german_never_says_more_than_the_program_knows() -> None:
    forbidden = re.compile(
        r"treffer|identifizier(t|en)\b|übereinstimm|prozent|%|wahrscheinlich|\bsicher(heit)? dass",
        re.IGNORECASE,
    )
    assert [form for _, form in PAIRS if forbidden.search(form)] == []


def test_german_speaks_formally() -> None:
    informal = re.compile(r"\b(du|dein\w*|dir|dich|euch|euer)\b", re.IGNORECASE)
    assert [form for _, form in PAIRS if informal.search(form)] == []


def test_the_keys_of_one_german_menu_differ() -> None:
    menus = ast.parse((HERE / "app" / "main_window.py").read_text(encoding="utf-8"))
    for function in ast.walk(menus):
        if not isinstance(function, ast.FunctionDef) or "menu" not in function.name:
            continue
        by_menu: dict[str, list[str]] = {}
        for call in ast.walk(function):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") == "_action":
                words = next(
                    one.args[0].value
                    for one in ast.walk(call.args[1])
                    if isinstance(one, ast.Call) and isinstance(one.args[0], ast.Constant)
                )
                form = GERMAN[Text("MainWindow", str(words))].forms[0]
                key = form.partition("&")[2][:1].lower()
                by_menu.setdefault(getattr(call.args[0], "id", ""), []).append(key)
        for menu, keys in by_menu.items():
            assert len(set(keys)) == len(keys), f"{menu}: {keys}"


# ------------------------------------------------------------------ what the engine says


@pytest.fixture
def german(qapp: QCoreApplication) -> Iterator[None]:
    put_on_language(qapp, "de")
    yield
    put_on_language(qapp, "en")


def engine_words() -> str:
    """Every text of the engine, with a break where a value is put in."""
    parts = []
    for file in sorted((HERE / "cba_core").rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                parts.append(node.value)
            elif isinstance(node, ast.JoinedStr):
                values = [str(getattr(one, "value", "")) for one in node.values
                          if isinstance(one, ast.Constant)]  # fmt: skip
                parts.extend(values)
    return "\0".join(parts)


def test_the_sentences_are_those_of_the_engine() -> None:
    words = engine_words()
    for template in SENTENCES:
        # some are put together of pieces, at a field or at a word that is chosen
        for part in re.split(r"\{\w+\}|slow|fast|right|falls behind|gains|skipped", template):
            wanted = part.strip(" :;.()")
            assert wanted in words, f"the engine does not say {wanted!r} any more"


@pytest.mark.parametrize("kind", every_type(), ids=lambda kind: kind.__name__)
def test_errors_of_the_engine_are_told_in_german(german: None, kind: type[CbaError]) -> None:
    problem = made(kind)
    told = Failure.of(problem)
    english = REMEDIES.get(kind.__name__, problem.remedy)
    assert told.remedy != english or issubclass(kind, FREE_WORDED)
    if not issubclass(kind, FREE_WORDED):
        assert told.what != problem.what


def test_a_sentence_is_found_again_with_what_differs_in_it(german: None) -> None:
    told = engine_text(
        "Cannot read footage b.mp4: it is cut off: 1,204 bytes are missing at its end"
    )
    assert (
        told == "Aufnahme b.mp4 ist nicht lesbar: sie ist abgeschnitten: am Ende fehlen 1,204 Bytes"
    )
    told = engine_text("north.mp4: its content has changed since it was added")
    assert told == "north.mp4: der Inhalt hat sich seit dem Hinzufügen geändert"
    told = engine_text(
        "recorder was 00:06:12 slow; 2026-03-02 14:03:00 on screen is 2026-03-02 14:09:12 "
        "UTC+02:00; it falls behind 2 s a day"
    )
    assert told.startswith("Rekorderuhr ging 00:06:12 nach; 2026-03-02 14:03:00 im Bild ist ")
    assert told.endswith("; sie verliert 2 s am Tag")


@pytest.mark.parametrize(
    ("true", "drift", "said"),
    [
        (None, 0, "Rekorderuhr nicht verglichen, als richtig in UTC angenommen"),
        ("14:03:00", 0, "Rekorderuhr ging richtig; 2026-03-02 14:03:00 im Bild ist 2026-03-02 14"),
        ("14:09:12", 2_000_000, "Rekorderuhr ging 00:06:12 nach; 2026-03-02 14:03:00 im Bild ist"),
        ("14:02:00", -500_000, "Rekorderuhr ging 00:01:00 vor; 2026-03-02 14:03:00 im Bild ist"),
    ],
)
def test_what_is_known_of_a_clock_is_told_in_german(
    german: None, true: str | None, drift: int, said: str
) -> None:
    comparison = true and Comparison(
        recorder=datetime(2026, 3, 2, 14, 3),
        true=datetime.fromisoformat(f"2026-03-02 {true}+00:00"),
    )
    told = engine_text(sentence(ClockFacts(zone="UTC", comparison=comparison or None,
                                           drift_us_per_day=drift)))  # fmt: skip
    assert told.startswith(said)
    if drift:
        assert re.search(r"; sie (verliert|gewinnt) [\d.]+ s am Tag$", told)


def test_a_sentence_nobody_knows_stays_as_the_engine_says_it(german: None) -> None:
    assert engine_text("A thing of its own: never heard") == "A thing of its own: never heard"
    assert engine_text("") == ""


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 Dateien"), (1, "1 Datei"), (2, "2 Dateien"), (1204, "1,204 Dateien")]
)
def test_counted_nouns_have_the_form_of_their_number(german: None, count: int, text: str) -> None:
    from app.viewmodels.wording import files_text

    assert files_text(count) == text


@pytest.mark.parametrize(("text", "form"), PAIRS)
def test_a_translation_writes_numbers_as_every_language_does(text: Text, form: str) -> None:
    """`2,492` and `0.5`, also where a German would write 2.492 and 0,5."""
    if not re.search(r"\d[.,]\d", text.source):
        assert not re.search(r"\d[.,]\d", form), text
    for number in re.findall(r"\d+(?:[.,]\d+)+", text.source):
        assert number in form, text
