"""Check a Duskline report against its case without Duskline: plain Python 3.8 or later.

    python verify_report.py REPORT_FOLDER CASE.duskcase

Three things are checked, with nothing but the standard library and `verify_log.py` beside this
file: every file of the report has the SHA-256 that its manifest tells; the log of the case, up to
the head that the report prints, is the chain it was; every list of the report is what comes out
when the vectors in the case's database are compared anew. The case is only read.
Exit status: 0 nothing is wrong, 1 something is, 2 it could not be checked.
"""

import array
import hashlib
import json
import math
import sqlite3
import sys
from pathlib import Path
from typing import Any, Dict, Iterator, List, Sequence, Tuple

sys.path.insert(0, str(Path(__file__).resolve().parent))
import verify_log

LIKENESS = 1e-4
"""Two machines may differ in the last digits; ranks are compared wherever these tell them apart."""

Facts = Dict[int, Tuple[int, int, str]]  # tracklet: footage, work segment, modality


def wrong_files(folder: Path) -> Iterator[str]:
    """Yield every file that is not what the manifest tells, and every one it does not tell."""
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    told = {one["name"]: one["sha256"] for one in manifest["files"]}
    found = {
        path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()
    }
    for name in sorted(told.keys() | found.keys() - {"manifest.json"}):
        if name not in found:
            yield f"{name} is missing"
        elif name not in told:
            yield f"{name} is not in the manifest"
        elif hashlib.sha256(found[name].read_bytes()).hexdigest() != told[name]:
            yield f"{name} has another SHA-256"


def of_case(path: Path, model: str) -> Tuple[Facts, Dict[int, Sequence[float]]]:
    """Facts of all tracklets, and the vectors of one model; opened read-only."""
    database = sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True)
    try:
        facts = {
            row[0]: (row[1], row[2], row[3])
            for row in database.execute(
                "SELECT t.id, t.footage_id, t.segment, "
                "COALESCE(f.told_modality, t.proposed_modality) "
                "FROM tracklet t JOIN footage f ON f.id = t.footage_id"
            )
        }
        rows = database.execute(
            "SELECT e.tracklet_id, e.vector FROM embedding e "
            "JOIN model m ON m.number = e.model_number WHERE m.sha256 = ?",
            (model,),
        ).fetchall()
    finally:
        database.close()
    return facts, {identifier: _floats(raw) for identifier, raw in rows}


def ranking(
    query: List[int], into: str, facts: Facts, vectors: Dict[int, Sequence[float]]
) -> List[Tuple[float, int]]:
    """Everybody the query is compared with, the most alike first, then by number."""
    asked = [vectors[one] for one in query]
    mean = [math.fsum(column) / len(asked) for column in zip(*asked)]
    length = math.sqrt(math.fsum(value * value for value in mean)) if len(asked) > 1 else 1.0
    own = {facts[one][:2] for one in query}
    modality = facts[query[0]][2]
    wanted = {"visible": {"visible"}, "infrared": {"infrared"}, "any": {"visible", "infrared"}}
    kinds = wanted.get(into, {"infrared" if modality == "visible" else "visible"})
    found = [
        (-math.fsum(a * b for a, b in zip(mean, vector)) / length, one)
        for one, vector in vectors.items()
        if one in facts
        and one not in query
        and facts[one][:2] not in own
        and facts[one][2] in kinds
    ]
    return [(-score, one) for score, one in sorted(found)]


def wrong_lists(report: Dict[str, Any], case: Path) -> Iterator[str]:
    """Yield every list of the report that does not come out again."""
    facts, vectors = of_case(case / "case.sqlite", report["method"]["model_sha256"])
    for finding in report["findings"]:
        if not finding["search"]:
            continue
        query = [one["id"] for one in finding["query"]]
        name = ", ".join(one["label"] for one in finding["query"])
        again = ranking(query, finding["search"]["into"], facts, vectors)
        shown = again[: finding["search"]["limit"]]
        if len(shown) != len(finding["list"]):
            yield f"list of {name}: {len(finding['list'])} ranks in the report, {len(shown)} now"
            continue
        scores = {one: score for score, one in again}
        for (rank, one, _), (score, found) in zip(finding["list"], shown):
            if one != found and abs(scores.get(one, math.inf) - score) > LIKENESS:
                yield f"list of {name}, rank {rank}: {one} in the report, {found} now"


def main(arguments: List[str]) -> int:
    """Check and print."""
    if len(arguments) != len(("folder", "case")):
        print(__doc__)
        return 2
    folder, case = (Path(one) for one in arguments)
    try:
        report = json.loads((folder / "report.json").read_text("utf-8"))
        found = [*wrong_files(folder), *wrong_lists(report, case)]
        chain = verify_log.main([str(case), report["case"]["log_head"]])
    except (OSError, ValueError, KeyError, IndexError, TypeError, sqlite3.Error) as error:
        print(f"This could not be checked: {type(error).__name__}: {error}")
        return 2
    for fault in found:
        print("FAULT: " + fault)
    lists = sum(1 for one in report["findings"] if one["search"])
    if not found:
        again = "1 list comes" if lists == 1 else f"{lists} lists come"
        print(f"Every file has the SHA-256 that was told; {again} out again.")
    return 1 if found or chain else 0


def _floats(raw: bytes) -> Sequence[float]:
    numbers = array.array("f")
    numbers.frombytes(raw)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
