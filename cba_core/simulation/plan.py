"""What a simulation will render, drawn from a seed before anything is drawn on screen."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import numpy as np

from cba_core.domain.errors import ConfigError
from cba_core.simulation.cameras import Camera, CameraKind, RecorderClock
from cba_core.simulation.light import TimeOfDay
from cba_core.simulation.people import Person, draw_people
from cba_core.simulation.scenes.registry import scene
from cba_core.simulation.scenes.scene import Scene, SceneName
from cba_core.simulation.traffic import Walk, plan_traffic

VERSION = 2
"""Of the pictures: another version may render other pixels from the same seed."""

_STARTS: Mapping[TimeOfDay, datetime] = {
    TimeOfDay.DAY: datetime(2026, 3, 11, 14, 12, 0, tzinfo=UTC),
    TimeOfDay.DUSK: datetime(2026, 3, 11, 18, 24, 0, tzinfo=UTC),
    TimeOfDay.NIGHT: datetime(2026, 3, 11, 21, 47, 0, tzinfo=UTC),
}
_BY_DAY_ALONE, _AFTER_DARK_ALONE = 0.06, 0.06
"""Share of the people whom one modality never sees, where both kinds of camera hang."""
_FRAME_RATES = (15.0, 12.5, 15.0, 10.0)
_THERMAL_RATE = 12.5
_MOST_CAMERAS = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulationConfig:
    """What to render."""

    people: int = 12
    """Different people that walk about."""
    cameras: Mapping[CameraKind, int]
    """How many of each kind."""
    minutes: float = 1.0
    """Length of every recording."""
    seed: int = 1
    """The same seed gives the same pixels."""
    scene: SceneName = SceneName.STREET
    """Where the cameras hang."""
    width: int = 640
    """Pixels across."""
    height: int = 480
    """Pixels down."""
    codec: str = "libx264"
    """Encoder of the recordings."""
    carried_brightness: float = 0.0
    """How far near-infrared follows what cloth looks like by day: 0 not at all, 1 wholly."""

    def __post_init__(self) -> None:
        """Refuse what cannot be rendered."""
        if not 1 <= self.people <= 5000:
            raise ConfigError("people", f"must be 1 to 5000, got {self.people}")
        count = sum(self.cameras.values())
        if not 1 <= count <= _MOST_CAMERAS:
            raise ConfigError("cameras", f"must be 1 to {_MOST_CAMERAS} in all, got {count}")
        if not 0.02 <= self.minutes <= 24 * 60:
            raise ConfigError("minutes", f"must be 0.02 to 1440, got {self.minutes:g}")
        if self.width % 16 or self.height % 16 or not 160 <= self.width <= 3840:
            raise ConfigError("size", f"must be multiples of 16, got {self.width}x{self.height}")
        if not 0.0 <= self.carried_brightness <= 1.0:
            raise ConfigError(
                "carried-brightness", f"must be between 0 and 1, got {self.carried_brightness:g}"
            )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SimulationPlan:
    """Everything that follows from a `SimulationConfig`."""

    config: SimulationConfig
    scene: Scene
    people: Sequence[Person]
    walks: Mapping[TimeOfDay, Sequence[Walk]]
    """Who passes while the cameras of a time of day record; one and the same day."""
    cameras: Sequence[Camera]

    @property
    def digest(self) -> str:
        """Tells whether a finished recording is of this plan."""
        return digest_of(self.config)

    def walks_of(self, camera: Camera) -> Sequence[Walk]:
        """Who passes while a camera records."""
        return self.walks[time_of_day(camera.kind)]

    def frames_of(self, camera: Camera) -> int:
        """How many frames a camera records."""
        return max(1, round(self.config.minutes * 60.0 * camera.frame_rate))


def digest_of(config: SimulationConfig) -> str:
    """SHA-256 of the settings and of the version of the pictures."""
    facts = {
        "version": VERSION,
        "people": config.people,
        "cameras": {kind.value: config.cameras.get(kind, 0) for kind in CameraKind},
        "minutes": config.minutes,
        "seed": config.seed,
        "scene": config.scene.value,
        "size": [config.width, config.height],
        "codec": config.codec,
    }
    if config.carried_brightness:  # absent at 0: older recordings stay what they are
        facts["carried_brightness"] = config.carried_brightness
    return hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()


def plan_simulation(
    config: SimulationConfig, *, everybody_once: bool = False, apart_after: int | None = None
) -> SimulationPlan:
    """Draw people, walks and cameras from the seed.

    Args:
        config: what to render.
        everybody_once: everybody comes once at every time of day that is recorded, instead of as
            in life, where most come back and some come by day or after dark alone.
        apart_after: so many people; nobody after them wears the uniform of one of them.

    Raises:
        NotInstalledError: the body model is missing.
    """
    seeds = np.random.SeedSequence([config.seed, VERSION]).spawn(3)
    place = scene(config.scene)
    people = draw_people(config.people, np.random.default_rng(seeds[0]), apart_after=apart_after)
    if config.carried_brightness:
        people = [
            replace(person, outfit=person.outfit.following(config.carried_brightness))
            for person in people
        ]
    generator = np.random.default_rng(seeds[1])
    walks = _walks(config, people, place, generator, everybody_once=everybody_once)
    cameras = _cameras(config, place, np.random.default_rng(seeds[2]))
    return SimulationPlan(config=config, scene=place, people=people, walks=walks, cameras=cameras)


def time_of_day(kind: CameraKind) -> TimeOfDay:
    """When cameras of a kind record: most visible ones by day, infrared ones when it is dark."""
    if kind in {CameraKind.SWITCHING, CameraKind.VISIBLE_DUSK}:
        return TimeOfDay.DUSK
    return TimeOfDay.DAY if kind is CameraKind.VISIBLE else TimeOfDay.NIGHT


def _walks(
    config: SimulationConfig,
    people: Sequence[Person],
    place: Scene,
    generator: np.random.Generator,
    *,
    everybody_once: bool,
) -> dict[TimeOfDay, Sequence[Walk]]:
    """People come by day, at dusk and at night in turn; some by day alone or after dark alone."""
    recorded = {time_of_day(kind) for kind, count in config.cameras.items() if count}
    varies = len(recorded) > 1 and not everybody_once
    habits = generator.random(len(people))
    walks: dict[TimeOfDay, Sequence[Walk]] = {}
    for time in TimeOfDay:
        kept_away = np.zeros(len(people), bool)
        if varies and time is not TimeOfDay.DAY:
            kept_away |= habits < _BY_DAY_ALONE
        if varies and time is not TimeOfDay.NIGHT:
            kept_away |= habits > 1.0 - _AFTER_DARK_ALONE
        those = np.arange(len(people)) if kept_away.all() else np.flatnonzero(~kept_away)
        there = [people[int(one)] for one in those]
        seconds = 60.0 * config.minutes
        planned = plan_traffic(there, place, seconds, generator, come_back=not everybody_once)
        if time in recorded:
            walks[time] = [replace(walk, person=int(those[walk.person])) for walk in planned]
    return walks


def _cameras(
    config: SimulationConfig, place: Scene, generator: np.random.Generator
) -> list[Camera]:
    kinds = [kind for kind in CameraKind for _ in range(config.cameras.get(kind, 0))]
    # neighbours differ in kind, so that a walk through the scene meets both modalities soon
    visible = [kind for kind in kinds if not kind.records_infrared]
    others = [kind for kind in kinds if kind.records_infrared]
    ordered: list[CameraKind] = []
    while visible or others:
        ordered += [pile.pop(0) for pile in (visible, others) if pile]
    cameras = []
    for number, kind in enumerate(ordered):
        x, y, z, look_x, look_y = place.mounts[number]
        rate = _THERMAL_RATE if kind is CameraKind.THERMAL else _FRAME_RATES[number % 4]
        zoom = float(generator.uniform(1.0, 1.35))
        cameras.append(
            Camera(
                name=f"SIM{number + 1:02d}",
                kind=kind,
                place=(x, y, z + float(generator.normal(0.0, 0.08))),
                looks_at=(look_x, look_y, 1.0),
                focal_px=zoom * (0.86 if not place.is_indoors else 0.72) * config.width,
                width=config.width,
                height=config.height,
                frame_rate=rate,
                clock=RecorderClock(
                    true_start=_STARTS[time_of_day(kind)],
                    offset_s=round(float(generator.normal(0.0, 95.0)), 2),
                    drift_s_per_hour=round(float(generator.normal(0.0, 0.4)), 3),
                ),
                codec=config.codec,
                seed=int(generator.integers(2**31)),
            )
        )
    return cameras


def clip_name(camera: Camera) -> str:
    """As a recorder names its exports: the camera and what its clock showed."""
    return f"{camera.name}_{camera.clock.shown_at(0.0):%Y%m%d_%H%M%S}.mp4"


def recorded_until(camera: Camera, frames: int) -> datetime:
    """True time of the end of a recording."""
    return camera.clock.true_start + timedelta(seconds=frames / camera.frame_rate)
