"""Models on the embedded sample: what comes of it, what is kept, and what it must not cost."""

from pathlib import Path

import pytest

from cba_core.case import Case
from cba_core.config.index_config import IndexConfig
from cba_core.domain.errors import JobCancelled, ModelFileError
from cba_core.domain.footage import Modality
from cba_core.domain.progress import Progress, Unattended
from cba_core.jobs import sample_measure
from cba_core.jobs.model_jobs import measure
from cba_core.jobs.requests import MeasureModelsRequest
from cba_core.jobs.sample_measure import as_details, measure_on_sample
from cba_core.pipelines.embedded_sample import sample_folder, truth_sha256
from tests.support.small_case import a_case, cba, footage_with_tracks
from tests.support.truth_folders import truth_of_walkers

FIRST, SECOND = Path("mobilenet-v2"), Path("efficientnet-lite0")


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """As the embedded one, with two people who are seen by day and by night."""
    folder = tmp_path_factory.mktemp("street")
    footage_with_tracks(folder / "footage", "day", frames=40)
    footage_with_tracks(folder / "footage", "night", colour=False, frames=40)
    return truth_of_walkers(folder, "day", "night", frames=40)


@pytest.fixture
def cache(sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's cache, where that sample is indexed."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(sample_measure, "sample_folder", lambda: sample)
    monkeypatch.setattr(sample_measure, "SETTINGS", IndexConfig(detector="motchallenge", stride=1))
    return tmp_path / "cache" / "duskline" / "sample"


class Told(Unattended):
    """Keeps what it is told; stops at a step."""

    def __init__(self, stops_at: str = "") -> None:
        self.steps: list[str] = []
        self._stops_at = stops_at

    def report(self, progress: Progress) -> None:
        self.steps.append(progress.step)

    def is_cancelled(self) -> bool:
        return self._stops_at in self.steps if self._stops_at else False


def test_known_people_are_ranked_both_ways_and_the_sample_is_indexed_once(
    cache: Path, sample: Path
) -> None:
    check = measure_on_sample(FIRST, Told())
    assert check.truth_sha256 == truth_sha256(sample)
    assert set(check.figures) == set(Modality)
    for figure in check.figures.values():
        assert figure.queries == 2
        assert 0 <= figure.first <= figure.queries
        assert 0 < figure.mean_average_precision <= 1
        assert figure.chance_first == pytest.approx(0.5)
    (kept,) = cache.iterdir()
    measure_on_sample(SECOND, Told())
    assert [one.name for one in cache.iterdir()] == [kept.name]
    with Case.open(kept, read_only=True) as case:
        runs = [one.details for one in case.log.entries() if one.object == "index"]
    looked_at = [[one["frames_looked_at"] for one in run["footage"]] for run in runs]
    assert looked_at == [[40, 40], [0, 0]]  # the second model only describes them anew
    assert as_details(measure_on_sample(FIRST, Told())) == as_details(check)


def test_another_version_of_the_program_leaves_nothing_behind(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    measure_on_sample(FIRST, Told())
    (old,) = cache.iterdir()
    monkeypatch.setattr(sample_measure, "engine_sha256", lambda: "f" * 64)
    measure_on_sample(FIRST, Told())
    (new,) = cache.iterdir()
    assert new.name != old.name


def test_what_was_left_half_or_damaged_is_made_again(cache: Path) -> None:
    with pytest.raises(JobCancelled):
        measure_on_sample(FIRST, Told("Finding people"))
    (kept,) = cache.iterdir()
    measure_on_sample(FIRST, Told())
    database = next(kept.glob("*.sqlite"), None) or next(kept.glob("*.db"))
    database.write_bytes(b"no database" * 1000)
    assert measure_on_sample(FIRST, Told()).figures


def test_a_model_that_cannot_be_read_costs_no_indexed_sample(cache: Path, tmp_path: Path) -> None:
    measure_on_sample(FIRST, Told())
    (kept,) = cache.iterdir()
    before = kept.stat().st_ino
    broken = tmp_path / "broken.safetensors"
    broken.write_bytes(b"\0" * 100)
    with pytest.raises(ModelFileError):
        measure_on_sample(broken, Told())
    assert kept.stat().st_ino == before


@pytest.mark.usefixtures("cache")
def test_without_the_sample_the_case_is_measured_all_the_same_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, colour in (("day", True), ("night", False)):
        footage_with_tracks(tmp_path / "stick", name, colour=colour, people=4, frames=40)
    case = a_case(tmp_path, tmp_path / "stick")
    cba("index", case, "--detector", "motchallenge", "--stride", 1, "--model", FIRST)
    request = MeasureModelsRequest(case_path=case, models=(FIRST,))
    measure(request, Told(), lambda _: None)

    def gone() -> Path:
        return sample_folder_of(tmp_path / "nowhere")

    monkeypatch.setattr(sample_measure, "sample_folder", gone)
    measure(request, Told(), lambda _: None)
    with Case.open(case, read_only=True) as opened:
        first, second = [one for one in opened.log.entries() if one.object == "evaluation"]
        (card,) = [one for one in opened.models.all() if one.name == FIRST.name]
    assert set(first.details["sample"]["figures"]) == {"visible", "infrared"}
    assert "left_out" in second.details["sample"]
    assert card.check is not None
    assert card.check.sample is None
    assert "is not at" in card.check.sample_left_out


def sample_folder_of(folder: Path) -> Path:
    """The embedded sample as if the program were installed there, without it."""
    from cba_core.pipelines import embedded_sample

    before = embedded_sample._RESOURCES
    embedded_sample._RESOURCES = folder
    try:
        return sample_folder()
    finally:
        embedded_sample._RESOURCES = before
