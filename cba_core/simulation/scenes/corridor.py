"""The scene `corridor`."""

from cba_core.simulation.scenes.scene import Ground, Scene, SceneName, Solid

_POTS = ((-20.0, 2.5), (4.0, -2.5), (21.0, 2.5))


def corridor() -> Scene:
    """A long corridor of an office building, with doors and potted plants."""
    solids: list[Solid] = [
        Solid((0, 0, -0.5), (45, 10, 0.5), Ground.TILES, (0.36, 0.37, 0.38)),
        Solid((0, 4.6, 1.6), (45, 1.6, 1.6), Ground.PLASTER, (0.62, 0.61, 0.57)),
        Solid((0, -4.6, 1.6), (45, 1.6, 1.6), Ground.PLASTER, (0.60, 0.60, 0.58)),
        Solid((-46, 0, 1.6), (1, 6, 1.6), Ground.PLASTER, (0.50, 0.52, 0.54)),
        Solid((46, 0, 1.6), (1, 6, 1.6), Ground.PLASTER, (0.50, 0.52, 0.54)),
    ]
    wood, clay, green = (0.25, 0.15, 0.08), (0.5, 0.48, 0.44), (0.04, 0.10, 0.03)
    for x in range(-36, 37, 6):
        solids += [
            Solid(door, (0.48, 0.04, 1.05), Ground.WOOD, wood)
            for door in ((float(x), 2.98, 1.05), (float(x) + 3, -2.98, 1.05))
        ]
    for spot in _POTS:
        solids += [
            Solid((*spot, 0.45), (0.25, 0.25, 0.45), Ground.PLASTER, clay, is_round=True),
            Solid((*spot, 1.2), (0.4, 0.4, 0.45), Ground.FOLIAGE, green, is_ball=True),
        ]
    return Scene(
        name=SceneName.CORRIDOR,
        solids=tuple(solids),
        ways=(
            ((-34, 1.0), (0, 1.1), (34, 1.0)),
            ((-34, 0.0), (0, 0.1), (34, 0.0)),
            ((-34, -1.0), (0, -1.1), (34, -1.0)),
        ),
        way_width_m=0.5,
        stops=((-12.0, 2.1), (9.0, -2.1), (18.0, 2.1)),
        lamps=tuple((float(x), 0.0, 3.1) for x in range(-32, 33, 9))[:8],
        mounts=(
            (-24.0, 2.6, 2.8, -15.0, -0.4),
            (-9.0, -2.6, 2.8, -1.0, 0.3),
            (8.0, 2.6, 2.8, 0.0, -0.3),
            (24.0, -2.6, 2.8, 15.0, 0.2),
            (-8.0, 2.6, 2.8, -17.0, -0.4),
            (18.0, 2.6, 2.8, 26.0, -0.3),
            (-22.0, -2.6, 2.8, -30.0, 0.3),
            (8.0, -2.6, 2.8, 17.0, 0.3),
        ),
        is_indoors=True,
        obstacles=tuple((x, y, 0.6) for x, y in _POTS),
    )
