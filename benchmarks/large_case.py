"""A case of many tracklets, for measuring the window: `python -m benchmarks.large_case CASE`.

Ten cameras record at the same hours, half of them infrared; a person comes into view every three
seconds. Every tracklet has a crop of its own on disk and every file is a clip that plays, the same
one under many names. Vectors are drawn, so that nothing here says whether a search finds anybody.
"""

import argparse
import io
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
from PIL import Image

from benchmarks.search import synthetic_vectors
from cba_core.case import Case
from cba_core.domain.arrays import FloatArray, UInt8Array
from cba_core.domain.decisions import Verdict
from cba_core.domain.edits import SetVerdict
from cba_core.domain.footage import FootageState, Modality, ModalitySegment
from cba_core.domain.ids import FootageId, ModelId, TrackletId, tracklet_id
from cba_core.domain.repositories import CaseFacts, NewFootage, SegmentDone
from cba_core.domain.tracklets import Crop, FoundTracklet, Track
from cba_core.footage.probing import probe
from cba_core.store.case_store import SqlCaseStore
from tests.support.builders import AN_EVENING, a_new_footage
from tests.support.synthetic_footage import write_clip

COUNT = 200_000
DIM = 512
"""Of the model a case is indexed with unless somebody chooses another."""
CAMERAS = 10
PER_FOOTAGE = 500
PER_SEGMENT = 100
EVERY_S = 3.0
STAYS_S = 4.0
FRAME_RATE = 2
PICTURES = 400
MODEL = ModelId("5e" * 32)
DECISIONS = 300
_DONE = "benchmark_case"
_FORMAT = "1"


def large_case(count: int = COUNT, dim: int = DIM, folder: Path | None = None) -> Path:
    """The case, made where there is none of this size yet: some minutes, and gigabytes."""
    folder = folder or Path(tempfile.gettempdir()) / "duskline-benchmarks"
    path = folder / f"{count}x{dim}.duskcase"
    if path.exists():
        with Case.open(path, read_only=True) as case:
            if case.reading.settings.get(_DONE) == _FORMAT:
                return path
        raise SystemExit(f"{path} was not finished: remove it")
    folder.mkdir(parents=True, exist_ok=True)
    facts = CaseFacts(
        number="2026/200", examiner="A. Examiner", purpose="speed", time_zone="Europe/Madrid"
    )
    began = time.perf_counter()
    with Case.create(path, facts) as case:
        store = case.reading
        assert isinstance(store, SqlCaseStore)
        _fill(store, path.with_suffix(".footage"), count, synthetic_vectors(count, dim))
        case.models.take(MODEL, Path("drawn"))
        _decide(case, count)
        store.settings.set(_DONE, _FORMAT)
    print(f"{path}: made in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return path


def _fill(store: SqlCaseStore, footage: Path, count: int, vectors: FloatArray) -> None:
    footage.mkdir()
    clip = write_clip(footage / "clip.mp4", _scene(), rate=FRAME_RATE, gop=20)
    pictures = [_jpeg(number) for number in range(PICTURES)]
    template = _template(clip)
    for number, first in enumerate(range(0, count, PER_FOOTAGE)):
        path = footage / f"camera-{number % CAMERAS}-{number // CAMERAS:04}.mp4"
        os.link(clip, path)
        hours = number // CAMERAS * PER_FOOTAGE * EVERY_S
        modality = Modality.INFRARED if number % CAMERAS % 2 else Modality.VISIBLE
        length_s = template.facts.duration_s or 0.0
        added = store.footage.add(
            replace(
                template,
                path=path,
                sha256=f"{number:064x}",
                camera=f"Camera {number % CAMERAS}",
                start_time=AN_EVENING + timedelta(seconds=hours),
                proposed_segments=(
                    ModalitySegment(start_s=0.0, end_s=length_s, modality=modality),
                ),
            )
        )
        store.tracklets.begin_footage(added.id, "benchmark")
        rows = range(first, min(first + PER_FOOTAGE, count))
        for ordinal, begin in enumerate(range(rows.start, rows.stop, PER_SEGMENT)):
            part = range(begin, min(begin + PER_SEGMENT, rows.stop))
            done = SegmentDone(
                footage_id=added.id,
                ordinal=ordinal,
                first_frame=_frame(part.start - first),
                end_frame=_frame(part.stop - first),
                frames_looked_at=len(part),
                end_pts=None,
                is_last=part.stop == rows.stop,
            )
            found = [
                _found(row - first, modality, pictures[row % PICTURES], vectors[row])
                for row in part
            ]
            store.tracklets.store_segment(done, found, MODEL)
        store.footage.set_state(added.id, FootageState.INDEXED)


def _frame(number: int) -> int:
    return int(number * EVERY_S * FRAME_RATE)


def _found(number: int, modality: Modality, jpeg: bytes, vector: FloatArray) -> FoundTracklet:
    frames = _frame(number) + np.arange(int(STAYS_S * FRAME_RATE))
    box = np.array([20 + number % 200, 30, 60 + number % 200, 130], np.float32)
    return FoundTracklet(
        track=Track(
            number=number + 1,
            frame_indices=frames,
            boxes=np.tile(box, (len(frames), 1)),
            scores=np.full(len(frames), 0.9, np.float32),
        ),
        times_s=(frames / FRAME_RATE).astype(np.float32),
        modality=modality,
        crops=(
            Crop(
                frame_index=int(frames[0]),
                box=box,
                sharpness=100.0,
                quality=0.7,
                reasons=(),
                jpeg=jpeg,
            ),
        ),
        vector=vector,
    )


def _template(clip: Path) -> NewFootage:
    return a_new_footage(clip, facts=probe(clip), size_bytes=clip.stat().st_size)


def _scene() -> Iterator[UInt8Array]:
    """As long as all people of a file take, one second more."""
    ground = np.random.default_rng(1).integers(90, 110, (240, 320, 3), dtype=np.uint8)
    for number in range(_frame(PER_FOOTAGE + 1)):
        picture = ground.copy()
        picture[40:120, number % 280 : number % 280 + 30] = 30
        yield picture


def _jpeg(seed: int) -> bytes:
    """A person-sized picture with as much in it as a photograph has."""
    generator = np.random.default_rng(seed)
    coarse = generator.integers(0, 255, (16, 8, 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(coarse).resize((96, 192), Image.Resampling.BICUBIC).save(out, "JPEG")
    return out.getvalue()


def _decide(case: Case, count: int) -> None:
    """Some queries that somebody looked through, so that Review and Report have what to show."""
    generator = np.random.default_rng(9)
    files = -(-count // PER_FOOTAGE)
    verdicts = list(Verdict)
    for number in range(min(DECISIONS, count // 4)):
        query = _some_tracklet(number // 30, files)
        candidate = _some_tracklet(int(generator.integers(100, count)), files)
        if candidate != query:
            case.review.apply(
                SetVerdict(
                    query=(query,),
                    candidate=candidate,
                    verdict=verdicts[number % len(verdicts)],
                    rank_shown=number % 30 + 1,
                )
            )


def _some_tracklet(row: int, files: int) -> TrackletId:
    return tracklet_id(FootageId(min(row // PER_FOOTAGE, files - 1) + 1), row % PER_FOOTAGE + 1)


def main() -> None:
    """Make the case."""
    parser = argparse.ArgumentParser(description="A case of many tracklets")
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--count", type=int, default=COUNT)
    parser.add_argument("--dim", type=int, default=DIM)
    asked = parser.parse_args()
    print(large_case(asked.count, asked.dim, asked.folder))


if __name__ == "__main__":
    main()
