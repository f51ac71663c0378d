"""What passes and what deviates, and what the page to file says of it."""

import re
from dataclasses import replace

import pytest

from cba_core.self_test.choose_set import ChosenSet
from cba_core.self_test.fixed_set import SetName
from cba_core.self_test.named_figures import NamedFigure
from cba_core.self_test.page import page
from cba_core.self_test.recorded_figures import ExpectedFigure
from cba_core.self_test.results import compare, recorded_of
from cba_core.self_test.verdicts import judge
from tests.support.self_tests import FIGURES, a_measured_set

SAMPLE = ChosenSet(name=SetName.SAMPLE, why="moderngl is not installed")


@pytest.mark.parametrize(
    ("expected", "measured", "passes"),
    [
        (0.5, 0.5, True),
        (0.5, 0.54, True),
        (0.5, 0.4599, False),
        (0.5, None, False),
        (None, 0.5, False),
        (None, None, True),
        (0.333333, 1 / 3, True),
    ],
)
def test_a_figure_passes_within_what_is_allowed(
    expected: float | None, measured: float | None, *, passes: bool
) -> None:
    recorded = {"recall": ExpectedFigure(expected=expected, allowed=0.04)}
    (judged,) = judge(recorded, [NamedFigure("recall", measured, 0.5)])
    assert judged.passed is passes


def test_a_figure_on_one_side_alone_deviates() -> None:
    recorded = {"old": ExpectedFigure(expected=1.0, allowed=9.0)}
    new, old = judge(recorded, [NamedFigure("new", 1.0, 9.0)])
    assert (new.name, new.passed, new.remark) == ("new", False, "was not recorded")
    assert (old.name, old.passed, old.remark) == ("old", False, "was not measured")


def test_what_was_just_recorded_passes() -> None:
    measured = a_measured_set()
    test = compare(measured, recorded_of(measured))
    assert test.passed
    assert test.has_recorded_pixels
    text = page(test)
    assert "Passed." in text
    assert "DEVIATES" not in text
    assert "to the byte, the one" in text


def test_the_page_names_what_deviates() -> None:
    measured = a_measured_set()
    worse = (FIGURES[0], replace(FIGURES[1], value=0.6), FIGURES[2])
    test = compare(replace(measured, figures=worse), recorded_of(measured))
    assert test.deviations == ["visible: recall"]
    text = page(test)
    assert "<strong>Deviates.</strong> 1 of 5 figures" in text
    row = re.search(r"<tr class=off>.*?</tr>", text, re.DOTALL)
    assert row
    for cell in ("visible: recall", "0.750", "± 0.040", "0.600", "DEVIATES"):
        assert cell in row[0]


def test_other_weights_deviate() -> None:
    measured = a_measured_set()
    test = compare(replace(measured, detector="f" * 64), recorded_of(measured))
    assert test.deviations == ["detector's weights"]
    assert "f" * 64 in page(test)
    assert "d" * 64 in page(test)


def test_other_pixels_of_rendered_footage_are_told_and_no_deviation() -> None:
    measured = a_measured_set()
    other = replace(measured, footage={"SIM01.mp4": "9" * 64, "SIM02.mp4": "2" * 64})
    test = compare(other, recorded_of(measured))
    assert test.passed
    assert not test.has_recorded_pixels
    assert "drivers, encoders and processors round" in page(test)


def test_other_pixels_of_the_sample_deviate() -> None:
    measured = a_measured_set(chosen=SAMPLE)
    other = replace(measured, footage={"SIM01.mp4": "9" * 64}, source="8" * 64)
    test = compare(other, recorded_of(measured))
    assert test.deviations == ["truth of the sample", "SIM01.mp4", "SIM02.mp4"]
    text = page(test)
    assert "moderngl is not installed" in text
    assert "embedded sample was measured" in text
    assert "is not there" in text  # the second file


def test_the_page_can_be_filed() -> None:
    measured = a_measured_set()
    text = page(compare(measured, recorded_of(measured)))
    for told in ("2026-03-11 14:12", "0.1.0", "e" * 64, "llvmpipe", "1" * 64, "a" * 64, "2.4.6"):
        assert told in text
    for line in ("Name", "Signature", "Date"):
        assert f"<div>{line}</div>" in text
    assert "lab&lt;7&gt;" in text  # names of machines are text, not HTML
    assert not re.search(r"(src|href)=|url\(|@import|https?:", text)  # nothing but itself
