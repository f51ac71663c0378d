"""Runs a converted frame encoder in ONNX Runtime on the CPU."""

import numpy as np
import onnxruntime

from cba_core.domain.arrays import FloatArray
from cba_core.encoding.converted_network import INPUT, OUTPUT, ConvertedNetwork


class OnnxRuntimeRunner:
    """ONNX Runtime in float32, one frame at a time on all its threads."""

    name = "onnxruntime"

    def __init__(self, network: ConvertedNetwork, *, threads: int) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            network.file, options, providers=["CPUExecutionProvider"]
        )

    def run(self, frames: FloatArray) -> FloatArray:
        """(n, 3, h, w) to (n, dim)."""
        single = (frames[position : position + 1] for position in range(len(frames)))
        return np.concatenate([self._session.run([OUTPUT], {INPUT: one})[0] for one in single])
