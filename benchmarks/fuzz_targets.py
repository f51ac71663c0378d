"""What `fuzz` feeds with damaged input, and how the input is damaged.

Run by it: `python -m benchmarks.fuzz_targets TARGET SEED SECONDS FOLDER`.
"""

import contextlib
import io
import json
import os
import runpy
import shutil
import sqlite3
import sys
import time
import traceback
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase
from hypothesis import strategies as st

from benchmarks.fuzz_input import damaged, json_values, one_cell
from cba_core.case import Case
from cba_core.config.search_config import SearchConfig
from cba_core.domain.case_log import entry_from_line
from cba_core.domain.edits import CreatePerson, edit_from_json, edit_to_json
from cba_core.domain.errors import CbaError
from cba_core.domain.ids import TrackletId
from cba_core.domain.log_check import check_lines
from cba_core.domain.repositories import TrackletFilter

ROOT = Path(__file__).resolve().parents[1]

Feed = Callable[[Any], None]


def _case(room: Path) -> Path:
    """A case with footage, tracklets, decisions, an index, and an exhibit."""
    from benchmarks.killed_work import facts_of_a_case, write_a_clip
    from tests.support.builders import (
        A_DIGEST,
        A_MODEL,
        a_found_tracklet,
        a_segment,
    )

    path = room / "case.duskcase"
    with Case.create(path, facts_of_a_case()) as made:
        write_a_clip(made)
        footage = made.add_footage([path.with_name("case-stick")]).added[0]
        store = made._store  # noqa: SLF001  (rows without indexing)
        store.tracklets.begin_footage(footage.id, A_DIGEST)
        store.tracklets.store_segment(a_segment(), [a_found_tracklet()] * 3, A_MODEL)
        store.settings.set("model_id", A_MODEL)
        made.review.apply(
            CreatePerson(name="x", tracklets=(made.tracklets(TrackletFilter())[0].id,))
        )
        made.exhibits.still(footage.id, 2)
        with contextlib.suppress(CbaError):
            made.search(made.tracklets(TrackletFilter())[0].id, SearchConfig())
    return path


def _use(path: Path, *, read_only: bool = False) -> None:
    """Everything that opening a case in the window or by command may touch."""
    with Case.open(path, read_only=read_only, busy_timeout_s=0.5) as case:
        steps: list[Callable[[], object]] = [
            case.footage,
            case.index_state,
            case.index_config,
            case.review.people,
            case.review.decisions,
            case.review.history,
            case.log.entries,
            case.exhibits.exhibits,
            lambda: case.integrity.verify(case.model_id()),
            lambda: _look_at_all(case),
            lambda: case.review.apply(CreatePerson(name="y")),
            case.review.undo,
        ]
        refusal: CbaError | None = None
        for step in steps:
            try:
                step()
            except CbaError as error:
                refusal = error
        if refusal is not None:
            raise refusal


def _look_at(case: Case, tracklet: TrackletId) -> None:
    case.track(tracklet)
    case.crops(tracklet)
    case.search(tracklet, SearchConfig())


def _look_at_all(case: Case) -> None:
    for one in case.tracklets(TrackletFilter()):
        _look_at(case, one.id)


def _fresh(room: Path, template: Path) -> Path:
    used = room / "used.duskcase"
    shutil.rmtree(used, ignore_errors=True)
    shutil.copytree(template, used, symlinks=True)
    return used


def _file_of_case(room: Path, name: str) -> tuple[st.SearchStrategy[bytes], Feed]:
    template = _case(room)

    def feed(content: bytes) -> None:
        used = _fresh(room, template)
        (used / name).write_bytes(content)
        _use(used)

    return damaged([(template / name).read_bytes()]), feed


def case_json(room: Path) -> tuple[Any, Feed]:
    return _file_of_case(room, "case.json")


def case_sqlite(room: Path) -> tuple[Any, Feed]:
    return _file_of_case(room, "case.sqlite")


def manifest(room: Path) -> tuple[Any, Feed]:
    return _file_of_case(room, "exhibits/E0001/manifest.json")


def exhibit_number(room: Path) -> tuple[Any, Feed]:
    template = _case(room)

    def feed(content: bytes) -> None:
        used = _fresh(room, template)
        (used / "exhibits" / "last-number").write_bytes(content)
        with Case.open(used) as case:
            case.exhibits.still(case.footage()[0].id, 1)

    return damaged([b"1\n", b"9" * 30]), feed


def index_header(room: Path) -> tuple[Any, Feed]:
    template = _case(room)
    header = next(template.glob("index/*/header.json"))
    return _file_of_case(room / "again", str(header.relative_to(template)))


def case_rows(room: Path) -> tuple[Any, Feed]:
    """Single cells of tables that plain SQL set to something else."""
    template = _case(room)

    def feed(cell: tuple[int, int, int, Any]) -> None:
        used = _fresh(room, template)
        with contextlib.closing(sqlite3.connect(used / "case.sqlite")) as database:
            if not one_cell(database, *cell):
                return
        _use(used)

    values = st.one_of(
        st.none(), st.integers(-(2**63), 2**63 - 1), st.floats(), st.text(max_size=40),
        st.binary(max_size=200), json_values().map(json.dumps),
        st.sampled_from(["../../../etc/passwd", "/etc/passwd", "=1+1", "<script>", "9" * 5000]),
    )  # fmt: skip
    return st.tuples(st.integers(0, 99), st.integers(0, 99), st.integers(0, 9), values), feed


def motchallenge(room: Path) -> tuple[Any, Feed]:
    from cba_core.detection.motchallenge_file import read_motchallenge
    from cba_core.evaluation.truth_files import read_true_boxes

    def feed(content: bytes) -> None:
        for name in ("gt.txt", "day.txt"):
            (room / name).write_bytes(content)
        refusals = []
        for read, name in ((read_motchallenge, "gt.txt"), (read_motchallenge, "day.txt"),
                           (read_true_boxes, "gt.txt")):  # fmt: skip
            try:
                read(room / name)
            except CbaError as error:
                refusals.append(error)
        if refusals:
            raise refusals[0]

    lines = b"1,1,10,20,30,40,1,-1,-1,-1\n2,1,11,20,30,40,0.5,-1,-1,-1\n"
    return damaged([lines, b"1,1,10,20,30,40,1,1,0.5\n3,2,1e3,2,3,4,1,1,1\n"]), feed


def truth(room: Path) -> tuple[Any, Feed]:
    from cba_core.evaluation.truth_files import read_truth

    (room / "truth" / "day").mkdir(parents=True)
    (room / "truth" / "day" / "gt.txt").write_text("1,1,10,20,30,40,1,1,1\n")
    camera = {"clip": "day.mp4", "width": 64, "height": 48}
    camera |= {"modality": [{"first_frame": 0, "end_frame": 9, "modality": "visible"}]}

    def feed(content: bytes) -> None:
        (room / "truth.json").write_bytes(content)
        read_truth(room)

    from cba_core.evaluation.truth_files import FORMAT

    return damaged([json.dumps({"format": FORMAT, "cameras": [camera]}).encode()]), feed


def model(room: Path) -> tuple[Any, Feed]:
    from cba_core.model.model_file import inspect_model_file, read_model_file
    from tests.support.model_files import write_small_model

    write_small_model(room / "model.safetensors")
    content = (room / "model.safetensors").read_bytes()

    def feed(other: bytes) -> None:
        (room / "other.safetensors").write_bytes(other)
        inspect_model_file(room / "other.safetensors")
        read_model_file(room / "other.safetensors")

    return damaged([content], first=4000), feed


def media(room: Path) -> tuple[Any, Feed]:
    import numpy as np

    from cba_core.footage.playback import Playback
    from cba_core.footage.probing import probe
    from cba_core.footage.pyav_source import open_footage
    from tests.support.synthetic_footage import write_clip

    pictures = np.random.default_rng(1).integers(0, 255, (10, 48, 64, 3), dtype=np.uint8)
    clips = [
        write_clip(room / "a.mp4", pictures),
        write_clip(room / "b.avi", pictures, codec="mpeg4"),
        write_clip(room / "c.mkv", pictures),
    ]
    contents = {path.suffix: path.read_bytes() for path in clips}

    def feed(named: tuple[str, bytes]) -> None:
        suffix, content = named
        path = room / f"other{suffix}"
        path.write_bytes(content)
        probe(path)
        with open_footage(path) as source:
            for _frame in islice(source.frames(), 200):
                pass
        with contextlib.closing(Playback(path)) as playback:
            playback.frame_at(1)
            playback.seek(0.1)

    return st.one_of(
        [st.tuples(st.just(suffix), damaged([one])) for suffix, one in contents.items()]
    ), feed


def log_lines(room: Path) -> tuple[Any, Feed]:
    """The log's reader, and the verifier that stands alone."""
    template = _case(room)
    with Case.open(template) as case:
        case.log.export(room / "log.jsonl")
    content = (room / "log.jsonl").read_bytes()
    verifier = ROOT / "resources" / "verify_log.py"

    def feed(other: bytes) -> None:
        path = room / "other.jsonl"
        path.write_bytes(other)
        lines = other.decode("utf-8", "surrogateescape").split("\n")
        check_lines([(number, line, "") for number, line in enumerate(lines, 1)], "")
        sys.argv = ["verify_log.py", str(path)]
        with (
            contextlib.redirect_stdout(io.StringIO()),
            contextlib.redirect_stderr(io.StringIO()),
            contextlib.suppress(SystemExit),
        ):
            runpy.run_path(str(verifier), run_name="__main__")
        for line in lines:
            with contextlib.suppress(ValueError):
                entry_from_line(line)

    return damaged([content]), feed


def edits(room: Path) -> tuple[Any, Feed]:
    from cba_core.domain.edits import _KINDS

    template = _case(room)
    case = Case.open(template)
    fields = (
        "query", "candidate", "verdict", "because", "note", "rank_shown", "is_nobody",
        "shown", "name", "tracklets", "person", "into", "others", "footage", "camera",
        "start", "modality", "kind", "forget_start", "forget_modality", "number",
    )  # fmt: skip
    told = st.dictionaries(st.sampled_from(fields), json_values(), max_size=12).flatmap(
        lambda some: st.sampled_from(sorted(_KINDS)).map(lambda kind: {"edit": kind, **some})
    )
    whole = st.fixed_dictionaries(
        {
            "edit": st.sampled_from(sorted(_KINDS)),
            **{field: st.one_of(json_values(), st.lists(st.integers())) for field in fields},
        }
    )

    person = case.review.people()[0].number
    tracklets = [int(one.id) for one in case.tracklets(TrackletFilter())]
    sound: list[dict[str, Any]] = [
        {"edit": "CreatePerson", "name": "a", "tracklets": tracklets[:1]},
        {"edit": "RenamePerson", "person": person, "name": "b"},
        {"edit": "AddToPerson", "person": person, "tracklets": tracklets},
        {"edit": "SetVerdict", "query": tracklets[:1], "candidate": tracklets[1],
         "verdict": "cannot say", "because": [], "note": "", "rank_shown": 1},
        {"edit": "SetNobody", "query": tracklets[:1], "is_nobody": True, "note": "", "shown": 3},
    ]  # fmt: skip
    values = st.one_of(json_values(), st.integers(), st.lists(st.integers(), max_size=3))
    nearly = st.tuples(st.sampled_from(sound), st.dictionaries(st.sampled_from(fields), values))
    almost = nearly.map(lambda pair: {**pair[0], **dict(list(pair[1].items())[:1])})

    def feed(value: dict[str, Any]) -> None:
        edit = edit_from_json(value)
        edit_from_json(edit_to_json(edit))
        case.review.apply(edit)

    return st.one_of(almost, almost, told, whole, json_values()), feed


TARGETS: dict[str, Callable[[Path], tuple[Any, Feed]]] = {
    one.__name__: one
    for one in (
        case_json,
        case_sqlite,
        case_rows,
        manifest,
        exhibit_number,
        index_header,
        motchallenge,
        truth,
        model,
        media,
        log_lines,
        edits,
    )
}


_WRITING = frozenset(
    {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.chmod", "os.utime",
     "os.link", "os.symlink", "shutil.rmtree"}
)  # fmt: skip


class _Tally:
    def __init__(self, room: Path) -> None:
        self._path = room / "tally.json"
        self._room = room
        self.inputs = self.refused = 0
        self.faults: dict[str, str] = {}
        self.outside: list[str] = []

    def write(self) -> None:
        unfinished = self._path.with_suffix(".new")
        told = {"inputs": self.inputs, "refused": self.refused}
        unfinished.write_text(json.dumps({**told, "faults": list(self.faults.values())}))
        unfinished.replace(self._path)

    def fault(self, signature: str, text: str, given: object) -> None:
        if signature in self.faults:
            return
        kept = self._room / f"fault-{len(self.faults)}"
        kept.write_text(f"{text}\n\n{given!r}", "utf-8", "backslashreplace")
        self.faults[signature] = f"{signature} ({kept})"


def _watch_writes(room: Path, tally: _Tally) -> None:
    """Notes every file that Python, or SQLite for it, would write outside `room`."""
    allowed = (str(room.resolve()), "/dev/", "/proc/")

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _mode, flags = arguments
            if not isinstance(flags, int) or not flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
                return
        elif event in _WRITING:
            path = arguments[0]
            if any(isinstance(one, int) and one > 2 for one in arguments[1:]):
                return  # relative to an open folder, whose own opening was seen
        else:
            return
        if isinstance(path, str | bytes | os.PathLike):
            text = os.path.realpath(os.fsdecode(path))
            if not text.startswith(allowed) and "__pycache__" not in text:
                tally.outside.append(f"{event} {text}")

    sys.addaudithook(hook)


def _signature(target: str, error: BaseException) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [one for one in frames if "cba_core" in one.filename or "resources" in one.filename]
    last = (ours or frames)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}"
    return f"{target}: {type(error).__name__} at {where}: {str(error)[:120]!r}"


def run(target: str, seed: int, seconds: float, room: Path) -> None:
    """Feed a target until the time is over."""
    hypothesis.configuration.set_hypothesis_home_dir(room / "hypothesis")
    tally = _Tally(room)
    (room / "again").mkdir()
    strategy, feed = TARGETS[target](room)
    _watch_writes(room, tally)
    end = time.monotonic() + seconds

    def once(given: object) -> None:
        if time.monotonic() > end:
            raise KeyboardInterrupt
        (room / "current").write_text(repr(given), "utf-8", "backslashreplace")
        try:
            feed(given)
        except (CbaError, ValueError) as error:
            if isinstance(error, CbaError) or target == "edits":
                tally.refused += 1
            else:
                tally.fault(_signature(target, error), traceback.format_exc(), given)
        except Exception as error:  # noqa: BLE001  (whatever it is, it is a fault)
            tally.fault(_signature(target, error), traceback.format_exc(), given)
        for one in tally.outside:
            tally.fault(f"{target}: outside: {one}", one, given)
        tally.outside.clear()
        tally.inputs += 1
        tally.write()

    settled: Any = hypothesis  # `seed` has no type
    test: Callable[[], None] = settled.seed(seed)(
        settled.settings(
            max_examples=10**6, deadline=None, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )(settled.given(strategy)(once))
    )  # fmt: skip
    with contextlib.suppress(KeyboardInterrupt):
        test()


if __name__ == "__main__":
    run(sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), Path(sys.argv[4]))
