"""From a data set on disk to a model that is measured, by the command line alone."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from cba_core.case import Case
from cba_core.cli.main import app
from cba_core.model.model_file import model_id_of, read_header, read_model_file
from tests.support.dataset_fixtures import copy_of, write_hitsz
from tests.support.small_case import CASE_FACTS, footage_with_tracks
from tests.support.small_case import cba as engine

SETTINGS = """
[network]
encoder = "tiny-cnn"
height_px = 64
width_px = 32
[clips]
frames = 2
embedded_frames = 2
[warm_up]
steps = 6
tracklets = 4
[clustering]
k1 = 4
k2 = 2
min_samples = 2
[rounds]
intra = 1
cross = 2
steps = 6
clusters = 4
"""


def cba(*arguments: str | Path, home: Path) -> Result:
    """In this process: loading torch anew for every command would take most of the time."""
    environment = {"XDG_CACHE_HOME": str(home)}
    return CliRunner().invoke(app, [str(one) for one in arguments], env=environment)


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    path = tmp_path / "settings.toml"
    path.write_text(SETTINGS, encoding="utf-8")
    return path


def train(data: Path, out: Path, settings: Path, *more: str) -> Result:
    return cba(
        "train", data, "--out", out, "--config", settings, "--init", "random", "--threads", "1",
        *more, home=out.parent / "home",
    )  # fmt: skip


@pytest.mark.slow
def test_two_streams_train_and_are_measured(tmp_path: Path, settings: Path) -> None:
    data, out = tmp_path / "data", tmp_path / "two.safetensors"
    write_hitsz(data)
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("[clips]", 'stem = "two-stream"\n[clips]'), encoding="utf-8")
    done = train(data, out, settings)
    assert done.exit_code == 0, done.stderr
    header, tensors = read_model_file(out)
    assert header.stem == "two-stream"
    stems = [tensors[f"frame_encoder.{one}.0.weight"] for one in ("visible", "infrared")]
    assert (stems[0] != stems[1]).any()
    assert "| stem | two-stream |" in out.with_suffix(".md").read_text(encoding="utf-8")
    measured = cba("evaluate", out, data, "--json", home=tmp_path / "home")
    assert measured.exit_code == 0, measured.stderr
    assert json.loads(measured.stdout)["infrared_to_visible"]["queries"] > 0
    home = tmp_path / "home"
    assert len(list(home.rglob("*-visible-*.onnx"))) == 1
    assert len(list(home.rglob("*-infrared-*.onnx"))) == 1


@pytest.mark.slow
def test_train_evaluate_compare_and_plot(tmp_path: Path, settings: Path) -> None:
    data = tmp_path / "data"
    write_hitsz(data)
    models = []
    for method in ("dcl", "cba"):
        out = tmp_path / f"{method}.safetensors"
        board = tmp_path / f"{method}-board"
        done = train(data, out, settings, "--method", method, "--tensorboard", str(board))
        assert done.exit_code == 0, done.stderr
        record = read_header(out).training
        assert record is not None
        assert (record.method, record.steps) == (method, 24)
        assert not (tmp_path / f"{out.name}.run" / "checkpoint.safetensors").exists()
        assert list(board.glob("events.out.tfevents.*"))
        assert model_id_of(out) in out.with_suffix(".md").read_text(encoding="utf-8")
        measured = cba("evaluate", out, data, "--json", home=tmp_path / "home")
        assert measured.exit_code == 0, measured.stderr
        figures = json.loads(measured.stdout)
        assert figures["infrared_to_visible"]["queries"] > 0
        assert 0 <= figures["visible_to_infrared"]["mAP"] <= 1
        by_camera = [one["infrared_to_visible"] for one in figures["infrared_cameras"].values()]
        assert len(by_camera) > 1
        weighed = sum(one["queries"] * one["mAP"] for one in by_camera)
        all_queries = figures["infrared_to_visible"]["queries"]
        assert sum(one["queries"] for one in by_camera) == all_queries
        # every query is ranked against the same visible gallery, whoever else asks
        whole = figures["infrared_to_visible"]["mAP"]
        assert weighed / all_queries == pytest.approx(whole, abs=1e-5)  # six digits are told
        Path(f"{out}.evaluation.json").write_text(measured.stdout, encoding="utf-8")
        models.append(out)
    table = cba("compare", *models, home=tmp_path / "home")
    assert table.exit_code == 0, table.stderr
    assert [line.split("|")[1].strip() for line in table.stdout.splitlines()[2:4]] == ["dcl", "cba"]
    plotted = cba("train", "--plots", "--out", models[1], home=tmp_path / "home")
    assert Path(plotted.stdout.strip()).read_bytes().startswith(b"\x89PNG")


@pytest.mark.slow
def test_a_killed_run_goes_on_to_the_same_model(tmp_path: Path, settings: Path) -> None:
    data = tmp_path / "data"
    write_hitsz(data)
    whole = tmp_path / "whole.safetensors"
    assert train(data, whole, settings).exit_code == 0
    parts = tmp_path / "parts.safetensors"
    environment = {
        **os.environ, "XDG_CACHE_HOME": str(tmp_path / "home"), "OMP_NUM_THREADS": "1",
    }  # fmt: skip
    running = subprocess.Popen(
        [
            sys.executable, "-m", "cba_core", "train", str(data), "--out", str(parts),
            "--config", str(settings), "--init", "random", "--threads", "1",
        ],
        env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    log = tmp_path / "parts.safetensors.run" / "log.jsonl"
    until = time.monotonic() + 200
    while not (log.is_file() and '"step": 10' in log.read_text(encoding="utf-8")):
        assert running.poll() is None, "it ended before it could be killed"
        assert time.monotonic() < until
        time.sleep(0.05)
    running.send_signal(signal.SIGKILL)
    running.wait()
    refused = train(data, parts, settings)
    assert refused.exit_code == 1
    assert "--resume" in refused.stderr
    resumed = train(data, parts, settings, "--resume")
    assert resumed.exit_code == 0, resumed.stderr
    assert sorted(one.name for one in log.parent.iterdir()) == [".lock", "log.jsonl"]
    first, second = (read_model_file(one)[1] for one in (whole, parts))
    assert all((first[name] == second[name]).all() for name in first)


@pytest.mark.slow
def test_people_under_other_numbers_train_the_same_model(tmp_path: Path, settings: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    write_hitsz(first)
    copy_of(first, second)
    _swap_people(second)
    models = []
    for data in (first, second):
        out = tmp_path / f"{data.name}.safetensors"
        done = train(data, out, settings)
        assert done.exit_code == 0, done.stderr
        models.append(read_model_file(out)[1])
    assert all((models[0][name] == models[1][name]).all() for name in models[0])


def _swap_people(root: Path) -> None:
    """The first two people of the training part change their numbers."""
    folders = [root / "Train" / "0001", root / "Train" / "0002"]
    between = root / "Train" / "between"
    folders[0].rename(between)
    folders[1].rename(folders[0])
    between.rename(folders[1])
    swap = {"0001": "0002", "0002": "0001"}
    names = root / "info" / "train_name.txt"
    lines = names.read_text(encoding="utf-8").splitlines()
    names.write_text(
        "".join(f"{swap.get(line[:4], line[:4])}{line[4:]}\n" for line in lines), encoding="utf-8"
    )
    rows = root / "info" / "track_train_info.txt"
    changed = []
    for line in rows.read_text(encoding="utf-8").splitlines():
        parts = line.split()
        parts[3] = {"1": "2", "2": "1"}.get(str(int(parts[3])), parts[3])
        changed.append(" ".join(parts) + "\n")
    rows.write_text("".join(changed), encoding="utf-8")


@pytest.mark.slow
def test_a_case_is_learnt_from_and_measured_without_a_label(tmp_path: Path, settings: Path) -> None:
    clips = tmp_path / "stick"
    for name, colour in (("day", True), ("night", False)):
        footage_with_tracks(clips, name, colour=colour, people=9, frames=40)
    case = tmp_path / "small.duskcase"
    home = {"env": {"XDG_CACHE_HOME": str(tmp_path / "home")}}
    engine("case", "create", case, *CASE_FACTS, **home)
    engine("footage", "add", case, clips, "--start", "2026-03-01T18:00:00", **home)
    engine("index", case, "--detector", "motchallenge", "--stride", 1, **home)
    evidence = {path: path.read_bytes() for path in clips.iterdir()}
    out = tmp_path / "mine.safetensors"
    done = train(case, out, settings)
    assert done.exit_code == 0, done.stderr
    record = read_header(out).training
    assert record is not None
    assert record.data[0].tracklets >= 18
    measured = cba(
        "evaluate", out, case, "--protocol", "free-negatives", "--json", home=tmp_path / "home"
    )
    assert measured.exit_code == 0, measured.stderr
    found = json.loads(measured.stdout)
    assert found["both"]["pairs"] == found["visible"]["pairs"] + found["infrared"]["pairs"] > 0
    assert 0 <= found["both"]["share"] <= 1
    assert {path: path.read_bytes() for path in clips.iterdir()} == evidence
    kept = [one for one in tmp_path.rglob("pictures.npy") if case not in one.parents]
    assert kept == [], "crops of people must not outlive the run"
    refused = cba("evaluate", out, case, home=tmp_path / "home")
    assert refused.exit_code == 1
    assert "free-negatives" in refused.stderr
    again = train(case, out, settings)
    assert again.exit_code == 1
    assert "is there already" in again.stderr
    assert read_header(out).training == record
    with Case.open(case, read_only=True) as opened:
        rows = [(one.action.value, one.object, one.details) for one in opened.log.entries()]
    assert [row[:2] for row in rows[-6:]] == [
        ("view", "tracklets"),
        ("export", "model"),
        ("view", "tracklets"),
        ("query", "evaluation"),
        ("view", "tracklets"),
        ("failure", "train"),
    ]
    looked, made, _, asked, _, failed = (row[2] for row in rows[-6:])
    assert looked["run"] == "train"
    assert sum(looked["tracklets"].values()) == sum(one["tracklets"] for one in looked["footage"])
    assert made["sha256"] == model_id_of(out) == asked["model"]
    assert made["path"] == str(out)
    assert made["settings"]["warm_up"]["steps"] == 6
    assert made["card_sha256"] == hashlib.sha256(Path(made["card"]).read_bytes()).hexdigest()
    assert asked["figures"]["both"]["pairs"] == found["both"]["pairs"]
    assert asked["tracklets_sha256"] == looked["tracklets_sha256"]
    assert "is there already" in failed["text"]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["train", "--out", "m.safetensors"], "DATA"),
        (["train", "nowhere", "--out", "m.safetensors"], "nowhere is no folder"),
        (["train", ".", "--out", "m.safetensors"], "holds no data set"),
        (["train", "--methods", "--method", "x"], "direct"),
        (["evaluate", "imagenet", ".", "--protocol", "guess"], "guess is none of"),
        (["compare", "nothing.safetensors"], "nothing.safetensors"),
    ],
)
def test_what_is_wrong_is_said_in_words(arguments: list[str], told: str, tmp_path: Path) -> None:
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "home")}
    done = subprocess.run(
        [sys.executable, "-m", "cba_core", *arguments],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=120,
        env={**environment, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    if "--methods" in arguments:
        assert done.returncode == 0
        assert "pgm" in done.stdout
    else:
        assert done.returncode == 1
        assert told in done.stderr
