"""What a filed page tells of program and machine."""

import re
import shutil
from pathlib import Path

import pytest

import cba_core
from cba_core.pipelines import program_files
from cba_core.pipelines.program_files import engine_sha256
from cba_core.self_test import surroundings
from cba_core.self_test.surroundings import library_facts, machine_facts, program_facts


def test_program_and_machine_are_named() -> None:
    program = program_facts()
    assert program["Duskline"] == cba_core.__version__
    assert re.fullmatch("[0-9a-f]{64}", program[surroundings.ENGINE_SHA256])
    assert all(machine_facts().values())
    libraries = library_facts()
    assert {"numpy", "av", "FFmpeg, within av"} <= set(libraries)
    assert "libavcodec" in libraries["FFmpeg, within av"]


def test_the_engine_is_known_by_every_byte_of_its_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "cba_core"
    shutil.copytree(Path(cba_core.__file__).parent / "domain", copy / "domain")
    monkeypatch.setattr(program_files, "_PACKAGE", copy)
    before = engine_sha256()
    (copy / "__pycache__").mkdir()
    (copy / "__pycache__" / "made.pyc").write_bytes(b"by running it")
    assert engine_sha256() == before
    (copy / "domain" / "errors.py").write_text("pass\n", encoding="utf-8")
    changed = engine_sha256()
    assert changed != before
    (copy / "domain" / "errors.py").rename(copy / "domain" / "failures.py")
    assert engine_sha256() not in {before, changed}
