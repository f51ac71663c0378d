"""Search at 200,000 vectors against a bare faiss call, and against a whole case.

Run it with `python -m benchmarks.search`. The two searches of a row are taken in turns, within
one process, on the same float16 index with the same limit and the same selector, made ready for
the bare call beforehand. What is compared is thus all that the program adds: the margin, the
exact similarities, the order by id. Vectors are synthetic: the numbers say speed alone.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import faiss
import numpy as np

from cba_core.config.search_config import SearchConfig
from cba_core.domain.arrays import BoolArray, FloatArray
from cba_core.domain.embedding import Embeddings
from cba_core.domain.footage import FootageState, Modality
from cba_core.domain.ids import TRACKLETS_PER_FOOTAGE, ModelId, TrackletId
from cba_core.domain.repositories import CaseFacts, NewFootage, SegmentDone, TrackletColumns
from cba_core.domain.tracklets import FoundTracklet, Track
from cba_core.index.index_cache import LoadedIndex, load_or_build
from cba_core.pipelines.search import rank_candidates
from cba_core.store.case_store import SqlCaseStore, create_store
from tests.support.builders import a_new_footage, some_facts

GOAL = 1.2
"""Our search takes at most this many times the bare call."""
LATENCY_GOAL_MS = 200
"""A whole search, facts of the candidates included."""
MODEL = ModelId("5e" * 32)
PER_FOOTAGE = 1000
PER_SEGMENT = 50
PER_IDENTITY = 20
INTRINSIC_DIM = 64


@dataclass(frozen=True, kw_only=True)
class Timing:
    """Milliseconds of the repeats of one thing."""

    wall: list[float]
    cpu: list[float]  # of the calling thread: what other people's work does not lengthen

    def __str__(self) -> str:
        return f"{min(self.wall):6.2f} / {median(self.wall):6.2f} / {median(self.cpu):6.2f}"


def ratios(ours: Timing, bare: Timing) -> tuple[float, float, float]:
    """Ours to bare: least wall, median wall of neighbours in time, median CPU."""
    pairs = [one / other for one, other in zip(ours.wall, bare.wall, strict=True)]
    return min(ours.wall) / min(bare.wall), median(pairs), median(ours.cpu) / median(bare.cpu)


def synthetic_vectors(count: int, dim: int) -> FloatArray:
    """Unit vectors of persons seen `PER_IDENTITY` times each, in a space of fewer dimensions."""
    rng = np.random.default_rng(0)
    basis = rng.standard_normal((INTRINSIC_DIM, dim), dtype=np.float32)
    persons = rng.standard_normal((count // PER_IDENTITY + 1, INTRINSIC_DIM), dtype=np.float32)
    vectors = np.empty((count, dim), np.float32)
    for start in range(0, count, PER_FOOTAGE):
        some = persons[rng.integers(0, len(persons), min(PER_FOOTAGE, count - start))]
        some = some + 0.5 * rng.standard_normal(some.shape, dtype=np.float32)
        block = some @ basis / np.sqrt(INTRINSIC_DIM)
        block += rng.standard_normal(block.shape, dtype=np.float32)
        block /= np.linalg.norm(block, axis=1, keepdims=True)
        vectors[start : start + PER_FOOTAGE] = block
    return vectors


def synthetic_columns(count: int) -> TrackletColumns:
    """Tracklets of ten cameras, told apart by footage: even ones visible, odd ones infrared."""
    row = np.arange(count)
    footage, number = row // PER_FOOTAGE, row % PER_FOOTAGE
    start_ms = 1_772_366_400_000 + footage * 3_600_000 + number * 3_000
    return TrackletColumns(
        tracklet_ids=(footage + 1) * TRACKLETS_PER_FOOTAGE + number + 1,
        footage_ids=footage + 1,
        segments=number // PER_SEGMENT,
        is_infrared=footage % 2 == 1,
        camera_indices=footage % 10,
        cameras=tuple(f"Camera {number}" for number in range(10)),
        start_ms=start_ms,
        end_ms=start_ms + 5_000,
        lengths=np.full(count, 25),
    )


def in_turns(things: dict[str, Callable[[int], object]], repeats: int) -> dict[str, Timing]:
    """Time each thing, one after the other, again and again; the first round does not count."""
    taken = {name: Timing(wall=[], cpu=[]) for name in things}
    for repeat in range(repeats + 1):
        for name, thing in sorted(things.items(), reverse=bool(repeat % 2)):
            wall, cpu = time.perf_counter(), time.thread_time()
            thing(repeat)
            if repeat:
                taken[name].wall.append((time.perf_counter() - wall) * 1e3)
                taken[name].cpu.append((time.thread_time() - cpu) * 1e3)
    return taken


def bare_search(codes: Any, queries: FloatArray, limit: int, rows: BoolArray | None) -> Any:  # noqa: ANN401  (faiss has no types)
    """The faiss call alone, its selector made beforehand."""
    parameters = None
    if rows is not None:
        library: Any = faiss  # its stubs know another signature
        selector = library.IDSelectorBitmap(np.packbits(rows, bitorder="little"))
        parameters = library.SearchParameters(sel=selector)
    return lambda repeat: codes.search(queries[repeat : repeat + 1], limit, params=parameters)


def _own_search(
    loaded: LoadedIndex, queries: FloatArray, limit: int, rows: BoolArray | None, repeat: int
) -> object:
    return loaded.index.search(queries[repeat], limit=limit, rows=rows)


def measure(count: int, dim: int, limits: list[int], repeats: int, folder: Path) -> bool:
    """Print the rows of one dimension; whether all reach the goal."""
    columns = synthetic_columns(count)
    vectors = synthetic_vectors(count, dim)
    embeddings = Embeddings(model_id=MODEL, tracklet_ids=columns.tracklet_ids, vectors=vectors)
    queries = vectors[np.random.default_rng(1).integers(0, count, repeats + 1)]
    codes = faiss.IndexScalarQuantizer(
        dim, faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
    )
    codes.add(vectors)
    del vectors

    def load() -> LoadedIndex:
        return load_or_build(folder, str(dim), MODEL, lambda: embeddings, lambda: columns)

    start = time.perf_counter()
    load()
    built = time.perf_counter()
    loaded = load()
    assert loaded.from_cache
    print(
        f"\n{count:,} x {dim}: cache written in {built - start:.2f} s "
        f"(without reading the database), loaded in {time.perf_counter() - built:.2f} s; "
        f"its files {sum(one.stat().st_size for one in folder.iterdir()) / 1e6:,.0f} MB, mapped"
    )

    masks: dict[str, BoolArray | None] = {
        "all": None,
        f"other modality ({loaded.columns.is_infrared.mean():.0%})": loaded.columns.is_infrared,
        "the same, scattered": np.random.default_rng(2).permutation(loaded.columns.is_infrared),
        "one camera (10%)": loaded.columns.camera_indices == 3,
        "one footage (0.5%)": loaded.columns.footage_ids == 7,
    }
    reached = True
    print("least wall / median wall / median CPU of the calling thread, ms and ratio")
    print(f"{'rows':24} {'limit':>5} {'ours ms':>26} {'faiss ms':>26} {'ratio':>18}")
    for name, rows in masks.items():
        for limit in limits:
            timings = in_turns(
                {
                    "ours": partial(_own_search, loaded, queries, limit, rows),
                    "bare": bare_search(codes, queries, limit, rows),
                },
                repeats,
            )
            least, middle, cpu = ratios(timings["ours"], timings["bare"])
            print(
                f"{name:24} {limit:5} {timings['ours']!s:>26} {timings['bare']!s:>26} "
                f"{least:5.2f} / {middle:4.2f} / {cpu:4.2f}"
            )
            if name.startswith(("all", "other")) and limit == SearchConfig().limit:
                reached &= min(least, middle, cpu) <= GOAL
    return reached


def fill_case(folder: Path, columns: TrackletColumns, vectors: FloatArray) -> SqlCaseStore:
    """A case that holds these tracklets and vectors, stored as indexing stores them."""
    facts = CaseFacts(number="1", examiner="benchmark", purpose="speed", time_zone="UTC")
    store = create_store(folder, facts)
    frames = np.arange(3)
    for start in range(0, len(vectors), PER_FOOTAGE):
        footage = store.footage.add(_new_footage(columns, start))
        store.tracklets.begin_footage(footage.id, "benchmark")
        rows = range(start, min(start + PER_FOOTAGE, len(vectors)))
        found = [
            FoundTracklet(
                track=Track(
                    number=row,
                    frame_indices=frames + 10 * (row - start),
                    boxes=np.tile(np.array([10, 10, 50, 90], np.float32), (3, 1)),
                    scores=np.full(3, 0.9, np.float32),
                ),
                times_s=(frames / 25 + 0.4 * (row - start)).astype(np.float32),
                modality=Modality.INFRARED if columns.is_infrared[row] else Modality.VISIBLE,
                crops=(),
                vector=vectors[row],
            )
            for row in rows
        ]
        for ordinal, first in enumerate(range(0, len(found), PER_SEGMENT)):
            done = SegmentDone(
                footage_id=footage.id,
                ordinal=ordinal,
                first_frame=first * 10,
                end_frame=(first + PER_SEGMENT) * 10,
                frames_looked_at=PER_SEGMENT,
                end_pts=None,
                is_last=first + PER_SEGMENT >= len(found),
            )
            store.tracklets.store_segment(done, found[first : first + PER_SEGMENT], MODEL)
        store.footage.set_state(footage.id, FootageState.INDEXED)
    return store


def _new_footage(columns: TrackletColumns, row: int) -> NewFootage:
    number = int(columns.footage_ids[row])
    return a_new_footage(
        f"/footage/{number}.mp4",
        sha256=f"{number:064x}",
        facts=some_facts(duration_s=400.0, expected_frames=10_000),
        camera=columns.cameras[columns.camera_indices[row]],
        start_time=datetime.fromtimestamp(int(columns.start_ms[row]) / 1000, UTC),
        proposed_segments=(),
    )


def measure_case(count: int, dim: int, limits: list[int], repeats: int, folder: Path) -> bool:
    """Print how long a search of a whole case takes; whether it reaches the goal."""
    columns, vectors = synthetic_columns(count), synthetic_vectors(count, dim)
    start = time.perf_counter()
    with fill_case(folder / "speed.duskcase", columns, vectors) as store:
        del vectors
        print(f"\nCase of {count:,} x {dim}: stored in {time.perf_counter() - start:.1f} s")

        def load() -> LoadedIndex:
            return load_or_build(
                folder / "index",
                store.embeddings.epoch(MODEL),
                MODEL,
                lambda: store.embeddings.all(MODEL),
                store.tracklets.columns,
            )

        for name in ("from the database", "from its files"):
            start = time.perf_counter()
            loaded = load()
            print(f"Index loaded {name} in {time.perf_counter() - start:.2f} s")

        queries = np.random.default_rng(1).choice(loaded.columns.tracklet_ids, repeats + 1)
        asked = {
            "other modality": SearchConfig(),
            "any": SearchConfig(into="any"),
            "one camera": SearchConfig(cameras=("Camera 3",), into="any"),
        }

        def search(config: SearchConfig, repeat: int) -> object:
            query = (TrackletId(int(queries[repeat])),)
            return rank_candidates(store, loaded, query, config, MODEL)

        timings = in_turns(
            {
                f"rank_candidates, {name}, limit {limit}": partial(
                    search, replace(config, limit=limit)
                )
                for limit in limits
                for name, config in asked.items()
            },
            repeats,
        )
    for name, timing in timings.items():
        print(f"{name:46} {timing} ms (least wall / median wall / median CPU)")
    return all(median(timing.wall) <= LATENCY_GOAL_MS for timing in timings.values())


def main() -> bool:
    """Measure and print everything; whether every goal is reached."""
    parser = argparse.ArgumentParser(description="Search against a bare faiss call")
    parser.add_argument("--count", type=int, default=200_000)
    parser.add_argument("--dims", type=int, nargs="+", default=[1280, 512])
    parser.add_argument("--limits", type=int, nargs="+", default=[60, 2000])
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--without-case", action="store_true", help="leave out the whole case")
    asked = parser.parse_args()
    reached = True
    with tempfile.TemporaryDirectory() as folder:
        for dim in asked.dims:
            place = Path(folder) / str(dim)
            reached &= measure(asked.count, dim, asked.limits, asked.repeats, place)
        if not asked.without_case:
            reached &= measure_case(
                asked.count, asked.dims[0], asked.limits, asked.repeats, Path(folder)
            )
    print("\nGoals reached" if reached else "\nGOALS MISSED")
    return reached


if __name__ == "__main__":
    raise SystemExit(0 if main() else 1)
