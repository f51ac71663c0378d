"""What a window tells people to do can be done in a window."""

import re
from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from app.engine_link.failure_bus import Failure
from app.engine_link.remedies import REMEDIES
from cba_core.domain import errors
from cba_core.domain.asked import BoxRefusedError, NoRecordingError, PictureRefusedError
from cba_core.domain.errors import (
    CbaError,
    DiskFullError,
    FootageMissingError,
    ModelFileError,
    NotInCaseError,
    NotInstalledError,
)
from cba_core.domain.footage import Modality
from cba_core.domain.learning import TooLittleToLearnError
from cba_core.jobs.requests import Failed, IndexRequest
from cba_core.jobs.worker_process import _outcome, _PipeContext
from cba_core.pipelines.blind_review import NoNonMembersError
from cba_core.pipelines.embedding_map import TooFewForMapError
from cba_core.pipelines.measure_free_negatives import NoFreePairsError
from cba_core.pipelines.run_folder import ModelExistsError, RunBusyError, RunExistsError
from cba_core.store.edit_occasion import EditRefusedError, NoSecondReaderError
from cba_core.store.row_changes import ChangedSinceError
from cba_core.tracking.given_tracks import GivenTracksError
from cba_core.training.checkpoints import CheckpointError
from cba_core.training.trainer import TrainingDivergedError
from tests.gui.fake_case import FakeEngine, WindowMaker, added_case

OF_LEARNING = (
    CheckpointError, ModelExistsError, NoFreePairsError, RunBusyError, RunExistsError,
    TooLittleToLearnError, TrainingDivergedError,
)  # fmt: skip
SHELL = re.compile(r"\bcba\b|\bpip\b|\bcommand\b|--\w|\bCASE\b|\bFOLDER\b")


def every_type() -> list[type[CbaError]]:
    return [
        kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, CbaError) and kind is not CbaError
    ]


def made(kind: type[CbaError]) -> CbaError:
    names = kind.__init__.__code__.co_varnames[1 : kind.__init__.__code__.co_argcount]
    given: dict[str, object] = {"path": Path("/evidence/north.mp4"), "what": "w"}
    given["listing"] = "cba footage list CASE"
    given["link"] = given["backup"] = Path("/cases/a.duskcase/backups/last.sqlite")
    made_of = {name: given.get(name, "north") for name in names}
    return cast("CbaError", kind(**made_of))


@pytest.mark.parametrize("kind", every_type(), ids=lambda kind: kind.__name__)
def test_no_remedy_in_the_window_is_a_command_of_a_shell(kind: type[CbaError]) -> None:
    remedy = Failure.of(made(kind)).remedy
    assert remedy
    assert not SHELL.search(remedy), remedy


def test_a_type_that_has_no_words_of_its_own_takes_those_of_the_one_above() -> None:
    class MissingPartError(NotInstalledError):
        pass

    assert Failure.of(MissingPartError("onnx", "onnx")).remedy == REMEDIES["NotInstalledError"]
    assert Failure.of(ModelFileError("bad", "cba models list")).remedy == REMEDIES["ModelFileError"]


def test_a_remedy_that_holds_in_a_window_is_told_as_it_is() -> None:
    problem = errors.FootageUnreadableError(Path("a.mp4"), "cut off")
    assert Failure.of(problem).remedy == problem.remedy


def test_the_names_of_the_table_are_those_of_the_engine() -> None:
    elsewhere = (
        GivenTracksError, EditRefusedError, ChangedSinceError, NoNonMembersError,
        NoSecondReaderError, BoxRefusedError, NoRecordingError, PictureRefusedError,
        TooFewForMapError, *OF_LEARNING,
    )  # fmt: skip
    known = {kind.__name__ for kind in (*every_type(), *elsewhere)}
    assert set(REMEDIES) <= known


def test_failures_of_jobs_are_told_in_the_windows_words_as_well(
    open_window: WindowMaker, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise DiskFullError(tmp_path)

    monkeypatch.setattr("cba_core.jobs.worker_process.job_function", lambda _: full)
    context = cast("_PipeContext", _NoCaller())
    failed = _outcome(IndexRequest(case_path=tmp_path), context)
    assert isinstance(failed, Failed)
    case = added_case(tmp_path / "a.duskcase")
    engine = FakeEngine(case)
    window = open_window(engine, case.path, expects_failures=True)
    engine.workers[0].fails_with = failed
    window.case_page.index.start()
    qtbot.waitUntil(lambda: window.teller.dialog is not None)
    assert window.teller.dialog.failure.remedy == Failure.of(DiskFullError(tmp_path)).remedy
    assert "command" not in window.teller.dialog.failure.remedy
    window.teller.dialog.reject()


class _NoCaller:
    def changed(self, _: object) -> None:
        raise AssertionError


def test_what_is_missing_names_the_button_that_helps() -> None:
    assert "Find moved files…" in Failure.of(FootageMissingError(Path("/e/north.mp4"))).remedy
    assert "Index" in Failure.of(errors.NotIndexedError(Path("/c"))).remedy
    assert "again" in Failure.of(NotInCaseError("tracklet", "2-5", "cba tracklets CASE")).remedy


def test_what_ends_learning_is_told_in_words_of_the_window(tmp_path: Path) -> None:
    problems: list[CbaError] = [
        TooLittleToLearnError({Modality.VISIBLE: 3, Modality.INFRARED: 0}),
        RunBusyError(tmp_path),
        RunExistsError(tmp_path),
        ModelExistsError(tmp_path),
        NoFreePairsError("a"),
        CheckpointError(tmp_path, "damaged"),
        TrainingDivergedError(7),
    ]
    assert {type(one) for one in problems} == set(OF_LEARNING)
    for problem in problems:
        assert problem.kinds[0] in REMEDIES
        assert not SHELL.search(Failure.of(problem).remedy)
