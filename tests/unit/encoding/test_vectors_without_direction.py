"""A model that gives no unit vector is refused by name, before anything is stored of it."""

from pathlib import Path

import numpy as np
import pytest

from cba_core.case import Case
from cba_core.domain.errors import ModelFileError
from cba_core.encoding.cba_encoder import CbaEncoder, make_encoder
from cba_core.model.model_file import read_model_file, read_neck, write_model_file
from tests.support.builders import some_case_facts
from tests.support.model_files import random_clips, write_small_model


def with_neck(folder: Path, value: float, *, everywhere: bool = False) -> Path:
    """A small model whose neck, or every tensor, holds one number."""
    path = folder / "m.safetensors"
    write_small_model(path)
    header, held = read_model_file(path)
    for name in held:
        if everywhere or name in {"neck.weight", "neck.bias"}:
            held[name] = np.full_like(held[name], value)
    write_model_file(path, header, held)
    return path


class _GivesOnes:
    name = "ones"

    def __init__(self, dim: int) -> None:
        self._dim = dim

    def run(self, frames: np.ndarray) -> np.ndarray:
        return np.ones((len(frames), self._dim), np.float32)


@pytest.mark.parametrize("value", [0.0, np.nan, np.inf])
def test_no_vector_is_made_of_what_has_no_length(tmp_path: Path, value: float) -> None:
    path = with_neck(tmp_path, value)
    header, neck = read_neck(path)
    encoder = CbaEncoder("f" * 64, header, neck, _GivesOnes(header.dim))  # type: ignore[arg-type]  # text
    with pytest.raises(ModelFileError, match="no direction"):
        encoder.encode(random_clips((2,)))


@pytest.mark.parametrize("value", [0.0, np.nan])
@pytest.mark.parametrize("backend", ["auto", "torch"])
def test_an_encoder_proves_itself_when_it_is_made(
    tmp_path: Path, value: float, backend: str
) -> None:
    path = with_neck(tmp_path, value, everywhere=True)
    with pytest.raises(ModelFileError, match=r"no direction|other numbers|no number"):
        make_encoder(path, device="cpu", backend=backend, cache_folder=tmp_path)  # type: ignore[arg-type]  # text


def test_a_case_forgets_a_model_that_could_not_embed(tmp_path: Path) -> None:
    path = with_neck(tmp_path, 0.0)
    with Case.create(tmp_path / "a", some_case_facts()) as case:
        with pytest.raises(ModelFileError):
            case.index(model=path)
        assert case.model_id() is None
