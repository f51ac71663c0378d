"""What the window remembers between runs: theme, language, geometry, recent cases."""

import json
import logging
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal, cast, get_args

import platformdirs

from app.settings.languages import Language

Theme = Literal["system", "light", "dark", "contrast"]
VERSION = 1
MOST_RECENT_CASES = 8

_log = logging.getLogger(__name__)


def default_settings_path() -> Path:
    """Where the settings of this person on this computer lie."""
    return platformdirs.user_config_path("duskline", appauthor=False) / "settings.json"


@dataclass(frozen=True, slots=True)
class RecentCase:
    """A case that was opened before."""

    path: str
    number: str
    purpose: str


@dataclass(frozen=True, slots=True)
class CaseSession:
    """Where somebody was in a case when they left it."""

    place: str
    query: tuple[int, ...] = ()  # numbers of tracklets
    geometry: str = ""  # base64 of QWidget.saveGeometry


def _at_once(write: Callable[[], None]) -> None:
    write()


@dataclass(slots=True)
class AppSettings:
    """Settings of the window; `save` writes them whole."""

    file: Path
    theme: Theme = "system"
    text_points: int = 0  # of ordinary words; 0: as the system has them
    language: Language = "system"
    geometry: str = ""  # base64 of QWidget.saveGeometry
    last_folder: str = ""
    your_name: str = ""
    """Who acts, for the logs of cases; empty: the examiner of each."""
    recent_cases: list[RecentCase] = field(default_factory=list)
    goes_on: bool = True
    """Whether a case is gone on with where it was left; off: nothing of that is kept either."""
    sessions: dict[str, CaseSession] = field(default_factory=dict)
    """By the path of the case, for the recent ones."""
    keys: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """Of actions whose keys were changed."""
    save_by: Callable[[Callable[[], None]], None] = field(default=_at_once, compare=False)
    """How files are written: on a thread where a busy disk must not hold the window up."""

    @classmethod
    def load(cls, file: Path) -> "AppSettings":
        """Read `file`; settings that are missing or damaged are the defaults, and say so."""
        try:
            return cls._from_stored(file, json.loads(file.read_text("utf-8")))
        except FileNotFoundError:
            return cls(file)
        except (OSError, ValueError, TypeError, KeyError) as problem:
            _log.warning("Settings %s are not used: %s", file, problem)
            return cls(file)

    @classmethod
    def _from_stored(cls, file: Path, stored: dict[str, Any]) -> "AppSettings":
        if stored["version"] != VERSION:
            raise ValueError(f"expected version {VERSION}, got {stored['version']}")
        theme, language = stored.get("theme"), stored.get("language")
        return cls(
            file=file,
            theme=cast("Theme", theme) if theme in get_args(Theme) else "system",
            text_points=int(stored.get("text_points", 0)),
            language=cast("Language", language) if language in get_args(Language) else "system",
            geometry=str(stored.get("geometry", "")),
            last_folder=str(stored.get("last_folder", "")),
            your_name=str(stored.get("your_name", "")),
            recent_cases=[RecentCase(**entry) for entry in stored.get("recent_cases", [])],
            goes_on=bool(stored.get("goes_on", True)),
            sessions={
                str(path): _session_of(told) for path, told in stored.get("sessions", {}).items()
            },
            keys={str(name): tuple(held) for name, held in stored.get("keys", {}).items()},
        )

    def save(self) -> None:
        """Write the file; a disk that refuses costs the settings, never the work."""
        body: dict[str, object] = {
            "version": VERSION,
            "theme": self.theme,
            "text_points": self.text_points,
            "language": self.language,
            "geometry": self.geometry,
            "last_folder": self.last_folder,
            "your_name": self.your_name,
            "recent_cases": [asdict(entry) for entry in self.recent_cases],
            "goes_on": self.goes_on,
            "sessions": {path: asdict(one) for path, one in self.sessions.items()},
            "keys": self.keys,
        }
        text = json.dumps(body, indent=2)
        self.save_by(lambda: self._write(text))

    def _write(self, text: str) -> None:
        temporary = self.file.with_name(f"{self.file.name}.{os.getpid()}")
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_text(text, "utf-8")
            temporary.replace(self.file)
        except OSError as problem:
            _log.warning("Settings could not be saved to %s: %s", self.file, problem)

    def save_at_once(self) -> None:
        """Write the file before going on: at the window's end there is no thread left."""
        self.save_by = _at_once
        self.save()

    def remember_case(self, case: RecentCase) -> None:
        """Put `case` first among the recent ones."""
        others = [known for known in self.recent_cases if known.path != case.path]
        self.recent_cases = [case, *others][:MOST_RECENT_CASES]
        self.save()

    def remember_session(self, path: str, session: CaseSession) -> None:
        """Keep where somebody is in a case; of cases that are no longer recent nothing is kept."""
        recent = {case.path for case in self.recent_cases} | {path}
        kept = {one: held for one, held in self.sessions.items() if one in recent}
        if kept.get(path) != session:
            self.sessions = {**kept, path: session}
            self.save()

    def go_on(self, *, is_on: bool) -> None:
        """Whether cases are gone on with where they were left."""
        self.goes_on = is_on
        if not is_on:
            self.sessions = {}
        self.save()

    def keep_keys(self, keys: dict[str, tuple[str, ...]]) -> None:
        """Keep the keys of actions whose keys were changed."""
        self.keys = keys
        self.save()

    def forget_case(self, path: str) -> None:
        """Take a case off the list of recent ones; the case itself is not touched."""
        self.recent_cases = [known for known in self.recent_cases if known.path != path]
        self.sessions.pop(path, None)
        self.save()


def _session_of(told: dict[str, Any]) -> CaseSession:
    return CaseSession(
        place=str(told["place"]),
        query=tuple(int(one) for one in told.get("query", ())),
        geometry=str(told.get("geometry", "")),
    )
