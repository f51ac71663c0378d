"""Which found box shows which true person in one frame."""

import numpy as np

from cba_core.domain.arrays import BoolArray, FloatArray, IntArray
from cba_core.domain.boxes import overlaps
from cba_core.domain.measurement import SAME_PERSON

NOBODY = -1
"""Stands where a box is joined to no row."""


def join_greedily(found: FloatArray, scores: FloatArray, true: FloatArray) -> IntArray:
    """Give each person to the surest box that overlaps it enough, each box and person once.

    In falling order of score a box takes the person not yet taken that it overlaps most, as in
    PASCAL VOC (Everingham et al., IJCV 2010).

    Args:
        found: (n, 4) px.
        scores: (n,); equal ones keep their order.
        true: (m, 4) px.

    Returns:
        (n,) row of `true`, or `NOBODY`.
    """
    rows = np.full(len(found), NOBODY, np.int64)
    if not len(true):
        return rows
    shared = overlaps(found, true)
    for box in np.argsort(-scores, kind="stable"):
        person = int(shared[box].argmax())
        if shared[box, person] >= SAME_PERSON:
            rows[box] = person
            shared[:, person] = 0
    return rows


def people_shown(found: FloatArray, true: FloatArray) -> IntArray:
    """The person each box overlaps most, from `SAME_PERSON` on; several may show one.

    Args:
        found: (n, 4) px.
        true: (m, 4) px.

    Returns:
        (n,) row of `true`, or `NOBODY`.
    """
    if not len(true):
        return np.full(len(found), NOBODY, np.int64)
    shared = overlaps(found, true)
    return np.where(shared.max(axis=1) >= SAME_PERSON, shared.argmax(axis=1), NOBODY)


def lies_on_any(found: FloatArray, others: FloatArray) -> BoolArray:
    """(n,) whether each of `found` (n, 4) overlaps one of `others` (m, 4) enough."""
    return np.asarray((overlaps(found, others) >= SAME_PERSON).any(axis=1), np.bool_)
