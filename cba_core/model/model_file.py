"""One safetensors file with a JSON header is a model; its SHA-256 is the model's id.

The header stands in the safetensors metadata under `duskline`. The same content gives the same
bytes. Reading never runs code from the file, and none of this needs torch.
"""

import errno
import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias
from uuid import uuid4

import numpy as np
from safetensors import SafetensorError, safe_open
from safetensors.numpy import save

from cba_core.domain.arrays import FloatArray
from cba_core.domain.errors import DiskFullError, FolderUnusableError, ModelFileError
from cba_core.domain.ids import ModelId
from cba_core.model.header_json import HeaderMismatchError
from cba_core.model.model_header import FORMAT_VERSION, ModelHeader

METADATA_KEY = "duskline"
CACHE_VARIABLE = "XDG_CACHE_HOME"
"""Names the folder below which models and conversions are kept that can be made again."""
ENCODER_PREFIX = "frame_encoder."
INFRARED_PREFIX = "frame_encoder.infrared."
"""Of what two streams have and one has not."""
NECK_PREFIX = "neck."
NECK_TENSORS = ("bias", "running_mean", "running_var", "weight")

_PICKLE_STARTS = (b"\x80", b"PK\x03\x04")  # a bare pickle, and torch's zip around one
FULL_DISK = (errno.ENOSPC, errno.EDQUOT)
OpenTensors: TypeAlias = Any
"""What `safe_open` gives, which has no public type."""
_GET_ANOTHER = "Copy the file again from where it came, or choose another model: cba models list"


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFileFacts:
    """What is known of a model file without running it."""

    path: Path
    model_id: ModelId
    header: ModelHeader
    parameters: int
    size_bytes: int


def model_id_of(path: Path) -> ModelId:
    """SHA-256 of a model file.

    Raises:
        ModelFileError: it cannot be read.
    """
    try:
        with path.open("rb") as file:
            return ModelId(hashlib.file_digest(file, "sha256").hexdigest())
    except OSError as error:
        raise _unreadable(path, error) from error


def write_model_file(path: Path, header: ModelHeader, tensors: Mapping[str, FloatArray]) -> ModelId:
    """Write a model file, whole or not at all.

    Args:
        path: where to; a file there is replaced.
        header: what the model says of itself.
        tensors: `frame_encoder.…` as the encoder's network names them, and `neck.…`.

    Returns:
        The id of the model.

    Raises:
        DiskFullError: there is no room.
    """
    text = json.dumps(header.as_json(), sort_keys=True, separators=(",", ":"))
    arrays = {name: np.ascontiguousarray(tensors[name], np.float32) for name in sorted(tensors)}
    content = save(arrays, metadata={METADATA_KEY: text})
    write_whole(path, content)
    return ModelId(hashlib.sha256(content).hexdigest())


def read_header(path: Path) -> ModelHeader:
    """The header of a model file; no tensor is read.

    Raises:
        ModelFileError: the file is none, damaged, or of a newer format.
    """
    return _read(path, want_tensors=False)[0]


def read_model_file(path: Path) -> tuple[ModelHeader, dict[str, FloatArray]]:
    """Header and tensors of a model file.

    Raises:
        ModelFileError: the file is none, damaged, of a newer format, or lacks its neck.
    """
    return _read(path, want_tensors=True)


def read_neck(path: Path) -> tuple[ModelHeader, dict[str, FloatArray]]:
    """Header and BN neck of a model file: what stays beside a converted network.

    Raises:
        ModelFileError: the file is none, damaged, of a newer format, or lacks its neck.
    """
    header, tensors = _read(path, want_tensors=True, prefix=NECK_PREFIX)
    return header, {name.removeprefix(NECK_PREFIX): array for name, array in tensors.items()}


def inspect_model_file(path: Path) -> ModelFileFacts:
    """Id, header and size of a model file, for lists and before it is added.

    Raises:
        ModelFileError: the file is none, damaged, of a newer format, lacks its neck, or holds
            what is no number.
    """
    header, tensors = read_model_file(path)
    for name, array in tensors.items():
        if not np.isfinite(array).all():
            raise ModelFileError(
                f"Tensor {name} of {path.name} holds what is no number or without bounds",
                _GET_ANOTHER,
            )
    return ModelFileFacts(
        path=path,
        model_id=model_id_of(path),
        header=header,
        parameters=sum(array.size for array in tensors.values()),
        size_bytes=path.stat().st_size,
    )


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees a part of it.

    Raises:
        DiskFullError: there is no room.
        FolderUnusableError: it cannot be written there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.{uuid4().hex}")
        try:
            with unfinished.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)
    except OSError as error:
        if error.errno in FULL_DISK:
            raise DiskFullError(path.parent) from error
        reason = error.strerror or str(error)
        raise FolderUnusableError(path.parent, reason, CACHE_VARIABLE) from error


def _read(
    path: Path, *, want_tensors: bool, prefix: str = ""
) -> tuple[ModelHeader, dict[str, FloatArray]]:
    try:
        with path.open("rb") as file:
            start = file.read(9)
        if start.startswith(_PICKLE_STARTS) and not start.endswith(b"{"):  # JSON follows a length
            raise ModelFileError(
                f"{path.name} is a pickled checkpoint, which can run code when it is opened",
                "Give a Duskline model file (.safetensors).",
            )
        with safe_open(path, framework="numpy") as file:
            header = _header(path, file.metadata())
            if not want_tensors:
                return header, {}
            _check_names(path, header, file)
            names: list[str] = file.keys()
            return header, {
                name: file.get_tensor(name) for name in names if name.startswith(prefix)
            }
    except SafetensorError as error:
        raise ModelFileError(
            f"{path.name} is not a safetensors file, or only a part of one ({error})", _GET_ANOTHER
        ) from error
    except OSError as error:
        raise _unreadable(path, error) from error


def _header(path: Path, metadata: dict[str, str] | None) -> ModelHeader:
    text = (metadata or {}).get(METADATA_KEY)
    if text is None:
        raise ModelFileError(
            f"{path.name} holds tensors but no Duskline header",
            "Plain network weights are not a model yet: give a file that Duskline wrote.",
        )
    try:
        data = json.loads(text)
        found = data.get("format_version") if isinstance(data, dict) else None
        if isinstance(found, int) and found > FORMAT_VERSION:
            raise ModelFileError(
                f"{path.name} was written by a newer Duskline (model format {found}, "
                f"this program reads up to {FORMAT_VERSION})",
                "Update Duskline to use this model.",
            )
        return ModelHeader.of_json(data)
    except (json.JSONDecodeError, HeaderMismatchError) as error:
        raise ModelFileError(
            f"The header of {path.name} is damaged: {error}", _GET_ANOTHER
        ) from error


def _check_names(path: Path, header: ModelHeader, file: OpenTensors) -> None:
    names = set(file.keys())
    for part in NECK_TENSORS:
        name = NECK_PREFIX + part
        if name not in names:
            raise ModelFileError(f"{path.name} has no tensor {name}", _GET_ANOTHER)
        shape = list(file.get_slice(name).get_shape())
        if shape != [header.dim]:
            raise ModelFileError(
                f"Tensor {name} of {path.name} has shape {shape}, wanted [{header.dim}]",
                _GET_ANOTHER,
            )
    has_two = any(name.startswith(INFRARED_PREFIX) for name in names)
    if has_two != (header.stem == "two-stream"):
        found = "two stems" if has_two else "one stem"
        raise ModelFileError(
            f"The header of {path.name} says stem {header.stem}, but it holds {found}",
            _GET_ANOTHER,
        )
    for name in sorted(names):
        if not name.startswith((ENCODER_PREFIX, NECK_PREFIX)):
            raise ModelFileError(f"{path.name} has an unknown tensor {name}", _GET_ANOTHER)
        kind = file.get_slice(name).get_dtype()
        if kind != "F32":
            raise ModelFileError(
                f"Tensor {name} of {path.name} holds {kind} numbers, wanted F32", _GET_ANOTHER
            )


def _unreadable(path: Path, error: OSError) -> ModelFileError:
    if isinstance(error, FileNotFoundError):
        return ModelFileError(
            f"There is no model file {path}", "See which models there are: cba models list"
        )
    return ModelFileError(f"Cannot read {path}: {error.strerror}", "Check the file's permissions.")
