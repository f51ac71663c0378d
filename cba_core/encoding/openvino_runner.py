"""Runs a converted frame encoder in OpenVINO on the CPU."""

from typing import Any

import numpy as np

from cba_core.domain.arrays import FloatArray
from cba_core.encoding.converted_network import ConvertedNetwork
from cba_core.runtimes.openvino_runtime import load_openvino


class OpenVinoRunner:
    """OpenVINO in float32: as many frames side by side as there are threads, each in its own."""

    name = "openvino"

    def __init__(self, network: ConvertedNetwork, *, threads: int) -> None:
        openvino = load_openvino()
        compiled = openvino.Core().compile_model(
            network.file,
            "CPU",
            {
                # bfloat16, its choice where the processor has it, would differ by 1e-2.
                "INFERENCE_PRECISION_HINT": "f32",
                "INFERENCE_NUM_THREADS": threads,
                "NUM_STREAMS": threads,
            },
        )
        self._dim = int(compiled.output(0).shape[1])
        self._features = np.empty((0, self._dim), np.float32)
        self._queue = openvino.AsyncInferQueue(compiled, threads)
        self._queue.set_callback(self._keep)

    def run(self, frames: FloatArray) -> FloatArray:
        """(n, 3, h, w) to (n, dim)."""
        self._features = np.empty((len(frames), self._dim), np.float32)
        for position in range(len(frames)):
            self._queue.start_async({0: frames[position : position + 1]}, position)
        self._queue.wait_all()
        return self._features

    def _keep(self, request: Any, position: int) -> None:  # noqa: ANN401  (openvino has no types)
        self._features[position] = request.get_output_tensor(0).data[0]
