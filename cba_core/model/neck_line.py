"""The BN neck without torch: a scale and a shift for each number of a vector."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from cba_core.domain.arrays import FloatArray
from cba_core.model.model_header import NECK_EPSILON


def neck_line(neck: Mapping[str, FloatArray]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Scale and shift (dim,): a pooled feature times the one plus the other is necked.

    Args:
        neck: weight, bias, running_mean and running_var, (dim,) each. Damaged ones give numbers
            that are none, which whoever uses them has to tell.
    """
    exact = {name: values.astype(np.float64) for name, values in neck.items()}
    with np.errstate(invalid="ignore", over="ignore"):
        scale = exact["weight"] / np.sqrt(exact["running_var"] + NECK_EPSILON)
        return scale, exact["bias"] - exact["running_mean"] * scale
