"""Numbers are the same in every language: one function writes them, and nothing else does."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.viewmodels.numbers import number_text

ROOT = Path(__file__).resolve().parents[2]
WRITES_NUMBERS = ROOT / "app" / "viewmodels" / "numbers.py"

OWN_SPEC = re.compile(r"[,n_]|\.\d*[efgEFG%]")
"""Of a format: thousands kept apart, or a point. `{seconds:02}` of a clock is neither."""
DATE = re.compile("%[A-Za-z]")
OWN_FIELD = re.compile(r"\{[\w.]*:(?:[^{}]*[,_n][^{}]*|[^{}]*\.\d*[efgEFG%])\}")
OWN_PERCENT = re.compile(r"%[-+ 0#]*\d*\.\d+[efgEFG]")


def own_ways(source: str) -> Iterator[str]:
    """What in a module writes a number in a way of its own."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FormattedValue) and isinstance(node.format_spec, ast.JoinedStr):
            spec = "".join(
                str(one.value) for one in node.format_spec.values if isinstance(one, ast.Constant)
            )
            if OWN_SPEC.search(spec) and not DATE.match(spec):
                yield f"{node.lineno}: {spec}"
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            for pattern in (OWN_FIELD, OWN_PERCENT):
                yield from (f"{node.lineno}: {one}" for one in pattern.findall(node.value))
        elif (
            isinstance(node, ast.Attribute)
            and node.attr == "toString"
            and "locale" in ast.unparse(node.value).lower()
        ):
            yield f"{node.lineno}: {ast.unparse(node)}"


@pytest.mark.parametrize(
    ("value", "how", "text"),
    [
        (0, {}, "0"),
        (1204, {}, "1,204"),
        (22_528, {}, "22,528"),
        (1_234_567.0, {}, "1,234,567"),
        (-1204, {}, "-1,204"),
        (2.0, {"places": 1}, "2.0"),
        (1999.96, {"places": 1}, "2,000.0"),
        (29.97003, {"digits": 4}, "29.97"),
        (25.0, {"digits": 4}, "25"),
        (0.04, {"digits": 2}, "0.04"),
    ],
)
def test_a_number_reads_like_this(value: float, how: dict[str, int], text: str) -> None:
    assert number_text(value, **how) == text


def test_no_module_of_the_window_writes_numbers_in_a_way_of_its_own() -> None:
    found = {
        f"{path.relative_to(ROOT)}:{one}"
        for path in (ROOT / "app").rglob("*.py")
        if path != WRITES_NUMBERS
        for one in own_ways(path.read_text("utf-8"))
    }
    assert not found, "use number_text of app/viewmodels/numbers.py"


@pytest.mark.parametrize(
    "source",
    [
        'f"{count:,}"', 'f"{size:.1f} MB"', 'f"{rate:,.0f}"', 'f"{mark:.4g}"', 'f"{count:n}"',
        '"{count:,} rows".format(count=1)', '"{most:.0f} in 100"', '"%.2f" % share',
        "QLocale().toString(12)",
    ],
)  # fmt: skip
def test_every_other_way_is_found(source: str) -> None:
    assert list(own_ways(source))


@pytest.mark.parametrize(
    "source",
    ['f"{minutes:02}"', 'f"{there:%H:%M:%S}"', '"{hours} h {minutes:02} min"', 'f"{number:09}"'],
)
def test_clocks_and_dates_are_no_such_numbers(source: str) -> None:
    assert not list(own_ways(source))
