"""`cba self-test` from footage to verdict, on a set so small that it renders in seconds."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from typer.testing import CliRunner

from cba_core.cli.main import app
from cba_core.domain.errors import JobCancelled
from cba_core.self_test import choose_set, fixed_set, run_self_test
from cba_core.self_test.fixed_set import SetName
from cba_core.self_test.recorded_figures import read_recorded
from cba_core.self_test.results import MeasuredSet
from cba_core.simulation.cameras import CameraKind
from cba_core.simulation.plan import digest_of
from tests.journey.test_cli_reference import documented, keys
from tests.support.small_case import cba

pytest.importorskip("trackeval", reason="see packaging/engine-requirements-no-deps.txt")

SMALL = replace(
    fixed_set.FIXED_SET,
    people=2,
    cameras={CameraKind.SWITCHING: 1},
    minutes=0.04,
    width=320,
    height=240,
)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fixed_set, "FIXED_SET", SMALL)


def self_test(*words: object) -> Result:
    return CliRunner().invoke(app, ["self-test", *(str(word) for word in words)])


@pytest.fixture
def renders(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], None]:
    """Put something else in the place of rendering and measuring."""

    def put(measure: Any) -> None:
        monkeypatch.setattr(run_self_test, "measure_set", measure)

    return put


def test_figures_are_measured_and_recorded_and_a_deviation_is_named(
    tmp_path: Path, renders: Callable[[Any], None]
) -> None:
    figures, kept, sets = tmp_path / "figures.json", tmp_path / "kept", []
    really = run_self_test.measure_set

    def watched(*words: Any) -> MeasuredSet:
        sets.append(really(*words))
        return sets[0]

    renders(watched)
    done = self_test("--record", figures, "--out", kept, "--keep")
    assert done.exit_code == 0, done.output
    assert list(kept.glob("*/rendered/truth.json"))
    assert list(kept.glob("*/self-test.duskcase"))
    recorded = read_recorded(figures, SetName.RENDERED, digest_of(SMALL))
    assert recorded.figures["true boxes"].expected
    assert recorded.figures["frames looked at"].expected
    assert len(recorded.footage) == 1

    renders(lambda *_: sets[0])  # measuring twice takes its time, and is tested on the sample
    stored = json.loads(figures.read_text(encoding="utf-8"))
    stored["sets"]["rendered"]["figures"]["frames looked at"]["expected"] -= 1
    figures.write_text(json.dumps(stored), encoding="utf-8")
    out = tmp_path / "filed"
    done = self_test("--expected", figures, "--out", out, "--json")
    assert done.exit_code == 1, done.output
    told: dict[str, Any] = json.loads(done.stdout)
    assert told["deviations"] == ["frames looked at"]
    assert told["set"] == "rendered"
    assert told["recorded_pixels"]
    by_name = {one["name"]: one for one in told["figures"]}
    assert [name for name, one in by_name.items() if not one["passed"]] == told["deviations"]
    for name, figure in recorded.figures.items():
        assert by_name[name]["measured"] == figure.expected, name

    (page,) = out.glob("*.html")
    assert told["page"] == str(page)
    text = page.read_text(encoding="utf-8")
    assert "<strong>Deviates.</strong> 1 of" in text
    for sha256 in [*recorded.footage.values(), recorded.detector, recorded.model]:
        assert sha256 in text
    assert list(out.iterdir()) == [page]

    told["deviations"] = []
    assert documented("cba self-test", "key") == {
        key if key.partition(".")[0] not in FREE else key.partition(".")[0] for key in keys(told)
    }


FREE = {"program", "machine", "libraries", "recorded_with"}
"""Whose keys are names of packages and the like."""


def test_stopping_it_judges_nothing_and_leaves_nothing(
    tmp_path: Path, renders: Callable[[Any], None]
) -> None:
    worked_in: list[Path] = []

    def stopped(_chosen: object, _footage: object, folder: Path, _context: object) -> None:
        worked_in.append(folder)
        (folder / "half").touch()
        raise JobCancelled("Rendering")

    renders(stopped)
    done = self_test("--record", tmp_path / "figures.json")
    assert done.exit_code == 130
    assert "Nothing was judged" in done.stderr
    assert not worked_in[0].exists()
    assert list(tmp_path.iterdir()) == []


def test_figures_that_do_not_fit_are_refused_before_any_work(
    tmp_path: Path, renders: Callable[[Any], None]
) -> None:
    renders(lambda *_: pytest.fail("it began to work"))
    done = self_test("--expected", tmp_path / "nowhere.json", "--out", tmp_path / "out")
    assert done.exit_code == 1
    assert "holds no figures" in done.stderr
    assert not (tmp_path / "out").exists()


def test_comparing_and_recording_at_once_is_refused(tmp_path: Path) -> None:
    done = self_test("--expected", tmp_path / "a.json", "--record", tmp_path / "b.json")
    assert done.exit_code == 2


def test_without_the_extra_the_sample_is_measured(
    monkeypatch: pytest.MonkeyPatch, renders: Callable[[Any], None], tmp_path: Path
) -> None:
    chosen: list[choose_set.ChosenSet] = []

    def note(which: choose_set.ChosenSet, *_: object) -> None:
        chosen.append(which)
        raise JobCancelled("Indexing")

    renders(note)
    monkeypatch.setattr(choose_set, "find_spec", lambda _: None)
    done = self_test("--record", tmp_path / "figures.json")
    assert done.exit_code == 130
    assert chosen[0].name is SetName.SAMPLE
    assert "anny is not installed" in done.stderr


@pytest.mark.slow
@pytest.mark.timeout(900)  # renders, indexes and measures: minutes on two cores
def test_this_machine_measures_what_was_recorded_for_this_version(tmp_path: Path) -> None:
    done = cba("self-test", "--out", tmp_path, check=False, timeout_s=880)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Footage: rendered." in done.stderr
    assert "Passed: all" in done.stdout
    (page,) = tmp_path.glob("*.html")
    assert "<strong>Passed.</strong>" in page.read_text(encoding="utf-8")
