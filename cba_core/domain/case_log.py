"""The log of a case: who did what, when, to what and why; each entry vouches for the former.

An entry is one line of JSON, and its hash is the SHA-256 of that line. The line names the hash of
the entry before it, the first one a hash that only this case has. So whoever knows the last hash
(the head) can tell whether any earlier line was edited, taken out, put in or moved (E11, E12).
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

Details = Mapping[str, Any]
"""What JSON can hold: texts, numbers, booleans, None, lists and mappings of these."""


class LogAction(StrEnum):
    """What kind of thing was done (E13)."""

    CREATE = "create"
    IMPORT = "import"
    VIEW = "view"
    QUERY = "query"
    DECISION = "decision"
    CHANGE = "change"
    EXPORT = "export"
    DISCLOSURE = "disclosure"
    ERASURE = "erasure"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class LogAuthor:
    """Who acts, and why."""

    name: str
    reason: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise ValueError("whoever acts needs a name")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewLogEntry:
    """What is to be logged."""

    action: LogAction
    author: LogAuthor
    object: str  # what it was done to, such as "footage 3" or "tracklet 3-12"
    details: Details = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """What was logged."""

    number: int  # from 1, without a gap
    time: datetime  # aware, UTC
    action: LogAction
    actor: str
    reason: str
    object: str
    details: Details
    previous_hash: str  # of the entry before; of the first, `first_previous_hash`

    @property
    def line(self) -> str:
        """The line of JSON that is stored, exported and hashed; ASCII, keys in order."""
        return json.dumps(
            {
                "number": self.number,
                "time": self.time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
                "action": self.action.value,
                "actor": self.actor,
                "reason": self.reason,
                "object": self.object,
                "details": self.details,
                "previous_hash": self.previous_hash,
            },
            sort_keys=True,
            separators=(",", ":"),
            allow_nan=False,
        )

    @property
    def hash(self) -> str:
        """SHA-256 of `line`, in hexadecimal digits."""
        return hash_of_line(self.line)


@dataclass(frozen=True, slots=True)
class LogHead:
    """How long the log is and its last hash; printed on paper it anchors the chain (E12)."""

    count: int
    hash: str

    def __str__(self) -> str:
        return f"{self.count}:{self.hash}"


def first_previous_hash(case_uuid: str) -> str:
    """What stands in for the hash before the first entry, so that a log belongs to one case."""
    return hash_of_line(f"duskline case {case_uuid}")


def hash_of_line(line: str) -> str:
    """SHA-256 of a line of the log, in hexadecimal digits."""
    return hashlib.sha256(line.encode("utf-8", "surrogatepass")).hexdigest()


def entry_after(previous: LogHead, new: NewLogEntry, time: datetime) -> LogEntry:
    """The entry that comes after `previous`.

    Raises:
        ValueError: JSON cannot hold the details.
    """
    return LogEntry(
        number=previous.count + 1,
        time=time,
        action=new.action,
        actor=new.author.name,
        reason=new.author.reason,
        object=new.object,
        details=json.loads(json.dumps(new.details, allow_nan=False)),
        previous_hash=previous.hash,
    )


def entry_from_line(line: str) -> LogEntry:
    """The entry a stored line tells.

    Raises:
        ValueError: it is no line of a log.
    """
    try:
        told = json.loads(line)
        return LogEntry(
            number=int(told["number"]),
            time=datetime.strptime(told["time"], "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC),
            action=LogAction(told["action"]),
            actor=str(told["actor"]),
            reason=str(told["reason"]),
            object=str(told["object"]),
            details=dict(told["details"]),
            previous_hash=str(told["previous_hash"]),
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"no line of a log: {error}") from error
