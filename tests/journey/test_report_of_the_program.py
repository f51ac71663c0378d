"""What a report says of the program: its self-test (E29) and its model's card (E26)."""

import hashlib
import json
import shutil
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from cba_core.case import Case
from cba_core.cli import self_test_command
from cba_core.cli.main import app
from cba_core.domain.case_log import LogAction, LogEntry
from cba_core.domain.case_report import ReportWishes
from cba_core.domain.error_groups import Aspect
from cba_core.domain.ids import ModelId
from cba_core.domain.model_facts import WEAK_SPOTS
from cba_core.domain.self_test_result import SelfTestResult
from cba_core.model.starter_model import STARTER, STARTER_ID
from cba_core.pipelines import kept_self_test as kept
from cba_core.pipelines.kept_self_test import keep_self_test, kept_self_test, self_test_folder
from cba_core.pipelines.program_files import engine_sha256
from cba_core.pipelines.report_program import index_runs
from cba_core.reporting.program_sentences import device_text
from cba_core.self_test.recorded_figures import ExpectedFigure
from cba_core.self_test.results import compare, kept_result, recorded_of
from cba_core.self_test.surroundings import ENGINE_SHA256
from tests.journey.test_report import text_of
from tests.support.builders import A_MODEL
from tests.support.self_tests import a_measured_set
from tests.support.small_case import a_case, cba, cba_json, footage_with_tracks

NOT_RUN = "Self-test: not run with this version."
MODEL = STARTER_ID
LEARNT_FROM = "3,096 tracklets without labels"


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small case, searched with the embedded default."""
    folder = tmp_path_factory.mktemp("of the program")
    footage_with_tracks(folder / "stick", "day", frames=30)
    footage_with_tracks(folder / "stick", "night", colour=False, frames=30)
    path = a_case(folder, folder / "stick")
    cba("index", path, "--detector", "motchallenge", "--stride", 1)
    return path


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def case(indexed: Path, tmp_path: Path) -> Path:
    return shutil.copytree(indexed, tmp_path / "case.duskcase")


def a_result(*, deviates: bool = False, **changes: Any) -> SelfTestResult:
    """Of this very program, with the case's model."""
    measured = a_measured_set()
    recorded = recorded_of(measured)
    if deviates:
        figures = {
            **recorded.figures,
            "visible: recall": ExpectedFigure(expected=0.9, allowed=0.04),
        }
        recorded = replace(recorded, figures=figures)
    result = kept_result(compare(measured, recorded))
    return replace(result, **{"engine_sha256": engine_sha256(), "model_id": MODEL, **changes})


def reported(case: Path, out: Path) -> tuple[Any, tuple[str, str]]:
    """The report's JSON, and what PDF and page say."""
    cba("report", "make", case, out)
    page = (out / "report.html").read_text("utf-8").replace("&#x27;", "'")
    return json.loads((out / "report.json").read_text("ascii")), (text_of(out / "report.pdf"), page)


def test_E29_a_report_without_a_self_test_says_so(case: Path, tmp_path: Path) -> None:
    report, texts = reported(case, tmp_path / "out")
    assert report["self_test"] is None
    assert all(NOT_RUN in text for text in texts)


def test_E29_the_last_result_is_in_json_pdf_and_page(case: Path, tmp_path: Path) -> None:
    keep_self_test(a_result(deviates=True, time=datetime(2026, 3, 10, 8, tzinfo=UTC)))
    keep_self_test(a_result())  # later: it replaces the former
    report, texts = reported(case, tmp_path / "passed")
    told = report["self_test"]
    assert (told["passed"], told["deviations"], told["of_this_model"]) == (True, [], True)
    assert told["engine_sha256"] == engine_sha256()
    assert (told["time"], told["time_basis"]) == ("2026-03-11T14:12:00+00:00", "computer")
    assert [one["measured"] for one in told["figures"]] == [4, 0.75, None]
    assert "lab<7>" not in (tmp_path / "passed" / "report.json").read_text("ascii")
    for text in texts:
        assert "Self-test: passed: all 5 figures and files are as recorded" in text
        assert "2026-03-11 14:12:00 UTC" in text
        assert NOT_RUN not in text
    keep_self_test(a_result(deviates=True))
    report, texts = reported(case, tmp_path / "deviates")
    assert report["self_test"]["deviations"] == ["visible: recall"]
    for text in texts:
        assert "Self-test: DEVIATES: visible: recall (1 of 5 figures and files)" in text


def test_E29_another_program_or_machine_counts_for_nothing_and_another_model_for_less(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_self_test(a_result(engine_sha256="0" * 64))
    assert kept_self_test(MODEL) is None
    monkeypatch.setattr(kept.platform, "node", lambda: "another")
    keep_self_test(a_result())
    monkeypatch.undo()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    assert kept_self_test(MODEL) is None
    keep_self_test(a_result(model_id=A_MODEL))
    report, texts = reported(case, tmp_path / "out")
    assert report["self_test"]["of_this_model"] is False
    for text in texts:
        assert "The model of this case is another: of it the self-test says nothing" in text
    keep_self_test(a_result(time=datetime(2020, 1, 1, tzinfo=UTC)))
    best = kept_self_test(MODEL)
    assert best is not None
    assert best.model_id == MODEL  # older, and of the model that is asked about


@pytest.mark.parametrize(
    "damage", ["", "[]", "{}", '{"format": "duskline self-test 1"}', "[" * 50_000]
)
def test_E29_a_damaged_result_is_as_if_none_was_run(damage: str) -> None:
    path = keep_self_test(a_result())
    assert kept_self_test(MODEL) == a_result()
    path.write_text(damage)
    assert kept_self_test(MODEL) is None


def test_only_some_results_are_kept() -> None:
    for number in range(25):
        keep_self_test(a_result(model_id=ModelId(f"{number:02}" + "0" * 62)))
    assert len(list(self_test_folder().iterdir())) == 20


def test_E18_E29_the_same_case_and_self_test_give_the_same_bytes(
    indexed: Path, tmp_path: Path
) -> None:
    keep_self_test(a_result())
    prints = []
    for number in (1, 2):
        copied = shutil.copytree(indexed, tmp_path / f"{number}" / "case.duskcase")
        cba("report", "make", copied, tmp_path / f"{number}" / "out")
        out = tmp_path / f"{number}" / "out"
        prints.append(
            [hashlib.sha256(one.read_bytes()).digest() for one in sorted(out.glob("*.*"))]
        )
    assert prints[0] == prints[1]


def test_E29_a_preview_is_drawn_again_when_a_self_test_was_run(case: Path) -> None:
    with Case.open(case) as opened:
        before = opened.reports.preview(ReportWishes())
        assert opened.reports.preview(ReportWishes()) is before
        keep_self_test(a_result())
        assert opened.reports.preview(ReportWishes()).pdf != before.pdf


def test_E29_the_command_keeps_its_result_and_a_report_can_run_it_first(
    case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured = a_measured_set(program={"Duskline": "0.1.0", ENGINE_SHA256: engine_sha256()})
    monkeypatch.setattr(self_test_command, "_chosen", lambda **_: measured.chosen)
    monkeypatch.setattr(self_test_command, "_measure", lambda *_: measured)
    monkeypatch.setattr(
        "cba_core.self_test.recorded_figures.read_recorded", lambda *_: recorded_of(measured)
    )

    def run(*words: object) -> str:
        done = CliRunner().invoke(app, [str(word) for word in words])
        assert done.exit_code == 0, done.output
        return done.stdout

    run("self-test", "--out", tmp_path / "pages", "--expected", tmp_path / "ours.json")
    assert kept_self_test(None) is None  # compared with figures of somebody else
    told = json.loads(run("report", "make", case, tmp_path / "out", "--self-test", "--json"))
    assert told["folder"] == str(tmp_path / "out")
    result = kept_self_test(A_MODEL)
    assert result is not None
    assert result.passed
    report = json.loads((tmp_path / "out" / "report.json").read_text("ascii"))
    assert report["self_test"]["passed"] is True


def test_E26_the_card_of_the_model_is_in_json_pdf_and_page(case: Path, tmp_path: Path) -> None:
    report, texts = reported(case, tmp_path / "out")
    card = report["model_card"]
    assert card["model_sha256"] == report["method"]["model_sha256"] == MODEL
    assert LEARNT_FROM in card["learnt_from"]
    assert card["licence"].startswith("Apache-2.0")
    assert card["trained_for_person_search"] is True
    assert card["weak_spots"] == list(WEAK_SPOTS)
    assert {one["name"] for one in card["figures"]} >= {
        "simulated, infrared to visible, Rank-1, starter",
        "simulated, infrared to visible, Rank-1, chance",
    }
    for text in texts:
        for needed in (
            "The model's card",
            LEARNT_FROM,
            "Same clothing",
            "Thermal",
            "Children",
        ):
            assert needed in text, needed
        assert f"cba models show {STARTER}" in text
    assert str(tmp_path) not in json.dumps(card)


def test_E26_weak_spots_name_what_the_requirement_names() -> None:
    text = " ".join(WEAK_SPOTS).lower()
    assert all(one in text for one in ("clothing", "thermal", "crowds", "children", "low light"))


def test_E26_a_search_leads_to_the_card(case: Path) -> None:
    said = cba("search", case, "1-1").stdout
    command = next(line for line in said.splitlines() if "cba models show" in line)
    shown = cba("models", "show", command.split()[-1]).stdout
    assert "Learnt from: 3,096 tracklets without labels" in shown
    assert all(spot in shown for spot in WEAK_SPOTS)
    told = cba_json("models", "show", MODEL[:12], "--case", case)
    assert told["name"] == STARTER
    assert told["card"]["weak_spots"] == list(WEAK_SPOTS)
    assert cba("models", "show", MODEL[:11], check=False).returncode == 1


def test_E26_a_model_whose_file_is_gone_has_no_card(case: Path, tmp_path: Path) -> None:
    with Case.open(case) as opened:
        opened.models.take(MODEL, Path(STARTER))
        assert opened.models.card() is not None
        opened.models.take(ModelId("f" * 64), tmp_path / "gone.safetensors")
        assert opened.models.card() is None


def test_E20_E25_the_report_says_on_what_vectors_were_made(case: Path, tmp_path: Path) -> None:
    report, texts = reported(case, tmp_path / "out")
    (run,) = report["method"]["index_runs"]
    assert run["device"] == "cpu"
    assert run["encoder_backend"] in {"openvino", "onnxruntime", "torch-cpu"}
    assert run["processor"]
    for text in texts:
        assert f"{run['encoder_backend']}, {run['processor']}. The CPU is the reference." in text


def test_E20_a_gpu_and_what_it_does_to_ranks_are_told() -> None:
    row = LogEntry(
        number=4, time=datetime(2026, 3, 11, tzinfo=UTC), action=LogAction.CHANGE, actor="A",
        reason="", object="index",
        details={"run": "index", "model": MODEL, "backends": ["openvino", "torch-cuda"]},
        previous_hash="0" * 64,
    )  # fmt: skip
    (run,) = index_runs([row], MODEL)
    assert (run["device"], run["processor"]) == ("gpu", None)
    assert "a GPU computes in half precision" in device_text([run])
    assert index_runs([row], A_MODEL) == []  # another model's vectors are not searched
    assert device_text([]) == "not told"


def test_E42_the_report_has_errors_by_modality_size_light_and_quality(
    case: Path, tmp_path: Path
) -> None:
    """A section of its own table, by group, or that a group is not measured: too few pairs here."""
    report, texts = reported(case, tmp_path / "out")
    groups = report["error_groups"]
    assert {one["by"] for one in groups} == {aspect.value for aspect in Aspect}
    assert all(one["modalities"] for one in groups)
    assert any(one["pairs"] for one in groups)
    for text in texts:
        assert "Do these figures hold alike for all pictures?" in text
        for one in groups:
            if one["pairs"]:
                assert one["group"] in text
