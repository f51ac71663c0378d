"""The tree keeps its shape: contracts, file lengths, names of rooms, no unfinished marks."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = sorted([*(ROOT / "cba_core").rglob("*.py"), *(ROOT / "app").rglob("*.py")])
HARD_LIMIT = 500
VAGUE_ROOMS = {"utils", "helpers", "misc", "managers", "common"}


def test_import_contracts_are_kept() -> None:
    done = subprocess.run(
        [Path(sys.executable).parent / "lint-imports"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_file_is_longer_than_the_hard_limit() -> None:
    lengths = {
        path.relative_to(ROOT): len(path.read_text(encoding="utf-8").splitlines())
        for folder in ("cba_core", "app", "tests", "benchmarks", "packaging")
        for path in (ROOT / folder).rglob("*.py")
    }
    assert lengths
    assert {path: length for path, length in lengths.items() if length > HARD_LIMIT} == {}


def test_every_room_has_a_name_that_says_what_lives_there() -> None:
    names = {part for path in PRODUCT for part in path.relative_to(ROOT).with_suffix("").parts}
    assert names & VAGUE_ROOMS == set()


def test_nothing_in_the_product_is_left_for_later() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK|NotImplementedError)\b")
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in PRODUCT
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if marks.search(line)
    ]
    assert found == []


def test_every_silenced_check_has_its_reason_beside_it() -> None:
    silenced = re.compile(
        r"#\s*(noqa: [A-Z]+[0-9]+(, ?[A-Z]+[0-9]+)*|type: ignore\[[a-z-, ]+\])(?P<reason>.*)"
    )
    bare = re.compile(r"#\s*(noqa|type: ignore)\s*($|[^:\[])")
    wrong = []
    for path in PRODUCT:
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            hit = silenced.search(line)
            if bare.search(line) or (hit and len(hit["reason"].strip(" ()#")) < 8):
                wrong.append(f"{path.relative_to(ROOT)}:{number}")
    assert wrong == []


@pytest.mark.parametrize(
    "module", ["cba_core", "cba_core.domain.tracklets", "cba_core.config.loading"]
)
def test_the_vocabulary_imports_nothing_heavy(module: str) -> None:
    heavy = ("torch", "av", "cv2", "sqlalchemy", "faiss", "openvino", "PySide6", "scipy")
    code = f"import sys, {module}; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_opening_and_searching_a_case_loads_neither_torch_nor_a_decoder() -> None:
    heavy = (
        "torch",
        "torchvision",
        "timm",
        "open_clip",
        "av",
        "cv2",
        "openvino",
        "onnxruntime",
        "faiss",
    )
    code = (
        "import sys, cba_core.case, cba_core.jobs.worker_process;"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
