"""The starter model: measured beside ImageNet and chance, then put into resources/models.

It is trained with `cba train SIMULATED CASE --out MODEL --config benchmarks/starter.toml`, CASE
being an index of ../shared/data/m3svd and ../shared/data/intel, and put beside ImageNet's weights
by `benchmarks.join_starter` (ADR 19). Then run:
`python -m benchmarks.starter MODEL SIMULATED CASE [--ship] [--share .3]`.
SIMULATED is measured on its test people, CASE on its pairs of recordings of one name, one visible
and one infrared; the case is copied first, since another model's vectors are stored in it. With
`--ship` the figures go into the model's header and card, and both into resources/models.
`--share` measures weights that lie so far from the ImageNet default's to the trained ones: what
was learnt against what is forgotten.
"""

import argparse
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from cba_core.case import Case
from cba_core.domain.footage import Modality
from cba_core.domain.ids import FootageId
from cba_core.domain.measurement import RetrievalScores
from cba_core.domain.progress import Unattended
from cba_core.model.model_file import read_model_file, write_model_file
from cba_core.model.model_header import Figure, ModelHeader
from cba_core.pipelines.choose_model import PUBLIC_NAMES, model_file_for
from cba_core.pipelines.evaluate_model import evaluate_model
from cba_core.pipelines.model_card import card_path, model_card

_TARGET = Path(__file__).parents[1] / "resources" / "models" / "starter.safetensors"
_NOTES = (
    "Two networks side by side: what Duskline learnt (a tenth of the similarity) and the ImageNet "
    "network it began with (nine tenths), about the mean and along the 512 main axes of what both "
    "see of simulated people without labels; no label and no figure of the people it is measured "
    "on had a part in it. HITSZ-VCM names the layout of simulated sets alone: nobody in them "
    "exists. Simulated people were held out and share no clothes with those it learnt from, but "
    "they are simulated, and in near infrared. Registered pairs are the only real figures: three "
    "scenes of M3SVD, visible and thermal, one filmed through smoke: a handful of people at the "
    "same moment, in the same pose, from the same place, and the learnt part saw these very "
    "tracklets in training, without labels. So they say little of what a person looks like hours "
    "later, from elsewhere, or in near infrared, and one query more or less is six or seven "
    "points. Weak where clothes are alike, where people are small, cut off or many, in thermal "
    "footage, and in low light; children were in neither set. ImageNet is the plain network that "
    "was the default before. One seed. No real near-infrared footage was at hand."
)

Scores = Mapping[str, RetrievalScores | None]  # by direction


def simulated_scores(model: str, data: Path) -> Scores:
    """Both directions, test people of a data set."""
    figures = evaluate_model(model, data, "hitsz-vcm", Unattended(), threads=2).figures
    return {
        "infrared to visible": figures.infrared_to_visible.scores,
        "visible to infrared": figures.visible_to_infrared.scores,
    }


def registered_pairs(case: Case) -> list[tuple[FootageId, FootageId]]:
    """Visible and infrared recordings of one name."""
    footage = case.footage()
    infrared = {one.name: one.id for one in footage if one.modalities == {Modality.INFRARED}}
    return [
        (one.id, infrared[one.name])
        for one in footage
        if one.modalities == {Modality.VISIBLE} and one.name in infrared
    ]


def registered_scores(model: str, case_folder: Path) -> Scores:
    """Both directions, all registered pairs of a case together."""
    with tempfile.TemporaryDirectory(prefix="duskline-starter-") as folder:
        copied = Path(folder) / case_folder.name
        shutil.copytree(case_folder, copied)
        with Case.open(copied) as case:
            case.index(model=Path(PUBLIC_NAMES.get(model, model)))
            measured = case.measure(registered=registered_pairs(case))
    names = {
        Modality.VISIBLE: "visible to infrared",
        Modality.INFRARED: "infrared to visible",
    }
    return {
        names[one.query_modality]: one.scores
        for one in measured.ranking
        if one.query_camera is None and one.gallery_camera is None
    }


def figures_of(measured: Mapping[str, tuple[Scores, Scores]]) -> list[Figure]:
    """What goes into the header: starter, ImageNet and chance, each with its number of queries.

    Args:
        measured: for each data set the scores of the starter and of ImageNet.
    """
    figures = []
    for data, (starter, imagenet) in measured.items():
        for direction, scores in starter.items():
            other = imagenet[direction]
            if scores is None or other is None:
                continue
            for name, values in {
                "Rank-1": (scores.cmc[1], other.cmc[1], scores.chance_cmc_1),
                "mAP": (
                    scores.mean_average_precision,
                    other.mean_average_precision,
                    scores.chance_mean_average_precision,
                ),
            }.items():
                for who, value in zip(("starter", "ImageNet", "chance"), values, strict=True):
                    figures.append(
                        Figure(
                            name=f"{data}, {direction}, {name}, {who}",
                            value=round(float(value), 4),
                            count=scores.queries,
                        )
                    )
    return figures


def as_table(figures: Sequence[Figure]) -> str:
    """Markdown with a row for each figure and a column for each of the three."""
    lines = ["| | queries | starter | ImageNet | chance |", "|---|---:|---:|---:|---:|"]
    for three in zip(figures[::3], figures[1::3], figures[2::3], strict=True):
        name = three[0].name.rpartition(", ")[0]
        values = " | ".join(f"{100 * one.value:.1f}" for one in three)
        lines.append(f"| {name} | {three[0].count} | {values} |")
    return "\n".join(lines)


def mixed(model: Path, share: float, folder: Path) -> Path:
    """A file of weights between those of the ImageNet network and those of a model trained from it.

    Args:
        model: of the default's architecture.
        share: 0 is the default, 1 the model.
        folder: where it is written.
    """
    header, trained = read_model_file(model)
    _, before = read_model_file(model_file_for(Path(PUBLIC_NAMES["imagenet"])))
    if {name: one.shape for name, one in trained.items()} != {
        name: one.shape for name, one in before.items()
    }:
        raise SystemExit(f"{model} is not built as the ImageNet network is")
    between = {
        name: ((1.0 - share) * before[name] + share * one).astype(one.dtype)
        for name, one in trained.items()
    }
    target = folder / f"{model.stem}-{share:g}.safetensors"
    write_model_file(target, header, between)
    return target


def ship(model: Path, figures: Sequence[Figure]) -> None:
    """Write model and card into resources/models, with what was measured."""
    header, tensors = read_model_file(model)
    if header.training is None:
        raise SystemExit(f"{model} does not say how it was trained")
    shipped: ModelHeader = replace(
        header,
        training=replace(header.training, figures=tuple(figures)),
        provenance=replace(header.provenance, notes=_NOTES),
    )
    _TARGET.parent.mkdir(parents=True, exist_ok=True)
    model_id = write_model_file(_TARGET, shipped, tensors)
    card_path(_TARGET).write_text(model_card(shipped, model_id), encoding="utf-8")
    print(f"{_TARGET}: {_TARGET.stat().st_size / 1e6:.1f} MB; STARTER_ID is {model_id}")


def main() -> None:
    """Measure, print, and ship where asked to."""
    parser = argparse.ArgumentParser()
    parser.add_argument("model", type=Path)
    parser.add_argument("simulated", type=Path)
    parser.add_argument("case", type=Path)
    parser.add_argument("--ship", action="store_true")
    parser.add_argument("--share", type=float, default=1.0, help="of the trained weights")
    wanted = parser.parse_args()
    if wanted.ship and wanted.share != 1.0:
        parser.error("what is shipped is what was trained")
    with tempfile.TemporaryDirectory(prefix="duskline-starter-") as folder:
        if wanted.share != 1.0:
            wanted.model = mixed(wanted.model, wanted.share, Path(folder))
        figures = measured(wanted.model, wanted.simulated, wanted.case)
    print(as_table(figures))
    if wanted.ship:
        ship(wanted.model, figures)


def measured(model: Path, simulated: Path, case: Path) -> list[Figure]:
    """Figures of a model and of the ImageNet network on both data sets."""
    models = (str(model), "imagenet")
    scores = {
        "simulated": tuple(simulated_scores(one, simulated) for one in models),
        "registered": tuple(registered_scores(one, case) for one in models),
    }
    return figures_of({name: (both[0], both[1]) for name, both in scores.items()})


if __name__ == "__main__":
    main()
