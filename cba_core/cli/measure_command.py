"""`cba measure`: compare what a case found with what is known."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from cba_core.cli.case_commands import (
    Actor,
    AsJson,
    CasePath,
    Reason,
    author,
    opened_to_ask,
)
from cba_core.cli.console import errors_for_people, print_json, print_table, stdout, watched
from cba_core.cli.measurement_json import measurement_json
from cba_core.domain.errors import CbaError, NotInCaseError
from cba_core.domain.footage import Footage
from cba_core.domain.ids import FootageId
from cba_core.domain.measurement import RANKS, Measurement, TrackletFigures

_ALL = "all"
_RANKING_COLUMNS = (
    *("from", "into", "query camera", "gallery camera", "queries", "no positive", "gallery"),
    *(f"CMC-{rank}" for rank in RANKS),
    *("mAP", "mINP", "chance CMC-1", "chance mAP"),
)


def measure(
    case: CasePath,
    truth: Annotated[
        Path | None,
        typer.Argument(metavar="TRUTH", help="Folder of ground truth.", show_default=False),
    ] = None,
    *,
    registered: Annotated[
        tuple[str, str] | None,
        typer.Option(
            metavar="A B",
            help="Instead of TRUTH: two footage files whose pictures lie on one another.",
        ),
    ] = None,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Measure detection, tracking and ranking of a case against known truth."""
    if (truth is None) == (registered is None):
        raise typer.BadParameter("give either TRUTH or --registered A B")
    with errors_for_people(), opened_to_ask(case, author(actor, reason, case)) as opened:
        pairs = [_pair(registered, opened.footage())] if registered else []
        with watched() as context:
            measured = opened.measure(truth, registered=pairs, context=context)
        if as_json:
            print_json(measurement_json(measured))
        else:
            _print(measured)


def _pair(names: tuple[str, str], footage: Sequence[Footage]) -> tuple[FootageId, FootageId]:
    first, second = (_footage_named(name, footage) for name in names)
    return first, second


def _footage_named(text: str, footage: Sequence[Footage]) -> FootageId:
    """A number, a file name, or one without suffix; a name must belong to one file alone."""
    if text.isascii() and text.isdigit():
        found = [one for one in footage if one.id == int(text)]
        if found:
            return found[0].id
    named = [one for one in footage if text in {one.name, one.path.stem}]
    if not named:
        raise NotInCaseError("footage", text, "cba footage list CASE")
    if len(named) > 1:
        numbers = ", ".join(str(one.id) for one in named)
        raise CbaError(
            f"{len(named)} footage files are called {text}", f"Say which by number: {numbers}"
        )
    return named[0].id


def _print(measured: Measurement) -> None:
    stdout.print(
        f"Measured on {sum(one.frames_looked_at for one in measured.footage)} looked-at frames of "
        f"{len(measured.footage)} footage files, model {measured.model_id[:12]}"
    )
    for one in measured.not_measured:
        stdout.print(f"Not measured: {one.name}: {one.reason}")
    for incomplete in (one for one in measured.footage if not one.is_complete):
        stdout.print(f"Measured in part: footage {incomplete.id} is not indexed to its end")
    if measured.detection:
        _print_detection(measured)
        _print_tracking(measured)
    _print_tracklets(measured.tracklets)
    _print_ranking(measured)


def _print_detection(measured: Measurement) -> None:
    stdout.print(
        "\nDetection at overlap 0.5 (boxes of stored tracklets; people of whom less than 0.1 can "
        "be seen are ignored)"
    )
    print_table(
        ("modality", "height px", "visibility", "boxes", "found", "false", "recall", "precision"),
        [
            (
                one.modality or _ALL,
                one.height or _ALL,
                one.visibility or _ALL,
                str(one.boxes),
                str(one.found),
                str(one.false_alarms),
                _figure(one.recall),
                _figure(one.precision),
            )
            for one in measured.detection
        ],
    )


def _print_tracking(measured: Measurement) -> None:
    stdout.print("\nTracking")
    print_table(
        ("camera", "HOTA", "DetA", "AssA", "IDF1", "MOTA", "switches", "breaks"),
        [
            (
                _ALL if one.camera is None else one.camera,
                _figure(one.hota),
                _figure(one.detection_accuracy),
                _figure(one.association_accuracy),
                _figure(one.idf1),
                _figure(one.mota),
                str(one.switches),
                str(one.fragmentations),
            )
            for one in measured.tracking
        ],
    )


def _print_tracklets(figures: TrackletFigures) -> None:
    stdout.print(
        f"\nTracklets: {figures.total}; of one known person {figures.assigned}, mixed "
        f"{len(figures.mixed)}, of nobody known {figures.of_nobody}, of ignored people "
        f"{figures.of_ignored}; {figures.without_vector} of the known ones have no vector"
    )
    if figures.purity is not None and figures.mixing is not None:
        stdout.print(
            f"Purity {figures.purity:.3f}; boxes of somebody else {figures.mixing:.3f}; "
            f"{figures.sightings_found} of {figures.sightings} sightings found, in "
            f"{_figure(figures.tracklets_per_sighting)} tracklets each"
        )
    if figures.in_wrong_modality:
        stdout.print(f"{figures.in_wrong_modality} tracklets are stored in the wrong modality")


def _print_ranking(measured: Measurement) -> None:
    stdout.print("\nRanking in the other modality (chance: expected of a random order)")
    if measured.registered:
        stdout.print("Registered recordings share moment and pose: expect less between cameras.")
    print_table(
        _RANKING_COLUMNS,
        [
            (
                one.query_modality,
                one.query_modality.other,
                one.query_camera or _ALL,
                one.gallery_camera or _ALL,
                str(one.scores.queries if one.scores else 0),
                str(one.without_positive),
                "-" if one.mean_gallery is None else f"{one.mean_gallery:.1f}",
                *(_figure(one.scores.cmc[rank] if one.scores else None) for rank in RANKS),
                _figure(one.scores.mean_average_precision if one.scores else None),
                _figure(one.scores.mean_inverse_negative_penalty if one.scores else None),
                _figure(one.scores.chance_cmc_1 if one.scores else None),
                _figure(one.scores.chance_mean_average_precision if one.scores else None),
            )
            for one in measured.ranking
            if one.scores or one.query_camera is None
        ],
    )


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"
