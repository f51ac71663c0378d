"""Frame encoders as ONNX files, converted once and kept in the person's cache.

OpenVINO and ONNX Runtime read the same file. It takes one frame: the runtimes are as fast frame
by frame, and a vector then cannot depend on its neighbours in a batch. Beside it stands a note
with the file's SHA-256, so that a torn or damaged file is made again, and with torch's answer to
a fixed input, so that a runtime that computes something else is found out without torch.
"""

import hashlib
import json
import logging
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from filelock import FileLock

from cba_core.domain.arrays import FloatArray
from cba_core.domain.errors import (
    DiskFullError,
    FolderUnusableError,
    ModelFileError,
    NotInstalledError,
)
from cba_core.domain.footage import Modality
from cba_core.domain.ids import ModelId
from cba_core.domain.progress import go_on
from cba_core.encoding.frame_runner import (
    BACKEND_TOLERANCE,
    FrameRunner,
    probe_input,
    unit_difference,
)
from cba_core.model.model_file import CACHE_VARIABLE, FULL_DISK, write_whole
from cba_core.model.model_header import ModelHeader
from cba_core.runtimes.torch_runtime import require_torch

CONVERSION = 1
"""Raised when the same model is converted in another way."""
OPSET = 17
MOST_BYTES = 1_900_000_000
"""An ONNX file ends at 2 GiB; a larger model runs in torch."""
INPUT, OUTPUT = "frames", "features"

_log = logging.getLogger(__name__)


class BackendDisagreesError(ModelFileError):
    """A runtime gives other vectors than torch does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConvertedNetwork:
    """A frame encoder that takes (1, 3, h, w), and what torch made of the probe."""

    file: Path
    expected: FloatArray  # (1, dim)

    def check(self, runner: FrameRunner, header: ModelHeader) -> None:
        """Make sure that a runner computes what torch did.

        Raises:
            BackendDisagreesError: it does not.
        """
        transforms = header.transforms
        got = runner.run(probe_input(transforms.height_px, transforms.width_px))
        difference = unit_difference(got, self.expected)
        if not difference <= BACKEND_TOLERANCE:  # also when it is no number
            raise BackendDisagreesError(
                f"{runner.name} computes other vectors than torch (by {difference:.1e}, "
                f"{BACKEND_TOLERANCE:.0e} is allowed)",
                "Install another version of it, or choose another backend.",
            )


def can_convert(model_file: Path) -> bool:
    """Whether this model could be converted with the packages that are here."""
    packages = all(find_spec(name) is not None for name in ("torch", "onnx"))
    return packages and model_file.stat().st_size <= MOST_BYTES


def converted_network(
    model_file: Path,
    model_id: ModelId,
    cache_folder: Path,
    *,
    stream: Modality | None = None,
    between_steps: Callable[[], None] = go_on,
) -> ConvertedNetwork:
    """The converted frame encoder of a model; converts it unless the cache has it whole.

    Two processes may ask at once: one converts, the other waits for it.

    Args:
        model_file: the model.
        model_id: its SHA-256.
        cache_folder: where conversions are kept.
        stream: whose stem is taken; None where a model has one.
        between_steps: called now and then; what it raises ends the conversion.

    Raises:
        NotInstalledError: it has to be converted, and torch or onnx are missing.
        ModelFileError: the model file cannot be used, or is too large for this format.
        DiskFullError: there is no room in the cache.
        FolderUnusableError: the cache cannot be read, or not be written where it has to be.
    """
    which = "" if stream is None else f"-{stream.value}"
    name = f"{model_id[:32]}-{CONVERSION}{which}-torch{_torch_version()}"
    file, note = cache_folder / f"{name}.onnx", cache_folder / f"{name}.json"
    with _naming_cache_failures(cache_folder):
        found = _cached(file, note)
        if found is not None:
            return found
        cache_folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(cache_folder / f"{name}.lock")
        lock.acquire()
    try:
        with _naming_cache_failures(cache_folder):
            found = _cached(file, note)  # perhaps made while this process waited
        if found is not None:
            return found
        return _convert(model_file, stream or Modality.VISIBLE, file, note, between_steps)
    finally:
        lock.release()


@contextmanager
def _naming_cache_failures(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in FULL_DISK:
            raise DiskFullError(folder) from error
        reason = error.strerror or str(error)
        raise FolderUnusableError(folder, reason, CACHE_VARIABLE) from error


def _cached(file: Path, note: Path) -> ConvertedNetwork | None:
    try:
        facts = json.loads(note.read_bytes())
        with file.open("rb") as opened:
            found = hashlib.file_digest(opened, "sha256").hexdigest()
    except FileNotFoundError:
        return None
    except ValueError:
        facts, found = {}, ""
    if not isinstance(facts, dict) or facts.get("sha256") != found:
        _log.warning("the cached conversion %s is damaged and is made again", file.name)
        return None
    return ConvertedNetwork(file=file, expected=np.array(facts["expected"], np.float32)[None])


def _convert(
    model_file: Path,
    stream: Modality,
    file: Path,
    note: Path,
    between_steps: Callable[[], None],
) -> ConvertedNetwork:
    if find_spec("onnx") is None:
        raise NotInstalledError("onnx", "cpu")
    if model_file.stat().st_size > MOST_BYTES:
        raise ModelFileError(
            f"{model_file.name} is too large to be converted", "Use the backend torch for it."
        )
    require_torch()
    between_steps()
    import torch
    from torch.jit._trace import TracerWarning

    from cba_core.model.network import load_network
    from cba_core.model.two_streams import stream_of

    header, network = load_network(model_file)
    between_steps()
    probe = probe_input(header.transforms.height_px, header.transforms.width_px)
    encoder = stream_of(network.frame_encoder, stream)
    with torch.inference_mode():
        expected = encoder(torch.from_numpy(probe)).numpy()
    between_steps()
    with _naming_cache_failures(file.parent):
        place = tempfile.TemporaryDirectory(dir=file.parent)
    with warnings.catch_warnings(), place as folder:
        # The exporter that follows it needs onnxscript, which nothing else here does.
        warnings.simplefilter("ignore", DeprecationWarning)
        # Shapes become constants, as they should: the input has one size.
        warnings.simplefilter("ignore", TracerWarning)
        unfinished = Path(folder) / "network.onnx"
        torch.onnx.export(
            encoder,
            (torch.from_numpy(probe),),
            unfinished,
            dynamo=False,
            opset_version=OPSET,
            input_names=[INPUT],
            output_names=[OUTPUT],
        )
        content = unfinished.read_bytes()
    between_steps()
    write_whole(file, content)
    facts = {"sha256": hashlib.sha256(content).hexdigest(), "expected": expected[0].tolist()}
    write_whole(note, json.dumps(facts).encode())
    return ConvertedNetwork(file=file, expected=expected)


def _torch_version() -> str:
    try:
        return version("torch")
    except PackageNotFoundError:
        return "-none"
