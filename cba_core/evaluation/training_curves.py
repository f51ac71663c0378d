"""The course of a training run as one picture, drawn from its log.

The log holds a mapping a line (JSON Lines). `kind` is "step" or "round", and each has `step`.
Drawn are, where they are there:

    losses                  {name: value}, of steps and rounds
    clusters                {"visible": n, "infrared": n}
    noise                   {"visible": share, "infrared": share}
    granularity_ratio       value
    modality_probe          balanced accuracy
    quality                 {name: share} or {"visible": {name: share}, ...}
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import cycle
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from cba_core.domain.arrays import RealArray
from cba_core.domain.footage import Modality
from cba_core.evaluation.modality_probe import CHANCE
from cba_core.evaluation.picture_style import (
    INFRARED_COLOUR,
    INFRARED_MARKER,
    PALETTE,
    VISIBLE_COLOUR,
    add_legend,
    as_png,
    draw_line,
    mark_level,
    panels,
    style_axes,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MOST_IN_A_COLUMN = 2
_PROBE_FLOOR = 0.4
_SMOOTHED_FROM = 100
"""Losses of so many steps are drawn as a running mean over a twenty-fifth of them."""


class _Curve(NamedTuple):
    steps: RealArray  # (n,)
    values: RealArray  # (n,)


_Curves = dict[str, _Curve]


class _Panel(NamedTuple):
    title: str
    curves: _Curves
    draw: Callable[["Axes", _Curves], None]


def draw_training_curves(log: Sequence[Mapping[str, object]], *, title: str = "Training") -> bytes:
    """Draw a panel for each kind of figure the log holds, as PNG.

    Values that are missing, null or not finite leave a gap, and kinds that are never there no
    panel.

    Raises:
        ValueError: the log holds nothing to draw.
        NotInstalledError: matplotlib is missing.
    """
    drawn = [panel for panel in _panels(log) if panel.curves]
    if not drawn:
        raise ValueError("the log holds nothing to draw")
    figure, axes = panels(title, len(drawn), columns=2, panel_in=(5.2, 2.9))
    for place, panel in zip(axes, drawn, strict=True):
        panel.draw(place, panel.curves)
        style_axes(place, title=panel.title, across="step")
        place.grid(axis="y", color="#eceff2", linewidth=0.8)
    return as_png(figure)


def _panels(log: Sequence[Mapping[str, object]]) -> tuple[_Panel, ...]:
    return (
        _Panel("Losses", _curves(log, "losses"), _draw_losses),
        _Panel("Clusters", _curves(log, "clusters"), _draw_modalities),
        _Panel("Share of tracklets in no cluster", _curves(log, "noise"), _draw_shares),
        _Panel("Granularity ratio", _curves(log, "granularity_ratio"), _draw_ratio),
        _Panel("Modality probe, balanced accuracy", _curves(log, "modality_probe"), _draw_probe),
        _Panel("Labels against the truth", _curves(log, "quality"), _draw_named),
    )


def _curves(log: Sequence[Mapping[str, object]], key: str) -> _Curves:
    """One curve for each number under a key, named by the way to it."""
    found: dict[str, tuple[list[float], list[float]]] = {}
    for entry in log:
        step = entry.get("step")
        if not isinstance(step, int | float):
            continue
        for name, value in _numbers(entry.get(key), ()):
            steps, values = found.setdefault(name, ([], []))
            steps.append(float(step))
            values.append(value)
    return {
        name: _Curve(np.array(steps), np.array(values))
        for name, (steps, values) in found.items()
        if np.isfinite(values).any()
    }


def _numbers(value: object, way: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    if isinstance(value, Mapping):
        for name, part in value.items():
            yield from _numbers(part, (*way, str(name)))
    elif isinstance(value, int | float):
        yield " ".join(way).replace("_", " "), float(value)


def _draw_losses(axes: "Axes", curves: _Curves) -> None:
    smooth = {}
    for number, (name, curve) in enumerate(curves.items()):
        if len(curve.steps) < _SMOOTHED_FROM:
            smooth[name] = curve
            continue
        axes.plot(*curve, color=_colour(number), alpha=0.2, linewidth=0.7)
        smooth[name] = _Curve(curve.steps, _running_mean(curve.values, len(curve.values) // 25))
    _draw_named(axes, smooth)


def _draw_named(axes: "Axes", curves: _Curves) -> None:
    for (number, (name, curve)), line in zip(
        enumerate(curves.items()), cycle(("-", "--", ":", "-.")), strict=False
    ):
        draw_line(axes, *curve, name=name, colour=_colour(number), line=line)
    add_legend(axes, columns=2 if len(curves) > _MOST_IN_A_COLUMN else 1)


def _colour(number: int) -> str:
    return PALETTE[number % len(PALETTE)]


def _running_mean(values: RealArray, width: int) -> RealArray:
    """(n,) mean of the finite values among the last `width`; NaN where there is none."""
    finite = np.isfinite(values)
    sums = np.concatenate([[0.0], np.cumsum(np.where(finite, values, 0))])
    counts = np.concatenate([[0], np.cumsum(finite)])
    ends = np.arange(1, len(values) + 1)
    starts = np.maximum(ends - width, 0)
    known = counts[ends] - counts[starts]
    mean: RealArray = np.divide(
        sums[ends] - sums[starts], known, out=np.full(len(values), np.nan), where=known > 0
    )
    return mean


def _draw_modalities(axes: "Axes", curves: _Curves, top: float | None = None) -> None:
    for name, curve in curves.items():
        if name == Modality.INFRARED:
            draw_line(
                axes,
                *curve,
                name=name,
                colour=INFRARED_COLOUR,
                line="--",
                marker=INFRARED_MARKER,
            )
        else:
            draw_line(axes, *curve, name=name, colour=VISIBLE_COLOUR)
    axes.set_ylim(bottom=0)
    add_legend(axes, columns=2, top=top)


def _draw_shares(axes: "Axes", curves: _Curves) -> None:
    _draw_modalities(axes, curves, top=1)


def _draw_ratio(axes: "Axes", curves: _Curves) -> None:
    for curve in curves.values():
        draw_line(axes, *curve, name="granularity ratio", colour=PALETTE[2])


def _draw_probe(axes: "Axes", curves: _Curves) -> None:
    for curve in curves.values():
        draw_line(axes, *curve, name="modality probe", colour=PALETTE[7])
    mark_level(axes, CHANCE, "chance")
    axes.set_ylim(bottom=min(_PROBE_FLOOR, axes.get_ylim()[0]))
    add_legend(axes, columns=2, top=1.02)
