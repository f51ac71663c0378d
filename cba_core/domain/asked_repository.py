"""What the engine asks of a store about pictures that somebody asked with."""

from typing import Protocol

from cba_core.domain.arrays import FloatArray
from cba_core.domain.asked import AskedPicture, NewAsked
from cba_core.domain.case_log import LogAuthor
from cba_core.domain.ids import ModelId, TrackletId


class AskedRepository(Protocol):
    """Pictures that somebody asked with; they are added and never changed."""

    def add(self, new: NewAsked, model_id: ModelId, author: LogAuthor) -> AskedPicture:
        """Store and log it; the same part of the same picture gives what is there already."""
        ...

    def all(self) -> list[AskedPicture]:
        """In the order of first asking."""
        ...

    def get(self, identifier: TrackletId) -> AskedPicture:
        """Raises `NotInCaseError`."""
        ...

    def vector(self, identifier: TrackletId, model_id: ModelId) -> FloatArray | None:
        """(dim,), or None where the picture has none of this model."""
        ...

    def set_vector(self, identifier: TrackletId, model_id: ModelId, vector: FloatArray) -> None:
        """Store a vector (dim,) of unit length, unless there is one of the same model."""
        ...

    def missing(self, model_id: ModelId) -> list[AskedPicture]:
        """Pictures without a vector of this model, by their ids."""
        ...
