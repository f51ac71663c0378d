"""Files beside the search index that keep what took long to reckon from the vectors.

They are caches as the index files are: one holds for one model at one state of the case, and what
does not hold is reckoned again.
"""

import hashlib
import json
import logging
import secrets
from contextlib import suppress
from pathlib import Path

from cba_core.domain.ids import ModelId
from cba_core.index.index_cache import short_model_name

_log = logging.getLogger(__name__)


class KeptFigures:
    """One kind of them, by name and by the number of its format."""

    def __init__(self, kind: str, *, format_number: int) -> None:
        self._kind = kind
        self._format = format_number

    def read(self, folder: Path, model_id: ModelId, epoch: str) -> object:
        """What was kept of this model at this state of the case; None where nothing holds."""
        try:
            told = json.loads(self._place(folder, model_id).read_text("ascii"))
            body: object = told["body"]
            holds = (told["format"], told["model"], told["epoch"]) == (
                self._format,
                model_id,
                epoch,
            )
            return body if holds and told["sha256"] == _digest(body) else None
        except (OSError, ValueError, TypeError, KeyError, RecursionError):
            return None

    def write(self, folder: Path, model_id: ModelId, epoch: str, body: object) -> None:
        """Keep what JSON can hold; where that cannot be written, it is reckoned again."""
        told = {"format": self._format, "model": model_id, "epoch": epoch, "body": body}
        place = self._place(folder, model_id)
        partial = place.with_name(f".{place.name}.{secrets.token_hex(4)}.partial")
        try:
            folder.mkdir(parents=True, exist_ok=True)
            partial.write_text(json.dumps({**told, "sha256": _digest(body)}), "ascii")
            partial.replace(place)
        except OSError as error:
            _log.warning("%s are not kept in %s: %s", self._kind, place, error)
            with suppress(OSError):
                partial.unlink(missing_ok=True)

    def _place(self, folder: Path, model_id: ModelId) -> Path:
        return folder / f"{self._kind}-{short_model_name(folder, model_id)}.json"


def _digest(body: object) -> str:
    return hashlib.sha256(json.dumps(body).encode("ascii")).hexdigest()
