"""`cba evaluate`: a model on a data set of known people."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cba_core.cli.case_commands import AsJson
from cba_core.cli.console import errors_for_people, print_json, print_table, stdout, watched
from cba_core.domain.errors import ConfigError

if TYPE_CHECKING:
    from cba_core.domain.measurement import RankingFigures
    from cba_core.pipelines.evaluate_model import EvaluationReport


def evaluate(
    model: Annotated[
        str, typer.Argument(help="A model file, the name of an added one, imagenet or clip.")
    ],
    data: Annotated[Path, typer.Argument(help="A data set with known people.")],
    *,
    protocol: Annotated[
        str, typer.Option(help="hitsz-vcm, bupt-campus, bupt-campus-official-drop or case.")
    ] = "hitsz-vcm",
    figures: Annotated[
        Path | None, typer.Option(help="Folder for pictures: t-SNE, distances, candidates.")
    ] = None,
    threads: Annotated[int, typer.Option(min=1, help="Of the processor.")] = 2,
    as_json: AsJson = False,
) -> None:
    """Rank every known person across modalities, in both directions."""
    with errors_for_people():
        from cba_core.evaluation.retrieval_protocols import PROTOCOLS
        from cba_core.pipelines.evaluate_model import evaluate_model

        if protocol not in PROTOCOLS:
            raise ConfigError("protocol", f"{protocol} is none of {', '.join(PROTOCOLS)}")
        with watched() as context:
            report = evaluate_model(
                model, data, protocol, context, threads=threads, pictures=figures
            )
        if as_json:
            print_json(evaluation_json(report))
        else:
            _print(report)


def evaluation_json(report: "EvaluationReport") -> dict[str, object]:
    """What `--json` prints."""
    from cba_core.evaluation.comparison_table import named_scores

    def direction(figures: "RankingFigures") -> dict[str, object] | None:
        scores = named_scores(figures)
        if scores is None or figures.scores is None:
            return None
        return {
            **{name: round(value, 6) for name, value in scores.items()},
            "queries": figures.scores.queries,
            "without_positive": figures.without_positive,
            "chance_rank_1": round(figures.scores.chance_cmc_1, 6),
            "chance_mAP": round(figures.scores.chance_mean_average_precision, 6),
        }

    return {
        "model": report.model_id,
        "data": report.data,
        "protocol": report.protocol,
        "people": report.people,
        "tracklets": report.tracklets,
        "infrared_to_visible": direction(report.figures.infrared_to_visible),
        "visible_to_infrared": direction(report.figures.visible_to_infrared),
        "modality_probe": round(report.modality_probe, 6),
        "pictures": [str(one) for one in report.pictures],
    }


def _print(report: "EvaluationReport") -> None:
    rows = []
    for words, one in (
        ("infrared to visible", report.figures.infrared_to_visible),
        ("visible to infrared", report.figures.visible_to_infrared),
    ):
        if one.scores is None:
            rows.append((words, "0", *["—"] * 6, "—"))
            continue
        scores = one.scores
        rows.append(
            (
                words,
                str(scores.queries),
                *(f"{100 * scores.cmc[rank]:.1f}" for rank in (1, 5, 10, 20)),
                f"{100 * scores.mean_average_precision:.1f}",
                f"{100 * scores.mean_inverse_negative_penalty:.1f}",
                " / ".join(
                    f"{100 * one:.1f}"
                    for one in (scores.chance_cmc_1, scores.chance_mean_average_precision)
                ),
            )
        )
    print_table(
        ("direction", "queries", "rank 1", "rank 5", "rank 10", "rank 20", "mAP", "mINP",
         "chance rank 1 / mAP"),
        rows,
    )  # fmt: skip
    stdout.print(
        f"In percent; {report.people} people, {report.tracklets} tracklets of {report.data}, "
        f"protocol {report.protocol}; modality told from a vector in "
        f"{100 * report.modality_probe:.1f} % (chance 50)"
    )
    for picture in report.pictures:
        stdout.print(str(picture))
