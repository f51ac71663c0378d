"""Weight files that the person brought: copied, fingerprinted, and checked at every use."""

import json
import os
import re
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import platformdirs

from cba_core.domain.errors import CbaError, DiskFullError, FolderUnusableError, ModelFileError
from cba_core.weights.content_hash import sha256_of
from cba_core.weights.packaged_weights import PACKAGED_WEIGHTS, Kind

FOLDER_VARIABLE = "DUSKLINE_MODELS"
KINDS: dict[str, Kind] = {".onnx": "detector", ".safetensors": "encoder"}
PICKLES = {".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".bin", ".t7", ".tar"}
UNKNOWN = "not told"
_DISK_FULL = {28, 122}  # ENOSPC, EDQUOT


@dataclass(frozen=True, slots=True, kw_only=True)
class WeightFacts:
    """What a look into a weight file tells."""

    kind: Kind
    input_height_px: int
    input_width_px: int
    about: str = ""  # for people: the architecture


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledWeights:
    """A weight file in the library."""

    name: str
    path: Path
    recorded_sha256: str
    size_bytes: int
    facts: WeightFacts
    licence: str
    source: str
    added: datetime  # aware, UTC

    @property
    def kind(self) -> Kind:
        """What it is good for."""
        return self.facts.kind

    @property
    def sha256(self) -> str:
        """SHA-256 of the file, which must still be the recorded one.

        Raises:
            ModelFileError: the file is missing or has changed.
        """
        try:
            found = sha256_of(self.path)
        except OSError as error:
            raise ModelFileError(
                f"The weights {self.name} cannot be read: {self.path}: {error.strerror}",
                f"Remove them and add the file again: cba models add FILE --name {self.name}",
            ) from error
        if found != self.recorded_sha256:
            raise ModelFileError(
                f"The weights {self.name} have changed since they were added "
                f"(SHA-256 {self.recorded_sha256[:12]}… then, {found[:12]}… now)",
                f"Remove them and add the file again: cba models add FILE --name {self.name}",
            )
        return found


def default_folder() -> Path:
    """Where the library lies: $DUSKLINE_MODELS, or the person's data folder."""
    told = os.environ.get(FOLDER_VARIABLE)
    if told:
        return Path(told).expanduser()
    return platformdirs.user_data_path("duskline") / "models"


class WeightLibrary:
    """A folder of weight files, a JSON file of facts beside each."""

    def __init__(self, folder: Path | None = None) -> None:
        """Without `folder`, the person's own; it need not exist yet."""
        self._folder = default_folder() if folder is None else folder

    @property
    def folder(self) -> Path:
        """Where it lies."""
        return self._folder

    def add(
        self,
        file: Path,
        *,
        inspect: Callable[[Path], WeightFacts],
        name: str | None = None,
        licence: str | None = None,
        source: str | None = None,
    ) -> InstalledWeights:
        """Copy a weight file into the library.

        The same content added again gives the entry that is there, whatever its name.

        Args:
            file: an ONNX detector or a safetensors model.
            inspect: looks into the copied file; raises a `CbaError` where it is of no use.
            name: what it is called from now on; the file's stem where not told.
            licence: on what terms the weights may be used, as the person knows it.
            source: where they come from.

        Raises:
            ModelFileError: the file is of another kind, or the name is taken.
            DiskFullError: there is no room; nothing was added.
            FolderUnusableError: the library's folder cannot be made.
            CbaError: what `inspect` found.
        """
        kind = _kind_of(file)
        name = checked_name(name or file.stem)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unusable(error, self._folder) from error
        try:
            copy = self._copied(file)
        except OSError as error:
            raise _told(error, file, self._folder) from error
        try:
            sha256 = sha256_of(copy)
            for known in self.all():
                if known.recorded_sha256 == sha256:
                    return known
            self.require_free(name)
            # Under its own suffix: those who look inside go by it.
            staged = copy.rename(copy.with_suffix(file.suffix.lower()))
            copy = staged
            facts = inspect(staged)
            if facts.kind != kind:
                raise ModelFileError(
                    f"{file.name} holds a {facts.kind}, a {kind} was expected of its suffix",
                    "Give the file the suffix of what it is: .onnx or .safetensors.",
                )
            entry = InstalledWeights(
                name=name,
                path=self._folder / f"{name}{file.suffix.lower()}",
                recorded_sha256=sha256,
                size_bytes=staged.stat().st_size,
                facts=facts,
                licence=licence or UNKNOWN,
                source=source or UNKNOWN,
                added=datetime.now(UTC).replace(microsecond=0),
            )
            staged.replace(entry.path)
            self._write(entry)
        except OSError as error:
            raise _told(error, file, self._folder) from error
        finally:
            copy.unlink(missing_ok=True)
        return entry

    def all(self) -> list[InstalledWeights]:
        """By name. Files are not read; ask an entry for its `sha256` before use.

        Raises:
            ModelFileError: the record of one cannot be read.
            FolderUnusableError: the folder cannot be looked into.
        """
        try:
            records = sorted(path for path in self._folder.iterdir() if path.suffix == ".json")
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise _unusable(error, self._folder) from error
        return [self._read(path) for path in records]

    def get(self, name: str) -> InstalledWeights | None:
        """The entry of this name, if there is one."""
        return next((entry for entry in self.all() if entry.name == name), None)

    def remove(self, name: str) -> None:
        """Delete an entry and its file.

        Raises:
            ModelFileError: there is none of this name.
            FolderUnusableError: nothing can be removed from the folder.
        """
        entry = self.get(name)
        if entry is None:
            raise ModelFileError(
                f"There are no installed weights {name}", "See what there is: cba models list"
            )
        try:
            self._facts_path(name).unlink()
            entry.path.unlink(missing_ok=True)
        except OSError as error:
            raise _unusable(error, self._folder) from error

    def require_free(self, name: str) -> None:
        """Raise `ModelFileError` where other weights have this name."""
        if any(known.name == name for known in PACKAGED_WEIGHTS) or self.get(name) is not None:
            raise ModelFileError(
                f"There are other weights called {name}",
                f"Choose another name with --name, or remove the others: cba models remove {name}",
            )

    def _copied(self, file: Path) -> Path:
        with (
            file.open("rb") as source,
            NamedTemporaryFile(dir=self._folder, prefix=".adding-", delete=False) as target,
        ):
            copy = Path(target.name)
            try:
                while piece := source.read(1 << 20):
                    target.write(piece)
                target.flush()
                os.fsync(target.fileno())
            except BaseException:
                copy.unlink(missing_ok=True)
                raise
        return copy

    def _facts_path(self, name: str) -> Path:
        return self._folder / f"{name}.json"

    def _write(self, entry: InstalledWeights) -> None:
        facts = asdict(replace(entry, path=Path(entry.path.name)))
        facts |= {"path": entry.path.name, "added": entry.added.isoformat()}
        final = self._facts_path(entry.name)
        with NamedTemporaryFile(
            "w", dir=self._folder, prefix=".adding-", delete=False, encoding="utf-8"
        ) as target:
            draft = Path(target.name)
            try:
                json.dump(facts, target, indent=2)
                target.flush()
                os.fsync(target.fileno())
            except BaseException:
                draft.unlink(missing_ok=True)
                raise
        draft.replace(final)

    def _read(self, path: Path) -> InstalledWeights:
        try:
            facts: dict[str, Any] = json.loads(path.read_text("utf-8"))
            return InstalledWeights(
                **facts
                | {
                    "path": self._folder / Path(facts["path"]).name,
                    "added": datetime.fromisoformat(facts["added"]),
                    "facts": WeightFacts(**facts["facts"]),
                }
            )
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise ModelFileError(
                f"The record of installed weights {path} cannot be read: {error}",
                f"Delete it and add the weights again: cba models add FILE --name {path.stem}",
            ) from error


def _kind_of(file: Path) -> Kind:
    suffix = file.suffix.lower()
    if suffix in PICKLES:
        raise ModelFileError(
            f"{file.name} is a pickle or an archive of pickles, which can run any program code "
            "when it is opened",
            "Ask for the model as a safetensors file, or for a detector as an ONNX file.",
        )
    if suffix not in KINDS:
        raise ModelFileError(
            f"{file.name} is no weight file that Duskline knows",
            "Give a YOLOX detector as .onnx or a model as .safetensors.",
        )
    return KINDS[suffix]


def checked_name(name: str) -> str:
    """The same name; it is a plain file name that leads into no other folder.

    Raises:
        ModelFileError: it is not.
    """
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", name):
        raise ModelFileError(
            f"{name!r} cannot be the name of weights",
            "Use letters, digits, dots, dashes and underscores, such as yolox_nano, with --name.",
        )
    return name


def _unusable(error: OSError, folder: Path) -> CbaError:
    if error.errno in _DISK_FULL:
        return DiskFullError(folder)
    return FolderUnusableError(folder, error.strerror or str(error), FOLDER_VARIABLE)


def _told(error: OSError, file: Path, folder: Path) -> CbaError:
    if error.errno in _DISK_FULL:
        return DiskFullError(folder)
    return ModelFileError(
        f"{file.name} cannot be added: {error.strerror or error}",
        f"Check that {file} can be read and {folder} can be written.",
    )
