"""Queries with their best candidates as pictures, framed by whether they show the same person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cba_core.domain.arrays import UInt8Array
from cba_core.evaluation.picture_style import (
    FAINT_INK,
    INK,
    RIGHT_COLOUR,
    UNKNOWN_COLOUR,
    WRONG_COLOUR,
    as_png,
    new_figure,
)

if TYPE_CHECKING:
    from matplotlib.figure import Figure

CANDIDATES = 6
"""Shown of each query at most."""

_CELL_IN = (0.62, 1.24)  # persons stand: crops are about twice as high as wide
_GAP_IN = 0.10
_QUERY_GAP_IN = 0.26
_ROW_GAP_IN = 0.26
_MARGIN_IN = 0.22
_BLOCK_GAP_IN = 0.5
_HEAD_IN = 0.95
_FOOT_IN = 0.34
_COLOURS = {True: RIGHT_COLOUR, False: WRONG_COLOUR, None: UNKNOWN_COLOUR}
_SIGNS = {True: "✓", False: "✗", None: "?"}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidate:
    """One picture of the gallery."""

    picture: UInt8Array  # (h, w, 3) RGB
    is_right: bool | None  # whether it shows the query's person; None: nobody knows
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Strip:
    """A query and its candidates, best first."""

    query: UInt8Array  # (h, w, 3) RGB
    candidates: tuple[Candidate, ...]
    name: str = ""  # what the query is called


def draw_retrieval_strips(
    infrared_to_visible: Sequence[Strip],
    visible_to_infrared: Sequence[Strip],
    *,
    title: str = "The best candidates of each query",
) -> bytes:
    """Draw a row a query, both directions beside each other, as PNG.

    Candidates are proposals in order of similarity: some rows hold no right one.

    Raises:
        ValueError: there is nothing to draw, or a picture is not (h, w, 3) of bytes.
        NotInstalledError: matplotlib is missing.
    """
    blocks = [
        (words, strips)
        for words, strips in (
            ("Infrared query, visible candidates", infrared_to_visible),
            ("Visible query, infrared candidates", visible_to_infrared),
        )
        if strips
    ]
    if not blocks:
        raise ValueError("no query to draw")
    rows = max(len(strips) for _, strips in blocks)
    block_in = (1 + CANDIDATES) * _CELL_IN[0] + (CANDIDATES - 1) * _GAP_IN + _QUERY_GAP_IN
    width = len(blocks) * block_in + (len(blocks) - 1) * _BLOCK_GAP_IN + 2 * _MARGIN_IN
    figure = new_figure(width, _HEAD_IN + rows * (_CELL_IN[1] + _ROW_GAP_IN) + _FOOT_IN)
    _write(figure, (_MARGIN_IN, 0.32), title, points=13, weight="bold")
    for number, (words, strips) in enumerate(blocks):
        left = _MARGIN_IN + number * (block_in + _BLOCK_GAP_IN)
        _write(figure, (left, 0.64), words, points=10, weight="bold")
        for row, strip in enumerate(strips):
            _draw_strip(figure, strip, (left, _HEAD_IN + row * (_CELL_IN[1] + _ROW_GAP_IN)))
    _write_key(figure)
    return as_png(figure)


def _draw_strip(figure: "Figure", strip: Strip, corner_in: tuple[float, float]) -> None:
    left, top = corner_in
    _draw_picture(figure, strip.query, corner_in, colour=INK, thin=True)
    below = top + _CELL_IN[1] + 0.13
    _write(figure, (left, below), strip.name or "query", points=6.5, colour=FAINT_INK)
    for rank, candidate in enumerate(strip.candidates[:CANDIDATES]):
        place = left + (rank + 1) * _CELL_IN[0] + rank * _GAP_IN + _QUERY_GAP_IN
        colour = _COLOURS[candidate.is_right]
        _draw_picture(figure, candidate.picture, (place, top), colour=colour)
        text = f"{rank + 1} {_SIGNS[candidate.is_right]}"
        _write(figure, (place, below), text, points=7.5, colour=colour, weight="bold")
        _write(
            figure,
            (place + _CELL_IN[0], below),
            f"{candidate.similarity:.2f}",
            points=6.5,
            colour=FAINT_INK,
            side="right",
        )


def _draw_picture(
    figure: "Figure",
    picture: UInt8Array,
    corner_in: tuple[float, float],
    *,
    colour: str,
    thin: bool = False,
) -> None:
    """Fit a picture into a framed cell whose upper left corner is told, keeping its shape."""
    channels = 3
    if picture.dtype != "uint8" or picture.ndim != channels or picture.shape[2] != channels:
        raise ValueError(f"a picture must be (h, w, 3) of bytes, got {picture.shape}")
    width, height = figure.get_size_inches()
    left, top = corner_in
    axes = figure.add_axes(
        (
            left / width,
            1 - (top + _CELL_IN[1]) / height,
            _CELL_IN[0] / width,
            _CELL_IN[1] / height,
        ),
        facecolor="#eef0f2",
    )
    rows, columns = picture.shape[:2]
    scale = max(rows / _CELL_IN[1], columns / _CELL_IN[0])  # px an inch
    beside = (scale * _CELL_IN[0] - columns) / 2
    above = (scale * _CELL_IN[1] - rows) / 2
    axes.imshow(picture, aspect="auto", extent=(0, columns, rows, 0))
    axes.set_xlim(-beside, columns + beside)
    axes.set_ylim(rows + above, -above)
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_color(colour)
        spine.set_linewidth(1 if thin else 2.6)


def _write_key(figure: "Figure") -> None:
    foot = figure.get_size_inches()[1] - 0.16
    for place, (is_right, words) in enumerate(
        ((True, "same person"), (False, "another person"), (None, "person not known"))
    ):
        _write(
            figure,
            (_MARGIN_IN + 1.25 * place, foot),
            f"{_SIGNS[is_right]} {words}",
            points=7.5,
            colour=_COLOURS[is_right],
            weight="bold",
        )


def _write(
    figure: "Figure",
    place_in: tuple[float, float],
    text: str,
    *,
    points: float,
    colour: str = INK,
    weight: str = "normal",
    side: str = "left",
) -> None:
    """Write a line; its place is told from the upper left corner."""
    width, height = figure.get_size_inches()
    left, top = place_in
    figure.text(
        left / width,
        1 - top / height,
        text,
        fontsize=points,
        color=colour,
        weight=weight,
        ha=side,
        va="center_baseline",
    )
