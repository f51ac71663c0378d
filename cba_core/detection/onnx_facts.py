"""What an ONNX file says of itself, before it is taken as a detector."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from cba_core.detection.backends import choose_backend
from cba_core.domain.errors import DetectorError
from cba_core.runtimes.openvino_runtime import load_openvino

STRIDES = (8, 16, 32)  # px of the input a cell stands for, finest first
COLUMNS = 85  # centre x y, width, height, objectness, 80 COCO classes

_WHAT_IS_TAKEN = (
    "Duskline takes YOLOX detectors trained on COCO, exported to ONNX with a fixed input size "
    "and without decoding in the network; see docs/how-to/add-a-detector.md"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class OnnxDetectorFacts:
    """A checked YOLOX detector file."""

    height_px: int
    width_px: int


def inspect_onnx_detector(path: Path) -> OnnxDetectorFacts:
    """Check that `path` is a YOLOX detector and tell its input size.

    Raises:
        DetectorError: it is not, or it cannot be read.
        NotInstalledError: neither ONNX Runtime nor OpenVINO is installed.
    """
    backend = choose_backend("auto", ("onnxruntime", "openvino"))
    try:
        shapes = _shapes_by_onnxruntime(path) if backend == "onnxruntime" else _shapes(path)
    except Exception as error:  # each backend has its own; the file comes from the person
        raise DetectorError(
            f"{path.name} is no ONNX file that can be loaded: {str(error).strip().splitlines()[0]}",
            "Export the detector to ONNX again.",
        ) from error
    height, width = input_size(*shapes)
    return OnnxDetectorFacts(height_px=height, width_px=width)


Shapes = tuple[list[object], list[object]]


def _shapes_by_onnxruntime(path: Path) -> Shapes:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 4  # a broken file is told by the exception
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    return list(session.get_inputs()[0].shape), list(session.get_outputs()[0].shape)


def _shapes(path: Path) -> Shapes:
    model = load_openvino().Core().read_model(str(path))

    def shape(of: object) -> list[object]:
        return [None if side.is_dynamic else side.get_length() for side in of.partial_shape]  # type: ignore[attr-defined]  # openvino has no types

    return shape(model.inputs[0]), shape(model.outputs[0])


def input_size(input_shape: Sequence[object], output_shape: Sequence[object]) -> tuple[int, int]:
    """Height and width of a YOLOX network, from the shapes its file declares.

    Raises:
        DetectorError: the shapes are not those of a YOLOX detector.
    """
    match tuple(input_shape):
        case (1 | str() | None, 3, int(height), int(width)) if not height % 32 and not width % 32:
            rows = sum((height // stride) * (width // stride) for stride in STRIDES)
        case _:
            raise DetectorError(
                f"The model takes an input of shape {list(input_shape)}, not (1, 3, height, width)",
                _WHAT_IS_TAKEN,
            )
    if tuple(output_shape)[1:] != (rows, COLUMNS):
        raise DetectorError(
            f"The model gives an output of shape {list(output_shape)}, "
            f"a YOLOX detector of this input size gives (1, {rows}, {COLUMNS})",
            _WHAT_IS_TAKEN,
        )
    return height, width
