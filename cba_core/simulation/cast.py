"""Who is before a camera at a moment, in which pose and clothes."""

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np

from cba_core.simulation.bodies import Body, make_bodies
from cba_core.simulation.body_mesh import body_mesh
from cba_core.simulation.cameras import Camera
from cba_core.simulation.dressing import DressedPerson, dress
from cba_core.simulation.gait import Pose, Walker
from cba_core.simulation.plan import SimulationPlan
from cba_core.simulation.renderer import PersonInView

_FARTHEST_M = 60.0

Present: TypeAlias = tuple[int, Pose, Body, DressedPerson]
"""Id, pose, body and clothes of somebody who is there."""


class Cast:
    """The people of the plan, dressed when they are first needed."""

    def __init__(self, plan: SimulationPlan, camera: Camera) -> None:
        """Nobody is dressed yet."""
        self._plan = plan
        self._camera = camera
        self._walks = plan.walks_of(camera)
        self._bodies: dict[int, Body] = {}
        self._dressed: dict[int, DressedPerson] = {}
        self._walkers: dict[int, Walker] = {}

    def count(self, time_s: float) -> int:
        """How many are within sight at a moment; nobody is dressed for it."""
        return sum(1 for _ in self._within_sight(time_s))

    def present(self, time_s: float) -> list[Present]:
        """Whoever walks within sight at a moment: id, pose, body, clothes."""
        there = []
        for number in self._within_sight(time_s):
            walk = self._walks[number]
            person = self._plan.people[walk.person]
            body = self._body_of(walk.person)
            if number not in self._walkers:
                self._walkers[number] = Walker(body, person.gait, walk.path)
            there.append(
                (person.id, self._walkers[number].at(time_s), body, self._dressed[walk.person])
            )
        return there

    def _within_sight(self, time_s: float) -> Iterator[int]:
        """Numbers of the walks that pass before the camera just then."""
        for number, walk in enumerate(self._walks):
            if not walk.path.start_s <= time_s <= walk.path.end_s:
                continue
            spot = walk.path.place_at(walk.path.distance_at(time_s))
            column = np.array([[*spot, 0.0], [*spot, 0.9], [*spot, 1.9]])
            if not self._camera.sees(column, margin_px=60.0).any():
                continue
            if np.linalg.norm(np.array([*spot, 1.0]) - self._camera.place) <= _FARTHEST_M:
                yield number

    def _body_of(self, which: int) -> Body:
        if which not in self._bodies:
            person = self._plan.people[which]
            self._bodies[which] = make_bodies([person.shape])[0]
            self._dressed[which] = dress(person, self._bodies[which], body_mesh())
        return self._bodies[which]


def who_is_there(plan: SimulationPlan, camera: Camera, time_s: float) -> list[PersonInView]:
    """Whoever a camera may see at a moment, as they walk then."""
    return [
        PersonInView(person=dressed, joints=pose.matrices(body))
        for _, pose, body, dressed in Cast(plan, camera).present(time_s)
    ]
