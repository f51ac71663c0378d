"""Error figures in words; what they mean is told beside them."""

from cba_core.domain.error_figures import ErrorCurve, ErrorFigure, PairKind
from cba_core.domain.hit_figures import HitFigure


def kind_text(kind: PairKind) -> str:
    """A pair of cameras, or all, for people."""
    cameras = "any cameras" if kind.cameras is None else " and ".join(dict.fromkeys(kind.cameras))
    modalities = " and ".join(dict.fromkeys(kind.modalities))
    return f"{cameras}, {modalities}"


def figure_text(figure: ErrorFigure | None) -> str:
    """`3 of 100 (1 to 8, n = 412)`; what it means is told beside it."""
    if figure is None:
        return "not measured"
    low, high = figure.interval
    wider = "; any cameras" if figure.kind.cameras is None else ""
    return (
        f"{100 * figure.share:.0f} of 100 ({100 * low:.0f} to {100 * high:.0f}, "
        f"n = {figure.pairs}{drawn_text(figure.drawn_from)}{wider})"
    )


def share_text(figure: ErrorFigure | HitFigure | None) -> str:
    """`3 of 100 (1 to 8)`."""
    if figure is None:
        return "not measured"
    low, high = figure.interval
    return f"{100 * figure.share:.0f} of 100 ({100 * low:.0f} to {100 * high:.0f})"


def drawn_text(drawn_from: int | None) -> str:
    """What stands behind a number of pairs that were drawn of more."""
    return "" if drawn_from is None else f" drawn of {drawn_from}"


def pairs_text(curve: ErrorCurve) -> str:
    """`412`, or `20000 drawn of 1234567`."""
    return f"{len(curve.similarities)}{drawn_text(curve.drawn_from)}"
