"""E33: nothing is sent, alerted or exported without a person; there is no such code path."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from cba_core.case import Case
from cba_core.config.search_config import SearchConfig
from cba_core.domain.case_log import LogAction
from cba_core.domain.repositories import TrackletFilter
from tests.support.small_case import a_case, cba, footage_with_tracks

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = sorted([*(ROOT / "cba_core").rglob("*.py"), *(ROOT / "app").rglob("*.py")])
SENDING = {
    "aiohttp", "asyncio", "email", "ftplib", "http", "httpx", "imaplib", "nntplib", "paramiko",
    "poplib", "requests", "smtplib", "socketserver", "ssl", "telnetlib", "urllib", "urllib3",
    "webbrowser", "websocket", "websockets", "xmlrpc", "QtNetwork", "QtWebEngineCore", "QtDBus",
    "socket",
}  # fmt: skip
ALLOWED = {
    ("app/desktop/one_instance.py", "QtNetwork"): "a second window asks the first, on this machine",
    ("cba_core/store/writer_lock.py", "socket"): "the name of the machine that holds a lock",
}
"""Who may import something that could send, and for what."""

EXPORTS = {"make", "still", "clip", "annotate", "redact", "export", "copy_out"}
OWNERS = {"reports", "exhibits", "log", "models"}
"""`case.reports.make(...)` and the like: what writes something that leaves a case."""
ASKED_BY_PEOPLE = {"cba_core/cli", "app/operations"}
"""Commands that a person types, and what buttons of the window do."""


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def imported(path: Path) -> Iterator[str]:
    """Packages, and of Qt its modules."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [one.name for one in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{one.name}" for one in node.names]
        else:
            continue
        for name in names:
            package, _, rest = name.partition(".")
            yield rest.partition(".")[0] if package == "PySide6" else package


def test_E33_nothing_that_could_send_is_imported() -> None:
    assert len(PRODUCT) > 300
    found = {(named(path), name) for path in PRODUCT for name in set(imported(path)) & SENDING}
    assert found == set(ALLOWED)


def test_E33_only_commands_and_buttons_export() -> None:
    callers = set()
    for path in PRODUCT:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            owner = node.func.value
            if (
                node.func.attr in EXPORTS
                and isinstance(owner, ast.Attribute)
                and owner.attr in OWNERS
            ):
                callers.add(named(path))
    assert len(callers) >= 6
    assert {one.rpartition("/")[0] for one in callers} == ASKED_BY_PEOPLE


def test_E33_no_clock_of_the_window_starts_an_operation() -> None:
    """Timers repaint and flush; none of them runs what a button runs."""
    timed = re.compile(r"(?:singleShot\(\s*[^,]+,|timeout\.connect\()\s*([^)\n]+)")
    operations = {
        node.name
        for path in (ROOT / "app" / "operations").glob("*.py")
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    }
    assert len(operations) > 15
    started = [
        (named(path), hit)
        for path in (ROOT / "app").rglob("*.py")
        for hit in timed.findall(path.read_text(encoding="utf-8"))
    ]
    assert len(started) > 5
    assert [one for one in started if set(re.findall(r"\w+", one[1])) & operations] == []


def test_E33_indexing_searching_and_deciding_export_nothing(tmp_path: Path) -> None:
    footage_with_tracks(tmp_path / "stick", "day", frames=20)
    path = a_case(tmp_path, tmp_path / "stick")
    cba("index", path, "--detector", "motchallenge", "--stride", 2)
    before = sorted(one for one in tmp_path.iterdir())
    with Case.open(path) as case:
        query = case.tracklets(TrackletFilter())[0].id
        case.search(query, SearchConfig(into="any", include_own_segment=True))
        case.errors()
    with Case.open(path, read_only=True) as case:
        actions = {one.action for one in case.log.entries()}
    assert LogAction.QUERY in actions
    assert LogAction.EXPORT not in actions
    assert sorted(one for one in tmp_path.iterdir()) == before
    assert not (path / "exhibits").exists()
