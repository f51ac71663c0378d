"""The encoder of indexing and search: a model file on the best backend there is."""

import ctypes
import logging
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Literal, get_args

import numpy as np
import platformdirs
from numpy.typing import NDArray

from cba_core.domain.arrays import BoolArray, FloatArray, IntArray
from cba_core.domain.embedding import Clip, Encoder
from cba_core.domain.errors import ConfigError, ModelFileError, NotInstalledError
from cba_core.domain.footage import Modality
from cba_core.domain.ids import ModelId
from cba_core.domain.progress import go_on
from cba_core.encoding.batching import ClipMeans, frame_batches
from cba_core.encoding.converted_network import (
    BackendDisagreesError,
    can_convert,
    converted_network,
)
from cba_core.encoding.frame_runner import FrameRunner
from cba_core.model.model_file import model_id_of, read_neck
from cba_core.model.model_header import ModelHeader
from cba_core.model.neck_line import neck_line
from cba_core.runtimes.torch_runtime import TorchDoesNotLoadError, require_torch

Device = Literal["auto", "cpu", "cuda"]
Backend = Literal["auto", "openvino", "onnxruntime", "torch"]

FRAMES_AT_ONCE = 32
"""Prepared frames held in memory at a time: 12 MB at 256 x 128."""

_CONVERTED: tuple[Backend, ...] = ("openvino", "onnxruntime")
_log = logging.getLogger(__name__)


def make_encoder(
    model_file: Path,
    *,
    device: Device = "auto",
    backend: Backend = "auto",
    threads: int = 1,
    cache_folder: Path | None = None,
    between_steps: Callable[[], None] = go_on,
) -> Encoder:
    """The encoder of a model file.

    On CUDA torch runs it; on the CPU the first that is installed of OpenVINO, ONNX Runtime and
    torch. The first use of a model converts it for OpenVINO or ONNX Runtime, which takes some
    seconds; later ones read the conversion from the cache and never import torch. An encoder is
    given out only after it has made a vector.

    Args:
        model_file: a Duskline model file.
        device: where to run; auto takes CUDA when it is there.
        backend: what to run it with; auto takes the fastest.
        threads: processor threads to use on the CPU.
        cache_folder: where conversions are kept; None takes the person's cache.
        between_steps: called now and then while networks load; what it raises ends the loading.

    Raises:
        ModelFileError: the file cannot be used, or gives vectors without a direction.
        FolderUnusableError: the cache cannot be used.
        NotInstalledError: what was asked for, or torch, is missing.
        ConfigError: an option is unknown, or device and backend do not go together.
    """
    _check(device, backend, threads)
    header, neck = read_neck(model_file)
    folder = platformdirs.user_cache_path("duskline") / "converted"
    maker = _RunnerMaker(
        model_file,
        header,
        threads=threads,
        cache_folder=cache_folder or folder,
        between_steps=between_steps,
    )
    runners = maker.on_cuda() if _takes_cuda(device, backend) else maker.on_cpu(backend)
    between_steps()
    encoder = CbaEncoder(maker.model_id, header, neck, *runners)
    for modality in Modality:
        encoder.encode([_slope(modality)])  # raises where every later vector would be refused
    return encoder


def _slope(modality: Modality) -> Clip:
    """A clip of one picture that is neither flat nor random."""
    shades = np.linspace(0, 255, 128 * 64 * 3).reshape(128, 64, 3)
    return Clip(modality=modality, crops=(shades.astype(np.uint8),))


class CbaEncoder:
    """Turns clips into unit vectors.

    One instance may serve several threads: each prepares its own crops, and they take turns at
    the network. A clip's vector depends on its own crops alone, never on the clips beside it.
    """

    def __init__(
        self,
        model_id: ModelId,
        header: ModelHeader,
        neck: dict[str, FloatArray],
        runner: FrameRunner,
        infrared_runner: FrameRunner | None = None,
    ) -> None:
        """Join what runs the frames with the neck; `make_encoder` is the usual way.

        Args:
            model_id: SHA-256 of the model file.
            header: of the model.
            neck: its tensors, (dim,) each.
            runner: of all frames, or of the visible ones.
            infrared_runner: of infrared frames, where the model has two streams.
        """
        self._model_id = model_id
        self._header = header
        self._runner = runner
        self._infrared_runner = infrared_runner
        self._turn = threading.Lock()
        self._scale, self._shift = neck_line(neck)

    @property
    def model_id(self) -> ModelId:
        """SHA-256 of the model file."""
        return self._model_id

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return self._header.dim

    @property
    def backend(self) -> str:
        """What runs it, for the log."""
        return self._runner.name

    def encode(self, clips: Sequence[Clip]) -> FloatArray:
        """(n, dim), unit length; an empty sequence gives (0, dim).

        Raises:
            ModelFileError: a vector has no direction: it is zero, or holds what is no number.
        """
        return self._unit_vectors(self.necked(clips))

    def necked(self, clips: Sequence[Clip]) -> NDArray[np.float64]:
        """(n, dim) behind the BN neck, before they are made unit length."""
        pooled = ClipMeans(len(clips), self.dim)
        for batch in frame_batches(
            clips,
            self._header.transforms,
            frames_per_clip=self._header.frames_per_clip,
            size=FRAMES_AT_ONCE,
        ):
            for runner, rows in self._streams(clips, batch.clips):
                with self._turn:
                    features = runner.run(batch.frames[rows])
                pooled.add(features, batch.clips[rows])
        with np.errstate(invalid="ignore", over="ignore"):  # told by `encode`
            return pooled.means() * self._scale + self._shift

    def _streams(
        self, clips: Sequence[Clip], owners: IntArray
    ) -> Iterator[tuple[FrameRunner, slice | BoolArray]]:
        """What runs which frames; `owners` (n,) is the clip of each."""
        if self._infrared_runner is None:
            yield self._runner, slice(None)
            return
        modalities = [clips[one].modality for one in owners.tolist()]
        infrared = np.array([one is Modality.INFRARED for one in modalities])
        for runner, rows in ((self._runner, ~infrared), (self._infrared_runner, infrared)):
            if rows.any():
                yield runner, rows

    def _unit_vectors(self, necked: NDArray[np.float64]) -> FloatArray:
        with np.errstate(invalid="ignore", over="ignore"):
            lengths = np.linalg.norm(necked, axis=1, keepdims=True)
        if not np.all(np.isfinite(lengths) & (lengths > 0)):
            raise ModelFileError(
                f"Model {self._model_id[:12]} makes vectors that have no direction",
                "Its weights are damaged or empty: choose another model, "
                "cba index CASE --model FILE; see: cba models list",
            )
        return np.asarray(necked / lengths, np.float32)


class _RunnerMaker:
    """Makes what runs the frames, on the device and backend that were asked for."""

    def __init__(
        self,
        model_file: Path,
        header: ModelHeader,
        *,
        threads: int,
        cache_folder: Path,
        between_steps: Callable[[], None],
    ) -> None:
        self.model_id = model_id_of(model_file)
        self._file = model_file
        self._header = header
        self._threads = threads
        self._cache = cache_folder
        self._between_steps = between_steps
        between_steps()

        two = header.stem == "two-stream"
        self._modalities = (Modality.VISIBLE, Modality.INFRARED) if two else (Modality.VISIBLE,)

    def on_cuda(self) -> list[FrameRunner]:
        """One of each stream, visible first."""
        from cba_core.encoding.torch_runner import TorchCudaRunner

        return [TorchCudaRunner(self._file, modality=one) for one in self._modalities]

    def on_cpu(self, backend: Backend) -> list[FrameRunner]:
        """One of each stream, visible first, all on one backend."""
        if backend in _CONVERTED:
            return self._converted(backend)
        if backend == "auto":
            for one in filter(find_spec, _CONVERTED):
                if not can_convert(self._file):
                    _log.warning("%s is installed but not used: the model cannot be converted", one)
                    continue
                try:
                    return self._converted(one)
                except (ImportError, TorchDoesNotLoadError, BackendDisagreesError) as error:
                    _log.warning("%s is installed but not used: %s", one, error)
        return self._torch()

    def _torch(self) -> list[FrameRunner]:
        if find_spec("torch") is None:
            raise NotInstalledError("torch", "torch")
        require_torch()
        self._between_steps()
        from cba_core.encoding.torch_runner import TorchCpuRunner

        return [
            TorchCpuRunner(self._file, threads=self._threads, modality=one)
            for one in self._modalities
        ]

    def _converted(self, backend: Backend) -> list[FrameRunner]:
        if find_spec(backend) is None:
            raise NotInstalledError(backend, "cpu")
        streams = self._modalities if len(self._modalities) > 1 else (None,)
        return [self._converted_stream(backend, one) for one in streams]

    def _converted_stream(self, backend: Backend, stream: Modality | None) -> FrameRunner:
        network = converted_network(
            self._file,
            self.model_id,
            self._cache,
            stream=stream,
            between_steps=self._between_steps,
        )
        self._between_steps()
        runner: FrameRunner
        if backend == "openvino":
            from cba_core.encoding.openvino_runner import OpenVinoRunner

            runner = OpenVinoRunner(network, threads=self._threads)
        else:
            from cba_core.encoding.onnxruntime_runner import OnnxRuntimeRunner

            runner = OnnxRuntimeRunner(network, threads=self._threads)
        network.check(runner, self._header)
        return runner


def _check(device: str, backend: str, threads: int) -> None:
    if device not in get_args(Device):
        raise ConfigError("device", f"must be one of {get_args(Device)}, got {device!r}")
    if backend not in get_args(Backend):
        raise ConfigError("backend", f"must be one of {get_args(Backend)}, got {backend!r}")
    if threads < 1:
        raise ConfigError("threads", f"must be at least 1, got {threads}")
    if device == "cuda" and backend in _CONVERTED:
        raise ConfigError("backend", f"on CUDA the backend is torch, not {backend}")


def _takes_cuda(device: Device, backend: Backend) -> bool:
    if device == "cpu" or backend in _CONVERTED:
        return False
    there = _cuda_is_there()
    if device == "cuda" and not there:
        raise ConfigError("device", "there is no CUDA device that torch can use")
    return there


def _cuda_is_there() -> bool:
    """Whether torch can use a GPU; torch is not imported where there is no driver."""
    driver = "nvcuda.dll" if sys.platform == "win32" else "libcuda.so.1"
    try:
        ctypes.CDLL(driver)
    except OSError:
        return False
    if find_spec("torch") is None:
        return False
    import torch

    return torch.cuda.is_available()
