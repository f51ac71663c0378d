"""One footage file into tracklets: decode, detect, track, crop, embed, store."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from time import monotonic

from cba_core.config.index_config import IndexConfig
from cba_core.domain.changes import ChangeSet
from cba_core.domain.detection import Detector
from cba_core.domain.embedding import Encoder
from cba_core.domain.errors import FootageChangedError, FootageUnreadableError, JobCancelled
from cba_core.domain.footage import Footage, Frame, FrameSource, ResumePoint
from cba_core.domain.progress import Progress, RateMeter, TaskContext
from cba_core.domain.repositories import IndexedFootage, SegmentDone, TrackletRepository
from cba_core.domain.tracklets import Tracker
from cba_core.footage.fingerprint import sha256_of
from cba_core.pipelines.embed_tracklets import embed_found
from cba_core.pipelines.follow_people import Following
from cba_core.pipelines.work_segments import WorkSegment, work_segments
from cba_core.tracking.sampling import sample

STEP = "Finding people"
CHECK = "Checking footage"
DIGEST_OF_CONFIG = 40
"""So many digits of a footage's digest tell the settings of the run, the rest the file's own."""
_REPORT_EVERY_S = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexingTools:
    """What finds, joins and embeds persons; made once per thread."""

    detector: Detector
    encoder: Encoder
    make_tracker: Callable[[], Tracker]


@dataclass(frozen=True, slots=True, kw_only=True)
class FramesSeen:
    """How many frames one run went through."""

    decoded: int
    detected: int
    gave_way: bool = False  # to a file that was put first: the rest is still to be done

    def __add__(self, later: "FramesSeen") -> "FramesSeen":
        return FramesSeen(
            decoded=self.decoded + later.decoded,
            detected=self.detected + later.detected,
            gave_way=later.gave_way,
        )


def index_footage(
    footage: Footage,
    source: FrameSource,
    tools: IndexingTools,
    tracklets: TrackletRepository,
    *,
    earlier: IndexedFootage | None,
    config: IndexConfig,
    context: TaskContext,
    on_change: Callable[[ChangeSet], None],
    gives_way: Callable[[], bool] = lambda: False,
    is_checked: bool = False,
) -> FramesSeen:
    """Find, embed and store every person of one footage file, work segment by work segment.

    Goes on behind the last segment that an earlier run of the same `digest_for` has stored. What
    a run of another digest found is removed once it is certain that this is the same footage.

    Args:
        footage: the file.
        source: its frames.
        tools: what finds, joins and embeds persons.
        tracklets: where results go.
        earlier: what earlier runs finished in this file, as the store tells.
        config: the settings, with the detector's SHA-256.
        context: told of progress; may cancel.
        on_change: called after every stored segment.
        gives_way: whether to end behind a stored segment, and leave the rest for later.
        is_checked: whether this run has compared the file's content already.

    Raises:
        JobCancelled: within a frame of being asked; stored segments stay.
        FootageChangedError: the file is not what was added.
        FootageUnreadableError: not one frame could be decoded.
    """
    digest = digest_for(footage, config, tools.detector.weights_sha256)
    if earlier is not None and earlier.config_digest == digest and _is_finished(earlier):
        return FramesSeen(decoded=0, detected=0)
    # Everything found is evidence of the file that was added, under its SHA-256.
    if not is_checked and sha256_of(footage.path, context, report_as=CHECK) != footage.sha256:
        raise FootageChangedError(footage.path)
    if context.is_cancelled():  # before anything is removed
        raise JobCancelled(CHECK)
    begun = tracklets.begin_footage(footage.id, digest)
    told = footage.told_modality.modality if footage.told_modality else None
    decoded = detected = 0
    start = _resume_point(begun)
    watch = _Watch(footage, context, done_before=start.index if start else 0)
    frames = watch.over(source.frames(start, heed=watch.pass_frame))
    first_ordinal = len(begun.finished_segments)
    for ordinal, segment in enumerate(work_segments(frames, config.segment_s), first_ordinal):
        following = Following(
            config=config,
            detector=tools.detector,
            make_tracker=tools.make_tracker,
            told_modality=told,
        )
        found = following.follow(_sampled(segment, config, footage))
        found = embed_found(found, tools.encoder, told, context)
        done = _segment_done(footage, ordinal, segment, following.frames_detected)
        tracklets.store_segment(done, found, tools.encoder.model_id)
        on_change(ChangeSet(tracklets=True, embeddings=True))
        decoded += segment.frames
        detected += following.frames_detected
        if not done.is_last and gives_way():
            return FramesSeen(decoded=decoded, detected=detected, gave_way=True)
    if not decoded and not begun.finished_segments:
        raise FootageUnreadableError(footage.path, "not one frame of it can be decoded")
    return FramesSeen(decoded=decoded, detected=detected)


def digest_for(footage: Footage, config: IndexConfig, weights_sha256: str | None) -> str:
    """What tells whether stored tracklets of a footage file are those that would be found now.

    Begins as `config.digest` does. The rest stands for what belongs to this file alone: the
    detections somebody wrote beside it, and a person's word on its modality where that goes
    against what the program proposes, since people are then sought in another way.

    Args:
        footage: the file.
        config: the settings, with the detector's SHA-256.
        weights_sha256: of this file's detector.
    """
    own: list[str] = []
    if weights_sha256 != config.detector_sha256:
        own.append(f"detections {weights_sha256}")
    told = footage.told_modality
    if told and any(part.modality is not told.modality for part in footage.proposed_segments):
        own.append(f"told {told.modality}")
    if not own:
        return config.digest
    suffix = hashlib.sha256("\n".join(own).encode()).hexdigest()
    return config.digest[:DIGEST_OF_CONFIG] + suffix[DIGEST_OF_CONFIG:]


def _sampled(segment: WorkSegment, config: IndexConfig, footage: Footage) -> Iterator[Frame]:
    """The frames to look at."""
    if config.stride == "auto":
        return sample(segment, footage.facts.frame_rate)
    every = config.stride
    return (frame for frame in segment if frame.index % every == 0)


def _is_finished(begun: IndexedFootage) -> bool:
    return bool(begun.finished_segments) and begun.finished_segments[-1].is_last


def _resume_point(begun: IndexedFootage) -> ResumePoint | None:
    """The first frame that no stored segment holds."""
    if not begun.finished_segments:
        return None
    last = begun.finished_segments[-1]
    return ResumePoint(last.end_frame, last.end_pts)


def _segment_done(
    footage: Footage, ordinal: int, segment: WorkSegment, detected: int
) -> SegmentDone:
    following = segment.following
    return SegmentDone(
        footage_id=footage.id,
        ordinal=ordinal,
        first_frame=segment.first.index,
        end_frame=segment.end_frame,
        frames_looked_at=detected,
        end_pts=following.pts if following else None,
        is_last=following is None,
    )


class _Watch:
    """Tells of the frames gone through, now and then, and stops when asked to."""

    def __init__(self, footage: Footage, context: TaskContext, *, done_before: int) -> None:
        self._done_before = done_before  # frames gone through only to come there are no progress
        self._footage = footage
        self._context = context
        self._total = footage.frames_to_expect
        self._meter = RateMeter(self._total)
        self._reported = 0.0

    def over(self, frames: Iterator[Frame]) -> Iterator[Frame]:
        """The same frames, each passed."""
        for frame in frames:
            self.pass_frame(frame.index)
            yield frame

    def pass_frame(self, index: int) -> None:
        """Raises `JobCancelled`."""
        if self._context.is_cancelled():
            raise JobCancelled(STEP)
        now = monotonic()
        if now - self._reported < _REPORT_EVERY_S:
            return
        self._reported = now
        index = max(index, self._done_before)
        # An estimated total may be passed: nothing is known from there on.
        total = None if self._total is None or index > self._total else self._total
        rate, left = self._meter.at(index, now)
        self._context.report(
            Progress(
                STEP,
                index,
                total,
                "frames",
                item=self._footage.name,
                rate=rate,
                seconds_left=None if total is None else left,
                footage_id=self._footage.id,
            )
        )
