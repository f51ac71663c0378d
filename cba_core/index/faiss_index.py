"""Exact search through half-precision inner products in faiss."""

import logging
from pathlib import Path
from typing import Any

import numpy as np

from cba_core.domain.arrays import BoolArray, FloatArray, IntArray
from cba_core.domain.embedding import RankedTracklet
from cba_core.domain.errors import NotInstalledError
from cba_core.index.index_rows import IndexOverRows, IndexRows
from cba_core.index.numpy_index import NumpyIndex
from cba_core.index.similarity import float16_error, ranked, similarities

_log = logging.getLogger(__name__)

_MARGIN = 64
"""Rows fetched beyond the limit, besides a quarter of it; a longer heap costs next to nothing."""
_WIDE_MARGIN = 2048
"""The same at the second try, for galleries whose vectors lie very close."""

_ENCODED_AT_ONCE = 20_000
"""Rows; the window's thread needs the interpreter in between."""


def write_codes(vectors: FloatArray, path: Path) -> None:
    """Write the codes of (n, dim) vectors, for an index that maps them.

    Raises:
        NotInstalledError: faiss is not installed.
        OSError: the file cannot be written.
    """
    try:
        _faiss().write_index(_encoded(vectors), str(path))
    except RuntimeError as error:  # faiss tells of a full disk in this way
        raise OSError(f"{path} cannot be written: {error}") from error


def _faiss() -> Any:  # noqa: ANN401  (its type stubs know the C++ signatures alone)
    try:
        import faiss
    except ImportError as error:
        raise NotInstalledError("faiss", "cpu") from error
    return faiss


def _encoded(vectors: FloatArray) -> Any:  # noqa: ANN401  (as above)
    faiss = _faiss()
    codes = faiss.IndexScalarQuantizer(
        max(vectors.shape[1], 1), faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    )
    for start in range(0, len(vectors), _ENCODED_AT_ONCE):
        codes.add(np.ascontiguousarray(vectors[start : start + _ENCODED_AT_ONCE]))
    return codes


class FaissIndex(IndexOverRows):
    """Scans vectors stored as float16, and ranks by the exact similarity of the float32 ones.

    Half the bytes are half the time, as a scan runs at the speed of memory. What rounding to
    float16 can do to a similarity is bounded; rows are fetched until no row left behind can
    belong into the list, so that ids and order are those of `ExactIndex`.
    """

    def __init__(self, rows: IndexRows, codes: Path | None = None) -> None:
        """Encode the rows, or take what `write_codes` made of these rows from the file `codes`.

        Such a file is mapped: its pages are the system's, which takes them back as it needs them.

        Raises:
            NotInstalledError: faiss is not installed.
        """
        self._faiss = _faiss()
        super().__init__(rows)
        self._numpy = NumpyIndex(rows)
        held = None if codes is None else self._mapped(codes)
        self._codes: Any = _encoded(rows.vectors) if held is None else held

    def _mapped(self, codes: Path) -> Any:  # noqa: ANN401  (faiss has no types)
        """The codes of a file; None where it does not hold those of these rows."""
        try:
            # faiss before 1.11 cannot map these codes: 0 reads them
            held = self._faiss.read_index(str(codes), getattr(self._faiss, "IO_FLAG_MMAP_IFC", 0))
        except RuntimeError as error:
            _log.warning("The codes in %s are not used: %s", codes, error)
            return None
        wanted = (len(self), max(self._rows.vectors.shape[1], 1))
        if (held.ntotal, held.d) != wanted:
            _log.warning("%s holds %s codes, expected %s", codes, (held.ntotal, held.d), wanted)
            return None
        return held

    def search(
        self, query: FloatArray, *, limit: int, rows: BoolArray | None = None
    ) -> list[RankedTracklet]:
        """The `limit` tracklets most like `query` (dim,) among `rows` (n,) set to True."""
        self._rows.check(query, limit, rows)
        available = len(self) if rows is None else int(np.count_nonzero(rows))
        error = float16_error(query)
        for fetch in (limit + limit // 4 + _MARGIN, 4 * limit + _WIDE_MARGIN):
            if available <= fetch:  # a scan would give them all
                break
            scores, found = self._scan(query, fetch, rows)
            least = float(scores[limit - 1]) - 2 * error  # see NumpyIndex.rank
            if float(scores[-1]) >= least:  # rows left behind may be as good: many near ties
                continue
            near = int(np.count_nonzero(scores >= least))  # scores descend
            exact = similarities(self._rows.vectors, query, found[:near])
            if float(np.abs(exact - scores[:near]).max()) <= error:
                return ranked(self.tracklet_ids[found[:near]], exact, limit)
            _log.warning("faiss strays by more than float16 allows here; ranking without it")
            break
        return self._numpy.rank(query, limit, rows)

    def _scan(
        self, query: FloatArray, fetch: int, rows: BoolArray | None
    ) -> tuple[FloatArray, IntArray]:
        """Scores and row numbers of the `fetch` rows with the highest scores, best first."""
        parameters = None
        if rows is not None:
            bits = np.packbits(rows, bitorder="little")  # kept alive: the selector only points
            selector = self._faiss.IDSelectorBitmap(bits)
            parameters = self._faiss.SearchParameters(sel=selector)
        scores, found = self._codes.search(query[np.newaxis], fetch, params=parameters)
        return scores[0], found[0]
