"""What cannot be done fails with an exit code, and names show no codes to the terminal."""

from pathlib import Path

import pytest

from cba_core.case import Case
from cba_core.domain.errors import ConfigError
from tests.support.builders import some_case_facts
from tests.support.small_case import CASE_FACTS, a_case, cba, cba_json, footage_with_tracks


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("words")
    return a_case(folder, footage_with_tracks(folder / "stick", "day", frames=10))


def refused(*words: object, code: int) -> str:
    done = cba(*words, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    return " ".join(done.stderr.replace("│", " ").split())


@pytest.mark.parametrize("modality", ["thermal", "near-infrared", "auto", "sonar"])
def test_tracklets_are_of_one_of_two_modalities(case: Path, modality: str) -> None:
    told = refused("tracklets", case, "--modality", modality, code=2)
    assert "is none of visible, infrared" in told


def test_tracklets_of_a_camera_that_the_case_lacks(case: Path) -> None:
    for json in ((), ("--json",)):
        told = refused("tracklets", case, "--camera", "nope", *json, code=1)
        assert "The case has no camera nope" in told


def test_a_length_that_no_footage_has(case: Path) -> None:
    refused("tracklets", case, "--minimum-length", "9" * 20, code=2)
    assert cba_json("tracklets", case, "--minimum-length", 2**31 - 1) == {"tracklets": []}


def test_a_folder_that_is_not_there_holds_no_moved_footage(case: Path) -> None:
    assert "/nonexistent" in refused("footage", "find", case, "/nonexistent", code=1)


def test_setting_nothing_is_refused(case: Path) -> None:
    assert "say what to change" in refused("footage", "set", case, 99, code=2)
    assert "has no footage" in refused("footage", "set", case, 99, "--camera", "x", code=1)


def test_a_folder_without_footage_is_a_failure(case: Path, tmp_path: Path) -> None:
    told = refused("footage", "add", case, tmp_path, code=1)
    assert "Remedy" in told
    assert tmp_path.name in told


def test_a_zone_that_the_system_does_not_know(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="Middle/Earth"):
        Case.create(tmp_path / "a", some_case_facts(time_zone="Middle/Earth"))
    assert not (tmp_path / "a.duskcase").exists()
    with (
        Case.create(tmp_path / "b", some_case_facts()) as made,
        made._store._database.write() as connection,
    ):
        connection.exec_driver_sql("UPDATE case_facts SET time_zone = 'Middle/Earth'")
    told = refused(
        "footage", "add", tmp_path / "b", tmp_path, "--start", "2026-03-01T18:00:00", code=1
    )
    assert "Middle/Earth" in told


def test_no_name_reaches_the_terminal_raw(tmp_path: Path) -> None:
    evil = "a\x1b[31m\x07b"
    stick = tmp_path / "stick"
    clip = footage_with_tracks(stick, "day", frames=10)
    clip.with_suffix(".txt").rename(stick / f"{evil}.txt")
    clip = clip.rename(stick / f"{evil}.mp4")
    (stick / f"{evil}-empty.mp4").touch()
    case = tmp_path / f"{evil}.duskcase"
    printed = ""
    for words in (
        ("case", "create", case, *CASE_FACTS, "--title", evil),
        ("footage", "add", case, stick, "--camera", evil),
        ("footage", "add", case, stick),
        ("case", "show", case),
        ("footage", "set", case, 1, "--modality", "visible"),
        ("index", case, "--detector", "motchallenge", "--stride", 1),
        ("tracklets", case),
        ("search", case, "1-1", "--into", "any", "--own-segment"),
        ("footage", "find", case, stick),
    ):
        done = cba(*words, check=False)
        printed += done.stdout + done.stderr
    assert r"a\x1b[31m\x07b" in printed
    assert "\x1b" not in printed
    assert "\x07" not in printed


def test_the_suffix_may_be_left_out_beside_a_folder_of_that_name(tmp_path: Path) -> None:
    (tmp_path / "theft").mkdir()
    cba("case", "create", tmp_path / "theft", *CASE_FACTS)
    shown = cba_json("case", "show", tmp_path / "theft")
    assert shown["case"] == str(tmp_path / "theft.duskcase")


def test_a_removed_model_is_told_as_json(tmp_path: Path) -> None:
    from tests.support.model_files import write_small_model

    write_small_model(tmp_path / "m.safetensors")
    env = {"DUSKLINE_MODELS": str(tmp_path / "models")}
    cba("models", "add", tmp_path / "m.safetensors", env=env)
    assert cba_json("models", "remove", "m", env=env) == {"removed": "m"}
    assert not list((tmp_path / "models").iterdir())


def test_a_detector_of_a_relative_path_is_found_from_elsewhere(tmp_path: Path) -> None:
    from tests.support.model_files import write_small_model
    from tests.support.small_case import ROOT
    from tests.support.yolox_files import write_yolox

    case = a_case(tmp_path, footage_with_tracks(tmp_path / "stick", "day", frames=4))
    write_small_model(tmp_path / "m.safetensors")
    write_yolox(tmp_path / "y.onnx", {0: {4: 1.0, 5: 1.0}})
    path = {"PYTHONPATH": str(ROOT)}
    first = cba_json("index", case, "--detector", "y.onnx", "--model", "m.safetensors",
                     cwd=tmp_path, env=path)  # fmt: skip
    assert first["footage"][0]["frames"] == 4
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    again = cba_json("index", case, cwd=elsewhere, env=path)
    assert again["footage"][0]["frames"] == 0
    (tmp_path / "y.onnx").rename(elsewhere / "z.onnx")
    moved = cba_json("index", case, "--detector", "z.onnx", cwd=elsewhere, env=path)
    assert moved["footage"][0]["frames"] == 0
