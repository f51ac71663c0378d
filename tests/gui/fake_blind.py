"""The blind sets of a made-up case: as many as a test puts into it, and nobody reads them."""

from dataclasses import dataclass, field

from cba_core.domain.blind_reading import BlindProgress


@dataclass
class FakeBlind:
    held: list[BlindProgress] = field(default_factory=list)

    def sets(self) -> list[BlindProgress]:
        return list(self.held)
