"""Makes `import torchvision` work where its compiled library cannot be loaded.

timm and open_clip import torchvision for its transforms. The torchvision wheel of the package
registry is linked against CUDA; beside a CPU build of torch its library does not load, and the
import then fails on two operators that nobody here calls: torchvision declares how `nms` and
`qnms` behave on fake tensors, which needs their schemas to exist. Declaring the schemas is
enough. Calling one of them still fails, as it should: there is no code behind them.

Everything in `cba_core.model` that imports timm or open_clip calls `prepare_torchvision` first.
"""

import importlib
import threading
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

import torch
from torch.library import Library

SCHEMAS = (
    "nms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
    "qnms(Tensor dets, Tensor scores, float iou_threshold) -> Tensor",
)
_lock = threading.Lock()
_declared: list[Library] = []  # a Library takes its operators with it when it is collected


def prepare_torchvision() -> None:
    """Declare torchvision's missing operators, once; nothing happens where the wheels pair."""
    with _lock:
        if _declared or find_spec("torchvision") is None or _library_loads():
            return
        library = Library("torchvision", "FRAGMENT")  # type: ignore[no-untyped-call]  # no types
        for schema in SCHEMAS:
            if not _exists(schema.partition("(")[0]):
                library.define(schema)  # type: ignore[no-untyped-call]  # no types
        _declared.append(library)


def torchvision_state() -> str:
    """How torchvision stands beside torch, in a few words for `cba doctor`."""
    try:
        found = version("torchvision")
    except PackageNotFoundError:
        return "not installed"
    prepare_torchvision()
    importlib.import_module("torchvision")
    if _declared:
        return f"{found}, without its compiled operators (built for another torch); not needed"
    return found


def _library_loads() -> bool:
    """Whether torchvision's compiled operators work with this torch."""
    if _exists("nms"):
        return True
    spec = find_spec("torchvision")
    if spec is None or spec.origin is None:
        return False
    folder = Path(spec.origin).parent
    for suffix in (*EXTENSION_SUFFIXES, ".so", ".pyd"):
        file = folder / f"_C{suffix}"
        if file.is_file():
            try:
                torch.ops.load_library(file)  # type: ignore[no-untyped-call]  # no types
            except OSError:
                return False
            return _exists("nms")
    return False


def _exists(operator: str) -> bool:
    return hasattr(torch.ops.torchvision, operator)
