"""Ranking measured on two recordings of one scene whose pictures lie on one another."""

from collections.abc import Mapping, Sequence

import numpy as np

from cba_core.config.index_config import IndexConfig
from cba_core.domain.errors import CbaError
from cba_core.domain.footage import Footage
from cba_core.domain.ids import FootageId, TrackletId
from cba_core.domain.measurement import MeasuredFootage, Measurement, TrackletFigures
from cba_core.domain.progress import TaskContext
from cba_core.domain.repositories import CaseStore
from cba_core.domain.tracklets import Track, Tracklet
from cba_core.evaluation.registered_pairs import registered_people
from cba_core.index.index_cache import LoadedIndex
from cba_core.pipelines.looked_at_frames import LookedAt, looked_at_frames
from cba_core.pipelines.measure_clip import tracklets_of, without_vector
from cba_core.pipelines.rank_people import rank_people


def measure_registered(
    store: CaseStore,
    loaded: LoadedIndex,
    pairs: Sequence[tuple[FootageId, FootageId]],
    config: IndexConfig,
    context: TaskContext,
) -> Measurement:
    """Ranking figures of footage files whose pictures lie on one another, pair by pair.

    Raises:
        NotInCaseError: there is no such footage.
        CbaError: two files are not registered, or are not indexed.
    """
    people: dict[TrackletId, int | None] = {}
    mixed: set[TrackletId] = set()
    measured: list[MeasuredFootage] = []
    known = 0
    for numbers in pairs:
        both = [store.footage.get(number) for number in numbers]
        looked_at = looked_at_frames(both, store.tracklets.indexed_footage(), config)
        found = tracklets_of(store, numbers)
        _require_registered(both, looked_at, found)
        shown = registered_people({one: track for one, (_, track) in found.items()})
        mixed |= {TrackletId(one) for one in shown.mixed}
        people |= {
            one: shown.person[one] + known if shown.is_joined(one) else None
            for one in found
            if one not in shown.mixed
        }
        known += len(shown.person)
        measured += [
            MeasuredFootage(
                id=one.id,
                name=one.name,
                camera=one.camera,
                truth=f"footage {other.id} ({other.name})",
                frames_looked_at=len(looked_at[one.id].frames),
                is_complete=looked_at[one.id].is_complete,
                people=None,
                boxes=None,
                ignored_boxes=None,
            )
            for one, other in zip(both, reversed(both), strict=True)
        ]
    assigned = {one for one, person in people.items() if person is not None}
    return Measurement(
        truth=None,
        registered=tuple(pairs),
        model_id=loaded.model_id,
        footage=tuple(measured),
        not_measured=(),
        detection=(),
        tracking=(),
        tracklets=TrackletFigures(
            total=len(people) + len(mixed),
            assigned=len(assigned),
            mixed=tuple(sorted(mixed)),
            of_nobody=len(people) - len(assigned),
            of_ignored=0,
            without_vector=without_vector(loaded, assigned),
            in_wrong_modality=None,
            purity=None,
            mixing=None,
            sightings=None,
            sightings_found=None,
            tracklets_per_sighting=None,
        ),
        ranking=tuple(rank_people(store, loaded, people, context)),
    )


def _require_registered(
    both: Sequence[Footage],
    looked_at: Mapping[FootageId, LookedAt],
    found: Mapping[TrackletId, tuple[Tracklet, Track]],
) -> None:
    names = " and ".join(f"footage {one.id} ({one.name})" for one in both)
    sizes = {(one.facts.width_px, one.facts.height_px) for one in both}
    if both[0].id == both[1].id or len(sizes) > 1:
        raise CbaError(
            f"{names} are not registered: they are "
            + ("one file" if len(sizes) == 1 else "of different size"),
            "Give two files of one scene whose pictures lie on one another.",
        )
    for one in both:
        looked = looked_at.get(one.id)
        tracks = (track for tracklet, track in found.values() if tracklet.footage_id == one.id)
        if looked is None or not looked.holds(tracks):
            raise CbaError(
                f"Footage {one.id} ({one.name}) cannot be measured",
                "Index it under the case's settings (cba index CASE), where its frame rate varies "
                "with a stride (cba index CASE --stride N).",
            )
    first, second = (looked_at[one.id].frames for one in both)
    if not np.isin(first, second).any():
        raise CbaError(
            f"{names} have no looked-at frame in common",
            "Index them with one stride, such as: cba index CASE --stride 4",
        )
