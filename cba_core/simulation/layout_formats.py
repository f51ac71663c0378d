"""What the writers of the crop layouts share: who is whom, what is written where."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cba_core.domain.progress import TaskContext
from cba_core.simulation.cameras import Camera
from cba_core.simulation.crop_tracklets import CropRules, CutTracklet
from cba_core.simulation.plan import SimulationPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class Identities:
    """The identity numbers of a data set, and which of them are for testing.

    Looks, ways and times are drawn independently of a person's place in the list, so the last
    people of it are as good a test set as any other.
    """

    train: int  # how many people; theirs are 1, 2, ...
    test: int  # how many people
    first_test: int  # identity number of the first of them

    def pid_of(self, person: int) -> int:
        """Identity number of a person's id, which counts from 1."""
        return person if person <= self.train else self.first_test + person - self.train - 1

    def is_test(self, person: int) -> bool:
        """Whether the person is for testing."""
        return person > self.train


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CameraCut:
    """One camera to cut tracklets from."""

    plan: SimulationPlan
    camera: Camera
    number: int  # of the camera, from 1
    identities: Identities
    rules: CropRules

    @property
    def samples(self) -> int:
        """How many of its frames are rendered for one modality."""
        return len(range(0, self.plan.frames_of(self.camera), self.rules.step(self.camera)))


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutFormat:
    """How one data set lies on disk."""

    first_test_pid: int  # at least; test people come after the last train person in any case
    records_both: bool  # whether every camera records visible and infrared at once
    modalities: frozenset[str]
    """An identity that was not seen in each of them belongs to no data set of this kind."""
    most_cameras: int
    camera_name: Callable[[int], str]
    """What the layout calls a camera's number."""
    cut_camera: Callable[[CameraCut, Path, TaskContext], list[CutTracklet]]
    """Writes a camera's crops below a folder that stands for the root of the data set.

    A crop lies in `<part>/<identity>/<modality>/<camera>/`, so no two cameras share a folder.
    """
    write_index: Callable[[Path, Sequence[CutTracklet]], None]
    """Writes the index files below the root of the data set."""

    @property
    def sides(self) -> int:
        """How often a frame is rendered, and how many tracklets a `CutTracklet` stands for."""
        return 2 if self.records_both else 1

    def identities(self, people: int, test_share: float) -> Identities:
        """Split people; each part has somebody."""
        test = min(max(1, round(test_share * people)), people - 1)
        train = people - test
        return Identities(train=train, test=test, first_test=max(self.first_test_pid, train + 1))


def write_whole(path: Path, text: str) -> None:
    """A text file that is there whole or not at all; lines end alike on every system."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(text, encoding="utf-8", newline="\n")
    partial.replace(path)
