"""Results of self-tests, kept on this machine so that a report can name the last one (E29).

They lie in the person's folder for the state of programs, one file for each engine and model, and
never in a case: they are about the program. What another machine wrote there, such as in a home
that several share, counts for nothing here.
"""

import json
import platform
import secrets
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

import platformdirs

from cba_core.domain.errors import DiskFullError, FolderUnusableError
from cba_core.domain.ids import ModelId
from cba_core.domain.self_test_result import SelfTestFigure, SelfTestResult
from cba_core.pipelines.program_files import engine_sha256
from cba_core.store.file_system import NO_ROOM

FORMAT = "duskline self-test 1"
_SUFFIX = ".json"
_MOST_KEPT = 20
"""Every version of the program leaves one behind for each model."""
_DIGITS_OF_A_NAME = 16


def self_test_folder() -> Path:
    """Where results are kept."""
    return platformdirs.user_state_path("duskline", appauthor=False) / "self-tests"


def keep_self_test(result: SelfTestResult) -> Path:
    """Keep a result in place of the former one of this engine and model.

    Raises:
        DiskFullError: there is no room.
        FolderUnusableError: the folder cannot be written.
    """
    folder = self_test_folder()
    path = folder / _name(result.engine_sha256, result.model_id)
    told = {
        "format": FORMAT,
        "machine": platform.node(),
        **asdict(result),
        "time": result.time.isoformat(),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}.partial")
        try:
            partial.write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", "ascii")
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
        _remove_oldest(folder)
    except OSError as error:
        if error.errno in NO_ROOM:
            raise DiskFullError(folder) from error
        reason = error.strerror or str(error)
        raise FolderUnusableError(folder, reason, "XDG_STATE_HOME") from error
    return path


def kept_self_test(model_id: ModelId | None) -> SelfTestResult | None:
    """The last result of this very program on this machine.

    Args:
        model_id: the model that is asked about; one of another model is given only where there is
            none of this one.

    Returns:
        None where no self-test was run with this program here, or its result cannot be read.
    """
    engine = engine_sha256()
    found = [one for path in _kept() if (one := _read(path)) and one.engine_sha256 == engine]
    found.sort(key=lambda one: (one.model_id == model_id, one.time))
    return found[-1] if found else None


def _name(engine: str, model_id: str) -> str:
    return f"{engine[:_DIGITS_OF_A_NAME]}-{model_id[:_DIGITS_OF_A_NAME]}{_SUFFIX}"


def _kept() -> list[Path]:
    try:
        return sorted(one for one in self_test_folder().iterdir() if one.suffix == _SUFFIX)
    except OSError:  # nothing was ever kept, or it is not ours to read
        return []


def _read(path: Path) -> SelfTestResult | None:
    try:
        told: Any = json.loads(path.read_text("ascii"))
        if told["format"] != FORMAT or told["machine"] != platform.node():
            return None
        time = datetime.fromisoformat(told["time"])
        if time.tzinfo is None:
            return None
        return SelfTestResult(
            program=str(told["program"]),
            engine_sha256=str(told["engine_sha256"]),
            model_id=ModelId(told["model_id"]),
            detector_sha256=str(told["detector_sha256"]),
            footage=str(told["footage"]),
            passed=told["passed"] is True,
            deviations=tuple(str(one) for one in told["deviations"]),
            figures=tuple(SelfTestFigure(**one) for one in told["figures"]),
            files_compared=int(told["files_compared"]),
            time=time,
            system=str(told["system"]),
            processor=str(told["processor"]),
            detector_backend=str(told["detector_backend"]),
            encoder_backend=str(told["encoder_backend"]),
        )
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None  # damaged: as if it had not been run, which is what the report then says


def _remove_oldest(folder: Path) -> None:
    kept = [one for one in folder.iterdir() if one.suffix == _SUFFIX]
    kept.sort(key=lambda one: one.stat().st_mtime)
    for path in kept[:-_MOST_KEPT]:
        with suppress(OSError):
            path.unlink()
