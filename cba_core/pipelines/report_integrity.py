"""When `cba verify` last compared the files of a case, as its log has it (E2, E4)."""

from collections.abc import Iterable
from typing import Any

from cba_core.domain.case_log import LogAction, LogEntry
from cba_core.domain.time_facts import OF_COMPUTER, time_json

Json = dict[str, Any]


def integrity_facts(entries: Iterable[LogEntry], before: Json | None = None) -> Json:
    """The last look that compared the content of files, and a later quick one that did not.

    Args:
        entries: of the log, in its order.
        before: what this gave of the entries before them; None where these are all.
    """
    compared: Json | None = None if before is None else before["compared"]
    quick: Json | None = None if before is None else before["only_sizes_since"]
    for entry in entries:
        details = entry.details
        if (entry.action, entry.object) != (LogAction.VIEW, "case"):
            continue
        if details.get("what") != "verified":
            continue
        if details.get("quick"):
            quick = _look(entry)
        else:
            compared, quick = _look(entry), None
    return {"compared": compared, "only_sizes_since": quick}


def _look(entry: LogEntry) -> Json:
    details = entry.details
    looked_at = details.get("looked_at")
    faults = details.get("faults")
    return {
        "log": entry.number,
        "actor": entry.actor,
        **time_json("time", entry.time, OF_COMPUTER),
        "footage": looked_at.get("footage") if isinstance(looked_at, dict) else None,
        "faults_in_all": details.get("faults_in_all"),
        "faults": [str(one) for one in faults] if isinstance(faults, list) else [],
    }
