"""E20: the CPU's result is the reference, every other way of computing is measured against it."""

from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from cba_core.domain.arrays import FloatArray
from cba_core.domain.embedding import Clip
from cba_core.encoding import cba_encoder
from cba_core.encoding.cba_encoder import make_encoder
from cba_core.encoding.frame_runner import BACKEND_TOLERANCE, HALF_PRECISION_TOLERANCE
from cba_core.encoding.torch_runner import TorchCudaRunner
from cba_core.model.imagenet_model import imagenet_model
from cba_core.pipelines.report_program import device_of
from tests.support.model_files import packaged_weights, random_clips

pytest.importorskip("torch")
pytest.importorskip("openvino")

CLIPS = 24


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("default")
    return imagenet_model(packaged_weights("efficientnet-lite0"), folder)


@pytest.fixture(scope="module")
def clips() -> list[Clip]:
    return random_clips((3,) * CLIPS)


@pytest.fixture(scope="module")
def reference(model: Path, clips: list[Clip]) -> FloatArray:
    return make_encoder(model, device="cpu", backend="torch").encode(clips)


def require_ranks(vectors: FloatArray, reference: FloatArray, tolerance: float) -> None:
    """Ranks are the reference's but for candidates that it has closer than it can tell apart."""
    alike, expected = vectors @ vectors.T, reference @ reference.T
    assert np.abs(vectors - reference).max() <= tolerance
    spread = float(np.abs(alike - expected).max())
    for query in range(len(vectors)):
        for one, other in combinations(range(len(vectors)), 2):
            gap = expected[query, one] - expected[query, other]
            if (alike[query, one] - alike[query, other]) * gap < 0:
                assert abs(gap) <= 2 * spread


def test_E20_other_backends_of_the_cpu_rank_as_the_reference_does(
    model: Path, clips: list[Clip], reference: FloatArray, tmp_path: Path
) -> None:
    encoder = make_encoder(model, device="cpu", backend="openvino", cache_folder=tmp_path)
    vectors = encoder.encode(clips)
    require_ranks(vectors, reference, BACKEND_TOLERANCE)
    order = np.argsort(-(vectors @ vectors.T), axis=1, kind="stable")
    np.testing.assert_array_equal(
        order, np.argsort(-(reference @ reference.T), axis=1, kind="stable")
    )
    assert device_of(encoder.backend) == "cpu"


def test_E20_half_precision_as_on_a_gpu_stays_within_what_is_stated(
    model: Path, clips: list[Clip], reference: FloatArray, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The GPU's way of computing, run on the CPU, so that it is measured without a GPU, too."""

    class OnCpu(TorchCudaRunner):
        def __init__(self, model_file: Path, **options: object) -> None:
            super().__init__(model_file, device="cpu", **options)  # type: ignore[arg-type]

    monkeypatch.setattr("cba_core.encoding.torch_runner.TorchCudaRunner", OnCpu)
    monkeypatch.setattr(cba_encoder, "_cuda_is_there", lambda: True)
    encoder = make_encoder(model, device="auto")
    assert device_of(encoder.backend) == "gpu"
    require_ranks(encoder.encode(clips), reference, HALF_PRECISION_TOLERANCE)


@pytest.mark.skipif(not cba_encoder._cuda_is_there(), reason="there is no GPU")
def test_E20_a_gpu_ranks_as_the_cpu_within_what_is_stated(
    model: Path, clips: list[Clip], reference: FloatArray
) -> None:
    encoder = make_encoder(model, device="cuda")
    require_ranks(encoder.encode(clips), reference, HALF_PRECISION_TOLERANCE)
