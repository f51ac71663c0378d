"""Folders that may not be read or written end in two lines, never in a traceback."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.bound_by_permissions import Locked, cba_bound
from tests.support.model_files import write_small_model
from tests.support.small_case import a_case, cba, cba_json, command, footage_with_tracks


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return a_case(tmp_path, footage_with_tracks(tmp_path / "stick", "day", frames=12))


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "home"
    folder.mkdir()
    with Locked(folder, 0o500):
        yield folder


def two_lines(done: "subprocess.CompletedProcess[str]") -> str:
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    assert "Error:" in done.stderr
    assert "Remedy:" in done.stderr
    return done.stderr


def environment(home: Path) -> dict[str, str]:
    return {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_DATA_HOME": str(home / ".local/share"),
        "DUSKLINE_MODELS": "",
    }


def test_a_home_that_may_not_be_written(case: Path, home: Path, tmp_path: Path) -> None:
    write_small_model(tmp_path / "m.safetensors")
    words = ("index", case, "--detector", "motchallenge", "--model", tmp_path / "m.safetensors")
    told = two_lines(cba_bound(*words, env=environment(home)))
    assert str(home / ".cache") in told
    assert "XDG_CACHE_HOME" in told
    told = two_lines(cba_bound("models", "add", tmp_path / "m.safetensors", env=environment(home)))
    assert "DUSKLINE_MODELS" in told
    examined = cba_bound("doctor", env=environment(home))
    assert "Traceback" not in examined.stderr
    assert "XDG_CACHE_HOME" in examined.stdout


def test_a_home_that_may_not_even_be_looked_into(case: Path, home: Path) -> None:
    with Locked(home, 0o000):
        for words in (("models", "list"), ("index", case, "--detector", "motchallenge")):
            two_lines(cba_bound(*words, env=environment(home)))
        assert "Traceback" not in cba_bound("doctor", env=environment(home)).stderr


def test_a_case_that_may_not_be_looked_into(case: Path) -> None:
    with Locked(case, 0o000):
        for words in (("case", "show", case), ("footage", "list", case)):
            assert "cannot be reached" in two_lines(cba_bound(*words))


def test_one_crop_that_cannot_be_read_does_not_end_embedding_again(
    case: Path, tmp_path: Path
) -> None:
    for name, seed in (("one", 1), ("two", 2)):
        write_small_model(tmp_path / f"{name}.safetensors", seed=seed)
    cba("index", case, "--detector", "motchallenge", "--stride", 1,
        "--model", tmp_path / "one.safetensors")  # fmt: skip
    crop = Path(cba_json("tracklets", case)["tracklets"][0]["crops"][0])
    with Locked(crop, 0o000):
        again = cba_bound("index", case, "--model", tmp_path / "two.safetensors")
    assert again.returncode == 0, again.stderr
    assert "2 earlier tracklets embedded" in again.stdout
    assert "cannot be compared" not in again.stdout


def test_output_that_cannot_be_written_is_told(case: Path) -> None:
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("there is no /dev/full here")
    for words in (("footage", "list", case, "--json"), ("models", "list", "--json"), ("doctor",)):
        with full.open("w") as stdout:
            done = subprocess.run(
                command(*words), stdout=stdout, stderr=subprocess.PIPE, text=True, check=False
            )
        assert done.returncode == 1, done.stderr
        assert "Error: The output cannot be written: No space left on device" in done.stderr
        assert "Exception ignored" not in done.stderr
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-", "<&-"])
def test_closed_streams_are_no_failure(case: Path, closed: str) -> None:
    for words in (("case", "show", case), ("footage", "list", case, "--json"), ("doctor",)):
        done = subprocess.run(
            ["/bin/sh", "-c", f'"$@" {closed}', "sh", *command(*words)],
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr
