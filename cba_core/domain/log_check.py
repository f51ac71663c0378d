"""Whether a log is what it was when its lines were written."""

from collections.abc import Sequence
from dataclasses import dataclass

from cba_core.domain.case_log import LogHead, entry_from_line, hash_of_line

StoredLine = tuple[object, object, object]
"""(number, line, hash) as they were read, whatever somebody put there."""


@dataclass(frozen=True, slots=True)
class LogFault:
    """Something is wrong with a log."""

    number: int  # of the entry; 0 where it is not one entry
    kind: str  # edited, missing, moved, unreadable, truncated, trigger
    text: str


def check_lines(
    lines: Sequence[StoredLine],
    first_previous: str,
    known: LogHead | None = None,
) -> list[LogFault]:
    """Every line that is not what it was, in order; empty where nothing is wrong.

    Args:
        lines: (number, line, hash) as stored, in ascending order of their number.
        first_previous: what the first line must name as the hash before it.
        known: a head that was printed earlier.
    """
    faults: list[LogFault] = []
    previous, expected = first_previous, 1
    for row in lines:
        number, line, stored = row
        fault = _fault_of(row, previous, expected)
        if fault is not None:
            faults.append(fault)
        # Go on from what stands there: one edited line is one fault, not one for each after it.
        expected = number + 1 if isinstance(number, int) else expected + 1
        previous = hash_of_line(line) if isinstance(line, str) else str(stored)
    return [*faults, *_against(lines, known)]


def _fault_of(row: StoredLine, previous: str, expected: int) -> LogFault | None:
    number, line, stored = row
    at = number if isinstance(number, int) else expected
    try:
        entry = entry_from_line(line) if isinstance(line, str) else None
    except ValueError:
        entry = None
    wrong = None
    if at != expected:
        wrong = ("missing", f"entries {expected} to {at - 1} are missing")
    elif entry is None:
        wrong = ("unreadable", f"entry {at} is no entry of a log")
    elif entry.number != at:
        wrong = ("moved", f"entry {at} was written as entry {entry.number}")
    elif hash_of_line(str(line)) != stored:
        wrong = ("edited", f"entry {at} is not what was hashed")
    elif entry.previous_hash != previous:
        wrong = ("edited", f"entry {at} does not follow entry {at - 1} as that stands now")
    return None if wrong is None else LogFault(at, *wrong)


def _against(lines: Sequence[StoredLine], known: LogHead | None) -> list[LogFault]:
    if known is None or known.count == 0:
        return []
    if len(lines) < known.count:
        return [
            LogFault(
                known.count,
                "truncated",
                f"there are {len(lines)} entries, and there were {known.count}",
            )
        ]
    line = lines[known.count - 1][1]
    if not isinstance(line, str) or hash_of_line(line) != known.hash:
        return [
            LogFault(
                known.count, "edited", f"entry {known.count} has another hash than was printed"
            )
        ]
    return []
