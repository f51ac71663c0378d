"""One program a run, no finished model replaced, and nothing left but the log."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from cba_core.config.train_config import TrainConfig
from cba_core.domain.errors import NotInstalledError
from cba_core.domain.footage import Modality
from cba_core.domain.learning import SourceTracklet, TrackletSource
from cba_core.domain.progress import Unattended
from cba_core.pipelines import train_model as pipeline
from cba_core.pipelines.run_folder import (
    ModelExistsError,
    RunBusyError,
    RunExistsError,
    RunFolder,
    passing_pictures,
)


@pytest.fixture
def folder(tmp_path: Path) -> RunFolder:
    return RunFolder(tmp_path / "mine.safetensors")


def test_two_programs_do_not_train_one_model(folder: RunFolder) -> None:
    with (
        folder.held(resume=False),
        pytest.raises(RunBusyError, match="Another program"),
        folder.held(resume=True),
    ):
        pass
    with folder.held(resume=False):
        pass


def test_a_finished_model_is_never_replaced(folder: RunFolder) -> None:
    folder.out.write_bytes(b"weights")
    for resume in (False, True):
        with pytest.raises(ModelExistsError), folder.held(resume=resume):
            pass
    assert folder.out.read_bytes() == b"weights"


def test_an_unfinished_run_is_gone_on_with_when_asked(folder: RunFolder) -> None:
    folder.path.mkdir()
    folder.checkpoint.touch()
    with pytest.raises(RunExistsError), folder.held(resume=False):
        pass
    with folder.held(resume=True):
        pass


def test_only_the_log_stays(folder: RunFolder) -> None:
    with folder.held(resume=False):
        folder.log.touch()
        folder.checkpoint.touch()
        folder.pictures.mkdir()
        (folder.pictures / "pictures.npy").touch()
        folder.clear()
    assert folder.log.is_file()
    assert not folder.checkpoint.exists()
    assert not folder.pictures.exists()


def test_pictures_that_are_looked_at_once_go_at_once(tmp_path: Path) -> None:
    with passing_pictures(None) as passing:
        (passing / "pictures.npy").touch()
    assert not passing.exists()
    with passing_pictures(tmp_path) as kept:
        assert kept == tmp_path
    assert tmp_path.is_dir()


def request(folder: RunFolder, method: str = "cba", tracklets: int = 20) -> pipeline.TrainRequest:
    """Of crops that do not exist: whoever decodes them fails in another way."""
    source = TrackletSource(
        name="nowhere",
        tracklets=tuple(
            SourceTracklet(
                name=str(number), modality=modality, camera="a", frames=(Path("missing.jpg"),)
            )
            for modality in Modality
            for number in range(tracklets)
        ),
    )
    return pipeline.TrainRequest(
        sources=[source], out=folder.out, config=TrainConfig(method=method)
    )


def test_what_is_missing_is_told_before_anything_is_decoded(
    folder: RunFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = importlib.util.find_spec

    def without(name: str, *more: Any) -> Any:
        return None if name == "sklearn" else found(name, *more)

    monkeypatch.setattr(pipeline, "find_spec", without)
    with pytest.raises(NotInstalledError, match="scikit-learn"):
        pipeline.train_model(request(folder), Unattended())


def test_too_little_is_told_before_anything_is_decoded(folder: RunFolder) -> None:
    with pytest.raises(pipeline.TooLittleToLearnError, match="7 visible and 7 infrared"):
        pipeline.train_model(request(folder, tracklets=7), Unattended())
    assert not folder.path.exists()
