"""The scene `car-park`."""

import numpy as np

from cba_core.simulation.scenes.furniture import car, lamp_post
from cba_core.simulation.scenes.scene import Ground, Scene, SceneName, Solid

_TAKEN = 0.62
"""Share of the places that hold a car."""
_CAR_COLOURS = (
    (0.5, 0.5, 0.5),
    (0.02, 0.02, 0.02),
    (0.30, 0.03, 0.03),
    (0.03, 0.06, 0.16),
    (0.25, 0.26, 0.27),
)


def car_park() -> Scene:
    """An open car park with rows of cars and a footpath between."""
    generator = np.random.default_rng(41)  # the same cars in every simulation
    solids: list[Solid] = [
        Solid((0, 0, -0.5), (60, 40, 0.5), Ground.ASPHALT, (0.15, 0.15, 0.152)),
        Solid((0, 22, 4), (60, 2, 4), Ground.CONCRETE, (0.40, 0.39, 0.37)),
        Solid((0, -22, 1.2), (60, 0.2, 1.2), Ground.FOLIAGE, (0.04, 0.09, 0.03)),
        Solid((62, 0, 5), (3, 45, 5), Ground.BRICK, (0.30, 0.18, 0.13)),
        Solid((-62, 0, 5), (3, 45, 5), Ground.PLASTER, (0.5, 0.5, 0.47)),
    ]
    for row, y in enumerate((8.5, -8.5)):
        for x in np.arange(-32, 33, 2.8):
            line = (float(x) - 1.4, y, 0.005)
            solids.append(Solid(line, (0.05, 2.4, 0.006), Ground.PAINT, (0.6, 0.6, 0.58)))
            if generator.random() < _TAKEN:
                turn = 0.5 * np.pi * (1 if row else -1)
                solids += car(float(x), y, turn, _CAR_COLOURS[int(generator.integers(5))])
    lamps = ((-22.0, 4.6), (-6.0, -4.6), (10.0, 4.6), (25.0, -4.6))
    for x, y in lamps:
        solids += lamp_post(x, y)
    return Scene(
        name=SceneName.CAR_PARK,
        solids=tuple(solids),
        ways=(
            ((-36, 2.6), (0, 2.4), (36, 2.6)),
            ((-36, 0.0), (0, -0.3), (36, 0.2)),
            ((-36, -2.6), (0, -2.4), (36, -2.6)),
            ((-36, 2.4), (-8, 1.4), (10, -1.8), (36, -2.4)),
        ),
        way_width_m=0.9,
        stops=((-20.0, 5.0), (4.0, -5.0), (18.0, 5.0)),
        lamps=tuple((x, y, 5.2) for x, y in lamps),
        mounts=(
            (-30.0, 5.4, 4.4, -17.0, 0.0),
            (-9.0, -6.0, 4.4, -3.0, 3.0),
            (14.0, 5.6, 4.5, 4.0, -1.0),
            (30.0, -5.6, 4.4, 18.0, 0.5),
            (-2.0, 5.6, 4.4, -13.0, -1.0),
            (20.0, 5.6, 4.6, 29.0, -1.0),
            (-28.0, -5.6, 4.4, -18.0, 1.0),
            (7.0, -5.6, 4.4, 17.0, 1.0),
        ),
        obstacles=tuple((x, y, 0.4) for x, y in lamps),
    )
