"""What a player can be given: a tracklet, or a recording as it is, whoever is in it."""

from dataclasses import dataclass
from datetime import datetime

from cba_core.domain.footage import Footage
from cba_core.domain.ids import FootageId
from cba_core.domain.tracklets import Tracklet


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeRecording:
    """A footage file from its beginning to its end."""

    footage: Footage

    @property
    def footage_id(self) -> FootageId:
        """Its file."""
        return self.footage.id

    @property
    def camera(self) -> str:
        """Whose it is."""
        return self.footage.camera

    @property
    def start_s(self) -> float:
        """Seconds of the file."""
        return 0.0

    @property
    def end_s(self) -> float:
        """Seconds of the file; 0 where nothing tells."""
        return length_s(self.footage) or 0.0

    @property
    def start_time(self) -> datetime | None:
        """When it begins; None where nobody told."""
        return self.footage.start_time


Played = Tracklet | WholeRecording


def length_s(footage: Footage) -> float | None:
    """How long a recording is, as its container or else the survey of it tells."""
    if footage.facts.duration_s is not None:
        return footage.facts.duration_s
    return footage.proposed_segments[-1].end_s if footage.proposed_segments else None
