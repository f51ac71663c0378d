"""`cba search`: rank candidates for a tracklet."""

from collections.abc import Iterator
from typing import Annotated

import typer

from cba_core.case import Case
from cba_core.cli.as_json import search_json
from cba_core.cli.case_commands import AsJson, CasePath
from cba_core.cli.console import errors_for_people, print_json, print_table, stdout
from cba_core.cli.values import moment, tracklet_id
from cba_core.config.search_config import Into, SearchConfig
from cba_core.domain.search import SearchResult

INTO: tuple[Into, ...] = ("other", "visible", "infrared", "any")


def _into(text: str) -> Into:
    for choice in INTO:
        if text == choice:
            return choice
    raise typer.BadParameter(f"{text!r} is none of {', '.join(INTO)}")


def search(
    case: CasePath,
    tracklet: Annotated[str, typer.Argument(help="Tracklet, such as 3000012 or 3-12.")],
    *,
    into: Annotated[
        str, typer.Option(help="Modality of the candidates: other, visible, infrared, any.")
    ] = "other",
    camera: Annotated[list[str] | None, typer.Option(help="Only these cameras.")] = None,
    earliest: Annotated[str | None, typer.Option(help="Not before this time.")] = None,
    latest: Annotated[str | None, typer.Option(help="Not after this time.")] = None,
    minimum_length: Annotated[int, typer.Option(min=1, help="Least number of frames.")] = 1,
    own_segment: Annotated[
        bool, typer.Option("--own-segment", help="Also rank the query's own footage segment.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many candidates.")] = 60,
    as_json: AsJson = False,
) -> None:
    """Rank candidates by likeness in appearance. This is not an identification."""
    query = tracklet_id(tracklet)
    modality = _into(into)
    with errors_for_people(), Case.open(case, read_only=True) as opened:
        zone = opened.facts.time_zone
        config = SearchConfig(
            into=modality,
            cameras=tuple(camera or ()),
            earliest=moment(earliest, zone) if earliest else None,
            latest=moment(latest, zone) if latest else None,
            minimum_length=minimum_length,
            include_own_segment=own_segment,
            limit=limit,
        )
        result = opened.search(query, config)
        if as_json:
            print_json(search_json(result))
        else:
            _print_result(result, config)


def _print_result(result: SearchResult, config: SearchConfig) -> None:
    searched = result.searched
    stdout.print(
        f"Query {result.query.label}: camera {result.query.camera}, {result.query.modality}"
    )
    stdout.print(
        f"Searched {searched.gallery} {' and '.join(searched.modalities)} tracklets of "
        f"{searched.footage_indexed} of {searched.footage_total} footage files"
        + (f"; {searched.without_vector} could not be compared" if searched.without_vector else "")
    )
    for left_out in _left_out(result, config):
        stdout.print(f"Left out: {left_out}")
    stdout.print(
        "Ranked by likeness in appearance. Not an identification; the person may not be here at "
        "all.\nHow often different people rank this high here: not measured for these cameras."
    )
    if not result.candidates:
        stdout.print("No tracklet passes the filters.")
        return
    print_table(
        ("rank", "tracklet", "camera", "modality", "from s", "to s", "start"),
        [
            (
                str(one.rank),
                f"{one.tracklet.id} ({one.tracklet.label})",
                one.tracklet.camera,
                one.tracklet.kind or one.tracklet.modality,
                f"{one.tracklet.start_s:.2f}",
                f"{one.tracklet.end_s:.2f}",
                one.tracklet.start_time.isoformat() if one.tracklet.start_time else "not told",
            )
            for one in result.candidates
        ],
    )


def _left_out(result: SearchResult, config: SearchConfig) -> Iterator[str]:
    """What was not ranked although the person might think so."""
    if result.searched.own_segment_excluded:
        yield "the footage segment of the query itself (--own-segment ranks it too)"
    if config.earliest is not None or config.latest is not None:
        yield "footage whose start time nobody told (cba footage set CASE NUMBER --start TIME)"
    unindexed = result.searched.footage_total - result.searched.footage_indexed
    if unindexed:
        yield f"{unindexed} footage files that are not indexed (cba footage list CASE)"
