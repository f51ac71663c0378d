"""What stands about in scenes: cars, trees, benches, lamp posts, bollards, shop fronts."""

import numpy as np

from cba_core.simulation.scenes.scene import Ground, Solid


def car(x: float, y: float, turn: float, colour: tuple[float, float, float]) -> list[Solid]:
    """A parked car of two boxes, windows and four wheels."""
    c, s = np.cos(turn), np.sin(turn)

    def at(along: float, across: float, up: float) -> tuple[float, float, float]:
        return (x + c * along - s * across, y + s * along + c * across, up)

    parts = [
        Solid(at(0, 0, 0.62), (2.15, 0.86, 0.34), Ground.CAR, colour, turn=turn),
        Solid(at(-0.2, 0, 1.14), (1.25, 0.76, 0.26), Ground.GLASS, (0.03, 0.035, 0.04), turn=turn),
        Solid(at(-0.2, 0, 1.42), (1.10, 0.72, 0.03), Ground.CAR, colour, turn=turn),
    ]
    parts += [
        Solid(at(*wheel, 0.31), (0.31, 0.10, 0.31), Ground.METAL, (0.02, 0.02, 0.02), turn=turn)
        for wheel in ((-1.35, -0.80), (-1.35, 0.80), (1.35, -0.80), (1.35, 0.80))
    ]
    return parts


def tree(x: float, y: float) -> list[Solid]:
    """A trunk with a crown of four balls of leaves."""
    crown = (
        (0, 0, 3.6, 1.2),
        (0.6, 0.4, 3.2, 0.8),
        (-0.6, 0.3, 3.4, 0.85),
        (0.1, -0.7, 3.3, 0.8),
    )
    return [
        Solid((x, y, 1.4), (0.13, 0.13, 1.4), Ground.WOOD, (0.12, 0.09, 0.06), is_round=True),
        *(
            Solid(
                (x + dx, y + dy, up),
                (size, size, 0.85 * size),
                Ground.FOLIAGE,
                (0.05, 0.10, 0.03),
                is_ball=True,
            )
            for dx, dy, up, size in crown
        ),
    ]


def bench(x: float, y: float, turn: float) -> list[Solid]:
    """A seat of planks on a foot of metal."""
    return [
        Solid((x, y, 0.45), (0.8, 0.22, 0.03), Ground.WOOD, (0.22, 0.13, 0.07), turn=turn),
        Solid((x, y, 0.22), (0.7, 0.05, 0.22), Ground.METAL, (0.10, 0.10, 0.11), turn=turn),
    ]


def lamp_post(x: float, y: float) -> list[Solid]:
    """A post whose head is warm and shines."""
    return [
        Solid((x, y, 2.6), (0.06, 0.06, 2.6), Ground.METAL, (0.10, 0.11, 0.11), is_round=True),
        Solid(
            (x, y, 5.25),
            (0.22, 0.22, 0.06),
            Ground.LAMP,
            (0.9, 0.85, 0.7),
            is_round=True,
            temperature_c=14.0,
        ),
    ]


def bollards(x0: float, x1: float, y: float, step: float) -> list[Solid]:
    """A row along x, `step` metres apart."""
    return [
        Solid(
            (float(x), y, 0.45), (0.08, 0.08, 0.45), Ground.METAL, (0.16, 0.16, 0.17), is_round=True
        )
        for x in np.arange(x0, x1, step)
    ]


def shop_front(
    x: float, y: float, width: float, facing: float, colour: tuple[float, float, float]
) -> list[Solid]:
    """A window with a sign over it and a door beside, in a wall along x; `facing` is -1 or 1."""
    out = 0.06 * facing
    return [
        Solid((x, y + out, 1.35), (0.5 * width, 0.05, 0.95), Ground.GLASS, (0.05, 0.06, 0.07)),
        Solid((x, y + out, 2.65), (0.5 * width + 0.2, 0.12, 0.28), Ground.PLASTER, colour),
        Solid(
            (x + 0.5 * width + 0.9, y + out, 1.1), (0.5, 0.05, 1.1), Ground.WOOD, (0.13, 0.08, 0.05)
        ),
        Solid(
            (x, y + out, 0.2), (0.5 * width + 0.05, 0.08, 0.2), Ground.CONCRETE, (0.28, 0.27, 0.26)
        ),
    ]
