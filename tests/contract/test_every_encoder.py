"""What every encoder promises, for every family of networks on every backend that is here."""

from importlib.util import find_spec
from pathlib import Path
from typing import get_args

import numpy as np
import pytest

from cba_core.domain.embedding import Clip, Encoder
from cba_core.encoding.cba_encoder import Backend, make_encoder
from cba_core.encoding.frame_runner import BACKEND_TOLERANCE
from cba_core.model.frame_encoder_configs import FAMILIES
from cba_core.model.imagenet_model import imagenet_model
from cba_core.model.model_file import model_id_of, read_header
from tests.support.model_files import (
    SMALL_CONFIGS,
    packaged_weights,
    random_clips,
    small_header,
    write_small_model,
)

DEFAULT = "the packaged ImageNet network"
BACKENDS: list[Backend] = [
    one for one in get_args(Backend) if one != "auto" and find_spec(one) is not None
]
MODELS = [*SMALL_CONFIGS, DEFAULT]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("encoders")


@pytest.fixture(scope="module", params=MODELS)
def model_file(request: pytest.FixtureRequest, folder: Path) -> Path:
    if request.param == DEFAULT:
        return imagenet_model(packaged_weights("efficientnet-lite0"), folder)
    path = folder / f"{request.param}.safetensors"
    write_small_model(path, small_header(request.param))
    return path


@pytest.fixture(scope="module", params=BACKENDS)
def encoder(request: pytest.FixtureRequest, model_file: Path, folder: Path) -> Encoder:
    return make_encoder(
        model_file, device="cpu", backend=request.param, cache_folder=folder / "converted"
    )


def test_there_is_a_small_model_of_every_family() -> None:
    assert SMALL_CONFIGS.keys() == FAMILIES.keys()
    for family, config in SMALL_CONFIGS.items():
        assert isinstance(config, FAMILIES[family])


def test_vectors_have_unit_length_and_the_length_of_the_header(
    encoder: Encoder, model_file: Path
) -> None:
    vectors = encoder.encode(random_clips((1, 3)))
    assert vectors.dtype == np.float32
    assert vectors.shape == (2, encoder.dim)
    assert encoder.dim == read_header(model_file).dim
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_it_tells_its_model_and_backend(encoder: Encoder, model_file: Path) -> None:
    assert encoder.model_id == model_id_of(model_file)
    assert encoder.backend in {"openvino", "onnxruntime", "torch-cpu"}


def test_no_clips_give_no_vectors(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dim)


def test_the_same_clips_give_the_same_vectors_bit_for_bit(encoder: Encoder) -> None:
    clips = random_clips((2, 1))
    np.testing.assert_array_equal(encoder.encode(clips), encoder.encode(clips))


def test_the_clips_beside_a_clip_change_nothing_bit_for_bit(encoder: Encoder) -> None:
    clips = random_clips((3, 1, 30))  # more frames than are prepared at once
    together = encoder.encode(clips)
    np.testing.assert_array_equal(together[:1], encoder.encode(clips[:1]))
    np.testing.assert_array_equal(together[1:2], encoder.encode(clips[1:2]))
    np.testing.assert_array_equal(together, encoder.encode(clips[::-1])[::-1])


def test_the_order_of_the_frames_changes_nothing(encoder: Encoder) -> None:
    (clip,) = random_clips((5,))
    turned = Clip(modality=clip.modality, crops=clip.crops[::-1])
    np.testing.assert_allclose(encoder.encode([clip]), encoder.encode([turned]), atol=1e-6)


def test_different_crops_give_different_vectors(encoder: Encoder) -> None:
    one, other = encoder.encode(random_clips((2, 2)))
    assert float(np.abs(one - other).max()) > 10 * BACKEND_TOLERANCE


def test_it_computes_what_torch_does(encoder: Encoder, model_file: Path) -> None:
    clips = random_clips((2, 1))
    reference = make_encoder(model_file, device="cpu", backend="torch").encode(clips)
    np.testing.assert_allclose(encoder.encode(clips), reference, atol=BACKEND_TOLERANCE)


def test_several_threads_do_not_change_the_vectors(model_file: Path, folder: Path) -> None:
    clips = random_clips((2, 4))
    for backend in BACKENDS:
        one, three = (
            make_encoder(
                model_file,
                device="cpu",
                backend=backend,
                threads=threads,
                cache_folder=folder / "converted",
            ).encode(clips)
            for threads in (1, 3)
        )
        np.testing.assert_allclose(one, three, atol=1e-6)
