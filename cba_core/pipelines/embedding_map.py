"""The embedding map of an open case: drawn when asked for, then kept beside the search index."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.case_log import LogAction
from cba_core.domain.embedding_map import EmbeddingMap
from cba_core.domain.errors import CbaError, JobCancelled
from cba_core.domain.footage import Modality
from cba_core.domain.ids import ModelId
from cba_core.domain.progress import Progress, TaskContext, Unattended
from cba_core.index.index_cache import LoadedIndex
from cba_core.index.kept_figures import KeptFigures
from cba_core.pipelines.case_log import CaseLog
from cba_core.pipelines.case_ranking import CaseRanking
from cba_core.store.case_store import SqlCaseStore

MOST_OF_A_MODALITY = 800
"""t-SNE of twice as many takes some ten seconds of one core; more points lie on one another."""
LEAST_TRACKLETS = 8
"""Below, a map shows nothing that the list of candidates does not."""
SEED = 5
OBJECT = "embedding map"
"""As the log names it."""
_PLACES = 5
"""Digits of a place behind the point: a thousandth of a mark."""
_STEP = "Drawing the map"
_KEPT = KeptFigures("map", format_number=1)


class TooFewForMapError(CbaError):
    """There is nothing to be seen on a map of so few."""

    def __init__(self, tracklets: int) -> None:
        super().__init__(
            f"A map needs {LEAST_TRACKLETS} tracklets with a vector, and there are {tracklets}",
            "Index more footage: cba index CASE",
        )


class CaseEmbeddingMap:
    """Safe to use from several threads."""

    def __init__(
        self,
        store: SqlCaseStore,
        log: CaseLog,
        ranking: CaseRanking,
        model_id: Callable[[], ModelId],
    ) -> None:
        self._store = store
        self._log = log
        self._ranking = ranking
        self._model_id = model_id

    def kept(self) -> EmbeddingMap | None:
        """The map of the case as it is now, where it was drawn.

        Raises:
            NotIndexedError: the case is not indexed.
        """
        model_id = self._model_id()
        return _read(self._store.folder.index, model_id, self._store.embeddings.epoch(model_id))

    def drawn(self, context: TaskContext | None = None) -> EmbeddingMap:
        """The same, drawn and logged where it was not yet.

        Of each modality at most `MOST_OF_A_MODALITY` tracklets are taken, drawn from a fixed seed.

        Raises:
            NotIndexedError: the case is not indexed.
            TooFewForMapError: it has hardly any tracklets.
            NotInstalledError: scikit-learn is missing.
            JobCancelled: asked to stop before t-SNE began, which cannot be stopped.
            CbaError: the case can be written, and the log cannot.
        """
        context = context or Unattended()
        loaded = self._ranking.loaded(self._model_id())
        folder = self._store.folder.index
        found = _read(folder, loaded.model_id, loaded.epoch)
        if found is None:
            found = _draw(loaded, context)
            _KEPT.write(folder, loaded.model_id, loaded.epoch, _to_json(found))
        self._log.append(LogAction.QUERY, OBJECT, _details(found, loaded.epoch))
        return found

    def log_export(self, found: EmbeddingMap, target: Path, picture: bytes) -> None:
        """A picture of it left the case.

        Raises:
            CbaError: the case can be written, and the log cannot.
        """
        details = {
            "path": str(target.absolute()),
            "sha256": hashlib.sha256(picture).hexdigest(),
            "model": found.model_id,
        }
        self._log.append(LogAction.EXPORT, OBJECT, details)


def _draw(loaded: LoadedIndex, context: TaskContext) -> EmbeddingMap:
    from cba_core.evaluation.embedding_picture import place_on_plane

    columns = loaded.columns
    if len(columns.tracklet_ids) < LEAST_TRACKLETS:
        raise TooFewForMapError(len(columns.tracklet_ids))
    sides = [np.flatnonzero(columns.is_infrared == one) for one in (False, True)]
    random = np.random.default_rng(SEED)
    rows = np.sort(np.concatenate([random.permutation(one)[:MOST_OF_A_MODALITY] for one in sides]))
    if context.is_cancelled():
        raise JobCancelled(_STEP)
    context.report(Progress(_STEP, 0, None))
    plane = place_on_plane(np.asarray(loaded.index.vectors(rows), np.float32), seed=SEED)
    return EmbeddingMap(
        model_id=loaded.model_id,
        seed=SEED,
        tracklet_ids=columns.tracklet_ids[rows].astype(np.int64),
        places=_in_unit_square(plane),
        is_infrared=columns.is_infrared[rows],
        camera_indices=columns.camera_indices[rows].astype(np.int64),
        cameras=columns.cameras,
        in_case=dict(zip((Modality.VISIBLE, Modality.INFRARED), map(len, sides), strict=True)),
    )


def _in_unit_square(plane: FloatArray) -> FloatArray:
    """(n, 2) moved into the middle of the unit square and scaled to fill it."""
    low, high = plane.min(axis=0), plane.max(axis=0)
    side = float((high - low).max())
    middle = (low + high) / 2
    scaled = (plane - middle) / (side or 1.0) + 0.5
    # as they are kept, so that the first answer is the same as those after it
    places: FloatArray = np.clip(scaled, 0.0, 1.0).round(_PLACES).astype(np.float32)
    return places


def _details(found: EmbeddingMap, epoch: str) -> Mapping[str, Any]:
    return {
        "model": found.model_id,
        "index": epoch,
        "seed": found.seed,
        "shown": {one.value: found.shown(one) for one in Modality},
        "in_case": {one.value: found.in_case[one] for one in Modality},
    }


def _to_json(found: EmbeddingMap) -> Mapping[str, Any]:
    return {
        "seed": found.seed,
        "tracklets": found.tracklet_ids.tolist(),
        "places": [[round(float(x), _PLACES), round(float(y), _PLACES)] for x, y in found.places],
        "infrared": found.is_infrared.tolist(),
        "camera_indices": found.camera_indices.tolist(),
        "cameras": list(found.cameras),
        "in_case": {one.value: found.in_case[one] for one in Modality},
    }


def _read(folder: Path, model_id: ModelId, epoch: str) -> EmbeddingMap | None:
    body: Any = _KEPT.read(folder, model_id, epoch)
    if body is None:
        return None
    try:
        ids: IntArray = np.array(body["tracklets"], np.int64)
        return EmbeddingMap(
            model_id=model_id,
            seed=int(body["seed"]),
            tracklet_ids=ids,
            places=np.array(body["places"], np.float32).reshape(-1, 2),
            is_infrared=np.array(body["infrared"], np.bool_),
            camera_indices=np.array(body["camera_indices"], np.int64),
            cameras=tuple(str(one) for one in body["cameras"]),
            in_case={one: int(body["in_case"][one.value]) for one in Modality},
        )
    except (KeyError, ValueError, TypeError, OverflowError, AttributeError):
        return None
