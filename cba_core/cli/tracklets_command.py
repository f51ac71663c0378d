"""`cba tracklets`: list the people seen in a case."""

from pathlib import Path
from typing import Annotated

import typer

from cba_core.case import Case
from cba_core.cli.as_json import whole_tracklet_json
from cba_core.cli.case_commands import AsJson, CasePath
from cba_core.cli.console import (
    errors_for_people,
    on_one_line,
    print_json,
    print_table,
    stdout,
)
from cba_core.cli.values import MOST_FRAMES, modality_of
from cba_core.domain.errors import NotInCaseError
from cba_core.domain.repositories import TrackletFilter


def tracklets(
    case: CasePath,
    *,
    camera: Annotated[list[str] | None, typer.Option(help="Only these cameras.")] = None,
    modality: Annotated[str | None, typer.Option(help="Only visible or infrared.")] = None,
    minimum_length: Annotated[
        int, typer.Option(min=1, max=MOST_FRAMES, help="Least number of frames.")
    ] = 1,
    as_json: AsJson = False,
) -> None:
    """List tracklets: a person seen without a break by one camera."""
    where = TrackletFilter(
        cameras=tuple(camera or ()),
        modality=modality_of(modality) if modality else None,
        minimum_length=minimum_length,
    )
    with errors_for_people(), Case.open(case, read_only=True) as opened:
        unknown = sorted(set(where.cameras) - set(opened.cameras()))
        if unknown:
            raise NotInCaseError("camera", ", ".join(unknown), f"cba footage list {case}")
        found = opened.tracklets(where)
        if as_json:
            times = opened.clocks.times()
            paths = {footage.id: str(footage.path) for footage in opened.footage()}
            print_json(
                {
                    "tracklets": [
                        whole_tracklet_json(
                            one,
                            paths[one.footage_id],
                            opened.track(one.id),
                            [str(crop.path) for crop in opened.crops(one.id)],
                            times,
                        )
                        for one in found
                    ]
                }
            )
            return
        if not found:
            stdout.print(on_one_line(_why_none(opened, case)))
            return
        print_table(
            ("id", "short", "camera", "modality", "from s", "to s", "frames"),
            [
                (
                    str(one.id),
                    one.label,
                    one.camera,
                    one.kind or one.modality,
                    f"{one.start_s:.2f}",
                    f"{one.end_s:.2f}",
                    str(one.length),
                )
                for one in found
            ],
        )


def _why_none(opened: Case, case: Path) -> str:
    if opened.count_tracklets(TrackletFilter()):
        return "No tracklet passes the filters."
    return f"No tracklets. Index the case first: cba index {case}"
