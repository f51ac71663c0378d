"""`cba evaluate`: a model on a data set of known people."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cba_core.cli.case_commands import Actor, AsJson, Reason
from cba_core.cli.console import errors_for_people, print_json, print_table, stdout, watched
from cba_core.cli.used_cases import UsedCases, used_cases
from cba_core.domain.case_log import Details, LogAction
from cba_core.domain.errors import ConfigError
from cba_core.domain.free_negatives import LEAST_PAIRS, FreeNegativeError

if TYPE_CHECKING:
    from cba_core.domain.measurement import RankingFigures
    from cba_core.pipelines.evaluate_model import EvaluationReport

FREE_NEGATIVES = "free-negatives"


def evaluate(
    model: Annotated[
        str,
        typer.Argument(help="A model file, the name of an added one, starter, imagenet or clip."),
    ],
    data: Annotated[
        Path, typer.Argument(help="A data set with known people; a case for free-negatives.")
    ],
    *,
    protocol: Annotated[
        str,
        typer.Option(
            help="hitsz-vcm, bupt-campus, bupt-campus-official-drop, case or free-negatives."
        ),
    ] = "hitsz-vcm",
    figures: Annotated[
        Path | None, typer.Option(help="Folder for pictures: t-SNE, distances, candidates.")
    ] = None,
    threads: Annotated[int, typer.Option(min=1, help="Of the processor.")] = 2,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Rank every known person across modalities, in both directions.

    With free-negatives, on a case of which nobody is known: how often somebody who stood beside
    a person is at least as like that person's first half as the second half is.
    """
    with errors_for_people():
        if protocol == FREE_NEGATIVES:
            with used_cases("evaluate", actor, reason) as used:
                found = _free_negatives(model, data, threads, used)
            _print_free_negatives(found, as_json=as_json)
            return
        from cba_core.cli.train_command import is_case
        from cba_core.evaluation.retrieval_protocols import PROTOCOLS
        from cba_core.pipelines.evaluate_model import evaluate_model

        if protocol not in PROTOCOLS:
            raise ConfigError(
                "protocol", f"{protocol} is none of {', '.join([*PROTOCOLS, FREE_NEGATIVES])}"
            )
        if is_case(data):
            raise ConfigError(
                "protocol",
                f"{protocol} needs known people, and {data.name} is a case: take {FREE_NEGATIVES}, "
                "or cba measure CASE TRUTH where the truth is known",
            )
        with watched() as context:
            report = evaluate_model(
                model, data, protocol, context, threads=threads, pictures=figures
            )
        if as_json:
            print_json(evaluation_json(report))
        else:
            _print(report)


def _free_negatives(
    model: str, data: Path, threads: int, used: UsedCases
) -> dict[str, FreeNegativeError]:
    from cba_core.cli.train_command import is_case, source_at
    from cba_core.model.model_file import model_id_of
    from cba_core.pipelines.case_use import evaluated_details
    from cba_core.pipelines.choose_model import PUBLIC_NAMES, model_file_for
    from cba_core.pipelines.measure_free_negatives import measure_free_negatives

    learnt: Details = {}
    if is_case(data):
        source, learnt = used.read(data)
    else:
        source = source_at(data, used)
    with watched() as context:
        found = measure_free_negatives(model, source, context, threads=threads)
    sha256 = model_id_of(model_file_for(Path(PUBLIC_NAMES.get(model, model))))
    used.tell(LogAction.QUERY, "evaluation", evaluated_details(model, sha256, learnt, found))
    return found


def _print_free_negatives(found: dict[str, FreeNegativeError], *, as_json: bool) -> None:
    if as_json:
        print_json({name: _error_json(one) for name, one in found.items()})
        return
    rows: list[tuple[str, ...]] = []
    for name, one in found.items():
        if one.share is None or one.interval is None:
            rows.append((name, "0", "—", "—", "not measured"))
            continue
        low, high = one.interval
        told = "" if one.is_measured else f"under {LEAST_PAIRS} pairs: not measured"
        rows.append(
            (name, str(one.pairs), f"{one.wrong} of {one.comparisons}",
             f"{100 * low:.1f} to {100 * high:.1f} %", told)
        )  # fmt: skip
    print_table(("modality", "pairs", "as like or more", "95 % interval", ""), rows)
    stdout.print(
        "Pairs: two tracklets that one camera saw at one moment. Counted: somebody else's half was "
        "at least as like as the own one."
    )


def _error_json(one: FreeNegativeError) -> dict[str, object]:
    return {
        "pairs": one.pairs,
        "comparisons": one.comparisons,
        "wrong": one.wrong,
        "share": None if one.share is None else round(one.share, 6),
        "interval": None if one.interval is None else [round(end, 6) for end in one.interval],
        "measured": one.is_measured,
    }


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
        "infrared_cameras": {
            name: {
                "infrared_to_visible": direction(one.infrared_to_visible),
                "visible_to_infrared": direction(one.visible_to_infrared),
            }
            for name, one in report.infrared_cameras.items()
        },
        "modality_probe": round(report.modality_probe, 6),
        "pictures": [str(one) for one in report.pictures],
    }


def _print(report: "EvaluationReport") -> None:
    parts = [("", report.figures)]
    parts += [(f", {name} alone", one) for name, one in report.infrared_cameras.items()]
    rows = [
        row
        for told, one in parts
        for row in (
            _row(f"infrared to visible{told}", one.infrared_to_visible),
            _row(f"visible to infrared{told}", one.visible_to_infrared),
        )
    ]
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


def _row(words: str, one: "RankingFigures") -> tuple[str, ...]:
    scores = one.scores
    if scores is None:
        return (words, "0", *["—"] * 7)
    chance = (scores.chance_cmc_1, scores.chance_mean_average_precision)
    return (
        words,
        str(scores.queries),
        *(f"{100 * scores.cmc[rank]:.1f}" for rank in (1, 5, 10, 20)),
        f"{100 * scores.mean_average_precision:.1f}",
        f"{100 * scores.mean_inverse_negative_penalty:.1f}",
        " / ".join(f"{100 * value:.1f}" for value in chance),
    )
