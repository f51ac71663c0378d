"""`make gates`: every slow gate of the product has proofs, they exist, and none passes unproved."""

import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SLOW_GATES = {"P7", "P8", "P9", "P10", "P14", "P15", "P17", "P18", "P22"}


@pytest.fixture(scope="module")
def gates() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "packaging" / "gates.py"), run_name="gates")


def test_every_slow_gate_has_a_row_with_proofs(gates: dict[str, Any]) -> None:
    assert {gate.id for gate in gates["GATES"]} == SLOW_GATES
    assert len(gates["GATES"]) == len(SLOW_GATES)
    assert all(gate.proofs and gate.checks for gate in gates["GATES"])


def test_every_proof_is_there(gates: dict[str, Any]) -> None:
    missing = {
        proof for gate in gates["GATES"] for proof in gate.proofs if not gates["is_there"](proof)
    }
    assert missing == set()


@pytest.mark.parametrize(
    "proof",
    [
        "tests/no_such_file.py",
        "tests/architecture/test_gates.py::test_no_such",
        "python -m benchmarks.no_such",
    ],
)
def test_what_is_not_there_fails_loudly(proof: str, gates: dict[str, Any]) -> None:
    assert not gates["is_there"](proof)
    outcome = gates["run"](proof)
    assert outcome.result == "NOT THERE"
    assert not outcome.is_passed


@pytest.mark.parametrize(
    ("body", "result"),
    [
        ("def test_it(): pass", "passed"),
        ("def test_it(): assert False", "FAILED"),
        ("import pytest\n@pytest.mark.skip(reason='no')\ndef test_it(): pass", "1 SKIPPED"),
        ("", "FAILED"),
    ],
)
def test_a_proof_proves_only_what_ran(
    body: str, result: str, gates: dict[str, Any], tmp_path: Path
) -> None:
    file = tmp_path / "test_proof.py"
    file.write_text(f"{body}\n", "utf-8")
    assert gates["run"](str(file)).result == result


def test_one_table_tells_of_each_gate(gates: dict[str, Any]) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "packaging" / "gates.py", "--list"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(re.findall(r"^(P\d+) ", done.stdout, re.MULTILINE)) == SLOW_GATES
    said = (ROOT / "docs" / "reference" / "gates.md").read_text("utf-8")
    for gate in gates["GATES"]:
        assert re.search(rf"^\| {gate.id} \|", said, re.MULTILINE), gate.id
        assert all(proof.partition("::")[0] in said for proof in gate.proofs)


def test_gates_are_not_collected_unless_they_are_named() -> None:
    def collected(*words: str) -> str:
        return subprocess.run(
            [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider",
             *words],
            cwd=ROOT, capture_output=True, text=True, check=False,
        ).stdout  # fmt: skip

    assert "test_atspi_walk" not in collected("tests/gates")
    assert "test_atspi_walk" in collected("tests/gates/test_atspi_walk.py")
