"""What is installed, what would be used, and what to do about each thing missing."""

import importlib.metadata
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from cba_core.domain.errors import CbaError
from cba_core.model.model_file import CACHE_VARIABLE
from cba_core.pipelines.choose_model import cache_folder
from cba_core.pipelines.known_models import known_models
from cba_core.runtimes.opengl_runtime import ask_opengl
from cba_core.runtimes.torch_runtime import TorchDoesNotLoadError, require_torch
from cba_core.weights.installed_weights import FOLDER_VARIABLE, default_folder

State = Literal["ok", "missing", "needed", "warning"]
LITTLE_DISK_GB = 5.0
"""Below this an hour of busy footage may not fit with its crops and index."""
_FAISS_WHEELS = ("faiss-cpu", "faiss-gpu", "faiss-gpu-cu12", "faiss-gpu-cu11", "faiss-gpu-cuvs")
_OPENCV_WHEELS = (
    "opencv-python-headless",
    "opencv-python",
    "opencv-contrib-python",
    "opencv-contrib-python-headless",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing that was looked at."""

    name: str
    state: State
    found: str
    remedy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """Everything that was looked at."""

    device: str
    checks: tuple[Check, ...]

    @property
    def is_usable(self) -> bool:
        """Whether nothing is missing that the main job needs."""
        return all(check.state != "needed" for check in self.checks)


def examine_installation() -> Examination:
    """Look at packages, device, detectors, encoders and free disk."""
    device, torch_checks = _torch()
    checks = [
        Check(name="Python", state="ok", found=f"{platform.python_version()} at {sys.executable}"),
        *_decoder(),
        *torch_checks,
        *_runtimes(),
        *_one_of("faiss", _FAISS_WHEELS, "without it searches run on numpy, with the same answers"),
        *_one_of("OpenCV", _OPENCV_WHEELS, ""),
        _package("PySide6", "PySide6_Essentials", "app", "the window"),
        *_simulator(),
        *_models(),
        *_disks(),
    ]
    return Examination(device=device, checks=tuple(checks))


def _torch() -> tuple[str, list[Check]]:
    if find_spec("torch") is None:
        check = Check(
            name="torch",
            state="needed",
            found="not installed",
            remedy="pip install torch torchvision, then pip install 'duskline[torch]'",
        )
        return "none", [check]
    try:
        require_torch()
    except TorchDoesNotLoadError as error:
        return "none", [Check(name="torch", state="needed", found=error.what, remedy=error.remedy)]
    import torch

    cuda = torch.cuda.is_available()
    device = f"cuda: {torch.cuda.get_device_name(0)}" if cuda else "cpu"
    cores = torch.get_num_threads()
    return device, [
        Check(name="torch", state="ok", found=f"{torch.__version__}, {device}, {cores} threads"),
        _torchvision(),
        _package("timm", "timm", "torch", "ViT encoders"),
        _package("open_clip", "open_clip_torch", "torch", "CLIP weights"),
        _package("sklearn", "scikit-learn", "training", "training"),
        _package("matplotlib", "matplotlib", "training", "pictures of training and evaluation"),
    ]


def _torchvision() -> Check:
    from cba_core.model.torchvision_operators import torchvision_state

    try:
        return Check(name="torchvision", state="ok", found=torchvision_state())
    except (ImportError, OSError, RuntimeError) as error:  # as a wheel for another torch raises
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        return Check(
            name="torchvision",
            state="warning",
            found=f"installed but does not load: {reason}",
            remedy="pip install --force-reinstall torch torchvision",
        )


def _decoder() -> Iterator[Check]:
    import av

    codecs = {"h264", "hevc", "mpeg4", "mjpeg", "vp9", "av1"}
    absent = sorted(codecs - set(av.codecs_available))
    yield Check(
        name="PyAV",
        state="warning" if absent else "ok",
        found=f"{av.__version__}" + (f", cannot decode {', '.join(absent)}" if absent else ""),
        remedy="pip install --force-reinstall av" if absent else "",
    )


def _runtimes() -> Iterator[Check]:
    openvino = _package("OpenVINO", "openvino", "cpu", "the fast way to run networks on the CPU")
    onnxruntime = _package("ONNX Runtime", "onnxruntime", "cpu", "YOLOX detectors")
    gpu = _package("ONNX Runtime", "onnxruntime-gpu", "gpu", "YOLOX detectors on a GPU")
    yield openvino
    yield _package("onnx", "onnx", "cpu", "what converts a model for OpenVINO and ONNX Runtime")
    yield gpu if gpu.state == "ok" else onnxruntime


def _simulator() -> Iterator[Check]:
    what_for = "what cba simulate renders with"
    yield _package("anny", "anny", "simulation", what_for)
    moderngl = _package("moderngl", "moderngl", "simulation", what_for)
    yield moderngl
    if moderngl.state != "ok":
        return
    opengl = ask_opengl()
    yield Check(
        name="OpenGL",
        state="ok" if opengl.draws else "missing",
        found=opengl.renderer or f"cannot draw; it is {what_for}: {opengl.problem}",
        remedy=""
        if opengl.draws
        else "Install a driver; Mesa's software one does "
        "(Debian: apt-get install libegl1 libgl1-mesa-dri)",
    )


def _package(name: str, distribution: str, extra: str, what_for: str) -> Check:
    try:
        version = importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return Check(
            name=name,
            state="missing",
            found=f"not installed; it is {what_for}",
            remedy=f"pip install 'duskline[{extra}]'",
        )
    return Check(name=name, state="ok", found=version)


def _one_of(name: str, wheels: tuple[str, ...], without: str) -> Iterator[Check]:
    """These wheels write the same files: one is right, two overwrite each other."""
    installed = [wheel for wheel in wheels if _is_installed(wheel)]
    if len(installed) > 1:
        yield Check(
            name=name,
            state="warning",
            found=f"several wheels overwrite each other: {', '.join(installed)}",
            remedy=f"pip uninstall {' '.join(installed)}, then pip install {installed[0]}",
        )
    elif installed:
        version = importlib.metadata.version(installed[0])
        yield Check(name=name, state="ok", found=f"{installed[0]} {version}")
    else:
        yield Check(
            name=name,
            state="missing" if without else "needed",
            found=f"not installed{'; ' if without else ''}{without}",
            remedy=f"pip install {wheels[0]}",
        )


def _is_installed(distribution: str) -> bool:
    try:
        importlib.metadata.version(distribution)
    except importlib.metadata.PackageNotFoundError:
        return False
    return True


def _models() -> Iterator[Check]:
    try:
        models = known_models()
    except CbaError as error:
        yield Check(name="added models", state="warning", found=error.what, remedy=error.remedy)
        return
    defaults = {next(m.name for m in models if m.kind == kind) for kind in ("detector", "encoder")}
    for model in models:
        absent: State = "needed" if model.name in defaults else "missing"
        yield Check(
            name=f"{model.kind} {model.name}",
            state="ok" if model.is_ready else absent,
            found=model.title if model.is_ready else f"{model.title}: not there",
            remedy=model.remedy,
        )


def _disks() -> Iterator[Check]:
    yield _disk("disk here", Path.cwd, None)
    yield _disk("disk of added models", default_folder, FOLDER_VARIABLE)
    yield _disk("disk of the cache", cache_folder, CACHE_VARIABLE)


def _disk(name: str, place: Callable[[], Path], variable: str | None) -> Check:
    """Free room at a folder; with `variable`, whether the program may write there, too."""
    try:
        folder = place()
        while not folder.exists():
            folder = folder.parent
        free = shutil.disk_usage(folder).free / 1e9
    except OSError as error:  # a folder that may not be looked into, or was removed
        return Check(
            name=name,
            state="warning",
            found=f"cannot be looked at: {error.strerror or error}",
            remedy=_elsewhere(variable) if variable else "Go to another folder.",
        )
    if variable and not os.access(folder, os.W_OK | os.X_OK):
        return Check(
            name=name,
            state="warning",
            found=f"no right to write at {folder}",
            remedy=_elsewhere(variable),
        )
    return Check(
        name=name,
        state="ok" if free >= LITTLE_DISK_GB else "warning",
        found=f"{free:.1f} GB free at {folder}",
        remedy="" if free >= LITTLE_DISK_GB else "Free some space before indexing.",
    )


def _elsewhere(variable: str) -> str:
    return f"Ask for the right to read and write there, or set {variable} to another folder."
