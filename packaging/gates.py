"""`make gates`: what proves the gates of the product that take too long for `make test`.

Each gate has the proofs that it needs: tests by their pytest node, or commands. Each proof is run
once, one after another, and one table tells how it went. A proof that is not there, that fails, or
of which a test was left out, fails its gate: the exit code is then 1. With words, such as
`python packaging/gates.py P9 P15`, those gates alone; `--list` shows them and runs nothing.
"""

import argparse
import re
import shlex
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
DRIVEN_JOURNEY = "tests/gates/test_driven_journey.py"
AT_200000 = "python -m benchmarks.window_at_200000"
PATIENCE_S = 3600
_TOLD_LINES = 12


@dataclass(frozen=True, slots=True)
class Gate:
    """A gate of the product, what it checks, and what proves it."""

    id: str
    checks: str
    proofs: tuple[str, ...]


GATES: tuple[Gate, ...] = (
    Gate(
        "P7",
        "the whole journey by real input, from import to report",
        (DRIVEN_JOURNEY, "tests/journey/test_real_window.py"),
    ),
    Gate(
        "P8",
        "every place pictured; whole in German, pseudo-locale, sizes and themes",
        (
            DRIVEN_JOURNEY,
            "tests/gui/test_window_languages.py",
            "tests/gui/test_window_sizes.py",
            "tests/gui/test_window_theme.py",
        ),
    ),
    Gate(
        "P9",
        "every control has a name, Tab reaches it, every job begins by the keyboard",
        (
            "tests/gates/test_atspi_walk.py",
            "tests/gui/test_window_keyboard.py",
            "tests/gui/test_window_keyboard_jobs.py",
            "tests/gui/test_window_keys.py",
        ),
    ),
    Gate(
        "P10",
        "no network: an empty network namespace, strace, no host asked",
        ("tests/journey/test_evidence_untouched.py", "tests/journey/test_no_network.py"),
    ),
    Gate(
        "P14",
        "the same case twice: the same ranks, the same JSON, the same PDF bytes",
        (
            (
                "tests/journey/test_whole_journey.py"
                "::test_the_same_query_gives_the_same_list_also_from_a_new_index"
            ),
            "tests/journey/test_report.py::test_E12_E18_the_same_case_gives_the_same_bytes",
            "tests/journey/test_report.py::test_E18_lists_are_made_again_and_compared_rank_by_rank",
        ),
    ),
    Gate(
        "P15",
        "five time zones and two nights of changing clocks: the same corrected times",
        (
            (
                "tests/journey/test_clock_commands.py"
                "::test_E6_P15_the_same_bytes_under_five_zones_of_the_machine"
            ),
            "tests/unit/domain/test_clocks.py",
        ),
    ),
    Gate(
        "P17",
        "nothing holds the window up for more than 100 ms, at 200,000 tracklets too",
        ("tests/gui/test_window_stalls.py", AT_200000),
    ),
    Gate(
        "P18",
        "how long a search takes at 200,000 and 1,000,000 vectors, and what memory",
        (
            "python -m benchmarks.search",
            "python -m benchmarks.search --count 1000000 --dims 512 --repeats 7",
            AT_200000,
        ),
    ),
    Gate(
        "P22",
        "the pictures of the guide are those of the journey",
        (DRIVEN_JOURNEY, "tests/gates/test_guide.py"),
    ),
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a proof went; `told` is the end of what it said, where it failed."""

    result: str
    seconds: float
    told: str = ""

    @property
    def is_passed(self) -> bool:
        """Whether it proves anything."""
        return self.result == "passed"


def is_there(proof: str) -> bool:
    """Whether a proof can be run: a file with that test, or a module with that name."""
    if proof.startswith("python -m "):
        module = shlex.split(proof)[2].replace(".", "/")
        return (ROOT / f"{module}.py").is_file() or (ROOT / module / "__main__.py").is_file()
    file, _, test = proof.partition("::")
    path = ROOT / file
    if not path.is_file():
        return False
    return (
        not test
        or re.search(rf"^\s*def {test}\(", path.read_text("utf-8"), re.MULTILINE) is not None
    )


def command_of(proof: str) -> list[str]:
    """What to run."""
    if proof.startswith("python "):
        return [sys.executable, *shlex.split(proof)[1:]]
    return [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", proof]


def run(proof: str) -> Outcome:
    """Run a proof."""
    begun = time.monotonic()
    if not is_there(proof):
        return Outcome("NOT THERE", 0.0)
    try:
        done = subprocess.run(  # noqa: S603  (of the table above)
            command_of(proof),
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=PATIENCE_S,
        )
    except subprocess.TimeoutExpired:
        return Outcome("TIMED OUT", time.monotonic() - begun)
    seconds = time.monotonic() - begun
    end = "\n".join(done.stdout.strip().splitlines()[-_TOLD_LINES:])
    if done.returncode:
        return Outcome("FAILED", seconds, end)
    if not proof.startswith("python ") and (left_out := re.search(r"\d+ skipped", end)):
        return Outcome(left_out.group().upper(), seconds, end)
    return Outcome("passed", seconds)


def table(rows: Sequence[Sequence[str]]) -> str:
    """Rows under one another, the first of them a heading."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
             for row in rows]  # fmt: skip
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(line.rstrip() for line in lines)


def main(words: Sequence[str] | None = None) -> int:
    """Run what was asked for and print the table; 1 where a gate is not proved."""
    parser = argparse.ArgumentParser("gates", description=__doc__)
    parser.add_argument("gates", nargs="*", metavar="ID", help="such as P9; without: all")
    parser.add_argument("--list", action="store_true", help="show what proves each, run nothing")
    arguments = parser.parse_args(words)
    known = {gate.id for gate in GATES}
    if unknown := set(arguments.gates) - known:
        parser.error(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(sorted(known))}")
    chosen = [gate for gate in GATES if not arguments.gates or gate.id in arguments.gates]
    rows = [("gate", "what it checks", "proof", "result", "seconds")]
    outcomes: dict[str, Outcome] = {}
    for gate in chosen:
        for number, proof in enumerate(gate.proofs):
            first = (gate.id, gate.checks) if number == 0 else ("", "")
            if arguments.list:
                rows.append((*first, proof, "there" if is_there(proof) else "NOT THERE", ""))
                continue
            if proof not in outcomes:
                sys.stderr.write(f"{gate.id}: {proof}\n")
                outcomes[proof] = run(proof)
            outcome = outcomes[proof]
            rows.append((*first, proof, outcome.result, f"{outcome.seconds:.0f}"))
    for proof, outcome in outcomes.items():
        if not outcome.is_passed and outcome.told:
            sys.stdout.write(f"\n=== {proof}\n{outcome.told}\n")
    sys.stdout.write(f"\n{table(rows)}\n")
    return int(any(not outcome.is_passed for outcome in outcomes.values()))


if __name__ == "__main__":
    sys.exit(main())
