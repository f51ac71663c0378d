"""The models of an open case: which it is searched with, which it learnt, what was measured."""

import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cba_core.config.train_config import TrainConfig
from cba_core.domain.case_log import Details, LogAction, LogEntry
from cba_core.domain.errors import CaseReadOnlyError, CbaError, ModelFileError, NotInstalledError
from cba_core.domain.footage import Modality
from cba_core.domain.free_negatives import FreeNegativeError
from cba_core.domain.ids import ModelId
from cba_core.domain.learning import LEAST_TRACKLETS, TooLittleToLearnError, TrackletSource
from cba_core.domain.model_facts import (
    LearningOutlook,
    ModelCheck,
    ModelFacts,
    Obstacle,
    SampleCheck,
    SampleFigure,
    TrainingCourse,
    UnfinishedRun,
)
from cba_core.domain.repositories import TrackletFilter
from cba_core.pipelines.case_log import CaseLog
from cba_core.pipelines.case_tracklets import decided_pairs, tracklets_of_case
from cba_core.pipelines.review import CaseReview
from cba_core.store.case_store import SqlCaseStore
from cba_core.store.file_system import written_whole

if TYPE_CHECKING:
    from cba_core.pipelines.run_folder import RunFolder

SUFFIX = ".safetensors"
_RUN_SUFFIX = f"{SUFFIX}.run"
_MODEL_ID = "model_id"
_MODEL_FILE = "model_file"
_ENTRIES_AT_ONCE = 1000
_MOST_ENTRIES = 20_000
"""Of the log that are read back for figures and for the model before this one."""


class CaseModels:
    """Models in a case folder never leave it unless they are copied out by hand (E28).

    Safe to use from several threads.
    """

    def __init__(self, store: SqlCaseStore, log: CaseLog, review: CaseReview) -> None:
        self._store = store
        self._log = log
        self._review = review

    # ---------------------------------------------------------------- in use

    @property
    def in_use(self) -> ModelId | None:
        """The model that searches use; None before the first indexing."""
        stored = self._store.settings.get(_MODEL_ID)
        return None if stored is None else ModelId(stored)

    def last(self) -> Path | None:
        """What the last indexing took as its model; None before the first.

        Raises:
            ModelFileError: it is gone.
        """
        from cba_core.pipelines.choose_model import model_of_last_run

        stored, model_id = self._store.settings.get(_MODEL_FILE), self.in_use
        if not stored or not model_id:
            return None
        return model_of_last_run(Path(stored), model_id, of_case=self._own_files())

    def take(self, model_id: ModelId, file: Path) -> None:
        """Searches use this one from now on."""
        self._store.settings.set(_MODEL_ID, model_id)
        self._store.settings.set(_MODEL_FILE, str(file))

    # ---------------------------------------------------------------- cards

    def all(self) -> list[ModelFacts]:
        """The card of every encoder this case could use: its own, newest first, then the others."""
        from cba_core.pipelines.model_facts import cards

        checks, before = self._told_by_log()
        stored = self._store.settings.get(_MODEL_FILE)
        return cards(
            self._own_files(),
            in_use=self.in_use,
            file_in_use=None if stored is None else Path(stored),
            before=before,
            checks=checks,
        )

    def card(self) -> ModelFacts | None:
        """The card of the model that searches use; None where its file is nowhere any more."""
        card = next((one for one in self.all() if one.is_in_use), None)
        if card is None or not (card.licence or card.source or card.learnt_from):
            return None  # it can no longer be read, and says nothing
        return card

    def copy_out(self, name: str, target: Path) -> None:
        """Copy a model that was learnt from this case out of it, with its card; logged (E28).

        Raises:
            CbaError: there is no such model, there is something at `target`, or it cannot be
                written.
        """
        from cba_core.model.model_file import model_id_of
        from cba_core.pipelines.model_card import card_path

        with self._log.failures_of("copying a model out"):
            source = self.file_of(name)
            if not source.is_file():
                raise ModelFileError(f"There is no model {name}", "Choose one that is in the list.")
            pairs = [(source, target)]
            if card_path(source).is_file():
                pairs.append((card_path(source), card_path(target)))
            for from_file, to_file in pairs:
                with written_whole(to_file) as file:
                    file.write(from_file.read_bytes())
            details = {"run": "copy", "path": str(target.absolute()), "sha256": model_id_of(source)}
            self._log.append(LogAction.EXPORT, "model", details)

    # ---------------------------------------------------------------- learning

    def learning_source(self) -> TrackletSource:
        """The tracklets to learn from, with pairs that are free or that people decided on."""
        name = self._store.folder.path.stem
        decided = decided_pairs(self._review.decisions(), self._review.people())
        tracklets = self._store.tracklets
        return tracklets_of_case(name, tracklets.find(TrackletFilter()), tracklets.crops, decided)

    def looked_at(self, run: str) -> tuple[TrackletSource, Details]:
        """The same, for a run that looks at their pictures, and what was logged of that.

        Logged before the run, so that one which is killed has its row all the same.
        """
        from cba_core.pipelines.case_use import learnt_details

        source = self.learning_source()
        details = learnt_details(run, source, self._store.footage.all())
        self._log.append(LogAction.VIEW, "tracklets", details)
        return source, details

    def outlook(self) -> LearningOutlook:
        """What learning would take here, and why it cannot be begun where it cannot."""
        tracklets = {
            one: self._store.tracklets.count(TrackletFilter(modality=one)) for one in Modality
        }
        return LearningOutlook(
            tracklets=tracklets,
            steps=TrainConfig().total_steps,
            seconds_per_step=self._seconds_per_step(),
            next_name=self._next_name(),
            obstacles=tuple(self._obstacles(tracklets)),
            unfinished=self._unfinished(),
        )

    def course(self, name: str) -> TrainingCourse:
        """How the run that makes, or made, this model went so far."""
        from cba_core.pipelines.training_course import training_course
        from cba_core.training.run_log import read_run_log

        return training_course(name, read_run_log(self.run_of(name).log))

    def give_up(self, name: str) -> None:
        """Remove an unfinished run with its pictures; what it has learnt is lost.

        Raises:
            RunBusyError: a program is training there.
        """
        run = self.run_of(name)
        if not run.path.is_dir() or (run.out.is_file() and not run.checkpoint.is_file()):
            return
        with run.held(resume=True):
            run.clear()
            run.log.unlink(missing_ok=True)
        shutil.rmtree(run.path, ignore_errors=True)
        self._log.append(LogAction.CHANGE, "model", {"run": "train", "given_up": name})

    def file_of(self, name: str) -> Path:
        """Where a model of this case lies, or will lie.

        Raises:
            ModelFileError: the name is no plain one.
        """
        if name != Path(name).name or name in {"", ".", ".."}:
            raise ModelFileError(f"{name!r} is no name of a model", "Give a plain name.")
        return self._store.folder.models / f"{name}{SUFFIX}"

    def run_of(self, name: str) -> "RunFolder":
        """The folder of the run that makes it."""
        from cba_core.pipelines.run_folder import RunFolder

        return RunFolder(self.file_of(name))

    # ---------------------------------------------------------------- what the files tell

    def _own_files(self) -> list[Path]:
        """Newest name first: they are numbered."""
        return sorted(
            self._store.folder.models.glob(f"*{SUFFIX}"),
            key=lambda one: _number_of(one.stem),
            reverse=True,
        )

    def _run_names(self) -> list[str]:
        """In the order of their numbers."""
        folders = self._store.folder.models.glob(f"*{_RUN_SUFFIX}")
        names = [one.name.removesuffix(_RUN_SUFFIX) for one in folders if one.is_dir()]
        return sorted(names, key=_number_of)

    def _next_name(self) -> str:
        taken = {one.stem for one in self._own_files()} | set(self._run_names())
        number = 1
        while f"learnt-{number}" in taken:
            number += 1
        return f"learnt-{number}"

    def _unfinished(self) -> UnfinishedRun | None:
        for name in self._run_names():
            run = self.run_of(name)
            if not run.out.is_file() or run.checkpoint.is_file():
                course = self.course(name)
                return UnfinishedRun(
                    name=name, steps_done=course.last_step, steps_total=course.total_steps
                )
        return None

    def _seconds_per_step(self) -> float | None:
        known = [self.course(name).seconds_per_step for name in self._run_names()]
        return next((one for one in reversed(known) if one is not None), None)

    def _obstacles(self, tracklets: dict[Modality, int]) -> Iterator[Obstacle]:
        problems: list[CbaError] = []
        if min(tracklets.values()) < LEAST_TRACKLETS:
            problems.append(TooLittleToLearnError(tracklets))
        problems += [
            NotInstalledError(package, extra)
            for module, package, extra in (
                ("torch", "torch", "torch"),
                ("timm", "timm", "torch"),
                ("sklearn", "scikit-learn", "training"),
            )
            if find_spec(module) is None
        ]
        if not self._log.is_kept:
            path = self._store.folder.path
            problems.append(CaseReadOnlyError(path, "it was opened for reading only"))
        for problem in problems:
            yield Obstacle(problem.what, problem.remedy, problem.kinds)

    # ---------------------------------------------------------------- what the log tells

    def _told_by_log(self) -> tuple[dict[ModelId, ModelCheck], ModelId | None]:
        """The latest check of each model, and the model that was in use before."""
        checks: dict[ModelId, ModelCheck] = {}
        before, in_use = None, self.in_use
        for entry in self._newest_entries():
            if entry.object == "evaluation" and entry.action is LogAction.QUERY:
                model, check = ModelId(str(entry.details.get("model"))), _check_of(entry)
                if check is not None:
                    checks.setdefault(model, check)
            if before is None and entry.object == "index" and entry.action is LogAction.CHANGE:
                told = entry.details.get("model")
                before = ModelId(told) if isinstance(told, str) and told != in_use else None
        return checks, before

    def _newest_entries(self) -> Iterator[LogEntry]:
        until = self._log.head().count
        last = max(0, until - _MOST_ENTRIES)
        while until > last:
            first = max(last, until - _ENTRIES_AT_ONCE) + 1
            yield from reversed(self._log.entries(first, until - first + 1))
            until = first - 1


def _check_of(entry: LogEntry) -> ModelCheck | None:
    """None where the row was written in another way."""
    details = entry.details
    try:
        return ModelCheck(
            time=entry.time,
            figures={
                name: FreeNegativeError(
                    pairs=int(one["pairs"]),
                    comparisons=int(one["comparisons"]),
                    wrong=int(one["wrong"]),
                )
                for name, one in details["figures"].items()
            },
            basis=(str(details["tracklets_sha256"]), int(details["pairs_of_different_people"])),
            sample=_sample_of(details.get("sample")),
            sample_left_out=_left_out_of(details.get("sample")),
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _sample_of(told: Any) -> SampleCheck | None:  # noqa: ANN401  (whatever JSON holds)
    """None where it was not measured, or is told in another way."""
    try:
        return SampleCheck(
            truth_sha256=str(told["truth_sha256"]),
            figures={
                Modality(name): SampleFigure(
                    queries=int(one["queries"]),
                    first=int(one["first"]),
                    mean_average_precision=float(one["mean_average_precision"]),
                    chance_first=float(one["chance_first"]),
                )
                for name, one in told["figures"].items()
            },
        )
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def _left_out_of(told: Any) -> str:  # noqa: ANN401  (whatever JSON holds)
    return str(told.get("left_out", "")) if isinstance(told, dict) else ""


def _number_of(name: str) -> tuple[int, str]:
    digits = name.rpartition("-")[2]
    return (int(digits) if digits.isdecimal() else 0, name)
