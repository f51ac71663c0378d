"""What a sparse matrix stores, zeros included: scipy's own `nonzero` leaves them out."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from cba_core.domain.arrays import IntArray


def stored_entries(matrix: csr_array) -> tuple[IntArray, IntArray, NDArray[Any]]:
    """(m,) rows, columns and values, row by row; the values are the matrix's own."""
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    return rows, matrix.indices.astype(np.int64), matrix.data


def stored_distances(distance: csr_array) -> tuple[IntArray, IntArray, NDArray[Any]]:
    """The same of distances between points.

    Raises:
        ValueError: they are not square.
    """
    if distance.shape[0] != distance.shape[1]:
        raise ValueError(f"distances must be (n, n), got {distance.shape}")
    return stored_entries(distance)
