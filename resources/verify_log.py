"""Check the log of a Duskline case without Duskline: plain Python 3.8 or later, nothing else.

    python verify_log.py LOG.jsonl [HEAD]        a log written by `cba log export`
    python verify_log.py CASE.duskcase [HEAD]    the log within a case, which is only read

HEAD is COUNT:HASH as it was printed earlier, on a report or at close. Without it nobody can tell
whether entries were cut off the end, or whether the whole log was written anew.

Every entry is one line of JSON. Its hash is the SHA-256 of that line, and the line names the hash
of the entry before it; the first names the SHA-256 of "duskline case " and the case's uuid.
Exit status: 0 nothing is wrong, 1 something is, 2 it could not be checked.
"""

import hashlib
import json
import sqlite3
import sys
from pathlib import Path
from typing import Iterator, List, Optional, Tuple

Row = Tuple[object, object, Optional[str]]  # number, line, stored hash


def sha256(text: str) -> str:
    """In hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def exported(path: Path) -> Tuple[str, Optional[str], List[Row]]:
    """The case's uuid, the head the file tells, and its lines; no stored hashes."""
    lines = path.read_bytes().decode("utf-8", "surrogateescape").split("\n")
    if lines[-1] == "":
        lines.pop()
    first = json.loads(lines[0])
    if first["format"] != "duskline case log 1":
        raise ValueError("unknown format " + str(first["format"]))
    head = str(int(first["count"])) + ":" + first["head"]
    return (
        first["case_uuid"],
        head,
        [(place, line, None) for place, line in enumerate(lines[1:], 1)],
    )


def within_case(path: Path) -> Tuple[str, Optional[str], List[Row]]:
    """The same from the database of a case; opened read-only."""
    uri = path.resolve().as_uri() + "?mode=ro"
    database = sqlite3.connect(uri, uri=True)
    database.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        uuid = database.execute("SELECT uuid FROM case_facts").fetchone()[0]
        rows = database.execute(
            "SELECT number, line, hash FROM case_log ORDER BY number"
        ).fetchall()
    finally:
        database.close()
    return uuid, None, rows


def faults(uuid: str, rows: List[Row]) -> Iterator[str]:
    """Yield what is wrong, one text for each entry."""
    previous = sha256("duskline case " + uuid)
    for expected, (number, line, stored) in enumerate(rows, 1):
        try:
            entry = json.loads(str(line))
            told, follows = entry["number"], entry["previous_hash"]
        except (ValueError, TypeError, KeyError, RecursionError):
            yield f"entry {expected} cannot be read"
        else:
            if number != expected or told != expected:
                yield f"in place {expected} stands entry {told}"
            elif follows != previous:
                yield f"entry {expected} does not follow the one before it"
            elif stored is not None and stored != sha256(str(line)):
                yield f"entry {expected} is not what was hashed"
        previous = sha256(str(line))


def against(head: str, rows: List[Row], who: str) -> Iterator[str]:
    """Yield what contradicts a head."""
    count = int(head.partition(":")[0])
    if len(rows) < count:
        yield f"{who}: there are {len(rows)} entries, and there were {count}"
    elif count and sha256(str(rows[count - 1][1])) != head.partition(":")[2].strip().lower():
        yield f"{who}: entry {count} has another hash"


def main(arguments: List[str]) -> int:
    """Check and print."""
    if len(arguments) not in {1, 2}:
        print(__doc__)
        return 2
    path = Path(arguments[0])
    path = path / "case.sqlite" if path.is_dir() else path
    try:
        uuid, told, rows = within_case(path) if path.suffix == ".sqlite" else exported(path)
        found = list(faults(uuid, rows))
        if told is not None:
            found += against(told, rows, "the first line of the file")
        for head in arguments[1:]:
            found += against(head, rows, "the head you gave")
    except (
        OSError,
        ValueError,
        KeyError,
        IndexError,
        TypeError,
        RecursionError,
        sqlite3.Error,
    ) as error:
        print(f"This could not be checked: {type(error).__name__}: {error}")
        return 2
    for fault in found:
        print("FAULT: " + fault)
    print(f"{len(rows)} entries, head {len(rows)}:{sha256(str(rows[-1][1])) if rows else '-'}")
    if not found:
        print("Every entry follows the one before it.")
        if len(arguments) == 1:
            print("Whether the end was cut off is told only by a head that was printed earlier.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
