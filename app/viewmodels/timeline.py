"""When each camera recorded, and when it saw somebody."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from app.viewmodels.wording import state_text
from cba_core.domain.arrays import IntArray, RealArray
from cba_core.domain.footage import Footage, FootageState, Modality
from cba_core.domain.repositories import TrackletSpans

_NOBODY = np.empty(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineBar:
    """A stretch of one file in one modality; moments are seconds since 1970."""

    begin: float
    end: float
    modality: Modality | None  # None: not looked at yet
    state: FootageState
    name: str  # of the file
    state_text: str

    @property
    def is_searched(self) -> bool:
        """Whether people were looked for in it."""
        return self.state is FootageState.INDEXED


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TimelineRow:
    """One camera."""

    camera: str
    bars: tuple[TimelineBar, ...]
    seen: Mapping[Modality, RealArray] = field(default_factory=dict)  # (n,) first moments, sorted

    def counts(self, modality: Modality, edges: RealArray) -> IntArray:
        """(k - 1,) tracklets that begin between each two of the (k,) edges."""
        return np.diff(np.searchsorted(self.seen.get(modality, _NOBODY), edges))

    def count_between(self, begin: float, end: float) -> int:
        """Tracklets of any modality that begin between two moments."""
        return int(sum(self.counts(one, np.array([begin, end]))[0] for one in Modality))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Timeline:
    """All cameras, by name."""

    rows: tuple[TimelineRow, ...]
    without_time: int  # files nobody told a time of, which cannot stand here

    @property
    def ends(self) -> tuple[float, float]:
        """The first and the last recorded moment, in seconds since 1970; zeros without any."""
        bars = [bar for row in self.rows for bar in row.bars]
        if not bars:
            return 0.0, 0.0
        return min(bar.begin for bar in bars), max(bar.end for bar in bars)


def timeline_of(footage: Sequence[Footage], spans: TrackletSpans) -> Timeline:
    """Of a case's files and of when tracklets were seen in them."""
    placed = [one for one in footage if one.start_time is not None]
    cameras = sorted({one.camera for one in placed})
    seen = _seen_by_camera(placed, spans)
    rows = []
    for camera in cameras:
        bars = [bar for one in placed if one.camera == camera for bar in _bars_of(one)]
        rows.append(
            TimelineRow(
                camera=camera,
                bars=tuple(sorted(bars, key=lambda bar: bar.begin)),
                seen=seen.get(camera, {}),
            )
        )
    return Timeline(rows=tuple(rows), without_time=len(footage) - len(placed))


def _bars_of(footage: Footage) -> Iterable[TimelineBar]:
    if footage.start_time is None:
        return
    begin = footage.start_time.timestamp()
    for start, end, modality in _stretches(footage):
        yield TimelineBar(
            begin=begin + start,
            end=begin + end,
            modality=modality,
            state=footage.reached,
            name=footage.name,
            state_text=state_text(footage),
        )


def _stretches(footage: Footage) -> list[tuple[float, float, Modality | None]]:
    """Seconds of begin and end in the file, and the modality, by a person's word or proposed."""
    proposed = footage.proposed_segments
    length = footage.facts.duration_s or max((one.end_s for one in proposed), default=0.0)
    told = footage.told_modality
    if told is not None:
        return [(0.0, length, told.modality)]
    if not proposed:
        return [(0.0, length, None)]
    # the last one is as long as the file, whatever was surveyed of it
    ends = [one.start_s for one in proposed[1:]] + [max(length, proposed[-1].end_s)]
    return [(one.start_s, end, one.modality) for one, end in zip(proposed, ends, strict=True)]


def _seen_by_camera(
    footage: Sequence[Footage], spans: TrackletSpans
) -> dict[str, dict[Modality, RealArray]]:
    found: dict[str, dict[Modality, list[RealArray]]] = {}
    for one in footage:
        if one.start_time is None:
            continue
        starts = spans.start_s[spans.footage_ids == one.id]
        for modality, within in _by_modality(one, starts).items():
            by_modality = found.setdefault(one.camera, {})
            by_modality.setdefault(modality, []).append(within + one.start_time.timestamp())
    return {
        camera: {modality: np.sort(np.concatenate(parts)) for modality, parts in of.items()}
        for camera, of in found.items()
    }


def _by_modality(footage: Footage, starts: RealArray) -> dict[Modality, RealArray]:
    """Starts by the modality of the stretch they lie in."""
    stretches = _stretches(footage)
    begins = np.array([begin for begin, _, _ in stretches])
    which = np.clip(np.searchsorted(begins, starts, side="right") - 1, 0, len(begins) - 1)
    return {
        modality: starts[np.isin(which, places)]
        for modality in Modality
        if (places := [at for at, one in enumerate(stretches) if one[2] is modality])
    }
