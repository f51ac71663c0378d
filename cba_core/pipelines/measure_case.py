"""What a case found against what is known: detection, tracking, tracklets and ranking."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np

from cba_core.config.index_config import IndexConfig
from cba_core.domain.errors import CbaError
from cba_core.domain.ids import FootageId, TrackletId
from cba_core.domain.measurement import (
    MeasuredFootage,
    Measurement,
    NotMeasured,
    RankingFigures,
    TrackingFigures,
    TrackletFigures,
)
from cba_core.domain.progress import TaskContext, checkpoints
from cba_core.domain.repositories import CaseStore
from cba_core.evaluation.detection_metrics import detection_figures
from cba_core.evaluation.tracking_metrics import score_tracks
from cba_core.evaluation.tracklet_people import mixing, purity
from cba_core.evaluation.truth_files import Truth, read_truth
from cba_core.evaluation.truth_joining import join_truth
from cba_core.index.index_cache import LoadedIndex
from cba_core.pipelines.looked_at_frames import looked_at_frames
from cba_core.pipelines.measure_clip import MeasuredClip, measure_clip, without_vector
from cba_core.pipelines.rank_people import rank_people

STEP = "Comparing"
REASONS_TOLD = 3
UNKNOWN_FRAMES = (
    "nobody knows which of its frames were looked at: index it under the case's settings "
    "(cba index CASE), where its frame rate varies with a stride (cba index CASE --stride N)"
)


def measure_against_truth(
    store: CaseStore,
    loaded: LoadedIndex,
    folder: Path,
    config: IndexConfig,
    context: TaskContext,
) -> Measurement:
    """All figures of the footage that `folder` holds the truth of.

    Args:
        store: the case.
        loaded: its index, of the model that searches use.
        folder: see `read_truth`.
        config: the settings of the case's last indexing.
        context: told of progress; may cancel.

    Raises:
        JobCancelled: asked to stop.
        TruthError: the truth cannot be read.
        CbaError: no footage of the case has a truth and is indexed.
        NotInstalledError: trackeval is missing.
    """
    truth, clips, left_out = _clips(store, folder, config, context)
    people = _people(clips, share_identities=truth.identities_hold_across_clips)
    return Measurement(
        truth=folder,
        registered=(),
        model_id=loaded.model_id,
        footage=tuple(_measured(clip) for clip in clips),
        not_measured=tuple(left_out),
        detection=tuple(detection_figures([frame for clip in clips for frame in clip.frames])),
        tracking=tuple(_tracking(clips)),
        tracklets=_tracklet_figures(clips, loaded, people),
        ranking=tuple(rank_people(store, loaded, people, context)),
    )


def people_of_case(
    store: CaseStore, folder: Path, config: IndexConfig, context: TaskContext
) -> dict[TrackletId, int | None]:
    """Whom each tracklet shows by the truth: a person's number, or None for nobody.

    Left out are mixed tracklets, and those that lie on ignored people alone.

    Raises:
        JobCancelled, TruthError, CbaError: as `measure_against_truth`.
    """
    truth, clips, _ = _clips(store, folder, config, context)
    return _people(clips, share_identities=truth.identities_hold_across_clips)


def ranking_by_truth(
    store: CaseStore,
    loaded: LoadedIndex,
    folder: Path,
    config: IndexConfig,
    context: TaskContext,
) -> list[RankingFigures]:
    """How high the people of a truth rank across modalities, and nothing else of it.

    Raises:
        JobCancelled, TruthError, CbaError: as `measure_against_truth`.
    """
    return rank_people(store, loaded, people_of_case(store, folder, config, context), context)


def _clips(
    store: CaseStore, folder: Path, config: IndexConfig, context: TaskContext
) -> tuple[Truth, list[MeasuredClip], list[NotMeasured]]:
    truth = read_truth(folder)
    pairs, left_out = join_truth(truth, store.footage.all())
    looked_at = looked_at_frames(
        [pair.footage for pair in pairs], store.tracklets.indexed_footage(), config
    )
    clips: list[MeasuredClip] = []
    for pair in checkpoints(pairs, STEP, context):
        looked = looked_at.get(pair.footage.id)
        clip = None if looked is None else measure_clip(store, pair, looked, config)
        if clip is None:
            name = f"footage {pair.footage.id} ({pair.footage.name})"
            left_out.append(NotMeasured(name=name, reason=UNKNOWN_FRAMES))
        else:
            clips.append(clip)
    if not clips:
        reasons = "; ".join(f"{one.name}: {one.reason}" for one in left_out[:REASONS_TOLD])
        raise CbaError(
            f"Nothing of this case can be measured against {folder}: {reasons or 'it is empty'}",
            "Add the clips of the truth to the case and index it: cba footage add CASE FOLDER, "
            "then cba index CASE",
        )
    return truth, clips, left_out


def _people(
    clips: Sequence[MeasuredClip], *, share_identities: bool
) -> dict[TrackletId, int | None]:
    """Whom each tracklet shows: a person's number, or None for nobody.

    Left out are mixed tracklets, and those that lie on ignored people alone.
    """
    numbers: dict[tuple[FootageId | None, int], int] = {}
    people: dict[TrackletId, int | None] = {}
    for clip in clips:
        for one in clip.tracklets:
            shown = clip.shown.get(one)
            if shown is None or shown.is_mixed:
                continue
            who = shown.person
            scope = None if share_identities else clip.joined.footage.id
            people[one] = None if who is None else numbers.setdefault((scope, who), len(numbers))
    return people


def _tracking(clips: Sequence[MeasuredClip]) -> Iterable[TrackingFigures]:
    cameras = sorted({clip.joined.footage.camera for clip in clips})
    for camera in [*cameras, None] if len(cameras) > 1 else cameras:
        chosen = [clip for clip in clips if camera in {None, clip.joined.footage.camera}]
        pairs = [[(frame.true, frame.found) for frame in clip.frames] for clip in chosen]
        scores = score_tracks(pairs)
        yield TrackingFigures(
            camera=camera,
            boxes=sum(len(true) for clip in pairs for true, _ in clip),
            found_boxes=sum(len(found) for clip in pairs for _, found in clip),
            hota=scores.hota,
            detection_accuracy=scores.detection_accuracy,
            association_accuracy=scores.association_accuracy,
            idf1=scores.idf1,
            mota=scores.mota,
            switches=scores.switches,
            fragmentations=scores.fragmentations,
        )


def _tracklet_figures(
    clips: Sequence[MeasuredClip],
    loaded: LoadedIndex,
    people: Mapping[TrackletId, int | None],
) -> TrackletFigures:
    tracklets = {one: tracklet for clip in clips for one, tracklet in clip.tracklets.items()}
    shown = [one for clip in clips for one in clip.shown.values()]
    seen = [one for clip in clips for one in clip.sightings]
    pieces = [len(one.tracks) for one in seen if one.tracks]
    assigned = {one for one, person in people.items() if person is not None}
    mixed = {
        TrackletId(one) for clip in clips for one, shows in clip.shown.items() if shows.is_mixed
    }
    return TrackletFigures(
        total=len(tracklets),
        assigned=len(assigned),
        mixed=tuple(sorted(mixed)),
        of_nobody=len(people) - len(assigned),
        of_ignored=len(tracklets) - len(people) - len(mixed),
        without_vector=without_vector(loaded, assigned),
        in_wrong_modality=_in_wrong_modality(clips),
        purity=purity(shown),
        mixing=mixing(shown),
        sightings=len(seen),
        sightings_found=len(pieces),
        tracklets_per_sighting=sum(pieces) / len(pieces) if pieces else None,
    )


def _in_wrong_modality(clips: Sequence[MeasuredClip]) -> int | None:
    """Tracklets whose modality in the case is not the true one of their first frame."""
    told = [clip for clip in clips if clip.joined.truth.stretches]
    if not told:
        return None
    wrong: set[int] = set()
    for clip in told:
        first_seen: dict[int, str] = {}
        for frame in clip.frames:
            for one in frame.found.identities.tolist():
                first_seen.setdefault(one, frame.modality)
        wrong |= {
            one
            for one, modality in first_seen.items()
            if (modality == "visible") != (clip.tracklets[TrackletId(one)].modality == "visible")
        }
    return len(wrong)


def _measured(clip: MeasuredClip) -> MeasuredFootage:
    footage = clip.joined.footage
    seen = [frame.true.identities for frame in clip.frames]
    return MeasuredFootage(
        id=footage.id,
        name=footage.name,
        camera=footage.camera,
        truth=str(clip.joined.truth.file),
        frames_looked_at=len(clip.frames),
        is_complete=clip.looked_at.is_complete,
        people=len(np.unique(np.concatenate(seen))) if seen else 0,
        boxes=sum(len(frame.true) for frame in clip.frames),
        ignored_boxes=sum(frame.ignored for frame in clip.frames),
    )
