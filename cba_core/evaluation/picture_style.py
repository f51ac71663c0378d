"""One look for all pictures: sheets without a window behind them, colours, and packing as PNG.

Visible and infrared, right and wrong differ by shape or sign too, never by colour alone. Colours
are those of Okabe and Ito (2008), which most people with colour blindness can tell apart.
"""

import io
from typing import TYPE_CHECKING

from cba_core.domain.arrays import RealArray
from cba_core.domain.errors import NotInstalledError

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK = "#20262e"
FAINT_INK = "#6a7480"
RULE = "#d5dae0"
VISIBLE_COLOUR = "#d55e00"
INFRARED_COLOUR = "#0072b2"
VISIBLE_MARKER = "o"
INFRARED_MARKER = "^"
RIGHT_COLOUR = "#007a53"
WRONG_COLOUR = "#c4320a"
UNKNOWN_COLOUR = "#727c88"
PALETTE = (
    "#0072b2",
    "#d55e00",
    "#009e73",
    "#cc79a7",
    "#e69f00",
    "#56b4e9",
    "#8a5a2b",
    "#5b3f95",
    "#b8b000",
    "#20262e",
)

DOTS_PER_INCH = 150
_TITLE_POINTS = 13
_LABEL_POINTS = 9
_MOST_MARKED = 40
_LEGEND_ROW = 0.09  # of a panel's height
_MOST_LEGEND = 0.6


def new_figure(width_in: float, height_in: float) -> "Figure":
    """An empty white sheet, drawn by Agg whatever the user's settings are.

    Raises:
        NotInstalledError: matplotlib is missing.
    """
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise NotInstalledError("matplotlib", "training") from error
    figure = Figure(figsize=(width_in, height_in), dpi=DOTS_PER_INCH, facecolor="white")
    FigureCanvasAgg(figure)
    return figure


def as_png(figure: "Figure") -> bytes:
    """Pack a sheet; the same sheet gives the same bytes."""
    packed = io.BytesIO()
    figure.savefig(packed, format="png", dpi=DOTS_PER_INCH, facecolor="white")
    return packed.getvalue()


def panels(
    title: str, count: int, *, columns: int, panel_in: tuple[float, float]
) -> tuple["Figure", list["Axes"]]:
    """A titled sheet with a grid of empty panels.

    Args:
        title: of the sheet.
        count: of the panels, at least 1.
        columns: most panels in a row.
        panel_in: width and height of a panel.

    Raises:
        NotInstalledError: matplotlib is missing.
    """
    columns = min(columns, count)
    rows = -(-count // columns)
    figure = new_figure(panel_in[0] * columns, panel_in[1] * rows + 0.5)
    figure.set_layout_engine("constrained", w_pad=0.1, h_pad=0.1)
    figure.suptitle(title, x=0.015, ha="left", fontsize=_TITLE_POINTS, color=INK, weight="bold")
    return figure, [figure.add_subplot(rows, columns, place + 1) for place in range(count)]


def style_axes(axes: "Axes", *, title: str, across: str = "", up: str = "") -> None:
    """Give a panel its words, and only the lines that carry something."""
    axes.set_title(title, loc="left", fontsize=_LABEL_POINTS + 1, color=INK, weight="bold")
    axes.set_xlabel(across, fontsize=_LABEL_POINTS, color=FAINT_INK)
    axes.set_ylabel(up, fontsize=_LABEL_POINTS, color=FAINT_INK)
    axes.tick_params(labelsize=_LABEL_POINTS - 1, color=RULE, labelcolor=FAINT_INK)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(RULE)
    axes.set_axisbelow(True)


def add_legend(axes: "Axes", *, columns: int = 1, top: float | None = None) -> None:
    """Name what is drawn, in room made for it above.

    Args:
        axes: the panel.
        columns: of names.
        top: highest value that is drawn; None takes it from what is drawn.
    """
    rows = -(-len(axes.get_legend_handles_labels()[0]) // columns)
    bottom, drawn_top = axes.get_ylim()
    highest = drawn_top if top is None else top
    axes.set_ylim(bottom, bottom + (highest - bottom) / (1 - min(_LEGEND_ROW * rows, _MOST_LEGEND)))
    axes.legend(
        loc="upper right",
        ncols=columns,
        fontsize=_LABEL_POINTS - 1,
        labelcolor=INK,
        framealpha=0.85,
        edgecolor="none",
    )


def mark_level(axes: "Axes", level: float, name: str) -> None:
    """A dashed line across at a value worth comparing with, such as chance."""
    axes.axhline(level, color=FAINT_INK, linewidth=1, linestyle=(0, (4, 3)), label=name)


def draw_line(
    axes: "Axes",
    steps: RealArray,
    values: RealArray,
    *,
    name: str,
    colour: str,
    line: str = "-",
    marker: str = "o",
) -> None:
    """A line, with its points where they are few enough to be told apart."""
    axes.plot(
        steps,
        values,
        linewidth=1.6,
        linestyle=line,
        marker=marker if len(steps) <= _MOST_MARKED else "",
        markersize=4,
        color=colour,
        label=name,
    )
