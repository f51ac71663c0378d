"""Methods by name, and the pages that describe them."""

from dataclasses import fields
from pathlib import Path

import pytest

from cba_core.domain.errors import ConfigError
from cba_core.training.methods.registry import METHODS, PAGES, make_method
from cba_core.training.methods.sub_centres import MultiMemoryMatching
from tests.unit.training.methods.constructed_rounds import constructed_round, of_people

ROOT = Path(__file__).parents[4]
ASKED_FOR = (
    "frozen",
    "dcl",
    "adca",
    "pgm",
    "rpnr",
    "mmm",
    "n-ulc",
    "gur",
    "hitpro",
    "epsilon-control",
    "supervised",
    "oracle-matching",
)


@pytest.mark.parametrize("name", ASKED_FOR)
def test_methods_are_found_by_their_own_name(name: str) -> None:
    assert make_method(name).name == name


@pytest.mark.parametrize("name", METHODS)
def test_every_method_has_a_page_and_a_sentence(name: str) -> None:
    entry = METHODS[name]
    page = (ROOT / entry.page).read_text(encoding="utf-8")
    assert f"`{name}`" in page
    assert f"**{entry.mark}**" in page
    assert entry.title.endswith(".")


@pytest.mark.parametrize("name", ASKED_FOR)
def test_a_page_names_every_setting_of_its_method(name: str) -> None:
    entry = METHODS[name]
    page = (ROOT / entry.page).read_text(encoding="utf-8")
    settings = [setting.name for setting in fields(type(make_method(name)))]  # type: ignore[arg-type]
    assert [setting for setting in settings if f"`{setting}`" not in page] == []


def test_every_page_belongs_to_a_method() -> None:
    found = {page.stem for page in (ROOT / PAGES).glob("*.md")} - {"README"}
    assert found >= set(ASKED_FOR)


def test_only_the_frozen_encoder_does_not_train() -> None:
    assert [name for name, entry in METHODS.items() if not entry.trains] == ["frozen"]
    side = of_people([2], [0])
    with pytest.raises(ValueError, match="not trained"):
        make_method("frozen").plan(constructed_round(side, side))


def test_only_ceilings_use_labels() -> None:
    using = {name for name in METHODS if make_method(name).uses_labels}
    assert using == {"supervised", "oracle-matching"}


def test_settings_reach_the_method() -> None:
    method = make_method("mmm", parts=2)
    assert isinstance(method, MultiMemoryMatching)
    assert method.parts == 2


@pytest.mark.parametrize(
    ("name", "settings", "said"),
    [("magic", {}, "magic is none of"), ("mmm", {"part": 2}, "method.part")],
)
def test_unknown_names_are_told_with_the_known_ones(
    name: str, settings: dict[str, int], said: str
) -> None:
    with pytest.raises(ConfigError, match=said):
        make_method(name, **settings)
