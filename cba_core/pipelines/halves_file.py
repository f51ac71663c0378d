"""The file that keeps how alike halves of tracklets are.

It lies beside the search index and is a cache as that is: it holds for one model at one state of
the case, and is measured again otherwise.
"""

import hashlib
import json
import logging
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from cba_core.domain.arrays import IntArray, RealArray
from cba_core.domain.ids import ModelId
from cba_core.index.index_cache import short_model_name

FORMAT = 1
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class HalfLikeness:
    """Cosine similarities of halves, one row for each tracklet that was cut."""

    tracklet_ids: IntArray  # (n,) ascending
    similarities: RealArray  # (n,)


def read_halves(folder: Path, model_id: ModelId, epoch: str) -> HalfLikeness | None:
    """What was measured of this model at this state of the case; None where nothing holds."""
    try:
        text = _place(folder, model_id).read_text("ascii")
        told = json.loads(text)
        body = told["halves"]
        if (
            (told["format"], told["model"], told["epoch"]) != (FORMAT, model_id, epoch)
            or told["sha256"] != _digest(body)
        ):  # fmt: skip
            return None
        ids, similarities = zip(*body, strict=True) if body else ((), ())
        return HalfLikeness(np.array(ids, np.int64), np.array(similarities, np.float64))
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return None


def write_halves(folder: Path, model_id: ModelId, epoch: str, halves: HalfLikeness) -> None:
    """Keep it for the next time; where that cannot be written, it is measured again."""
    body = [
        [int(one), float(alike)]
        for one, alike in zip(halves.tracklet_ids, halves.similarities, strict=True)
    ]
    told = {"format": FORMAT, "model": model_id, "epoch": epoch, "halves": body}
    place = _place(folder, model_id)
    partial = place.with_name(f".{place.name}.{secrets.token_hex(4)}.partial")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        partial.write_text(json.dumps({**told, "sha256": _digest(body)}), "ascii")
        partial.replace(place)
    except OSError as error:
        _log.warning("The likeness of halves is not kept in %s: %s", place, error)
        with suppress(OSError):
            partial.unlink(missing_ok=True)


def _place(folder: Path, model_id: ModelId) -> Path:
    return folder / f"halves-{short_model_name(folder, model_id)}.json"


def _digest(body: object) -> str:
    return hashlib.sha256(json.dumps(body).encode("ascii")).hexdigest()
