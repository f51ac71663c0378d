"""A report is drawn to be looked at without a trace, and what is missing is told as it is said."""

import hashlib
import json
import os
import shutil
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from cba_core.case import Case
from cba_core.domain.case_log import LogAction
from cba_core.domain.case_report import LackKind, ReportWishes
from cba_core.domain.clocks import ClockFacts
from cba_core.domain.decisions import Verdict
from cba_core.domain.edits import CreatePerson, SetVerdict
from cba_core.domain.errors import (
    CaseReadOnlyError,
    CbaError,
    ConfigError,
    DiskFullError,
    ExhibitChangedError,
    FolderUnusableError,
    JobCancelled,
    NotIndexedError,
)
from cba_core.domain.footage import FootageState, Modality
from cba_core.domain.ids import FootageId
from cba_core.domain.progress import Progress
from cba_core.domain.repositories import TrackletFilter
from cba_core.pipelines.kept_self_test import keep_self_test
from cba_core.pipelines.program_files import engine_sha256
from cba_core.pipelines.report import report_facts
from cba_core.self_test.results import compare, kept_result, recorded_of
from tests.support.self_tests import a_measured_set
from tests.support.small_case import a_case, cba, footage_with_tracks


@pytest.fixture(scope="module")
def decided(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small case in which one candidate was decided on, with an exhibit."""
    folder = tmp_path_factory.mktemp("reports")
    footage_with_tracks(folder / "stick", "day", frames=30)
    footage_with_tracks(folder / "stick", "night", colour=False, frames=30)
    path = a_case(folder, folder / "stick")
    cba("index", path, "--detector", "motchallenge", "--stride", 1)
    cba("exhibit", "still", path, "--tracklet", "1-1")
    with Case.open(path) as case:
        query = case.tracklets(TrackletFilter(modality=Modality.VISIBLE))[0]
        candidate = case.tracklets(TrackletFilter(modality=Modality.INFRARED))[0]
        case.review.apply(
            SetVerdict(query=(query.id,), candidate=candidate.id, verdict=Verdict.CANNOT_SAY)
        )
    return path


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return tmp_path / "cache" / "duskline" / "previews"


@pytest.fixture
def path(decided: Path, tmp_path: Path, cache: Path) -> Path:
    return shutil.copytree(decided, tmp_path / decided.name)


def files_of(folder: Path) -> dict[str, str]:
    """Content of everything but the database and its backups, which are made while it is open."""
    return {
        one.relative_to(folder).as_posix(): hashlib.sha256(one.read_bytes()).hexdigest()
        for one in folder.rglob("*")
        if (one.is_file() and not one.name.startswith("case")) or one.name == "case.json"
    }


def test_a_preview_is_the_report_byte_for_byte_and_leaves_no_trace(
    path: Path, cache: Path, tmp_path: Path
) -> None:
    wishes = ReportWishes(title="Ömer's gate", leave_out=("E0001",))
    with Case.open(path) as case:
        case.errors()  # its index, a cache, stands
        before, head = files_of(path), case.log.head()
        preview = case.reports.preview(wishes)
        assert preview.pdf.startswith(b"%PDF-")
        assert preview.findings == 1
        assert (files_of(path), case.log.head()) == (before, head)
        assert list(cache.iterdir()) == []
        assert case.reports.preview(wishes) is preview  # nothing has changed
        made = case.reports.make(tmp_path / "out", wishes)
        assert (tmp_path / "out" / "report.pdf").read_bytes() == preview.pdf
        assert made.head == preview.head == str(head)
        assert case.log.entries(head.count + 1)[0].action is LogAction.EXPORT
        assert case.reports.preview(wishes).head != preview.head  # the row of the report


def test_what_is_missing_is_told_until_it_is_mended(path: Path) -> None:
    with Case.open(path) as case:
        lacks = {one.kind: one for one in case.reports.lacks()}
        assert set(lacks) == {
            LackKind.CLOCK_NOT_TOLD, LackKind.NOT_COMPARED, LackKind.NO_SECOND_READING,
            LackKind.SELF_TEST_NOT_RUN,
        }  # fmt: skip
        assert lacks[LackKind.CLOCK_NOT_TOLD].footage == (1, 2)
        of_preview = case.reports.preview(ReportWishes()).lacks
        assert [one.kind for one in of_preview] == [*lacks, LackKind.FIGURES_NOT_MEASURED]
        case.clocks.set([FootageId(1)], ClockFacts(zone="Europe/Madrid"), datetime(2026, 3, 1, 18))
        case.integrity.verify(case.model_id())
        lacks = {one.kind: one for one in case.reports.lacks()}
        assert LackKind.NOT_COMPARED not in lacks
        assert (lacks[LackKind.CLOCK_NOT_TOLD].count, lacks[LackKind.CLOCK_NOT_TOLD].total) == (
            1,
            2,
        )
        case.review.undo()
        case.review.undo()
        assert LackKind.NOTHING_DECIDED in {one.kind for one in case.reports.lacks()}


def test_a_self_test_of_this_program_is_missing_until_it_was_run(path: Path) -> None:
    with Case.open(path) as case:
        assert LackKind.SELF_TEST_NOT_RUN in {one.kind for one in case.reports.lacks()}
        measured = a_measured_set()
        result = kept_result(compare(measured, recorded_of(measured)))
        keep_self_test(replace(result, engine_sha256="0" * 64))  # of another version
        assert LackKind.SELF_TEST_NOT_RUN in {one.kind for one in case.reports.lacks()}
        keep_self_test(replace(result, engine_sha256=engine_sha256()))
        assert LackKind.SELF_TEST_NOT_RUN not in {one.kind for one in case.reports.lacks()}


def test_faults_that_were_found_are_told(path: Path) -> None:
    with Case.open(path) as case:
        (path / "exhibits" / "E0001" / "still.png").write_bytes(b"another")
        case.integrity.verify(case.model_id())
        (fault,) = (one for one in case.reports.lacks() if one.kind is LackKind.FAULTS_FOUND)
        assert fault.count == 1


def test_a_case_that_is_not_indexed_has_no_report_and_says_what_was_not_searched(
    tmp_path: Path, cache: Path
) -> None:
    footage_with_tracks(tmp_path / "stick", "day", frames=10)
    with Case.open(a_case(tmp_path, tmp_path / "stick")) as case:
        with pytest.raises(NotIndexedError):
            case.reports.preview(ReportWishes())
        first, *_ = case.reports.lacks()
        assert (first.kind, first.count, first.total) == (LackKind.NOT_SEARCHED, 1, 1)
        assert case.footage()[0].reached is FootageState.ADDED


def test_one_proposition_competes_with_nothing(path: Path, tmp_path: Path) -> None:
    wishes = ReportWishes(propositions=("It is she.", " "))
    with Case.open(path) as case:
        with pytest.raises(ConfigError, match="two that compete"):
            case.reports.preview(wishes)
        with pytest.raises(ConfigError, match="two that compete"):
            case.reports.make(tmp_path / "out", wishes)
        assert not (tmp_path / "out").exists()


class Stopping:
    """Asks to stop at once."""

    def report(self, progress: Progress) -> None:
        assert progress.step

    def is_cancelled(self) -> bool:
        return True


def test_every_kind_of_work_is_stopped_and_leaves_nothing(
    path: Path, cache: Path, tmp_path: Path
) -> None:
    with Case.open(path) as case:
        made = case.reports.make(tmp_path / "made", ReportWishes())
        for work in (
            lambda: case.reports.preview(ReportWishes(), context=Stopping()),
            lambda: case.reports.make(tmp_path / "out", ReportWishes(), context=Stopping()),
            lambda: case.reports.differences(made.folder / "report.json", context=Stopping()),
        ):
            with pytest.raises(JobCancelled):
                work()
    assert [one.name for one in tmp_path.iterdir() if "out" in one.name] == []


def test_lists_are_made_again_and_those_that_differ_are_named(path: Path, tmp_path: Path) -> None:
    with Case.open(path) as case:
        made = case.reports.make(tmp_path / "out", ReportWishes())
        report = made.folder / "report.json"
        same = case.reports.differences(report)
        assert (same.lists, same.differences, same.queries) == (1, (), ())
        told = json.loads(report.read_text("ascii"))
        told["findings"][0]["list"].reverse()
        report.write_text(json.dumps(told), "ascii")
        assert case.reports.differences(report).queries == ("1-1",)
        with pytest.raises(CbaError, match="cannot be read"):
            case.reports.differences(tmp_path / "none.json")


def test_exhibits_that_are_not_what_they_were_are_named(path: Path, tmp_path: Path) -> None:
    (path / "exhibits" / "E0001" / "still.png").write_bytes(b"another")
    with Case.open(path) as case:
        with pytest.raises(ExhibitChangedError) as caught:
            case.reports.make(tmp_path / "out", ReportWishes())
        assert caught.value.exhibits == ("E0001",)
        case.reports.make(tmp_path / "out", ReportWishes(leave_out=("E0001",)))


def test_a_case_that_is_open_for_reading_is_looked_at_and_not_reported(
    path: Path, tmp_path: Path
) -> None:
    with Case.open(path, read_only=True) as case:
        assert case.reports.preview(ReportWishes()).findings == 1
        with pytest.raises(CaseReadOnlyError):
            case.reports.make(tmp_path / "out", ReportWishes())
    assert not (tmp_path / "out").exists()


def test_a_full_disk_is_called_one(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("cba_core.pipelines.report.copy_pictures", full)
    monkeypatch.setattr("cba_core.pipelines.case_reports.copy_pictures", full)
    with Case.open(path) as case:
        with pytest.raises(DiskFullError):
            case.reports.make(tmp_path / "out", ReportWishes())
        with pytest.raises(DiskFullError):
            case.reports.preview(ReportWishes())
    assert [one.name for one in tmp_path.iterdir() if "out" in one.name] == []


def test_a_cache_that_cannot_be_used_is_named(path: Path, cache: Path) -> None:
    cache.parent.mkdir(parents=True)
    cache.write_text("in the way")
    with Case.open(path) as case, pytest.raises(FolderUnusableError, match="previews"):
        case.reports.preview(ReportWishes())


def test_what_a_killed_process_left_is_removed(path: Path, cache: Path) -> None:
    for name, age_s in (("old", 2 * 24 * 3600), ("of another window", 5)):
        (cache / name / "pictures").mkdir(parents=True)
        os.utime(cache / name, (time.time() - age_s,) * 2)
    with Case.open(path) as case:
        case.reports.preview(ReportWishes())
    assert [one.name for one in cache.iterdir()] == ["of another window"]


def test_a_person_who_is_made_while_it_is_gathered_is_in_it_with_a_route_or_not_at_all(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Case.open(path) as case, Case.open(path) as other:
        seen = [one.id for one in case.tracklets(TrackletFilter())]
        other.review.apply(CreatePerson(name="before", tracklets=(seen[0],)))
        groups = case.error_checks.groups

        def slow(**given: Any) -> Any:
            other.review.apply(CreatePerson(name="meanwhile", tracklets=(seen[1],)))
            return groups(**given)

        monkeypatch.setattr(case.error_checks, "groups", slow)
        facts = report_facts(case)
    assert [one["name"] for one in facts["people"]] == ["before"]
    (told,) = facts["people"]
    assert [one["tracklet"] for one in told["route"]["untimed"]] == told["tracklets"]
