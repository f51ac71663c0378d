"""`cba simulate` as a person uses it; what the rendered pictures are like is tested elsewhere."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import av
import pytest

from tests.journey.test_cli_reference import documented, keys
from tests.support.small_case import ROOT, cba

SMALL = ("--people", 2, "--minutes", 0.03, "--seed", 4, "--size", "320x240")
TWO_CAMERAS = ("--cameras", "visible:1,thermal:1")

REFUSE_THE_NETWORK = """
import socket
from pathlib import Path

really = socket.socket.connect

def connect(self, address):
    if self.family != socket.AF_UNIX:
        refused(address)
    return really(self, address)

def refused(*address, **options):
    with Path({told!r}).open("a") as told:
        told.write(f"{{address}}\\n")
    raise OSError("no network here")

socket.socket.connect = connect
socket.getaddrinfo = socket.gethostbyname = socket.create_connection = refused
"""


def without(package: str, folder: Path) -> dict[str, str]:
    """An environment in which a package is not installed, for every process of a command."""
    hidden = folder / f"without-{package}"
    hidden.mkdir()
    code = f"raise ModuleNotFoundError('No module named {package}', name={package!r})\n"
    (hidden / f"{package}.py").write_text(code, encoding="utf-8")
    return first_on_the_path(hidden)


def first_on_the_path(folder: Path) -> dict[str, str]:
    return {"PYTHONPATH": os.pathsep.join([str(folder), os.environ.get("PYTHONPATH", "")])}


@pytest.fixture(scope="module")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any], Path]:
    """A simulation of two cameras, the JSON told, and where attempts to reach a host would be."""
    folder = tmp_path_factory.mktemp("simulated")
    told = folder / "told.txt"
    (folder / "path").mkdir()
    (folder / "path" / "sitecustomize.py").write_text(
        REFUSE_THE_NETWORK.format(told=str(told)), encoding="utf-8"
    )
    out = folder / "out"
    done = cba("simulate", out, *SMALL, *TWO_CAMERAS, "--json",
               env=first_on_the_path(folder / "path"))  # fmt: skip
    return out, json.loads(done.stdout), told


def test_clips_and_their_truth_are_written(rendered: tuple[Path, dict[str, Any], Path]) -> None:
    out, told, _ = rendered
    clips = [Path(clip) for clip in told["clips"]]
    assert sorted(clips) == sorted((out / "footage").glob("*.mp4"))
    truth = json.loads((out / "truth.json").read_text(encoding="utf-8"))
    assert [one["kind"] for one in truth["cameras"]] == ["visible", "thermal"]
    assert told["people"] == len(truth["people"]) == 2
    assert told["frames"] == sum(one["frames"] for one in truth["cameras"])
    for camera in truth["cameras"]:
        stem = Path(camera["clip"]).stem
        assert {path.name for path in (out / "truth" / stem).iterdir()} == {
            "gt.txt", "visible.txt", "camera.json",
        }  # fmt: skip
        with av.open(str(out / "footage" / camera["clip"])) as container:
            stream = container.streams.video[0]
            assert (stream.width, stream.height) == (320, 240)
            assert sum(1 for _ in container.decode(stream)) == camera["frames"]


def test_no_clip_can_be_taken_for_a_recording_of_people(
    rendered: tuple[Path, dict[str, Any], Path],
) -> None:
    out, told, _ = rendered
    for clip in told["clips"]:
        with av.open(clip) as container:
            note = container.metadata["comment"]
            title = container.metadata["title"]
        assert "Nobody in it exists" in note
        assert "no recording of real people" in note
        assert title.startswith("Simulated footage")
    truth = json.loads((out / "truth.json").read_text(encoding="utf-8"))
    assert "Nobody in it exists" in truth["note"]


def test_rendering_asks_no_host(rendered: tuple[Path, dict[str, Any], Path]) -> None:
    _, _, told = rendered
    assert not told.exists(), told.read_text(encoding="utf-8")


def test_its_json_is_the_documented_one(rendered: tuple[Path, dict[str, Any], Path]) -> None:
    from cba_core.simulation.layouts import PartReport

    _, told, _ = rendered
    of_parts = {
        f"{part}.{name}" for part in ("train", "test") for name in PartReport.__dataclass_fields__
    }
    assert documented("cba simulate", "key") == keys(told) | of_parts


def test_the_same_command_again_renders_nothing(
    rendered: tuple[Path, dict[str, Any], Path],
) -> None:
    out, told, _ = rendered
    before = {path: path.stat().st_mtime_ns for path in (out / "footage").iterdir()}
    shown = cba("simulate", out, *SMALL, *TWO_CAMERAS).stdout
    assert f"{told['frames']} frames of 2 cameras, 2 people" in shown
    assert before == {path: path.stat().st_mtime_ns for path in (out / "footage").iterdir()}


def test_a_folder_of_something_else_is_left_alone(
    rendered: tuple[Path, dict[str, Any], Path],
) -> None:
    out, _, _ = rendered
    done = cba("simulate", out, *SMALL, *TWO_CAMERAS, "--seed", 5, check=False)
    assert done.returncode == 1
    assert "another simulation" in done.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--cameras", "sonar:1"), "near-infrared"),
        (("--cameras", "visible:9"), "must be 1 to 8"),
        (("--size", "640"), "WIDTHxHEIGHT"),
        (("--size", "641x480"), "multiples of 16"),
        (("--minutes", "0"), "minutes"),
    ],
)
def test_what_cannot_be_rendered_is_told(tmp_path: Path, words: tuple[str, str], told: str) -> None:
    done = cba("simulate", tmp_path / "out", *words, check=False)
    assert done.returncode == 1
    assert told in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("package", ["anny", "moderngl"])
def test_without_the_extra_its_name_is_told(tmp_path: Path, package: str) -> None:
    done = cba("simulate", tmp_path / "out", *SMALL, "--cameras", "thermal:1", check=False,
               env=without(package, tmp_path))  # fmt: skip
    assert done.returncode == 1
    assert f"{package} is not installed" in done.stderr
    assert "pip install 'duskline[simulation]'" in done.stderr
    assert not list((tmp_path / "out").rglob("*.mp4"))


def test_the_command_line_itself_loads_nothing_that_renders() -> None:
    heavy = ("torch", "anny", "moderngl", "av", "cv2", "scipy", "cba_core.simulation.plan",
             "cba_core.self_test.run_self_test")  # fmt: skip
    code = (
        "import sys\n"
        "from typer.testing import CliRunner\n"
        "from cba_core.cli.main import app\n"
        "for words in (['--help'], ['simulate', '--help'], ['self-test', '--help']):\n"
        "    assert CliRunner().invoke(app, words).exit_code == 0\n"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_a_killed_run_leaves_no_process_that_goes_on_rendering(tmp_path: Path) -> None:
    long = ("--people", "3", "--minutes", "20", "--seed", "4", "--size", "320x240", *TWO_CAMERAS)
    run = subprocess.Popen(
        [sys.executable, "-m", "cba_core", "simulate", str(tmp_path / "out"), *long],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children")
    deadline = time.monotonic() + 60
    try:
        while len(started := children.read_text("ascii").split()) < 4:  # tracker, manager, two
            assert time.monotonic() < deadline
            time.sleep(0.1)
    finally:
        run.kill()
        run.wait()
    while still := [one for one in started if is_running(one)]:
        assert time.monotonic() < deadline, still
        time.sleep(0.1)


def is_running(pid: str) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"
