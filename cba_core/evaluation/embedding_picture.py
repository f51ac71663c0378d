"""Embeddings on a plane, by modality and by person (t-SNE: van der Maaten and Hinton, JMLR 2008).

Neighbourhoods in such a picture mean something; distances between groups and their sizes do not.
"""

from typing import TYPE_CHECKING

import numpy as np

from cba_core.domain.arrays import BoolArray, FloatArray, IntArray
from cba_core.domain.errors import NotInstalledError
from cba_core.evaluation.picture_style import (
    INFRARED_COLOUR,
    INFRARED_MARKER,
    INK,
    PALETTE,
    UNKNOWN_COLOUR,
    VISIBLE_COLOUR,
    VISIBLE_MARKER,
    add_legend,
    as_png,
    panels,
    style_axes,
)

if TYPE_CHECKING:
    from matplotlib.axes import Axes

PERPLEXITY = 30.0
"""How many neighbours count, where there are enough."""
LEAST_VECTORS = 4


def place_on_plane(vectors: FloatArray, *, seed: int) -> FloatArray:
    """(n, dim) unit length to (n, 2) by t-SNE; Euclidean, which at unit length orders as cosine.

    Raises:
        ValueError: there are fewer than `LEAST_VECTORS` vectors.
        NotInstalledError: scikit-learn is missing.
    """
    if len(vectors) < LEAST_VECTORS:
        raise ValueError(f"t-SNE needs {LEAST_VECTORS} vectors, got {len(vectors)}")
    try:
        from sklearn.manifold import TSNE
    except ImportError as error:
        raise NotInstalledError("scikit-learn", "training") from error
    perplexity = min(PERPLEXITY, (len(vectors) - 1) / 3)
    # A random start: the default one divides by the spread, which vectors all alike do not have.
    plane = TSNE(perplexity=perplexity, init="random", random_state=seed).fit_transform(
        vectors.astype(np.float32)
    )
    return np.asarray(plane, np.float32)


def draw_embedding(
    plane: FloatArray,
    *,
    infrared: BoolArray,
    persons: IntArray | None = None,
    title: str = "Embeddings of tracklets (t-SNE)",
) -> bytes:
    """Draw points by modality and, where people are known, by person, as PNG.

    The people with the most tracklets have a colour and their number each, all others are grey:
    more colours than `PALETTE` holds could not be told apart.

    Args:
        plane: (n, 2).
        infrared: (n,).
        persons: (n,); negative shows nobody known.
        title: of the picture.

    Raises:
        ValueError: shapes differ.
        NotInstalledError: matplotlib is missing.
    """
    count = len(plane)
    shapes = {(count,), infrared.shape, (count,) if persons is None else persons.shape}
    if plane.shape != (count, 2) or shapes != {(count,)}:
        raise ValueError(f"points {plane.shape} need one modality and one person each")
    if not count:
        raise ValueError("no point to draw")
    figure, drawn = panels(title, 1 if persons is None else 2, columns=2, panel_in=(5.4, 5.2))
    everyone = np.ones(count, np.bool_)
    _scatter(
        drawn[0],
        plane,
        infrared,
        everyone,
        colours=(VISIBLE_COLOUR, INFRARED_COLOUR),
        names=(f"visible ({int((~infrared).sum())})", f"infrared ({int(infrared.sum())})"),
    )
    style_axes(drawn[0], title="By modality")
    add_legend(drawn[0])
    if persons is not None:
        _draw_people(drawn[1], plane, infrared, persons)
    for axes in drawn:
        axes.set_xticks([])
        axes.set_yticks([])
        _fit(axes, plane)
    return as_png(figure)


def _draw_people(axes: "Axes", plane: FloatArray, infrared: BoolArray, persons: IntArray) -> None:
    people, counts = np.unique(persons[persons >= 0], return_counts=True)
    shown = people[np.argsort(-counts, kind="stable")][: len(PALETTE)]
    others = ~np.isin(persons, shown)
    if others.any():
        _scatter(axes, plane, infrared, others, colours=(UNKNOWN_COLOUR,) * 2, faint=True)
    for person, colour in zip(shown.tolist(), PALETTE, strict=False):
        of_person = persons == person
        _scatter(axes, plane, infrared, of_person, colours=(colour, colour))
    for person, colour in zip(shown.tolist(), PALETTE, strict=False):
        axes.annotate(
            str(person),
            _middle_point(plane[persons == person]),
            xytext=(6, 6),
            textcoords="offset points",
            fontsize=9,
            weight="bold",
            color=INK,
            bbox={"boxstyle": "round,pad=0.2", "fc": "white", "ec": colour, "alpha": 0.9},
        )
    part = f", the {len(shown)} with the most tracklets of {len(people)}"
    style_axes(axes, title=f"By person{part if len(shown) < len(people) else ''}")
    for marker, name in ((VISIBLE_MARKER, "visible"), (INFRARED_MARKER, "infrared")):
        axes.scatter([], [], c=INK, marker=marker, s=26, label=name)
    add_legend(axes)


def _fit(axes: "Axes", plane: FloatArray) -> None:
    """Show a square around all points, of one scale both ways, with room for names at the top."""
    low, high = plane.min(axis=0), plane.max(axis=0)
    side = float((high - low).max()) * 1.25 or 1.0
    left, bottom = (low + high) / 2 - side * np.array([0.5, 0.42])
    axes.set_xlim(left, left + side)
    axes.set_ylim(bottom, bottom + side)
    axes.set_box_aspect(1)


def _middle_point(points: FloatArray) -> tuple[float, float]:
    """The point nearest to the median of all: a number there stands beside one of its own."""
    nearest = np.abs(points - np.median(points, axis=0)).sum(axis=1).argmin()
    return float(points[nearest, 0]), float(points[nearest, 1])


def _scatter(
    axes: "Axes",
    plane: FloatArray,
    infrared: BoolArray,
    chosen: BoolArray,
    *,
    colours: tuple[str, ...],
    names: tuple[str, str] | None = None,
    faint: bool = False,
) -> None:
    markers = (VISIBLE_MARKER, INFRARED_MARKER)
    for side, is_side in enumerate((~infrared, infrared)):
        points = plane[chosen & is_side]
        axes.scatter(
            points[:, 0],
            points[:, 1],
            s=14 if faint else 26,
            c=colours[side],
            marker=markers[side],
            alpha=0.35 if faint else 0.8,
            linewidths=0.4,
            edgecolors="white",
            label=None if names is None else names[side],
        )
