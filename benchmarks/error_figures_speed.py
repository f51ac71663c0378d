"""The first error figures of a case that has changed: our way against the way before, in one run.

Run: `python -m benchmarks.error_figures_speed [--count 20000] [--dim 512] [--apart 3]`. A case is
filled with ten cameras that all record at the same hours, a person coming into view every three
seconds and staying for some twenty; vectors are drawn, so the numbers say speed alone. Both ways
get the loaded index of a search and give the curves, in turns. `before` is what `CaseErrors` did
until November 2026: every vector and every tracklet was read from the database, each pair was
written out, and all pairs of a kind were multiplied at once. What a search waits is told, too.

While our way runs, another thread wakes every 2 ms: the longest it had to wait tells what the
window would feel.

Memory is how far the process grows beyond what it held before (Linux: VmHWM, which is set back
through /proc/self/clear_refs); pages of the mapped vectors count as long as they stay.
"""

import argparse
import gc
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations, islice
from pathlib import Path
from typing import Self

import numpy as np

from benchmarks.search import synthetic_vectors
from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.domain.error_figures import Apart
from cba_core.domain.footage import FootageState, Modality
from cba_core.domain.ids import ModelId, TrackletId
from cba_core.domain.repositories import NO_TIME, CaseFacts, SegmentDone, TrackletFilter
from cba_core.domain.tracklets import FoundTracklet, Track
from cba_core.index.index_cache import LoadedIndex, load_or_build
from cba_core.pipelines.case_tracklets import SEEN_TOGETHER_S
from cba_core.pipelines.error_figures import CaseErrors
from cba_core.store.case_store import SqlCaseStore, create_store
from tests.support.builders import AN_EVENING, a_new_footage, some_facts

MODEL = ModelId("5e" * 32)
CAMERAS = 10
PER_FOOTAGE = 500
EVERY_S = 3.0
STAYS_S = 20.0
APART_S = 30.0
PATIENCE_S = 0.25
BEFORE_PAIRS = 200_000
"""Of one kind, in the way before."""


def fill(folder: Path, count: int, dim: int) -> SqlCaseStore:
    """A case of that many tracklets, half of the cameras infrared."""
    vectors = synthetic_vectors(count, dim)
    facts = CaseFacts(number="1", examiner="benchmark", purpose="speed", time_zone="UTC")
    store = create_store(folder, facts)
    generator = np.random.default_rng(3)
    for number, first in enumerate(range(0, count, PER_FOOTAGE)):
        camera = number % CAMERAS
        hours = number // CAMERAS * PER_FOOTAGE * EVERY_S
        footage = store.footage.add(
            a_new_footage(
                f"/footage/{number}.mp4",
                sha256=f"{number:064x}",
                facts=some_facts(duration_s=PER_FOOTAGE * EVERY_S + 60, expected_frames=40_000),
                camera=f"Camera {camera}",
                start_time=AN_EVENING + np.timedelta64(int(hours), "s").item(),
                proposed_segments=(),
            )
        )
        store.tracklets.begin_footage(footage.id, "benchmark")
        stays = generator.uniform(0.2, 2 * STAYS_S, PER_FOOTAGE)
        found = [
            _found(row - first, float(stays[row - first]), camera, vectors[row])
            for row in range(first, min(first + PER_FOOTAGE, count))
        ]
        done = SegmentDone(
            footage_id=footage.id,
            ordinal=0,
            first_frame=0,
            end_frame=40_000,
            frames_looked_at=PER_FOOTAGE,
            end_pts=None,
            is_last=True,
        )
        store.tracklets.store_segment(done, found, MODEL)
        store.footage.set_state(footage.id, FootageState.INDEXED)
    return store


def _found(number: int, stays_s: float, camera: int, vector: FloatArray) -> FoundTracklet:
    start = EVERY_S * number
    return FoundTracklet(
        track=Track(
            number=number + 1,
            frame_indices=np.array([0, 1]) + 10 * number,
            boxes=np.tile(np.array([10, 10, 50, 90], np.float32), (2, 1)),
            scores=np.full(2, 0.9, np.float32),
        ),
        times_s=np.array([start, start + stays_s], np.float32),
        modality=Modality.INFRARED if camera % 2 else Modality.VISIBLE,
        crops=(),
        vector=vector,
    )


def before(store: SqlCaseStore, loaded: LoadedIndex, apart: Sequence[Apart]) -> int:
    """The way before; gives how many similarities it reckoned."""
    embeddings = store.embeddings.all(loaded.model_id)
    columns = loaded.columns
    vectors = embeddings.vectors[np.searchsorted(embeddings.tracklet_ids, columns.tracklet_ids)]
    found = {
        int(one.id): (one.start_s, one.end_s) for one in store.tracklets.find(TrackletFilter())
    }
    spans = np.array([found[TrackletId(one)] for one in columns.tracklet_ids.tolist()], np.float32)
    pairs = np.concatenate(
        [
            np.array(list(_before_together(columns.footage_ids, spans)), np.int64).reshape(-1, 2),
            *(_before_apart(loaded, one) for one in apart),
        ]
    )
    ends = columns.camera_indices * 2 + columns.is_infrared
    one, other = ends[pairs[:, 0]], ends[pairs[:, 1]]
    kinds = np.minimum(one, other) * (2 * CAMERAS) + np.maximum(one, other)
    modalities = columns.is_infrared[pairs].sum(axis=1)
    reckoned = 0
    for numbers in (kinds, modalities):
        for number in np.unique(numbers):
            reckoned += len(_before_alike(vectors, pairs[numbers == number]))
    return reckoned


def _before_alike(vectors: FloatArray, pairs: IntArray) -> FloatArray:
    if len(pairs) > BEFORE_PAIRS:
        chosen = np.random.default_rng(5).choice(len(pairs), BEFORE_PAIRS, replace=False)
        pairs = pairs[np.sort(chosen)]
    alike: FloatArray = np.sort(
        np.einsum("ij,ij->i", vectors[pairs[:, 0]], vectors[pairs[:, 1]], dtype=np.float64)
    )
    return alike


def _before_together(footage_ids: IntArray, spans: FloatArray) -> Iterator[tuple[int, int]]:
    present: list[int] = []
    file = None
    for row in np.lexsort((spans[:, 0], footage_ids)).tolist():
        if footage_ids[row] != file:
            file, present = footage_ids[row], []
        start = spans[row, 0]
        present = [one for one in present if spans[one, 1] - start >= SEEN_TOGETHER_S]
        for other in present:
            if min(spans[other, 1], spans[row, 1]) - start >= SEEN_TOGETHER_S:
                yield (other, row)
        present.append(row)


def _before_apart(loaded: LoadedIndex, apart: Apart) -> IntArray:
    columns = loaded.columns
    first, second = (
        np.flatnonzero(
            (columns.camera_indices == columns.cameras.index(camera))
            & (columns.start_ms != NO_TIME)
        )
        for camera in apart.cameras
    )
    second = second[np.argsort(columns.start_ms[second], kind="stable")]
    starts, ends = columns.start_ms[second], columns.end_ms[second]
    margin = int(apart.seconds * 1000)
    found = []
    for row in first.tolist():
        until = np.searchsorted(starts, columns.end_ms[row] + margin, side="left")
        near = second[:until][ends[:until] + margin > columns.start_ms[row]]
        found.append(np.stack([np.full(len(near), row), near], axis=1))
    pairs: IntArray = np.concatenate(found).astype(np.int64)
    return pairs


class Apartness:
    """A store in which somebody said that cameras lie apart; the rest is the case's own."""

    def __init__(self, store: SqlCaseStore, apart: Sequence[Apart]) -> None:
        self.tracklets = store.tracklets
        self.decisions = self
        self._apart = list(apart)

    def apart(self) -> list[Apart]:
        """What was said."""
        return self._apart


def timed(work: Callable[[], int]) -> tuple[float, float, int]:
    """Seconds, growth of the process in MB, and what it gave."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    held = _status("VmRSS")
    start = time.perf_counter()
    gave = work()
    return time.perf_counter() - start, (_status("VmHWM") - held) / 1024, gave


class Pulse:
    """A thread that wakes every 2 ms, as long as the block lasts."""

    def __init__(self) -> None:
        self.longest_s = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._beat)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _beat(self) -> None:
        before = time.perf_counter()
        while not self._over.wait(0.002):
            now = time.perf_counter()
            self.longest_s = max(self.longest_s, now - before)
            before = now


def _status(name: str) -> int:
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name + ":"))


def main() -> None:
    """Fill a case and measure both ways."""
    parser = argparse.ArgumentParser(description="The first error figures of a case")
    parser.add_argument("--count", type=int, default=20_000)
    parser.add_argument("--dim", type=int, default=512)
    parser.add_argument("--apart", type=int, default=3, help="pairs of cameras that lie apart")
    parser.add_argument("--repeats", type=int, default=2)
    asked = parser.parse_args()
    apart = [
        Apart(cameras=(one, other), seconds=APART_S)
        for one, other in islice(
            combinations([f"Camera {number}" for number in range(CAMERAS)], 2), asked.apart
        )
    ]
    with (
        tempfile.TemporaryDirectory() as folder,
        fill(Path(folder) / "speed.duskcase", asked.count, asked.dim) as store,
    ):

        def load() -> LoadedIndex:
            return load_or_build(
                Path(folder) / "index",
                store.embeddings.epoch(MODEL),
                MODEL,
                lambda: store.embeddings.all(MODEL),
                store.tracklets.columns,
            )

        load()
        start = time.perf_counter()
        loaded = load()
        print(f"{asked.count:,} x {asked.dim}, index loaded in {time.perf_counter() - start:.2f} s")
        said = Apartness(store, apart)

        def now() -> int:
            errors = CaseErrors(said)  # type: ignore[arg-type]  # what it asks of a store
            try:
                with Pulse() as pulse:
                    start = time.perf_counter()
                    errors.curves_within(loaded, PATIENCE_S)
                    waits.append(time.perf_counter() - start)
                    curves = errors.curves(loaded).curves.values()
                stalls.append(pulse.longest_s)
            finally:
                errors.close()
            there.append(sum(one.drawn_from or len(one.similarities) for one in curves))
            return sum(len(one.similarities) for one in curves)

        waits: list[float] = []
        stalls: list[float] = []
        there: list[int] = []
        ways = {"now": now, "before": lambda: before(store, loaded, apart)}
        taken: dict[str, list[tuple[float, float, int]]] = {name: [] for name in ways}
        for _ in range(asked.repeats):
            for name, way in ways.items():
                taken[name].append(timed(way))
    for name, rows in taken.items():
        seconds = min(row[0] for row in rows)
        grown = max(row[1] for row in rows)
        print(f"{name:7} {seconds:7.2f} s, grows by {grown:6.0f} MB, {rows[0][2]:,} similarities")
    ratio = min(row[0] for row in taken["now"]) / min(row[0] for row in taken["before"])
    print(f"ratio of times {ratio:.3f}; {there[0]:,} pairs")
    print(f"a search waits {max(waits):.2f} s; another thread {1e3 * max(stalls):.0f} ms")


if __name__ == "__main__":
    main()
