"""One window for each person on a computer: a second start hands its files to the first.

A local socket in the person's own runtime folder carries them: no network is touched. A lock file
beside it says whether the first still lives, whatever its socket looks like.
"""

import hashlib
import json
import logging
import os
import stat
import sys
import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import platformdirs
from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from cba_core.domain.ids import TrackletId

ANSWER_MS = 3000
"""How long the first window may take; it answers between two things that it does."""
_MOST_BYTES = 1_000_000
_TAKEN = b"taken\n"
_OWNER_ONLY = 0o700

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody asked for who started the program."""

    paths: tuple[Path, ...] = ()  # absolute; a case, or footage
    query: TrackletId | None = None  # to search with, in the case

    def to_line(self) -> bytes:
        """One line that `from_line` reads."""
        told = {"paths": [str(path) for path in self.paths], "query": self.query}
        return json.dumps(told).encode("ascii") + b"\n"

    @classmethod
    def from_line(cls, line: bytes) -> "Wish":
        """The wish that `to_line` told.

        Raises:
            ValueError: it is none.
        """
        told = json.loads(line)
        paths = told.get("paths") if isinstance(told, dict) else None
        query = told.get("query") if isinstance(told, dict) else None
        if not isinstance(paths, list) or not all(isinstance(one, str) for one in paths):
            raise ValueError("expected a list of paths")
        if query is not None and type(query) is not int:
            raise ValueError(f"expected a tracklet, got {query!r}")
        found = tuple(Path(one) for one in paths)
        if not all(one.is_absolute() for one in found):
            raise ValueError("expected absolute paths")
        return cls(found, cast("TrackletId | None", query))


def default_runtime_folder() -> Path:
    """Where sockets of this person lie, gone with the session on systems that do so."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # without XDG_RUNTIME_DIR it takes a folder of /tmp
        return platformdirs.user_runtime_path("duskline", appauthor=False)


class OneInstance(QObject):
    """Either hands a wish on to the window that is there, or is the one that others hand to."""

    wanted = Signal(Wish)
    """Somebody started the program again; come to the front, even where nothing is asked."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._lock: QLockFile | None = None
        self._server: QLocalServer | None = None
        self._name = _socket_name(folder)
        if not _is_ours(folder):
            _log.warning("%s is not this person's alone: every start opens a window", folder)
            return
        self._lock = QLockFile(str(folder / "window.lock"))
        self._lock.setStaleLockTime(0)  # a lock is stale when its process is gone, at no age

    def hand_on(self, wish: Wish) -> bool:
        """Give the wish to a window that is there; False: this is the first, and it listens now.

        Where a window is there but does not answer, this one opens beside it.
        """
        if self._lock is None:
            return False
        if self._lock.tryLock(0):
            self._listen()
            return False
        is_taken = _sent(self._name, wish)
        if not is_taken:
            _log.warning("another Duskline runs and does not answer: a second window opens")
        return is_taken

    def let_go(self) -> None:
        """Listen no more: the next start opens a window of its own."""
        if self._server is not None:
            self._server.close()
            self._server = None
        if self._lock is not None:
            self._lock.unlock()

    def _listen(self) -> None:
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        QLocalServer.removeServer(self._name)  # of a run that was killed: its lock was stale
        if not server.listen(self._name):
            _log.warning("%s: %s", self._name, server.errorString())
            return
        server.newConnection.connect(self._on_connection)
        self._server = server

    def _on_connection(self) -> None:
        if self._server is None:
            return
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(lambda socket=socket: self._read(socket))
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():
                self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        if not socket.canReadLine():
            if socket.bytesAvailable() > _MOST_BYTES:
                socket.abort()
            return
        try:
            wish = Wish.from_line(bytes(socket.readLine().data()))
        except ValueError as problem:
            _log.warning("Not understood, from another start: %s", problem)
            socket.abort()
            return
        socket.write(_TAKEN)
        socket.flush()
        self.wanted.emit(wish)


def _sent(name: str, wish: Wish) -> bool:
    socket = QLocalSocket()
    socket.connectToServer(name)
    if not socket.waitForConnected(ANSWER_MS):
        return False
    socket.write(wish.to_line())
    while not socket.canReadLine():
        if not socket.waitForReadyRead(ANSWER_MS):
            return False
    return bytes(socket.readLine().data()) == _TAKEN


def _socket_name(folder: Path) -> str:
    """A path, or where sockets are no files a name that tells people apart."""
    if sys.platform == "win32":
        return "duskline-" + hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    return str(folder / "window.socket")


def _is_ours(folder: Path) -> bool:
    """Make the folder; whether nobody else can put a socket of their own there."""
    try:
        folder.mkdir(mode=_OWNER_ONLY, parents=True, exist_ok=True)
        facts = folder.stat()
    except OSError:
        return False
    if sys.platform == "win32":
        return True
    return facts.st_uid == os.getuid() and not stat.S_IMODE(facts.st_mode) & 0o022
