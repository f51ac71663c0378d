"""Rows of the log in the names that people know: the log itself holds numbers, and is hashed."""

import json
import re
from collections.abc import Mapping

from cba_core.domain.case_log import LogEntry
from cba_core.domain.ids import FootageId, TrackletId, tracklet_label

_OF_TRACKLETS = re.compile(r"^(tracklet|picture)\b")
_NUMBER = re.compile(r"(?<![\w-])\d+(?![\w-])")
_FOOTAGE = re.compile(r"\bfootage (\d+)$")
_LISTS = frozenset({"candidates", "query", "tracklets", "with_accepted"})
"""Details that name tracklets."""


def object_text(entry: LogEntry, names: Mapping[FootageId, str]) -> str:
    """`tracklet 3-12`, `picture box-3`, `footage 3 · gate.mp4`.

    Args:
        entry: a row.
        names: of the footage files that are in the case.
    """
    text = entry.object
    if _OF_TRACKLETS.match(text):
        return _NUMBER.sub(lambda found: tracklet_label(TrackletId(int(found[0]))), text)
    found = _FOOTAGE.search(text)
    name = None if found is None else names.get(FootageId(int(found[1])))
    return text if name is None else f"{text} · {name}"


def details_text(entry: LogEntry) -> str:
    """The details as JSON, one fact a line, tracklets by the names that stand on their tiles."""
    told = dict(entry.details)
    for key in _LISTS & told.keys():
        if isinstance(told[key], list):  # a count may go by the same name
            told[key] = [_named(one) for one in told[key]]
    if "candidate" in told:
        told["candidate"] = _named(told["candidate"])
    return json.dumps(told, indent=1, ensure_ascii=False)


def _named(value: object) -> object:
    return tracklet_label(TrackletId(value)) if type(value) is int else value
