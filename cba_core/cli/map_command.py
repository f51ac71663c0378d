"""`cba map`: the tracklets of a case on a plane, those that look alike to the model together."""

from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from cba_core.cli.case_commands import Actor, AsJson, CasePath, Reason, author, opened_to_ask
from cba_core.cli.console import errors_for_people, print_json, stdout, watched
from cba_core.domain.arrays import IntArray
from cba_core.domain.decisions import Person
from cba_core.domain.embedding_map import EmbeddingMap
from cba_core.domain.footage import Modality
from cba_core.store.file_system import written_whole

CAUTION = (
    "Neighbours on it mean something; how far apart groups lie, and how large they are, do not."
)


def map_of_case(
    case: CasePath,
    *,
    out: Annotated[Path | None, typer.Option(help="Picture to write, as PNG.")] = None,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Lay tracklets out on a plane (t-SNE), those that the model finds alike near one another.

    Shows whether the two kinds of camera lie together or apart, and what people decided.
    """
    with (
        errors_for_people(),
        opened_to_ask(case, author(actor, reason, case)) as opened,
        watched() as context,
    ):
        found = opened.embedding_map.drawn(context)
        if out is not None:
            from cba_core.evaluation.embedding_picture import draw_embedding

            people = opened.review.people()
            picture = draw_embedding(
                found.places,
                infrared=found.is_infrared,
                persons=persons_of(found, people) if people else None,
                title="Tracklets of the case (t-SNE)",
            )
            with written_whole(out) as file:
                file.write(picture)
            opened.embedding_map.log_export(found, out, picture)
        if as_json:
            print_json(_json(found))
            return
        for one in Modality:
            stdout.print(f"{found.shown(one)} of {found.in_case[one]} {one} tracklets")
        if out is not None:
            stdout.print(f"Written: {out}")
        stdout.print(CAUTION)


def persons_of(found: EmbeddingMap, people: list[Person]) -> IntArray:
    """(n,) number of the person that each tracklet was taken for, -1 for nobody's."""
    of = {int(tracklet): one.number for one in people for tracklet in one.tracklets}
    return np.array([of.get(int(one), -1) for one in found.tracklet_ids], np.int64)


def _json(found: EmbeddingMap) -> dict[str, object]:
    return {
        "model": found.model_id,
        "seed": found.seed,
        "in_case": {one.value: found.in_case[one] for one in Modality},
        "tracklets": [
            {
                "id": int(tracklet),
                "modality": (Modality.INFRARED if infrared else Modality.VISIBLE).value,
                "camera": found.cameras[camera],
                "place": [float(place[0]), float(place[1])],
            }
            for tracklet, infrared, camera, place in zip(
                found.tracklet_ids,
                found.is_infrared,
                found.camera_indices,
                found.places,
                strict=True,
            )
        ],
    }
