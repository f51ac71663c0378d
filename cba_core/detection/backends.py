"""What can run a network on this machine."""

import importlib.util
from collections.abc import Sequence
from typing import Literal

from cba_core.domain.errors import DetectorError, NotInstalledError

Backend = Literal["auto", "openvino", "opencv", "onnxruntime"]

_MODULES = {"openvino": "openvino", "onnxruntime": "onnxruntime", "opencv": "cv2"}


def choose_backend(wanted: Backend, able: Sequence[Backend]) -> Backend:
    """The backend to use: `wanted`, or the first of `able` that is installed.

    Raises:
        DetectorError: this detector cannot run on `wanted`.
        NotInstalledError: it could, but the package is not there.
    """
    if wanted == "auto":
        for backend in able:
            if importlib.util.find_spec(_MODULES[backend]) is not None:
                return backend
        raise NotInstalledError(_MODULES[able[0]], "cpu")
    if wanted not in able:
        raise DetectorError(
            f"This detector does not run on {wanted}", f"Choose one of: {', '.join(able)}"
        )
    if importlib.util.find_spec(_MODULES[wanted]) is None:
        raise NotInstalledError(_MODULES[wanted], "cpu")
    return wanted
