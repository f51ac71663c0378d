"""`cba search`: rank candidates for a tracklet."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from cba_core.cli.as_json import search_json
from cba_core.cli.asked_command import asked_json, newly_asked
from cba_core.cli.case_commands import (
    Actor,
    AsJson,
    CasePath,
    Reason,
    author,
    opened_to_ask,
)
from cba_core.cli.console import (
    duration,
    errors_for_people,
    on_one_line,
    print_json,
    print_table,
    stdout,
)
from cba_core.cli.decide_command import query_named
from cba_core.cli.figure_words import drawn_text, figure_text, kind_text
from cba_core.cli.values import MOST_FOOTAGE, modality_of, moment
from cba_core.config.search_config import Into, SearchConfig
from cba_core.domain.asked import AskedPicture, notes_of, origin_text
from cba_core.domain.decisions import query_key
from cba_core.domain.ids import is_asked
from cba_core.domain.search import SearchResult

INTO: tuple[Into, ...] = ("other", "visible", "infrared", "any")


def _into(text: str) -> Into:
    for choice in INTO:
        if text == choice:
            return choice
    raise typer.BadParameter(f"{text!r} is none of {', '.join(INTO)}")


def search(
    case: CasePath,
    tracklet: Annotated[
        str | None,
        typer.Argument(
            help="Tracklet, such as 3000012 or 3-12; several of one person by commas. Also a "
            "picture asked with before, such as external-1 or box-2."
        ),
    ] = None,
    *,
    picture: Annotated[
        Path | None, typer.Option(help="Ask with a picture from outside the case (external).")
    ] = None,
    whole: Annotated[
        bool, typer.Option("--whole", help="Ask with the whole picture, whoever is found in it.")
    ] = False,
    footage: Annotated[
        int | None,
        typer.Option(min=1, max=MOST_FOOTAGE, help="Ask with a box in this footage file."),
    ] = None,
    at: Annotated[
        float | None, typer.Option(min=0, help="When, in seconds from the file's first frame.")
    ] = None,
    box: Annotated[
        str | None, typer.Option(help="The person: X,Y,W,H in pixels of picture or frame.")
    ] = None,
    modality: Annotated[
        str | None, typer.Option(help="What the picture shows: visible or infrared.")
    ] = None,
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
    with_accepted: Annotated[
        bool,
        typer.Option("--with-accepted", help="Re-rank by what was accepted for this query, too."),
    ] = False,
    show_rejected: Annotated[
        bool, typer.Option("--show-rejected", help="Also candidates decided to be different.")
    ] = False,
    limit: Annotated[int, typer.Option(min=1, help="How many candidates.")] = 60,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Rank candidates by likeness in appearance. This is not an identification."""
    is_new = picture is not None or footage is not None or at is not None or box is not None
    if (tracklet is None) != is_new:
        raise typer.BadParameter("give a tracklet, or --picture, or --footage with --at and --box")
    if modality is not None and not is_new:
        raise typer.BadParameter("--modality is of a new picture; for candidates give --into")
    if whole and (picture is None or box is not None):
        raise typer.BadParameter("--whole goes with --picture alone, and not with --box")
    query = () if tracklet is None else query_named(tracklet)
    told = None if modality is None else modality_of(modality)
    into_modality = _into(into)
    with errors_for_people(), opened_to_ask(case, author(actor, reason, case)) as opened:
        zone = opened.facts.time_zone
        config = SearchConfig(
            into=into_modality,
            cameras=tuple(camera or ()),
            earliest=moment(earliest, zone) if earliest else None,
            latest=moment(latest, zone) if latest else None,
            minimum_length=minimum_length,
            include_own_segment=own_segment,
            with_accepted=with_accepted,
            show_rejected=show_rejected,
            limit=limit,
        )
        if is_new:
            made = newly_asked(
                opened, picture=picture, whole=whole, footage=footage, at=at, box=box,
                modality=told,
            )  # fmt: skip
            query = query_key([made.id])
        result = opened.search(query, config)
        pictures = [opened.asking.of(one) for one in query if is_asked(one)]
        if as_json:
            told_json = search_json(result, opened.clocks.times())
            print_json({**told_json, "asked": [asked_json(one) for one in pictures]})
        else:
            _print_result(result, pictures)


def _print_result(result: SearchResult, pictures: Sequence[AskedPicture]) -> None:
    searched = result.searched
    stdout.print(
        on_one_line(
            "Query "
            + ", ".join(
                f"{one.label}: camera {one.camera}, {one.modality}" for one in result.queries
            )
        )
    )
    for one in pictures:
        stdout.print(on_one_line(f"{one.label}: {origin_text(one)}; box {one.box}"))
        stdout.print(f"SHA-256 of the picture {one.picture_sha256}, of the crop {one.crop_sha256}")
        for note in notes_of(one):
            stdout.print(note)
    if result.accepted:
        fed = ", ".join(one.label for one in result.accepted)
        stdout.print(f"Re-ranked by what was accepted for it: {fed}")
    if result.nobody_here is not None:
        stdout.print(on_one_line(f"{result.nobody_here.actor} found nobody on this list"))
    stdout.print(
        f"Searched {searched.gallery} {' and '.join(searched.modalities)} tracklets of "
        f"{searched.footage.indexed + searched.footage_in_part} of {searched.footage.total} "
        "footage files"
        + (f"; {searched.without_vector} could not be compared" if searched.without_vector else "")
    )
    for left_out in _left_out(result):
        stdout.print(f"Left out: {left_out}")
    stdout.print(
        "Ranked by likeness in appearance. Not an identification; the person may not be here at "
        "all."
    )
    if not pictures:
        stdout.print(_checked(result))
    stdout.print(
        f"Model {result.model_id[:12]}; what it learnt from and where it is weak: "
        f"cba models show {result.model_id[:12]}"
    )
    if not result.candidates:
        stdout.print("No tracklet passes the filters.")
        return
    print_table(
        (
            "rank",
            "was",
            "tracklet",
            "camera",
            "modality",
            "from s",
            "to s",
            "start",
            "different people",
            "decided",
        ),
        [
            (
                str(one.rank),
                str(one.original_rank or ""),
                f"{one.tracklet.id} ({one.tracklet.label})",
                one.tracklet.camera,
                one.tracklet.kind or one.tracklet.modality,
                f"{one.tracklet.start_s:.2f}",
                f"{one.tracklet.end_s:.2f}",
                one.tracklet.start_time.isoformat() if one.tracklet.start_time else "not told",
                figure_text(one.error),
                one.decision.verdict.value if one.decision else "",
            )
            for one in result.candidates
        ],
    )


def _checked(result: SearchResult) -> str:
    """What this case's own check says of the first candidate that it says anything of."""
    for one in result.candidates:
        if one.error is not None:
            share = round(100 * one.error.share)
            pair = kind_text(one.error.kind)
            return (
                f"In this case's own check, {share} of 100 different people scored at least as "
                f"high as candidate {one.rank}\n({pair}; n = {one.error.pairs}"
                f"{drawn_text(one.error.drawn_from)}). Similar clothing "
                'and build raise the score. Column "different people" tells it for each.'
            )
    return "How often different people score this high here: not measured for these cameras."


def _left_out(result: SearchResult) -> Iterator[str]:
    """What was not ranked although the person might think so."""
    if result.searched.own_segment_excluded:
        yield "the footage segment of the query itself (--own-segment ranks it too)"
    searched = result.searched
    if count := searched.rejected_left_out:
        yield f"{count} decided to show somebody else (--show-rejected shows them)"
    for count, which in (
        (
            searched.footage_without_time,
            "with no recorder time (cba footage set CASE NUMBER --start TIME)",
        ),
        (searched.footage.waiting, "not indexed yet (cba index CASE)"),
        (searched.footage.failed, "that failed (cba footage list CASE tells why)"),
        (searched.footage.missing, "missing and never indexed (cba footage find CASE FOLDER)"),
        (searched.footage_in_part, "in part: only what was found in them so far is ranked"),
    ):
        if count:
            yield f"{count} footage file{'' if count == 1 else 's'} {which}"
    gaps = searched.gaps
    if gaps.gaps:
        yield (
            f"{duration(gaps.seconds)} in {gaps.gaps} gap{'' if gaps.gaps == 1 else 's'} of "
            f"{gaps.files} recording{'' if gaps.files == 1 else 's'}, where there is no footage "
            "(cba clock gaps CASE)"
        )
    if gaps.unknown:
        yield (
            f"gaps within {gaps.unknown} footage file{'' if gaps.unknown == 1 else 's'}: not known "
            "(no time stamps, or indexed by an older program: cba index CASE)"
        )
