"""The scene `street`."""

from cba_core.simulation.scenes.furniture import bench, bollards, car, lamp_post, shop_front, tree
from cba_core.simulation.scenes.scene import Ground, Scene, SceneName, Solid

_SHOPS = (  # x, y, width, facing, colour of the sign
    (-27, 7.5, 3.6, -1, (0.06, 0.11, 0.22)),
    (-17, 7.5, 3.6, -1, (0.30, 0.05, 0.05)),
    (-8, 7.5, 3.6, -1, (0.07, 0.16, 0.10)),
    (8, 7.8, 3.6, -1, (0.35, 0.28, 0.08)),
    (18, 7.8, 3.6, -1, (0.12, 0.12, 0.13)),
    (27, 7.8, 3.6, -1, (0.22, 0.07, 0.15)),
    (-26, -7.5, 3.4, 1, (0.05, 0.16, 0.18)),
    (-15, -7.5, 3.4, 1, (0.32, 0.14, 0.04)),
    (3, -7.8, 3.4, 1, (0.10, 0.10, 0.25)),
    (14, -7.8, 3.4, 1, (0.28, 0.05, 0.05)),
    (25, -7.8, 3.4, 1, (0.07, 0.14, 0.07)),
)
_TREES = ((-35.0, 4.9), (-11.5, -5.4), (31.5, -5.4), (35.0, 5.0))
_BENCHES = ((-9.5, 4.8), (19.0, 4.9), (-3.0, -5.0))
_LAMPS = ((-24.0, -4.2), (-8.0, 3.9), (6.0, -4.1), (20.0, 3.9))
_BINS = ((-18.5, -3.4), (2.5, 3.6), (15.5, -3.5))


def street() -> Scene:
    """A pedestrian street: houses at both sides, trees, benches, parked cars at the ends."""
    solids: list[Solid] = [
        Solid((0, 0, -0.5), (60, 40, 0.5), Ground.PAVING, (0.30, 0.285, 0.265)),
        Solid((0, 0, -0.47), (60, 1.9, 0.482), Ground.ASPHALT, (0.12, 0.12, 0.122)),
        Solid((-16, 11.5, 4.5), (17, 4, 4.5), Ground.BRICK, (0.33, 0.17, 0.115)),
        Solid((18, 11.8, 5.5), (15, 4, 5.5), Ground.PLASTER, (0.50, 0.46, 0.37)),
        Solid((-20, -11.5, 5.0), (14, 4, 5.0), Ground.PLASTER, (0.42, 0.43, 0.44)),
        Solid((14, -11.8, 4.0), (18, 4, 4.0), Ground.BRICK, (0.27, 0.16, 0.12)),
        Solid((0, 44, 6), (60, 3, 6), Ground.CONCRETE, (0.34, 0.34, 0.34)),
        Solid((-62, 0, 6), (3, 45, 6), Ground.CONCRETE, (0.36, 0.35, 0.33)),
        Solid((62, 0, 7), (3, 45, 7), Ground.BRICK, (0.30, 0.19, 0.14)),
    ]
    for shop in _SHOPS:
        solids += shop_front(*shop)
    mounts = (
        (-26.0, 6.9, 4.3, -14.0, 0.0),
        (-6.0, -7.2, 4.1, -1.0, 4.0),
        (12.0, 7.1, 4.4, 2.0, -1.0),
        (28.0, -7.0, 4.2, 16.0, 0.5),
        (-2.0, 7.0, 4.2, -13.0, -1.0),
        (20.0, 7.1, 4.6, 28.0, -1.0),
        (-27.0, -6.8, 4.4, -17.0, 1.0),
        (8.0, -7.1, 3.9, 17.0, 1.0),
    )
    for x, y in _TREES:
        solids += tree(x, y)
    for x, y in _BENCHES:
        solids += bench(x, y, 0.0)
    for x, y in _LAMPS:
        solids += lamp_post(x, y)
    solids += bollards(-33, -20, 2.4, 1.9) + bollards(22, 34, -2.4, 1.9)
    solids += [
        Solid((x, y, 0.5), (0.26, 0.26, 0.5), Ground.METAL, (0.05, 0.11, 0.07), is_round=True)
        for x, y in _BINS
    ]
    solids += car(-41, 6, 0.2, (0.30, 0.03, 0.03))
    solids += car(40, -6.2, 0.1, (0.30, 0.31, 0.33))
    solids += car(42, 5.6, 0.05, (0.03, 0.05, 0.12))
    obstacles = [
        (x, y, radius)
        for places, radius in ((_TREES, 0.55), (_BENCHES, 1.1), (_LAMPS, 0.4), (_BINS, 0.6))
        for x, y in places
    ]
    return Scene(
        name=SceneName.STREET,
        solids=tuple(solids),
        ways=(
            ((-38, 3.0), (-20, 3.1), (0, 2.9), (18, 2.8), (38, 3.0)),
            ((-38, 0.4), (-10, 0.0), (12, 0.3), (38, -0.2)),
            ((-38, -2.9), (-16, -2.8), (4, -3.0), (22, -2.9), (38, -3.0)),
            ((-38, 2.8), (-14, 2.4), (-2, -2.0), (16, -3.0), (38, -2.8)),
            ((-38, -2.8), (-20, -2.2), (-4, 1.8), (14, 3.0), (38, 2.8)),
        ),
        way_width_m=1.0,
        stops=((-9.0, 3.6), (-17.5, 5.9), (17.5, 5.9), (14.0, -5.9), (2.0, -5.9), (-14.5, -5.9)),
        lamps=tuple((x, y, 5.2) for x, y in _LAMPS),
        mounts=mounts,
        obstacles=tuple(obstacles),
    )
