"""The indexes that can stand behind a search, by name."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal

from cba_core.domain.embedding import Embeddings, VectorIndex
from cba_core.domain.errors import NotInstalledError
from cba_core.index.faiss_index import FaissIndex
from cba_core.index.index_rows import IndexRows
from cba_core.index.numpy_index import NumpyIndex

Backend = Literal["auto", "faiss", "numpy"]

INDEX_BACKENDS: Mapping[str, Callable[[IndexRows], VectorIndex]] = {
    "faiss": FaissIndex,
    "numpy": NumpyIndex,
}
"""All give the same answers; faiss is faster."""


def index_of(
    rows: IndexRows, backend: Backend = "auto", *, codes: Path | None = None
) -> VectorIndex:
    """An index over rows that were checked already; `auto` takes faiss where it is installed.

    `codes` is a file of faiss' codes of these rows, see `FaissIndex`.

    Raises:
        NotInstalledError: faiss was asked for by name and is not installed.
    """
    if backend == "numpy":
        return NumpyIndex(rows)
    try:
        return FaissIndex(rows, codes)
    except NotInstalledError:
        if backend == "faiss":
            raise
        return NumpyIndex(rows)


def make_index(embeddings: Embeddings, backend: Backend = "auto") -> VectorIndex:
    """An index over embeddings; see `index_of`."""
    return index_of(IndexRows.of(embeddings), backend)
