"""Long lists of ids, cut to what one SQL statement takes."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

Id = TypeVar("Id", bound=int)

IDS_PER_STATEMENT = 1000
"""Databases bound the number of parameters of one statement."""


def id_parts(identifiers: Sequence[Id]) -> Iterator[Sequence[Id]]:
    """Pieces of `identifiers` that fit into one statement each."""
    for start in range(0, len(identifiers), IDS_PER_STATEMENT):
        yield identifiers[start : start + IDS_PER_STATEMENT]
