"""Nothing reaches for a network unasked: not the engine, nor what it loads to run networks."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.model_files import write_small_model
from tests.support.small_case import ROOT, a_case, cba_json, footage_with_tracks

pytest.importorskip("openvino")

WATCHED = """
import socket, sys
from pathlib import Path

def refused(*arguments, **options):
    with Path(sys.argv[1]).open("a") as told:
        told.write(f"{arguments}\\n")
    raise OSError("no network here")

socket.getaddrinfo = socket.gethostbyname = socket.create_connection = refused
socket.socket.connect = socket.socket.connect_ex = socket.socket.sendto = refused
sys.argv = ["cba", *sys.argv[2:]]
from cba_core.cli.main import run
run()
"""


def watched(told: Path, home: Path, *words: object) -> subprocess.CompletedProcess[str]:
    """Run a command as on a fresh machine; every attempt to reach a host is written to `told`."""
    return subprocess.run(
        [sys.executable, "-c", WATCHED, str(told), *(str(word) for word in words)],
        cwd=ROOT,
        env={**os.environ, "HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
    )


def test_indexing_and_looking_at_the_installation_ask_no_host(tmp_path: Path) -> None:
    footage_with_tracks(tmp_path / "stick", "day", frames=12)
    case = a_case(tmp_path, tmp_path / "stick")
    write_small_model(tmp_path / "model.safetensors")
    told, home = tmp_path / "told.txt", tmp_path / "home"
    home.mkdir()
    detector = next(one for one in cba_json("models", "list")["models"] if one["ready"])["name"]
    done = watched(
        told, home, "index", case, "--detector", detector, "--stride", 4,
        "--model", tmp_path / "model.safetensors", "--json",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert '"encoder_backend": "openvino"' in done.stdout
    assert not told.exists(), told.read_text()
    done = watched(told, home, "doctor")
    assert not told.exists(), told.read_text()
    assert not (home / "intel").exists()
