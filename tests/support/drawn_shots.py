"""What a camera would shoot, drawn in no time: grey people in a row who go out of view."""

from collections.abc import Callable, Iterator

import numpy as np

from cba_core.simulation.cameras import Camera
from cba_core.simulation.plan import SimulationPlan
from cba_core.simulation.shooting import SeenPerson, ShotFrame, modality_at

IsSeen = Callable[[Camera, int, int], bool]
"""Camera, id of the person, how many frames were taken before."""


def goes_out_of_view(_: Camera, person: int, taken: int) -> bool:
    """Each is hidden for a moment, at another time."""
    return taken != 30 + person


def drawn_by(
    is_seen: IsSeen = goes_out_of_view,
) -> Callable[..., Iterator[ShotFrame]]:
    """Something to take the place of `shoot`."""

    def shoot(
        plan: SimulationPlan,
        camera: Camera,
        first: int = 0,
        *,
        step: int = 1,
        modality: str | None = None,
    ) -> Iterator[ShotFrame]:
        frames = plan.frames_of(camera)
        generator = np.random.default_rng([camera.seed, *(modality or "").encode()])
        for taken, index in enumerate(range(first, frames, step)):
            ground = generator.integers(90, 110, (camera.height, camera.width, 3))
            picture = ground.astype(np.uint8)
            seen = []
            for person in plan.people:
                if not is_seen(camera, person.id, taken):
                    continue
                x = 20.0 * (person.id - 1) + 4.0
                picture[20:80, int(x) : int(x) + 12] = 20 * person.id
                box = (x, 20.0, x + 12.0, 80.0)
                seen.append(SeenPerson(person=person.id, whole=box, visible=box, visibility=1.0))
            yield ShotFrame(
                index=index,
                picture=picture,
                modality=modality or modality_at(camera, index, frames),
                seen=tuple(seen),
            )

    return shoot
