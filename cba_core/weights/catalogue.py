"""All weights at hand, those that packages carry and those the person brought, by name."""

from dataclasses import dataclass
from pathlib import Path

from cba_core.weights.installed_weights import InstalledWeights, WeightLibrary
from cba_core.weights.packaged_weights import PACKAGED_WEIGHTS, Kind, PackagedWeights


@dataclass(frozen=True, slots=True)
class FoundWeights:
    """A weight file whose content was checked."""

    name: str
    path: Path
    sha256: str


class WeightCatalogue:
    """Weights of one kind, looked up by name; what a registry of detectors asks."""

    def __init__(self, library: WeightLibrary | None = None, kind: Kind = "detector") -> None:
        """Without `library`, the person's own."""
        self._library = WeightLibrary() if library is None else library
        self._kind = kind

    def packaged(self) -> list[PackagedWeights]:
        """Known to the program, whether installed or not."""
        return [one for one in PACKAGED_WEIGHTS if one.kind == self._kind]

    def installed(self) -> list[InstalledWeights]:
        """Brought by the person."""
        return [one for one in self._library.all() if one.kind == self._kind]

    def names(self) -> list[str]:
        """Names of all weights at hand, the packaged ones first."""
        at_hand = [one.name for one in self.packaged() if one.locate() is not None]
        return at_hand + [one.name for one in self.installed()]

    def find(self, name: str) -> FoundWeights | None:
        """The weights of this name, checked; None where there are none.

        Raises:
            NotInstalledError: the package that carries them is missing.
            ModelFileError: the file is missing or not what it was.
        """
        known: list[PackagedWeights | InstalledWeights] = [*self.packaged(), *self.installed()]
        for one in known:
            if one.name == name:
                return FoundWeights(name, one.path, one.sha256)
        return None
