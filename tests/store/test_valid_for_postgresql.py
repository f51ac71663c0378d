"""Every statement of the repositories must also be one that PostgreSQL understands."""

import ast
import inspect
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import ClauseElement, Engine, TextClause, event
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateIndex, CreateTable
from sqlalchemy.sql import visitors

from cba_core.domain import repositories
from cba_core.domain.blind_review import MakeBlindSet, SetBlindVerdict
from cba_core.domain.case_log import LogAction, LogAuthor, NewLogEntry
from cba_core.domain.decisions import Verdict
from cba_core.domain.edits import (
    CreatePerson,
    MergePeople,
    SetApart,
    SetClock,
    SetFootage,
    SetNobody,
    SetVerdict,
)
from cba_core.domain.footage import Footage, FootageState, Modality, ToldModality
from cba_core.domain.ids import TrackletId
from cba_core.domain.repositories import TrackletFilter
from cba_core.domain.site_plan import PlaceCamera, SetPlanPicture
from cba_core.store.case_store import SqlCaseStore
from cba_core.store.tables import Base
from tests.support.builders import (
    A_DIGEST,
    A_MODEL,
    AN_EVENING,
    a_found_tracklet,
    a_modality_segment,
    a_new_footage,
    a_segment,
    some_embeddings,
    some_time_stamps,
)

STORE = Path(__file__).parents[2] / "cba_core" / "store"
SQLITE_ONLY = {
    "backups.py",
    "database.py",
    "database_failures.py",
    "migration.py",
    "reading_files.py",
    "row_checks.py",
}
RAW_SQL = {"text", "exec_driver_sql", "literal_column", "TextClause"}
PROTOCOLS = {
    "footage": repositories.FootageRepository,
    "tracklets": repositories.TrackletRepository,
    "embeddings": repositories.EmbeddingRepository,
    "settings": repositories.SettingsRepository,
    "log": repositories.LogRepository,
    "edits": repositories.EditRepository,
    "decisions": repositories.DecisionRepository,
    "clocks": repositories.ClockRepository,
    "blind_sets": repositories.BlindSetRepository,
    "time_stamps": repositories.TimeStampRepository,
    "plan": repositories.PlanRepository,
}


class Noting:
    """Passes calls on and notes their names."""

    def __init__(self, inner: object, called: set[str]) -> None:
        self._inner = inner
        self._called = called

    def __getattr__(self, name: str) -> Any:
        self._called.add(name)
        return getattr(self._inner, name)


@pytest.fixture
def statements() -> Iterator[list[ClauseElement]]:
    """What is executed from now on."""
    seen: list[ClauseElement] = []

    def note(connection: object, statement: ClauseElement, *_: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_execute", note)
    yield seen
    event.remove(Engine, "before_execute", note)


def _decide(
    first: Footage,
    ids: Sequence[TrackletId],
    *,
    log: Any,
    edits: Any,
    decisions: Any,
    clocks: Any,
    blind: Any,
) -> None:
    who = LogAuthor("A. Examiner")
    log.append(NewLogEntry(action=LogAction.VIEW, author=who, object="footage 1"))
    assert log.head().count == len(log.entries())
    for edit in (
        SetVerdict(query=(ids[0],), candidate=ids[1], verdict=Verdict.CANNOT_SAY),
        MakeBlindSet(query=(ids[0],), candidates=(ids[1],), known_non_members=(), seed=1),
        SetVerdict(query=(ids[0],), candidate=ids[1], verdict=None),
        SetNobody(query=(ids[0],), is_nobody=True),
        CreatePerson(name="A", tracklets=(ids[0],)),
        CreatePerson(name="B", tracklets=(ids[1],)),
        MergePeople(into=5, others=(6,)),
        SetFootage(footage=(first.id,), camera="roof"),
        SetApart(cameras=("roof", "gate"), seconds=60.0),
        PlaceCamera(camera="roof", x=0.5, y=0.5),
        SetPlanPicture(sha256="a" * 64, name="a.png", file="a.png", width_px=80, height_px=60),
        SetClock(
            footage=(first.id,),
            recorder_starts=(datetime(2026, 3, 1),),
            zone="UTC",
        ),
    ):
        edits.apply(edit, who)
    edits.undo(who)
    edits.redo(who)
    read = SetBlindVerdict(blind_set=2, place=1, verdict=Verdict.CANNOT_SAY)
    edits.apply(read, LogAuthor("B. Reader"))
    assert [one.second_reader for one in blind.all()] == ["B. Reader"]
    assert len(edits.history(3)) == 3
    decisions.decisions((ids[0],))
    decisions.nobody_here()
    assert list(clocks.all()) == [first.id]
    decisions.people()
    decisions.apart()


def walk_through(store: SqlCaseStore) -> dict[str, set[str]]:
    """Call every method of every repository; return the names called."""
    called: dict[str, set[str]] = {name: set() for name in PROTOCOLS}
    (
        footage,
        tracklets,
        embeddings,
        settings,
        log,
        edits,
        decisions,
        clocks,
        blind_sets,
        stamps,
        plan,
    ) = (Noting(getattr(store, name), called[name]) for name in PROTOCOLS)
    first = footage.add(a_new_footage())
    second = footage.add(a_new_footage("/e/2.mp4"))
    footage.all()
    footage.get(first.id)
    footage.by_sha256(first.sha256)
    footage.update(
        [first.id, second.id],
        camera="gate",
        start_time=AN_EVENING,
        told_modality=ToldModality(modality=Modality.INFRARED),
    )
    footage.set_state(first.id, FootageState.INDEXED)
    footage.set_proposed_segments(first.id, (a_modality_segment(),))
    footage.set_path(first.id, Path("/e/moved.mp4"))
    tracklets.begin_footage(first.id, A_DIGEST)
    ids = tracklets.store_segment(a_segment(), [a_found_tracklet(1), a_found_tracklet(2)], A_MODEL)
    tracklets.indexed_footage()
    tracklets.get(ids[0])
    where = TrackletFilter(
        modality=Modality.INFRARED,
        cameras=("gate",),
        footage_ids=(first.id,),
        earliest=AN_EVENING - timedelta(hours=1),
        latest=AN_EVENING + timedelta(hours=1),
        minimum_length=2,
    )
    assert len(tracklets.find(where, offset=1, limit=3)) == 1
    assert tracklets.count(where) == 2
    assert len(tracklets.ids(where)) == 2
    tracklets.by_ids(ids)
    assert tracklets.existing(ids) == set(ids)
    tracklets.track(ids[0])
    tracklets.crops(ids[0])
    tracklets.columns()
    assert len(tracklets.spans().tracklet_ids) == len(tracklets.best_crops(ids).paths) == 2
    embeddings.add(some_embeddings(ids))
    embeddings.all(A_MODEL)
    embeddings.vector(ids[0], A_MODEL)
    embeddings.missing(A_MODEL)
    embeddings.without_vector(A_MODEL)
    embeddings.models()
    embeddings.epoch(A_MODEL)
    settings.set("key", "value")
    settings.set("key", "other")
    settings.get("key")
    _decide(first, ids, log=log, edits=edits, decisions=decisions, clocks=clocks, blind=blind_sets)
    assert plan.get().picture is not None
    stamps.set(first.id, some_time_stamps())
    assert stamps.get(first.id) == some_time_stamps()
    assert stamps.counts() == {first.id: some_time_stamps().counts}
    tracklets.begin_footage(first.id, "e" * 64)
    return called


def test_every_statement_of_every_method_compiles_and_none_is_written_by_hand(
    store: SqlCaseStore, statements: list[ClauseElement]
) -> None:
    called = walk_through(store)
    for name, protocol in PROTOCOLS.items():
        methods = {
            method
            for method, _ in inspect.getmembers(protocol, inspect.isfunction)
            if not method.startswith("_")
        }
        assert called[name] == methods, name
    assert len(statements) > 50
    for statement in statements:
        assert not any(isinstance(part, TextClause) for part in visitors.iterate(statement))
        compiled = statement.compile(dialect=postgresql.dialect())
        assert str(compiled)


def test_every_table_can_be_made_in_postgresql() -> None:
    for table in Base.metadata.sorted_tables:
        made = str(CreateTable(table).compile(dialect=postgresql.dialect()))
        assert "BLOB" not in made
        assert "DATETIME" not in made
        for index in table.indexes:
            assert str(CreateIndex(index).compile(dialect=postgresql.dialect()))


@pytest.mark.parametrize("path", sorted(STORE.glob("*.py")), ids=lambda path: path.name)
def test_raw_sql_stands_only_where_a_server_would_replace_the_file(path: Path) -> None:
    if path.name in SQLITE_ONLY:
        pytest.skip("marked as SQLite's own")
    tree = ast.parse(path.read_text(encoding="utf-8"))
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert not names & RAW_SQL
    assert "sqlite3" not in names
