"""Array types, named by what they hold; shapes stand where they are used."""

from typing import TYPE_CHECKING, Any, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    FloatArray: TypeAlias = NDArray[np.float32]
    RealArray: TypeAlias = NDArray[np.floating[Any]]  # either precision: geometry
    IntArray: TypeAlias = NDArray[np.int64]
    BoolArray: TypeAlias = NDArray[np.bool_]
    UInt8Array: TypeAlias = NDArray[np.uint8]
else:  # names alone: whoever needs no array must not wait for numpy, the window least of all
    FloatArray = RealArray = IntArray = BoolArray = UInt8Array = Any
