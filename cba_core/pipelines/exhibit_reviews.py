"""Reviews of redacted copies: who watched them whole, in the log and then in the manifest (E35)."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cba_core.domain.case_log import LogAction, LogEntry
from cba_core.domain.errors import ExhibitChangedError
from cba_core.domain.exhibits import Exhibit
from cba_core.domain.time_facts import OF_COMPUTER, time_json
from cba_core.pipelines.case_log import CaseLog
from cba_core.store.exhibit_folders import (
    MANIFEST,
    faults_of,
    manifest_bytes,
    replace_manifest,
    sha256_of_file,
)

_REVIEWED = "watched whole"
_OF_EXHIBIT = "exhibit "


def review_exhibit(exhibit: Exhibit, log: CaseLog, leaks: int) -> None:
    """Say in the log, and then in the manifest, that the author watched a copy whole.

    Raises:
        ExhibitChangedError: it is not what it was made: then nobody watched what was logged.
        OSError: the manifest cannot be written; the log says it all the same.
    """
    entries = log.entries()
    logged = logged_manifests(exhibit.folder.parent, entries)
    told = [f"{file}: {why}" for file, why in faults_of(exhibit.folder, logged.get(exhibit.name))]
    if told:
        raise ExhibitChangedError([exhibit.name], f"{exhibit.name} {'; '.join(told)}")
    now = {
        "by": log.author.name,
        **time_json("time", datetime.now(UTC), OF_COMPUTER),
        "frames_with_leaks": leaks,
    }
    # By the log, not by the manifest that lies there, which a crash or a copy may have set back.
    row_object = f"{_OF_EXHIBIT}{exhibit.name}"
    before = [_told(one) for one in entries if _is_review(one) and one.object == row_object]
    manifest = {**exhibit.manifest, "reviewed": [*before, now]}
    details = {
        "review": _REVIEWED,
        "frames_with_leaks": leaks,
        "manifest_sha256": hashlib.sha256(manifest_bytes(manifest)).hexdigest(),
    }
    log.append(LogAction.DECISION, row_object, details)
    replace_manifest(exhibit.folder, manifest)


def reviews_in(entries: Iterable[LogEntry]) -> dict[str, dict[str, Any]]:
    """Who watched a redacted copy last, by the exhibit's name."""
    return {one.object.removeprefix(_OF_EXHIBIT): _told(one) for one in entries if _is_review(one)}


def _is_review(entry: LogEntry) -> bool:
    return entry.action is LogAction.DECISION and entry.details.get("review") == _REVIEWED


def _told(review: LogEntry) -> dict[str, Any]:
    return {
        "by": review.actor,
        **time_json("time", review.time, OF_COMPUTER),
        "frames_with_leaks": review.details["frames_with_leaks"],
    }


def logged_manifests(root: Path, entries: Iterable[LogEntry]) -> dict[str, str]:
    """SHA-256 of every manifest as it was logged, by the exhibit's name.

    A manifest is logged when it is made and with each review. Of several, it is the one that lies
    there, and else the last: a crash between a review's row and its manifest leaves the former.
    """
    logged: dict[str, list[str]] = defaultdict(list)
    for entry in entries:
        told = entry.details.get("manifest_sha256")
        if told is not None and entry.action in (LogAction.EXPORT, LogAction.DECISION):
            logged[entry.object.removeprefix(_OF_EXHIBIT)].append(str(told))
    return {name: _that_lies_there(root / name / MANIFEST, known) for name, known in logged.items()}


def _that_lies_there(manifest: Path, known: Sequence[str]) -> str:
    if len(known) > 1:
        with suppress(OSError):
            there = sha256_of_file(manifest)
            return there if there in known else known[-1]
    return known[-1]
