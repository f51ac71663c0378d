"""The one door to OpenVINO."""

import sys
from typing import Any


def load_openvino() -> Any:  # noqa: ANN401  (openvino has no types)
    """The module `openvino`, kept from reporting its use.

    Its tools send an event to an analytics service on every import and keep a number of the
    machine in the person's home. Where their package cannot be imported they take a stub that
    does nothing, and it never can be here.

    Raises:
        ImportError: OpenVINO is not installed, or does not load.
    """
    if "openvino" not in sys.modules:
        sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]  # Python's way to say that there is none
    import openvino

    return openvino
