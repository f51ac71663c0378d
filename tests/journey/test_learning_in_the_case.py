"""Learning from a case as the window does it: jobs, what stays in the case, what its log says."""

import os
import shutil
import time
from pathlib import Path

import pytest

from cba_core.case import Case
from cba_core.config.index_config import IndexConfig
from cba_core.config.train_config import (
    ClipConfig,
    ClusteringConfig,
    NetworkConfig,
    RoundsConfig,
    TrainConfig,
    WarmUpConfig,
)
from cba_core.domain.case_log import LogAuthor
from cba_core.domain.errors import CbaError, JobCancelled
from cba_core.domain.footage import Modality
from cba_core.domain.progress import Progress, Unattended
from cba_core.jobs import sample_measure
from cba_core.jobs.job_kinds import job_function
from cba_core.jobs.requests import (
    Cancelled,
    Finished,
    IndexRequest,
    MeasureModelsRequest,
    Progressed,
    TrainModelRequest,
)
from cba_core.jobs.worker_process import WorkerProcess
from cba_core.model.model_file import model_id_of, read_model_file
from tests.support.small_case import a_case, cba, footage_with_tracks

TINY = TrainConfig(
    network=NetworkConfig(encoder="tiny-cnn", height_px=64, width_px=32),
    clips=ClipConfig(frames=2, embedded_frames=2),
    warm_up=WarmUpConfig(steps=6, tracklets=4),
    clustering=ClusteringConfig(k1=4, k2=2, min_samples=2),
    rounds=RoundsConfig(intra=1, cross=2, steps=6, clusters=4),
)
WHO = LogAuthor("B. Learner", "warrant 9")


class StopAt(Unattended):
    """Asks to stop once so many steps of training are done."""

    def __init__(self, steps: int) -> None:
        self._steps = steps
        self._is_there = False

    def report(self, progress: Progress) -> None:
        self._is_there |= progress.unit == "steps" and progress.done >= self._steps

    def is_cancelled(self) -> bool:
        return self._is_there


@pytest.fixture(scope="module")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("learning")
    for name, colour in (("day", True), ("night", False)):
        footage_with_tracks(folder / "stick", name, colour=colour, people=9, frames=40)
    case = a_case(folder, folder / "stick")
    cba("index", case, "--detector", "motchallenge", "--stride", 1)
    return case


@pytest.fixture
def case(indexed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(sample_measure, "sample_folder", no_sample)  # it is indexed for a minute
    return Path(shutil.copytree(indexed, tmp_path / "small.duskcase"))


def no_sample() -> Path:
    raise CbaError("The embedded sample is not here", "See tests/journey/test_sample_measure.py.")


def request(case: Path, name: str = "learnt-1", *, resume: bool = False) -> TrainModelRequest:
    return TrainModelRequest(
        case_path=case, name=name, resume=resume, config=TINY, init="random", threads=1, author=WHO
    )


def do(asked: object, context: Unattended | None = None) -> object:
    return job_function(asked)(asked, context or Unattended(), lambda _: None)  # type: ignore[arg-type]


def rows(case: Path, many: int) -> list[tuple[str, str]]:
    with Case.open(case, read_only=True) as opened:
        return [(one.action.value, one.object) for one in opened.log.entries()[-many:]]


@pytest.mark.slow
def test_a_case_learns_is_measured_takes_the_model_and_goes_back(case: Path) -> None:
    report = do(request(case))
    assert (report.name, report.steps) == ("learnt-1", 24)  # type: ignore[attr-defined]
    file = case / "models" / "learnt-1.safetensors"
    assert report.model_id == model_id_of(file)  # type: ignore[attr-defined]
    assert sorted(one.name for one in file.parent.iterdir()) == [
        "learnt-1.md", "learnt-1.safetensors", "learnt-1.safetensors.run",
    ]  # fmt: skip
    assert rows(case, 2) == [("view", "tracklets"), ("change", "model")]
    with Case.open(case) as opened:
        last = opened.log.entries()[-1]
        assert (last.actor, last.reason) == ("B. Learner", "warrant 9")
        assert last.details["sha256"] == report.model_id  # type: ignore[attr-defined]
        first_model = opened.models.last()
        own, *others = opened.models.all()
        assert (own.origin, own.steps, own.method, own.remedy) == ("case", 24, "cba", "")
        assert "unlabelled tracklets" in own.learnt_from
        (used,) = [one for one in others if one.is_in_use]
        course = opened.models.course("learnt-1")
        assert course.is_finished
        assert course.total_steps == 24
        assert set(course.clusters) == set(Modality)
        assert len(course.modality_probe) == 4  # three rounds and the end
        assert course.losses["total"]
        outlook = opened.models.outlook()
        assert (outlook.next_name, outlook.unfinished) == ("learnt-2", None)
        assert outlook.seconds_per_step is not None
        assert outlook.seconds_per_step > 0
    measured = do(MeasureModelsRequest(case_path=case, models=(used.file, file), author=WHO))
    assert set(measured) == {used.file, file}  # type: ignore[call-overload]
    assert rows(case, 4) == [("view", "tracklets"), ("query", "evaluation")] * 2
    do(IndexRequest(case_path=case, model=file, author=WHO))
    with Case.open(case) as opened:
        before, after = (
            next(one for one in opened.models.all() if one.name == name)
            for name in (used.name, "learnt-1")
        )
        assert (before.was_in_use, before.is_in_use) == (True, False)
        assert (after.was_in_use, after.is_in_use) == (False, True)
        assert before.check is not None
        assert after.check is not None
        assert before.check.basis == after.check.basis
        assert after.check.figures == measured[file]  # type: ignore[index]
        assert opened.index_state().tracklets_without_vector == 0
    moved = case.rename(case.with_name("moved.duskcase"))
    with Case.open(moved) as opened:  # the model moved with its case
        assert opened.models.last() == moved / "models" / "learnt-1.safetensors"
    back = do(IndexRequest(case_path=moved, model=before.file, author=WHO))
    assert back.embedded_again == 0  # type: ignore[attr-defined]  # its vectors were kept
    with Case.open(moved) as opened:
        assert first_model is not None
        assert opened.model_id() == model_id_of(first_model)


@pytest.mark.slow
def test_a_stopped_run_goes_on_in_another_process_to_the_same_model(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OMP_NUM_THREADS", "1")
    do(request(case, "whole"))
    with pytest.raises(JobCancelled):
        do(request(case, "parts"), StopAt(9))
    assert rows(case, 2) == [("view", "tracklets"), ("failure", "train")]
    with Case.open(case) as opened:
        unfinished = opened.models.outlook().unfinished
        assert unfinished is not None
        assert (unfinished.name, unfinished.steps_total) == ("parts", 24)
        assert 0 < unfinished.steps_done < 24
    worker = WorkerProcess()
    try:
        worker.submit(request(case, "parts", resume=True))
        said = []
        until = time.monotonic() + 120
        while not said or not isinstance(said[-1], Finished):
            assert time.monotonic() < until
            said += worker.poll()
            assert not any(isinstance(one, Cancelled) for one in said)
            time.sleep(0.05)
    finally:
        worker.close()
    done = [one.progress.done for one in said if isinstance(one, Progressed)
            if one.progress.unit == "steps"]  # fmt: skip
    assert min(done) > 9, "the steps before were not done again"
    first, second = (
        read_model_file(case / "models" / f"{name}.safetensors")[1] for name in ("whole", "parts")
    )
    assert all((first[name] == second[name]).all() for name in first)


@pytest.mark.slow
def test_a_run_is_given_up_and_a_model_copied_out_by_hand(case: Path, tmp_path: Path) -> None:
    with pytest.raises(JobCancelled):
        do(request(case), StopAt(7))
    run = case / "models" / "learnt-1.safetensors.run"
    assert (run / "pictures").is_dir()
    with Case.open(case) as opened:
        opened.models.give_up("learnt-1")
        assert not run.exists()
        assert opened.models.outlook().unfinished is None
    do(request(case))
    target = tmp_path / "out" / "mine.safetensors"
    target.parent.mkdir()
    with Case.open(case) as opened:
        opened.models.give_up("learnt-1")  # it is finished: nothing is given up
        opened.models.copy_out("learnt-1", target)
        last = opened.log.entries()[-1]
        assert (last.action.value, last.object) == ("export", "model")
        assert last.details["sha256"] == model_id_of(target)
        assert target.with_suffix(".md").read_text(encoding="utf-8").startswith("# Model")
        with pytest.raises(CbaError):
            opened.models.copy_out("learnt-1", target)
        with pytest.raises(CbaError):
            opened.models.copy_out("../case", tmp_path / "out" / "other.safetensors")
    assert rows(case, 2) == [("failure", "copying a model out")] * 2


def test_what_stands_in_the_way_is_said_before_anything_begins(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = a_case(tmp_path)
    monkeypatch.setattr(
        "cba_core.pipelines.case_models.find_spec", lambda name: None if name == "torch" else 1
    )
    with Case.open(path) as opened:
        few, missing = opened.models.outlook().obstacles
        assert "0 visible and 0 infrared tracklets, wanted 8 of each" in few.what
        assert missing.what == "torch is not installed"
        assert "pip install" in missing.remedy
    with Case.open(path, read_only=True) as opened:
        last = opened.models.outlook().obstacles[-1]
        assert "reading only" in last.what
        assert last.kinds[0] == "CaseReadOnlyError"
    assert not (path / "models").exists()


def test_a_model_without_its_manifest_cannot_be_used(case: Path) -> None:
    from cba_core.model.starter_model import starter_model
    from tests.support.model_files import write_small_model

    (case / "models").mkdir()
    write_small_model(case / "models" / "found.safetensors")
    shutil.copy(starter_model(), case / "models" / "kept.safetensors")
    (case / "models" / "broken.safetensors").write_bytes(os.urandom(64))
    with Case.open(case) as opened:
        facts = {one.name: one for one in opened.models.all() if one.origin == "case"}
    assert "how it was made" in facts["found"].remedy
    assert facts["kept"].remedy == ""
    assert facts["broken"].remedy
    assert facts["broken"].model_id is None


def test_settings_for_the_detector_stay_when_a_model_is_taken(case: Path) -> None:
    do(IndexRequest(case_path=case, model=Path("starter"), author=WHO))
    with Case.open(case) as opened:
        assert opened.index_config().detector == "motchallenge"
        assert opened.index_config() != IndexConfig()
        (used,) = [one for one in opened.models.all() if one.is_in_use]
        assert used.name == "starter"
