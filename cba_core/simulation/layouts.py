"""Simulations as data sets of crops, in the on-disk formats that re-identification code reads.

A camera's crops are gathered below `.cameras/` and taken into the data set when all cameras have
finished, so the data set never holds a part of a camera; the index files come last.
"""

import hashlib
import json
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from cba_core.domain.errors import CbaError, ConfigError
from cba_core.domain.progress import Progress, TaskContext
from cba_core.simulation.bupt_layout import BUPT_CAMPUS
from cba_core.simulation.crop_tracklets import CropRules, CutTracklet, tracklet_of
from cba_core.simulation.hitsz_layout import HITSZ_VCM
from cba_core.simulation.layout_formats import CameraCut, LayoutFormat, write_whole
from cba_core.simulation.layout_kinds import USUAL_TEST_SHARE, Layout
from cba_core.simulation.plan import (
    SimulationConfig,
    SimulationPlan,
    digest_of,
    plan_simulation,
)
from cba_core.simulation.recording import NOTE
from cba_core.simulation.simulate import claim_folder, render_all, settings_of

VERSION = 2
"""Of the crops: another version may cut others from the same pictures."""

_TRUTH_FORMAT = 1
_PARTS = (("train", False), ("test", True))
_GATHERED = ".cameras"
_TRACKLETS = "tracklets.json"
_FILES = "files"


class NobodyCutError(CbaError):
    """A part of the data set would have nobody."""

    def __init__(self, part: str) -> None:
        super().__init__(
            f"no person of the {part} part was seen long and near enough in both modalities",
            "Make another data set with more minutes, people or cameras, or larger pictures.",
        )


_FORMATS: Mapping[Layout, LayoutFormat] = {
    Layout.HITSZ_VCM: HITSZ_VCM,
    Layout.BUPT_CAMPUS: BUPT_CAMPUS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutConfig:
    """Which data set to make."""

    simulation: SimulationConfig
    layout: Layout
    test_share: float = USUAL_TEST_SHARE
    """Of the people; both parts have somebody."""
    rules: CropRules = field(default_factory=CropRules)

    def __post_init__(self) -> None:
        """Refuse what makes no data set."""
        if self.layout not in _FORMATS:
            raise ConfigError("layout", f"{self.layout} is no layout of crops")
        if not 0.0 < self.test_share < 1.0:
            raise ConfigError("test-share", f"must be between 0 and 1, got {self.test_share:g}")
        if self.simulation.people < 2:
            raise ConfigError("people", "a layout of crops needs 2 at least, to train and to test")
        count = sum(self.simulation.cameras.values())
        if not 2 <= count <= self.format.most_cameras:
            most = self.format.most_cameras
            raise ConfigError("cameras", f"{self.layout} has 2 to {most}, got {count}")
        kinds = {kind for kind, number in self.simulation.cameras.items() if number}
        has_both = any(kind.records_visible for kind in kinds) and any(
            kind.records_infrared for kind in kinds
        )
        if not (has_both or self.format.records_both):
            raise ConfigError("cameras", f"{self.layout} needs visible and infrared ones")

    @property
    def format(self) -> LayoutFormat:
        """What writes the layout."""
        return _FORMATS[self.layout]

    @property
    def digest(self) -> str:
        """SHA-256 of all that the crops follow from."""
        facts = {
            "simulation": digest_of(self.simulation),
            "version": VERSION,
            "layout": self.layout.value,
            "test_share": self.test_share,
            "rules": self.rules.facts(),
        }
        return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()

    def plan(self) -> SimulationPlan:
        """Everybody comes once, and nobody for testing wears what somebody for training wears.

        Who came back again and again would crowd the pictures and add no new identity.
        """
        identities = self.format.identities(self.simulation.people, self.test_share)
        return plan_simulation(self.simulation, everybody_once=True, apart_after=identities.train)

    def cuts(self, plan: SimulationPlan) -> list[CameraCut]:
        """The cameras to cut from."""
        identities = self.format.identities(self.simulation.people, self.test_share)
        return [
            CameraCut(
                plan=plan, camera=camera, number=number, identities=identities, rules=self.rules
            )
            for number, camera in enumerate(plan.cameras, 1)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartReport:
    """What one part of a data set holds."""

    identities: int  # with a tracklet at least
    tracklets: int
    crops: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutReport:
    """What was made."""

    folder: Path
    layout: Layout
    frames: int  # rendered
    people: int
    train: PartReport
    test: PartReport


def write_layout(
    config: LayoutConfig, folder: Path, context: TaskContext, *, processes: int | None = None
) -> LayoutReport:
    """Make a data set in `folder`; a stopped one goes on by camera.

    Only the frames that crops are cut from are rendered: of each camera every so-many-th.

    Args:
        config: which data set.
        folder: empty, missing, or of the same data set.
        context: told of frames and time left; may cancel.
        processes: cameras at once; None takes one a core.

    Raises:
        JobCancelled: finished cameras stay.
        FolderTakenError: the folder holds something else.
        NobodyCutError: nobody is there to train or to test with.
        NoOpenGlError: nothing can be drawn here.
        NotInstalledError: the extra `simulation` is missing.
    """
    context.report(Progress("Drawing people", 0, None))
    plan = config.plan()
    settings = _settings(config)
    claim_folder(folder, config.digest, settings)
    cuts = config.cuts(plan)
    frames = {cut.camera.name: config.format.sides * cut.samples for cut in cuts}
    gathered = folder / _GATHERED
    if not (folder / "truth.json").is_file():
        _forget_unfinished(gathered)
        waiting = [name for name in frames if not (gathered / name).is_dir()]
        if waiting:
            render_all(
                partial(_gather, config, plan, gathered),
                waiting,
                context,
                finished=sum(frames.values()) - sum(frames[name] for name in waiting),
                total=sum(frames.values()),
                processes=processes,
            )
        cut_out = [one for name in frames for one in _tracklets_of(gathered / name)]
        kept = _complete_identities(cut_out, config.format.modalities)
        tracklets = [one for one in cut_out if one.pid in kept]
        for part, is_test in _PARTS:
            if not any(one.is_test is is_test for one in tracklets):
                raise NobodyCutError(part)
        for name in frames:
            _take_in(gathered / name / _FILES, folder, kept)
        config.format.write_index(folder, tracklets)
        truth = {**_truth(config, cuts, settings, kept), "counts": _counts(config, tracklets)}
        write_whole(folder / "truth.json", json.dumps(truth, indent=2) + "\n")
    shutil.rmtree(gathered, ignore_errors=True)
    counts = json.loads((folder / "truth.json").read_text(encoding="utf-8"))["counts"]
    return LayoutReport(
        folder=folder,
        layout=config.layout,
        frames=sum(frames.values()),
        people=len(plan.people),
        train=PartReport(**counts["train"]),
        test=PartReport(**counts["test"]),
    )


def _gather(
    config: LayoutConfig, plan: SimulationPlan, gathered: Path, name: str, context: TaskContext
) -> None:
    """Cut one camera's crops into a folder that gets its name when it is complete."""
    cut = next(one for one in config.cuts(plan) if one.camera.name == name)
    gathered.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=gathered))
    try:
        (unfinished / _FILES).mkdir()
        tracklets = config.format.cut_camera(cut, unfinished / _FILES, context)
        write_whole(unfinished / _TRACKLETS, json.dumps([one.facts() for one in tracklets]))
        _take_place(unfinished, gathered / name)
    except BaseException:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise


def _take_place(unfinished: Path, whole: Path) -> None:
    """Give a camera's folder its name, unless a process that was left over has come first."""
    try:
        unfinished.replace(whole)
    except OSError:
        if not whole.is_dir():
            raise
        shutil.rmtree(unfinished)  # the same crops, from the same seed


def _forget_unfinished(gathered: Path) -> None:
    """What a killed process left behind."""
    for folder in gathered.glob(".*"):
        shutil.rmtree(folder, ignore_errors=True)


def _tracklets_of(camera: Path) -> list[CutTracklet]:
    facts = json.loads((camera / _TRACKLETS).read_text(encoding="utf-8"))
    return [tracklet_of(one) for one in facts]


def _complete_identities(tracklets: Iterable[CutTracklet], modalities: frozenset[str]) -> set[int]:
    """Who was seen in every modality: others can neither be learnt across them nor found."""
    seen: dict[int, set[str]] = defaultdict(set)
    for one in tracklets:
        seen[one.pid].add(one.modality)
    return {pid for pid, those in seen.items() if those >= modalities}


def _take_in(files: Path, root: Path, kept: set[int]) -> None:
    """Move the folders of some identities' crops into the data set.

    Can be stopped anywhere and called again: a folder is either here or there.
    """
    for folder in sorted(Path(place) for place, _, names in os.walk(files) if names):
        target = root / folder.relative_to(files)
        if int(target.parent.parent.name) not in kept:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        folder.replace(target)


def _settings(config: LayoutConfig) -> dict[str, object]:
    return {
        **settings_of(config.simulation),
        "layout": config.layout.value,
        "test_share": config.test_share,
        "crops": config.rules.facts(),
    }


def _truth(
    config: LayoutConfig,
    cuts: Sequence[CameraCut],
    settings: Mapping[str, object],
    kept: set[int],
) -> dict[str, object]:
    """Who the identities and cameras are; people that no tracklet shows have no part."""
    identities = cuts[0].identities

    def part_of(person: int) -> str | None:
        if identities.pid_of(person) not in kept:
            return None
        return "test" if identities.is_test(person) else "train"

    return {
        "format": _TRUTH_FORMAT,
        "note": NOTE,
        "settings": settings,
        "cameras": [
            {
                "name": cut.camera.name,
                "layout_name": config.format.camera_name(cut.number),
                "kind": cut.camera.kind.value,
                "frame_rate": cut.camera.frame_rate,
                "every_nth_frame": cut.rules.step(cut.camera),
            }
            for cut in cuts
        ],
        "people": [
            {
                **person.facts(),
                "pid": identities.pid_of(person.id),
                "part": part_of(person.id),
            }
            for person in cuts[0].plan.people
        ],
    }


def _counts(config: LayoutConfig, tracklets: Sequence[CutTracklet]) -> dict[str, Any]:
    times = config.format.sides
    counts = {}
    for part, is_test in _PARTS:
        chosen = [one for one in tracklets if one.is_test is is_test]
        counts[part] = {
            "identities": len({one.pid for one in chosen}),
            "tracklets": times * len(chosen),
            "crops": times * sum(len(one.frames) for one in chosen),
        }
    return counts
