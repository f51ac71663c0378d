"""What tests of the store run in processes of their own: `python -m tests.support.store_processes`.

Each says "ready" on its output when the tests may go on.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from cba_core.domain.ids import FootageId, TrackletId
from cba_core.domain.tracklets import FoundTracklet
from cba_core.store.case_store import SqlCaseStore, open_store
from cba_core.store.crop_files import WrittenCrops
from cba_core.store.segment_rows import SegmentRows
from cba_core.store.writer_lock import case_job_lock
from tests.support.builders import A_DIGEST, A_MODEL, a_found_tracklet, a_new_footage, a_segment

ROOT = Path(__file__).parents[2]
SEGMENTS = 6
PER_SEGMENT = 5
FIRST = FootageId(1)


def start(name: str, case: Path, *arguments: str) -> "subprocess.Popen[str]":
    """Run one of the functions below."""
    command = [sys.executable, "-m", __name__, name, str(case), *arguments]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def wait_until_ready(process: "subprocess.Popen[str]") -> None:
    """Return when the process says so."""
    assert process.stdout is not None
    line = process.stdout.readline()
    if line.strip() != "ready":
        raise AssertionError(f"expected ready, got {line!r}: {process.communicate()[1]}")


def finish(process: "subprocess.Popen[str]") -> str:
    """What it printed; its failure is ours."""
    output, errors = process.communicate("go\n", timeout=120)
    if process.returncode:
        raise AssertionError(f"ended with {process.returncode}: {errors}")
    return output


def found_in(ordinal: int) -> Sequence[FoundTracklet]:
    """What indexing finds in a segment, the same on every run."""
    return [
        a_found_tracklet(10 * ordinal + number, first_frame=100 * ordinal + 3 * number)
        for number in range(PER_SEGMENT)
    ]


def index(store: SqlCaseStore, digest: str = A_DIGEST) -> list[TrackletId]:
    """Index footage 1 from where the last run came to; return the new ids."""
    begun = store.tracklets.begin_footage(FIRST, digest)
    stored: list[TrackletId] = []
    for ordinal in range(len(begun.finished_segments), SEGMENTS):
        done = a_segment(1, ordinal, is_last=ordinal == SEGMENTS - 1)
        stored += store.tracklets.store_segment(done, found_in(ordinal), A_MODEL)
    return stored


# ------------------------------------------------------------------ run in the process


def add_footage(case: Path, name: str, count: str) -> None:
    """Add files, one transaction each."""
    with open_store(case) as store:
        _say_ready_and_wait()
        for number in range(int(count)):
            store.footage.add(a_new_footage(f"/e/{name}-{number}.mp4", camera=name))


def index_footage(case: Path) -> None:
    """Index to the end."""
    with open_store(case) as store:
        _say_ready()
        index(store)


def index_and_die(case: Path, point: str) -> None:
    """Index, and be killed in the third segment at `point`, as by `kill -9`."""
    if point == "after the crops are written":
        _die_before(WrittenCrops, "put_in_place")
    elif point == "after the crops are in place":
        _die_after(WrittenCrops, "put_in_place")
    elif point == "after the rows are written":
        _die_after(SegmentRows, "insert")
    else:
        _die_after(type(_open(case).tracklets), "store_segment")
    with open_store(case) as store:
        index(store)


def write_slowly(case: Path) -> None:
    """Hold the write transaction until told to go on."""
    with open_store(case) as store, store._database.write():
        _say_ready_and_wait()


def hold_job_lock(case: Path) -> None:
    """Hold the case for a job until told to go on."""
    with case_job_lock(case, "cba index"):
        _say_ready_and_wait()


def _say_ready_and_wait() -> None:
    _say_ready()
    sys.stdin.readline()


def _say_ready() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()


def _open(case: Path) -> SqlCaseStore:
    with open_store(case) as store:
        return store


def _die_before(owner: type, method: str) -> None:
    _replace(owner, method, lambda _: os.kill(os.getpid(), signal.SIGKILL), None)


def _die_after(owner: type, method: str) -> None:
    _replace(owner, method, None, lambda _: os.kill(os.getpid(), signal.SIGKILL))


def _replace(
    owner: type,
    method: str,
    before: Callable[[int], None] | None,
    after: Callable[[int], None] | None,
) -> None:
    original = getattr(owner, method)
    calls = 0

    def replacement(*arguments: object, **options: object) -> object:
        nonlocal calls
        calls += 1
        if before is not None and calls == 3:
            before(calls)
        result = original(*arguments, **options)
        if after is not None and calls == 3:
            after(calls)
        return result

    setattr(owner, method, replacement)


if __name__ == "__main__":
    globals()[sys.argv[1]](Path(sys.argv[2]), *sys.argv[3:])
