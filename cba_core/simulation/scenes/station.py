"""The scene `station`."""

from cba_core.simulation.scenes.furniture import bench
from cba_core.simulation.scenes.scene import Ground, Scene, SceneName, Solid


def station() -> Scene:
    """An underpass hall of a station: pillars, ticket machines, benches, posters, tiles."""
    solids: list[Solid] = [
        Solid((0, 0, -0.5), (60, 30, 0.5), Ground.TILES, (0.42, 0.41, 0.39)),
        Solid((0, 9.5, 3), (60, 1.5, 3), Ground.PLASTER, (0.55, 0.55, 0.53)),
        Solid((0, -9.5, 3), (60, 1.5, 3), Ground.TILES, (0.20, 0.33, 0.36)),
        Solid((-55, 0, 3), (2, 12, 3), Ground.CONCRETE, (0.38, 0.38, 0.37)),
        Solid((55, 0, 3), (2, 12, 3), Ground.CONCRETE, (0.38, 0.38, 0.37)),
    ]
    pillars = [(float(x), y) for x in range(-30, 31, 12) for y in (-4.4, 4.4)]
    concrete, red = (0.45, 0.44, 0.42), (0.30, 0.05, 0.05)
    solids += [
        Solid((x, y, 2.6), (0.35, 0.35, 2.6), Ground.CONCRETE, concrete, is_round=True)
        for x, y in pillars
    ]
    solids += [
        Solid((x, 7.6, 0.95), (0.5, 0.35, 0.95), Ground.METAL, red, temperature_c=6.0)
        for x in (-14.0, -12.6, 10.0, 11.4)  # machines are warm inside
    ]
    for x in (-24.0, -5.0, 20.0):
        solids += bench(x, -7.0, 0.0)
        solids.append(Solid((x + 5, -7.9, 1.6), (1.1, 0.06, 0.7), Ground.PAINT, (0.55, 0.45, 0.12)))
    return Scene(
        name=SceneName.STATION,
        solids=tuple(solids),
        ways=(
            ((-36, 2.4), (0, 2.2), (36, 2.4)),
            ((-36, 0.0), (0, 0.2), (36, 0.0)),
            ((-36, -2.4), (0, -2.2), (36, -2.4)),
            ((-36, 2.0), (-10, 1.0), (10, -1.6), (36, -2.2)),
        ),
        way_width_m=0.9,
        stops=((-13.3, 6.4), (10.7, 6.4), (-5.0, -6.1), (-19.0, -6.4)),
        lamps=tuple((float(x), y, 5.0) for x in range(-30, 31, 15) for y in (-2.0, 2.0))[:8],
        mounts=(
            (-27.0, 7.6, 3.9, -15.0, 0.0),
            (-6.0, -7.6, 3.8, -2.0, 3.0),
            (12.0, 7.6, 3.9, 3.0, -1.0),
            (28.0, -7.6, 3.9, 17.0, 0.5),
            (-1.0, 7.6, 3.9, -11.0, -1.0),
            (20.0, 7.6, 4.0, 29.0, -1.0),
            (-27.0, -7.6, 4.0, -17.0, 1.0),
            (7.0, -7.6, 3.8, 17.0, 1.0),
        ),
        is_indoors=True,
        obstacles=tuple((x, y, 0.7) for x, y in pillars),
    )
