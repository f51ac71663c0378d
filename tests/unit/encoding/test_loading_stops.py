"""A person who stops a run while its networks load does not wait for all of them."""

from pathlib import Path

import pytest

from cba_core.config.index_config import IndexConfig
from cba_core.domain.errors import JobCancelled
from cba_core.domain.progress import Progress
from cba_core.encoding.cba_encoder import make_encoder
from cba_core.pipelines.run_index import prepare
from tests.support.model_files import write_small_model

pytest.importorskip("openvino")


class _StopsAt:
    """Asked to stop when it is looked at for the n-th time."""

    def __init__(self, look: int) -> None:
        self.looks = 0
        self._stop_at = look

    def report(self, progress: Progress) -> None:
        del progress

    def is_cancelled(self) -> bool:
        self.looks += 1
        return self.looks >= self._stop_at


def test_making_an_encoder_looks_up_between_its_steps(tmp_path: Path) -> None:
    write_small_model(tmp_path / "m.safetensors")
    looks: list[int] = []
    for _ in range(2):
        looks.append(0)

        def count() -> None:
            looks[-1] += 1

        make_encoder(
            tmp_path / "m.safetensors", device="cpu", cache_folder=tmp_path, between_steps=count
        )
    first, later = looks
    assert later >= 3  # read, converted before, compiled
    assert first >= later + 3  # torch loaded, network filled, exported


@pytest.mark.parametrize("look", range(1, 7))
def test_preparing_a_run_ends_wherever_it_is_stopped(tmp_path: Path, look: int) -> None:
    write_small_model(tmp_path / "m.safetensors")
    context = _StopsAt(look)
    with pytest.raises(JobCancelled):
        prepare(IndexConfig(detector="motchallenge"), tmp_path / "m.safetensors", context)
    assert context.looks == look
