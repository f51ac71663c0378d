"""Runs a frame encoder in torch: on CUDA, or on the CPU where nothing faster is installed."""

from pathlib import Path

import numpy as np
import torch

from cba_core.domain.arrays import FloatArray
from cba_core.domain.footage import Modality
from cba_core.model.network import load_network
from cba_core.model.two_streams import stream_of

CUDA_BATCH = 32
"""Frames a GPU takes at once. The last batch is filled up with copies, so that a frame is
always computed in a batch of one shape, and so by the same kernels."""


class TorchCpuRunner:
    """torch on the CPU in float32, one frame at a time."""

    name = "torch-cpu"

    def __init__(
        self, model_file: Path, *, threads: int, modality: Modality = Modality.VISIBLE
    ) -> None:
        """Load the modality's stream; the number of threads is torch's, for the whole process."""
        torch.set_num_threads(threads)
        self._encoder = stream_of(load_network(model_file)[1].frame_encoder, modality)

    @torch.inference_mode()
    def run(self, frames: FloatArray) -> FloatArray:
        """(n, 3, h, w) to (n, dim)."""
        inputs = torch.from_numpy(frames)
        return np.concatenate([self._encoder(frame[None]).numpy() for frame in inputs])


class TorchCudaRunner:
    """torch on a GPU, in half precision where that is safe."""

    name = "torch-cuda"

    def __init__(
        self, model_file: Path, *, device: str = "cuda", modality: Modality = Modality.VISIBLE
    ) -> None:
        """Load the modality's stream, which is the whole encoder where there is one."""
        self._device = torch.device(device)
        self._encoder = stream_of(load_network(model_file)[1].frame_encoder, modality)
        self._encoder.to(self._device)
        on_gpu = self._device.type == "cuda"
        no_bfloat16 = on_gpu and not torch.cuda.is_bf16_supported()
        self._precision = torch.float16 if no_bfloat16 else torch.bfloat16

    @torch.inference_mode()
    def run(self, frames: FloatArray) -> FloatArray:
        """(n, 3, h, w) to (n, dim)."""
        parts = []
        for start in range(0, len(frames), CUDA_BATCH):
            part = frames[start : start + CUDA_BATCH]
            missing = CUDA_BATCH - len(part)
            whole = np.concatenate([part, np.repeat(part[-1:], missing, axis=0)])
            inputs = torch.from_numpy(whole)
            if self._device.type == "cuda":
                inputs = inputs.pin_memory().to(self._device, non_blocking=True)
            with torch.autocast(self._device.type, dtype=self._precision):
                features = self._encoder(inputs)
            parts.append(features[: len(part)].float().cpu().numpy())
        return np.concatenate(parts)
