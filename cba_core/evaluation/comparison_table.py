"""Results of many runs as one table: a row a method, its mean and spread over seeds."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from cba_core.domain.measurement import RankingFigures

NOT_MEASURED = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunResult:
    """What one run of a method came to."""

    method: str
    seed: int
    infrared_to_visible: Mapping[str, float] | None  # by name as `named_scores` gives them, 0..1
    visible_to_infrared: Mapping[str, float] | None
    granularity_ratio: float | None
    cross_modality_label_precision: float | None  # 0..1


@dataclass(frozen=True, slots=True, kw_only=True)
class Spread:
    """Mean of a measure over the runs that have it."""

    mean: float
    deviation: float | None  # sample standard deviation; None: one run tells no spread
    runs: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """One method."""

    method: str
    runs: int
    cells: Mapping[str, Spread | None]  # by heading of `COLUMNS`; None: not measured


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    heading: str
    value: Callable[[RunResult], float | None]
    scale: float
    digits: int


def _score(direction: str, name: str) -> Callable[[RunResult], float | None]:
    def value(run: RunResult) -> float | None:
        scores: Mapping[str, float] | None = getattr(run, direction)
        return None if scores is None else scores.get(name)

    return value


_COLUMNS = (
    *(
        _Column(heading=f"{shown}, {label} (%)", value=_score(direction, name), scale=100, digits=1)
        for direction, shown in (
            ("infrared_to_visible", "Infrared to visible"),
            ("visible_to_infrared", "Visible to infrared"),
        )
        for name, label in (("rank_1", "Rank-1"), ("mAP", "mAP"))
    ),
    _Column(
        heading="Granularity ratio",
        value=lambda run: run.granularity_ratio,
        scale=1,
        digits=2,
    ),
    _Column(
        heading="Cross-modality label precision (%)",
        value=lambda run: run.cross_modality_label_precision,
        scale=100,
        digits=1,
    ),
)
COLUMNS = tuple(one.heading for one in _COLUMNS)


def named_scores(figures: RankingFigures) -> dict[str, float] | None:
    """Scores of one direction under the names that files and tables use; None without any."""
    if figures.scores is None:
        return None
    return {
        **{f"rank_{rank}": share for rank, share in figures.scores.cmc.items()},
        "mAP": figures.scores.mean_average_precision,
        "mINP": figures.scores.mean_inverse_negative_penalty,
    }


def comparison_rows(runs: Sequence[RunResult]) -> tuple[ComparisonRow, ...]:
    """A row a method, in the order in which methods first appear.

    Raises:
        ValueError: a method ran twice with one seed: its spread would be too small.
    """
    by_method: dict[str, dict[int, RunResult]] = {}
    for run in runs:
        seeds = by_method.setdefault(run.method, {})
        if run.seed in seeds:
            raise ValueError(f"{run.method} has two results of seed {run.seed}")
        seeds[run.seed] = run
    return tuple(
        ComparisonRow(
            method=method,
            runs=len(seeds),
            cells={
                column.heading: _spread([column.value(run) for run in seeds.values()])
                for column in _COLUMNS
            },
        )
        for method, seeds in by_method.items()
    )


def comparison_markdown(rows: Sequence[ComparisonRow]) -> str:
    """A Markdown table: mean ± sample standard deviation, "—" where nothing was measured.

    A cell that not all runs of its row have tells how many have.
    """
    lines = [
        ("Method", "Runs", *COLUMNS),
        ("---", *(["---:"] * (len(COLUMNS) + 1))),
        *(
            (
                row.method.replace("|", "\\|"),
                str(row.runs),
                *(_cell(row.cells[column.heading], row.runs, column) for column in _COLUMNS),
            )
            for row in rows
        ),
    ]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines) + "\n"


def _spread(values: Sequence[float | None]) -> Spread | None:
    known = [one for one in values if one is not None]
    if not known:
        return None
    return Spread(
        mean=float(np.mean(known)),
        deviation=float(np.std(known, ddof=1)) if len(known) > 1 else None,
        runs=len(known),
    )


def _cell(spread: Spread | None, runs: int, column: _Column) -> str:
    if spread is None:
        return NOT_MEASURED
    text = f"{spread.mean * column.scale:.{column.digits}f}"
    if spread.deviation is not None:
        text += f" ± {spread.deviation * column.scale:.{column.digits}f}"
    return text if spread.runs == runs else f"{text} ({spread.runs} of {runs})"
