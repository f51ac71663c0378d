"""Index files that are a copy of what the database holds, and are made again when in doubt.

A folder per model holds `header.json` and the data files it names:

- `vectors-*.f32`: the unit vectors, (n, dim) little-endian float32. It is mapped into memory,
  never read as a second copy.
- `codes-*.faiss`: the float16 codes that faiss scans, where it is installed; mapped, too, so that
  neither takes memory that the system cannot have back.
- `columns-*.i64`: the facts filters need and a checksum of each vector, (9, n) int64.

The header holds the database's epoch, the sizes, and the SHA-256 of the columns and of itself.
At load all of it is checked: adding up the words of a vector runs at the speed of memory, and
every vector is read then anyway. Data files get a new name each time and the header is renamed
into place last, so that a reader sees the old files or the new, and a crash leaves no half.
"""

import hashlib
import json
import logging
import mmap
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.embedding import Embeddings, VectorIndex
from cba_core.domain.errors import CaseDamagedError, NotInstalledError
from cba_core.domain.ids import ModelId
from cba_core.domain.repositories import TrackletColumns
from cba_core.index.backends import Backend, index_of
from cba_core.index.faiss_index import write_codes
from cba_core.index.index_rows import IndexRows

_log = logging.getLogger(__name__)

FORMAT = 2
"""Changes whenever older files can no longer be read."""

WAIT_S = 60.0
"""How long to wait for another process that builds the same files, before building in memory."""

_HEADER = "header.json"
_LOCK = "build.lock"
_SHA256 = re.compile("[0-9a-f]{64}")
_WORD = np.dtype("<u8")
_BLOCK_BYTES = 65536
_VECTOR_TYPE = np.dtype("<f4")
_COLUMN_TYPE = np.dtype("<i8")
_COLUMN_NAMES = (
    "tracklet_ids",
    "footage_ids",
    "segments",
    "is_infrared",
    "camera_indices",
    "start_ms",
    "end_ms",
    "lengths",
)


class _Unusable(Exception):  # noqa: N818  (no failure: the files are made again)
    """Why index files are not used."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class LoadedIndex:
    """An index, and the facts of its rows: row i of `columns` is row i of the index."""

    index: VectorIndex
    columns: TrackletColumns
    epoch: str  # the database's, at which this was true
    tracklets_total: int  # of the case, with or without a vector
    from_cache: bool  # False: made from the database just now

    @property
    def model_id(self) -> ModelId:
        """The model whose vectors it holds."""
        return self.index.model_id


@dataclass(frozen=True, slots=True, kw_only=True)
class _Header:
    format: int
    epoch: str
    model_id: str
    count: int
    dim: int
    tracklets_total: int
    cameras: tuple[str, ...]
    vectors: str  # file name
    columns: str  # file name
    columns_sha256: str
    codes: str  # file name; empty where faiss is not installed
    codes_sha256: str  # of the sums of its blocks

    @property
    def checksum(self) -> str:
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Content:
    rows: IndexRows
    columns: TrackletColumns
    tracklets_total: int
    codes: Path | None = None

    def loaded(self, epoch: str, backend: Backend, *, from_cache: bool) -> LoadedIndex:
        return LoadedIndex(
            index=index_of(self.rows, backend, codes=self.codes),
            columns=self.columns,
            epoch=epoch,
            tracklets_total=self.tracklets_total,
            from_cache=from_cache,
        )


def load_or_build(
    folder: Path,
    epoch: str,
    model_id: ModelId,
    read_embeddings: Callable[[], Embeddings],
    read_columns: Callable[[], TrackletColumns],
    *,
    backend: Backend = "auto",
) -> LoadedIndex:
    """The index of one model, from its files if they are true to the database, else from it.

    Files that are missing, stale or damaged are made again. Where they cannot be written
    (read-only medium, full disk, another process building for long) the index lives in memory.

    Args:
        folder: the case's folder for indexes; each model gets a folder in it.
        epoch: the database's epoch for this model, read before anything else.
        model_id: the model.
        read_embeddings: gives every vector of the model.
        read_columns: gives the facts of every tracklet.
        backend: which index to make.
    """
    place = folder / short_model_name(folder, model_id)

    def gather() -> _Content:
        return _gather(read_embeddings(), read_columns())

    lock = FileLock(place / _LOCK)
    try:
        return _read(place, epoch, model_id).loaded(epoch, backend, from_cache=True)
    except _Unusable as reason:
        _log.info("Index files in %s are not used: %s", place, reason)
    try:
        place.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=WAIT_S)
    except (OSError, Timeout) as error:
        _log.warning("No index files in %s: %s", place, error)
        return gather().loaded(epoch, backend, from_cache=False)
    try:
        with suppress(_Unusable):  # another process may have made them while this one waited
            return _read(place, epoch, model_id).loaded(epoch, backend, from_cache=True)
        content = _build(place, epoch, gather())
    finally:
        lock.release()
    return content.loaded(epoch, backend, from_cache=False)


def short_model_name(folder: Path, model_id: ModelId) -> str:
    """How files of a model are called: the first digits of its SHA-256.

    Raises:
        CaseDamagedError: a changed database names a model by something else, such as a path.
    """
    if not _SHA256.fullmatch(model_id):
        raise CaseDamagedError(folder.parent, f"{model_id[:80]!r} is the SHA-256 of no model")
    return model_id[:16]


def damage_of(folder: Path, model_id: ModelId) -> str | None:
    """What is wrong with the files of a model; None where nothing is, or they are merely stale."""
    place = folder / short_model_name(folder, model_id)
    if not (place / _HEADER).exists():
        return "there are no index files"
    try:
        _read(place, _read_header(place / _HEADER).epoch, model_id)
    except (_Unusable, OSError) as error:
        return str(error)
    return None


def _build(place: Path, epoch: str, content: _Content) -> _Content:
    """Write the files and give what they hold; `content` itself where that fails."""
    if not len(content.rows):
        return content
    try:
        _write(place, epoch, content)
        return _read(place, epoch, content.rows.model_id)
    except (OSError, _Unusable) as error:
        _log.warning("No index files in %s: %s", place, error)
        return content


def _gather(embeddings: Embeddings, columns: TrackletColumns) -> _Content:
    """Bring the facts into the order of the vectors.

    The two are read one after the other while a job may write: a vector whose tracklet is
    gone from the facts is left out.
    """
    at = np.searchsorted(columns.tracklet_ids, embeddings.tracklet_ids)
    at = np.minimum(at, max(len(columns.tracklet_ids) - 1, 0))
    if len(columns.tracklet_ids):
        held = columns.tracklet_ids[at] == embeddings.tracklet_ids
    else:
        held = np.zeros(len(embeddings), bool)
    rows = IndexRows.of(embeddings)
    if not held.all():
        rows = IndexRows(
            model_id=embeddings.model_id,
            tracklet_ids=embeddings.tracklet_ids[held],
            vectors=embeddings.vectors[held],
        )
    facts = {name: getattr(columns, name)[at[held]] for name in _COLUMN_NAMES}
    return _Content(
        rows=rows,
        columns=TrackletColumns(cameras=columns.cameras, **facts),
        tracklets_total=len(columns.tracklet_ids),
    )


def _write(place: Path, epoch: str, content: _Content) -> None:
    """Write data files under new names, then the header; then remove what it does not name."""
    rows = content.rows
    name = secrets.token_hex(8)
    vectors, columns, codes = f"vectors-{name}.f32", f"columns-{name}.i64", f"codes-{name}.faiss"
    table = np.stack(
        [getattr(content.columns, column).astype(_COLUMN_TYPE) for column in _COLUMN_NAMES]
        + [_row_sums(rows.vectors).view(_COLUMN_TYPE)]
    )
    keep = {_LOCK}
    try:
        np.ascontiguousarray(rows.vectors, _VECTOR_TYPE).tofile(place / vectors)
        table.tofile(place / columns)
        try:
            write_codes(rows.vectors, place / codes)
        except NotInstalledError:
            codes = ""
        header = _Header(
            format=FORMAT,
            epoch=epoch,
            model_id=rows.model_id,
            count=len(rows),
            dim=rows.vectors.shape[1],
            tracklets_total=content.tracklets_total,
            cameras=content.columns.cameras,
            vectors=vectors,
            columns=columns,
            columns_sha256=hashlib.sha256(table.data).hexdigest(),
            codes=codes,
            codes_sha256=_sums_of(place / codes) if codes else "",
        )
        unfinished = place / f"header-{name}.tmp"
        unfinished.write_text(json.dumps({**asdict(header), "checksum": header.checksum}))
        unfinished.replace(place / _HEADER)
        keep |= {_HEADER, vectors, columns, codes}
    finally:
        _sweep(place, keep)


def _sweep(place: Path, keep: set[str]) -> None:
    """Remove files of earlier builds, or of one that failed."""
    for path in place.iterdir():
        if path.name not in keep:
            with suppress(OSError):  # Windows keeps files that another process has mapped
                path.unlink()


def _read(place: Path, epoch: str, model_id: ModelId) -> _Content:
    """Map and check the files.

    Raises:
        _Unusable: they are missing, stale or damaged.
    """
    try:
        header = _read_header(place / _HEADER)
        if (header.format, header.epoch, header.model_id) != (FORMAT, epoch, model_id):
            raise _Unusable("the case has changed since they were made")
        table = np.fromfile(place / header.columns, _COLUMN_TYPE)
        vectors = _map_vectors(place / header.vectors, header)
        if header.codes and _sums_of(place / header.codes) != header.codes_sha256:
            raise _Unusable(f"{header.codes} is damaged")
    except OSError as error:
        raise _Unusable(str(error)) from error
    if table.size != (len(_COLUMN_NAMES) + 1) * header.count:
        raise _Unusable(f"{header.columns} has the wrong size")
    if hashlib.sha256(table.data).hexdigest() != header.columns_sha256:
        raise _Unusable(f"{header.columns} is damaged")
    table = table.reshape(-1, header.count)
    if not np.array_equal(_row_sums(vectors).view(_COLUMN_TYPE), table[-1]):
        raise _Unusable(f"{header.vectors} is damaged")
    _give_back(vectors)
    facts: dict[str, IntArray] = dict(zip(_COLUMN_NAMES, table[:-1], strict=True))
    is_infrared = facts.pop("is_infrared").astype(np.bool_)
    return _Content(
        rows=IndexRows(model_id=model_id, tracklet_ids=facts["tracklet_ids"], vectors=vectors),
        columns=TrackletColumns(cameras=header.cameras, is_infrared=is_infrared, **facts),
        tracklets_total=header.tracklets_total,
        codes=place / header.codes if header.codes else None,
    )


def _read_header(path: Path) -> _Header:
    try:
        held = json.loads(path.read_bytes())
        checksum = held.pop("checksum")
        header = _Header(**{**held, "cameras": tuple(held["cameras"])})
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise _Unusable(f"{path.name} is damaged") from error
    if set(held) != {field.name for field in fields(_Header)} or header.checksum != checksum:
        raise _Unusable(f"{path.name} is damaged")
    return header


def _map_vectors(path: Path, header: _Header) -> FloatArray:
    """(n, dim) float32, read from the file page by page as it is used."""
    wanted = header.count * header.dim * _VECTOR_TYPE.itemsize
    size = path.stat().st_size
    if size != wanted:
        raise _Unusable(f"{path.name} has {size} bytes, expected {wanted}")
    return _map(path).view(_VECTOR_TYPE).reshape(header.count, header.dim)


def _map(path: Path) -> NDArray[np.uint8]:
    if not path.stat().st_size:
        raise OSError(f"{path.name} is empty")
    with path.open("rb") as file:
        return np.frombuffer(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), np.uint8)


def _give_back(mapped: NDArray[Any]) -> None:
    """Let the system have the pages of a mapped file back; what is used is read again."""
    base: Any = mapped
    while isinstance(base, np.ndarray):
        base = base.base
    if isinstance(base, memoryview):
        base = base.obj
    if hasattr(mmap, "MADV_DONTNEED") and isinstance(base, mmap.mmap):
        base.madvise(mmap.MADV_DONTNEED)


def _sums_of(path: Path) -> str:
    """SHA-256 of the sums of the words of each block, which any single change alters."""
    held = _map(path)
    whole = len(held) // _BLOCK_BYTES * _BLOCK_BYTES
    blocks = held[:whole].reshape(-1, _BLOCK_BYTES).view(_WORD)
    told = hashlib.sha256(np.add.reduce(blocks, axis=1, dtype=_WORD).tobytes())
    told.update(held[whole:].tobytes())
    _give_back(held)
    return told.hexdigest()


def _row_sums(vectors: FloatArray) -> NDArray[np.uint64]:
    """A checksum of each row: the sum of its words, which any single change alters."""
    rows = np.ascontiguousarray(vectors, _VECTOR_TYPE)
    word = np.dtype("<u8") if rows.shape[1] % 2 == 0 else np.dtype("<u4")
    sums: NDArray[np.uint64] = np.add.reduce(rows.view(word), axis=1, dtype=np.uint64)
    return sums
