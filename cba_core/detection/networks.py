"""Running a network file: OpenVINO, ONNX Runtime or OpenCV, one instance per thread."""

import tempfile
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

import cv2
import numpy as np

from cba_core.detection.backends import Backend, choose_backend
from cba_core.detection.frozen_graph import cut_graph
from cba_core.domain.arrays import FloatArray
from cba_core.domain.errors import DetectorError
from cba_core.runtimes.openvino_runtime import load_openvino


class Network(Protocol):
    """A network that takes one float32 array and gives several."""

    @property
    def backend(self) -> str:
        """What runs it, for the log."""
        ...

    def run(self, batch: FloatArray) -> list[FloatArray]:
        """The outputs for `batch`, in the order they were asked for."""
        ...


class OpenVinoNetwork:
    """A compiled OpenVINO model with one request."""

    backend = "openvino"

    def __init__(self, model: Any, threads: int) -> None:  # noqa: ANN401  (openvino has no types)
        # f32 throughout: bf16 on machines that have it would give other boxes there.
        settings = {
            "PERFORMANCE_HINT": "LATENCY",
            "NUM_STREAMS": "1",
            "INFERENCE_NUM_THREADS": str(threads),
            "INFERENCE_PRECISION_HINT": "f32",
        }
        core = load_openvino().Core()
        self._request = core.compile_model(model, "CPU", settings).create_infer_request()
        self._outputs = len(model.outputs)

    def run(self, batch: FloatArray) -> list[FloatArray]:
        """The outputs for `batch`, copied out of the request."""
        answer = self._request.infer([batch], share_inputs=True)
        return [np.array(answer[number], np.float32) for number in range(self._outputs)]


class OnnxRuntimeNetwork:
    """An ONNX Runtime session on the CPU."""

    backend = "onnxruntime"

    def __init__(self, path: Path, threads: int) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3  # errors; what matters is raised
        self._session = onnxruntime.InferenceSession(
            str(path), options, providers=["CPUExecutionProvider"]
        )
        self._input = self._session.get_inputs()[0].name

    def run(self, batch: FloatArray) -> list[FloatArray]:
        """The outputs for `batch`."""
        return list(self._session.run(None, {self._input: batch}))


class OpenCvNetwork:
    """A network of OpenCV's DNN module; its threads are the process's, not the instance's."""

    backend = "opencv"

    def __init__(self, network: Any, outputs: Sequence[str] = ()) -> None:  # noqa: ANN401  (cv2 has no types)
        self._network = network
        self._outputs = list(outputs) or list(network.getUnconnectedOutLayersNames())

    def run(self, batch: FloatArray) -> list[FloatArray]:
        """The outputs for `batch`."""
        self._network.setInput(batch)
        return [np.asarray(output, np.float32) for output in self._network.forward(self._outputs)]


def open_onnx(path: Path, backend: Backend, threads: int) -> Network:
    """Open an ONNX file with fixed input size.

    Raises:
        DetectorError: the file cannot be loaded.
        NotInstalledError: the backend is not installed.
    """
    chosen = choose_backend(backend, ("onnxruntime", "openvino", "opencv"))
    try:
        if chosen == "onnxruntime":
            return OnnxRuntimeNetwork(path, threads)
        if chosen == "openvino":
            return OpenVinoNetwork(load_openvino().Core().read_model(str(path)), threads)
        return OpenCvNetwork(cv2.dnn.readNetFromONNX(str(path)))
    except Exception as error:  # each backend has its own; the file comes from the person
        raise DetectorError(
            f"{path.name} cannot be loaded by {chosen}: {_first_line(error)}",
            "Export the model to ONNX again, or install another detector: cba models list",
        ) from error


@lru_cache(maxsize=2)
def _cut(path: Path, source: str, outputs: tuple[str, ...]) -> bytes:
    return cut_graph(path.read_bytes(), source=source, outputs=outputs)


def open_tensorflow_graph(
    path: Path,
    *,
    source: str,
    outputs: tuple[str, ...],
    shape: tuple[int, int, int, int],
    backend: Backend,
    threads: int,
) -> Network:
    """Open the part of a frozen graph between two places, all of it (n, h, w, channels).

    Args:
        path: the frozen graph, .pb.
        source: name of the node that is fed.
        outputs: names of the nodes that are asked for.
        shape: shape of what is fed.
        backend: "openvino" or "opencv"; auto takes OpenVINO where it is installed.
        threads: CPU threads of the instance.

    Raises:
        DetectorError: the file is no such graph.
        NotInstalledError: the backend is not installed.
    """
    chosen = choose_backend(backend, ("openvino", "opencv"))
    try:
        graph = _cut(path, source, outputs)
        if chosen == "openvino":
            return OpenVinoNetwork(_read_tensorflow(graph, outputs, shape), threads)
        content = np.frombuffer(graph, np.uint8)
        network = cv2.dnn.readNetFromTensorflow(content)
        # The bias is joined with the convolution in front of it, under that one's name.
        ends = {name.rsplit("/", 1)[0]: name for name in network.getUnconnectedOutLayersNames()}
        return _ChannelsLast(
            OpenCvNetwork(network, [ends[name.rsplit("/", 1)[0]] for name in outputs])
        )
    except Exception as error:  # each backend has its own
        raise DetectorError(
            f"{path} cannot be used as a TensorFlow graph: {_first_line(error)}",
            "Install the weights again: pip install --force-reinstall 'duskline[weights]'",
        ) from error


def _read_tensorflow(graph: bytes, outputs: Sequence[str], shape: Sequence[int]) -> Any:  # noqa: ANN401  (openvino has no types)
    openvino = load_openvino()
    with tempfile.TemporaryDirectory(prefix="duskline-") as folder:
        # The TensorFlow front end reads files alone.
        file = Path(folder) / "graph.pb"
        file.write_bytes(graph)
        model = openvino.Core().read_model(str(file))
        model.reshape(list(shape))
        ordered = [model.output(f"{name}:0").get_node() for name in outputs]
        return openvino.Model(ordered, model.get_parameters())


class _ChannelsLast:
    """OpenCV takes and gives (n, channels, h, w) for graphs written the other way."""

    backend = "opencv"

    def __init__(self, network: OpenCvNetwork) -> None:
        self._network = network

    def run(self, batch: FloatArray) -> list[FloatArray]:
        answer = self._network.run(np.ascontiguousarray(batch.transpose(0, 3, 1, 2)))
        return [output.transpose(0, 2, 3, 1) for output in answer]


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
