"""The embedding map of a case: what is on it, when it holds, and what is told of it."""

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from cba_core.case import Case
from cba_core.cli.main import app
from cba_core.cli.map_command import CAUTION
from cba_core.domain.case_log import LogAction
from cba_core.domain.edits import CreatePerson, SetFootage
from cba_core.domain.embedding_map import EmbeddingMap
from cba_core.domain.errors import CaseReadOnlyError, JobCancelled
from cba_core.domain.footage import Modality
from cba_core.domain.ids import FootageId, ModelId, TrackletId, tracklet_id
from cba_core.domain.progress import Progress
from cba_core.domain.repositories import TrackletFilter
from cba_core.jobs.job_kinds import job_function
from cba_core.jobs.requests import DrawMapRequest
from cba_core.pipelines import embedding_map
from cba_core.pipelines.embedding_map import TooFewForMapError
from cba_core.store.case_store import open_store
from tests.support.builders import (
    A_MODEL,
    a_found_tracklet,
    a_new_footage,
    a_segment,
    some_case_facts,
)

VISIBLE, INFRARED = Modality.VISIBLE, Modality.INFRARED
PEOPLE = 12


class Context:
    """Notes what it is told; may be asked to stop."""

    def __init__(self, *, is_cancelled: bool = False) -> None:
        self.told: list[Progress] = []
        self._is_cancelled = is_cancelled

    def is_cancelled(self) -> bool:
        return self._is_cancelled

    def wait_if_paused(self) -> None:
        """Never paused."""

    def report(self, progress: Progress) -> None:
        self.told.append(progress)


def vector(person: int, modality: Modality) -> Any:
    """Two crowds that lie apart; within each everybody is somewhat different."""
    random = np.random.default_rng(person)
    raw = random.normal(scale=0.15, size=8)
    raw[0 if modality is VISIBLE else 1] += 1
    return (raw / np.linalg.norm(raw)).astype(np.float32)


def make_case(path: Path, people: int = PEOPLE) -> Path:
    Case.create(path, some_case_facts()).close()
    with open_store(path) as store:
        store.settings.set("model_id", A_MODEL)
        for footage, modality in ((1, VISIBLE), (2, INFRARED)):
            store.footage.add(a_new_footage(f"/e/{footage}.mp4", camera=f"camera-{footage}"))
            store.tracklets.begin_footage(FootageId(footage), "one")
            found = [
                a_found_tracklet(
                    one, modality=modality, vector=vector(100 * footage + one, modality)
                )
                for one in range(1, people + 1)
            ]
            store.tracklets.store_segment(a_segment(footage), found, A_MODEL)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return make_case(tmp_path / "crowd.duskcase")


def test_everybody_is_on_it_once_within_the_square(path: Path) -> None:
    context = Context()
    with Case.open(path) as case:
        assert case.embedding_map.kept() is None
        found = case.embedding_map.drawn(context)
        every = [one.id for one in case.tracklets(TrackletFilter())]
    assert found.tracklet_ids.tolist() == sorted(every)
    assert len(found) == 2 * PEOPLE
    assert found.is_whole
    assert (found.shown(VISIBLE), found.shown(INFRARED)) == (PEOPLE, PEOPLE)
    assert [found.cameras[one] for one in found.camera_indices] == (
        ["camera-1"] * PEOPLE + ["camera-2"] * PEOPLE
    )
    low, high = found.places.min(axis=0), found.places.max(axis=0)
    assert (low >= 0).all()
    assert (high <= 1).all()
    assert (high - low).max() == pytest.approx(1.0)  # it fills the square one way
    assert [one.total for one in context.told] == [None]


def test_neighbours_in_the_space_are_neighbours_on_it(path: Path) -> None:
    with Case.open(path) as case:
        found = case.embedding_map.drawn()
    away = np.linalg.norm(found.places[:, None] - found.places[None], axis=2)
    np.fill_diagonal(away, np.inf)
    nearest = away.argmin(axis=1)
    assert (found.is_infrared[nearest] == found.is_infrared).all()


def test_it_is_kept_for_this_state_of_the_case_alone(path: Path) -> None:
    with Case.open(path) as case:
        drawn = case.embedding_map.drawn()
        kept = case.embedding_map.kept()
        assert kept is not None
        assert kept.tracklet_ids.tolist() == drawn.tracklet_ids.tolist()
        assert np.abs(kept.places - drawn.places).max() < 1e-4
        assert (kept.cameras, kept.in_case, kept.seed) == (drawn.cameras, drawn.in_case, 5)
        case.review.apply(SetFootage(footage=(FootageId(1),), camera="Gate"))
        assert case.embedding_map.kept() is None
        again = case.embedding_map.drawn()
        assert "Gate" in again.cameras
        assert np.abs(again.places - drawn.places).max() < 1e-4  # the same seed draws alike


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told.update(epoch="other"),
        lambda told: told.update(format=0),
        lambda told: told["body"]["places"].pop(),  # its hash no longer holds
        lambda told: told.clear(),
    ],
)
def test_a_file_that_does_not_hold_is_no_map(path: Path, change: Any) -> None:
    with Case.open(path) as case:
        case.embedding_map.drawn()
        (file,) = (path / "index").glob("map-*.json")
        told = json.loads(file.read_text("ascii"))
        change(told)
        file.write_text(json.dumps(told), "ascii")
        assert case.embedding_map.kept() is None
        file.write_bytes(b"\x00\xff")
        assert case.embedding_map.kept() is None


def test_of_many_as_many_of_each_modality_are_drawn(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedding_map, "MOST_OF_A_MODALITY", 5)
    with Case.open(path) as case:
        found = case.embedding_map.drawn()
    assert (found.shown(VISIBLE), found.shown(INFRARED)) == (5, 5)
    assert found.in_case == {VISIBLE: PEOPLE, INFRARED: PEOPLE}
    assert not found.is_whole


def test_too_few_are_refused_and_stopping_keeps_nothing(path: Path, tmp_path: Path) -> None:
    with Case.open(make_case(tmp_path / "few.duskcase", people=2)) as few:
        with pytest.raises(TooFewForMapError, match=r"needs 8 tracklets with a vector, .* 4"):
            few.embedding_map.drawn()
        assert few.log.entries()[-1].object != "embedding map"
    with Case.open(path) as case:
        with pytest.raises(JobCancelled):
            case.embedding_map.drawn(Context(is_cancelled=True))
        assert case.embedding_map.kept() is None


def test_E13_every_look_is_logged_also_at_a_map_that_was_kept(path: Path) -> None:
    with Case.open(path) as case:
        case.embedding_map.drawn()
        case.embedding_map.drawn()
        rows = [one for one in case.log.entries() if one.object == "embedding map"]
    assert [one.action for one in rows] == [LogAction.QUERY] * 2
    assert rows[0].details["model"] == A_MODEL
    assert rows[0].details["shown"] == {"visible": PEOPLE, "infrared": PEOPLE}
    with Case.open(path, read_only=True) as case:
        assert len(case.embedding_map.drawn()) == 2 * PEOPLE  # a case on a read-only stick


def test_the_worker_draws_it_and_logs_that_it_failed(path: Path, tmp_path: Path) -> None:
    request = DrawMapRequest(case_path=path)
    answer = job_function(request)(request, Context(), lambda _: None)
    assert isinstance(answer, EmbeddingMap)
    few = DrawMapRequest(case_path=make_case(tmp_path / "few.duskcase", people=2))
    with pytest.raises(TooFewForMapError):
        job_function(few)(few, Context(), lambda _: None)
    with Case.open(few.case_path, read_only=True) as case:
        assert case.log.entries()[-1].action is LogAction.FAILURE


def test_rows_that_do_not_belong_together_are_no_map() -> None:
    def a_map(**changes: Any) -> EmbeddingMap:
        whole = {
            "model_id": ModelId("a" * 64),
            "seed": 1,
            "tracklet_ids": np.arange(3),
            "places": np.zeros((3, 2), np.float32),
            "is_infrared": np.zeros(3, np.bool_),
            "camera_indices": np.zeros(3, np.int64),
            "cameras": ("Gate",),
            "in_case": {VISIBLE: 3, INFRARED: 0},
        }
        return EmbeddingMap(**(whole | changes))

    assert len(a_map()) == 3
    for wrong in (
        {"places": np.zeros((2, 2), np.float32)},
        {"is_infrared": np.zeros(4, np.bool_)},
        {"camera_indices": np.ones(3, np.int64)},
        {"camera_indices": np.full(3, -1)},
    ):
        with pytest.raises(ValueError, match="need"):
            a_map(**wrong)


def cba(*words: object) -> Any:
    return CliRunner().invoke(app, [str(one) for one in words])


def test_a_case_that_can_only_be_read_has_a_map_and_says_that_nothing_is_logged(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Case.open.__func__  # type: ignore[attr-defined]

    def opened(cls: type[Case], path: Path, **given: Any) -> Case:
        if not given.get("read_only"):
            raise CaseReadOnlyError(path, "it lies on a disk that cannot be written")
        return whole(cls, path, **given)  # type: ignore[no-any-return]

    monkeypatch.setattr(Case, "open", classmethod(opened))
    said = cba("map", path, "--out", tmp_path / "map.png")
    assert said.exit_code == 0, said.output
    assert "this is not logged in the case" in said.output
    request = DrawMapRequest(case_path=path)
    assert len(job_function(request)(request, Context(), lambda _: None)) == 2 * PEOPLE  # type: ignore[arg-type]


def test_the_first_answer_is_the_same_as_those_after_it(path: Path) -> None:
    first, second = (json.loads(cba("map", path, "--json").stdout) for _ in range(2))
    assert first == second


def test_the_command_writes_a_picture_and_every_documented_key(path: Path, tmp_path: Path) -> None:
    with Case.open(path) as case:
        case.review.apply(CreatePerson(name="Grey coat", tracklets=(tracklet_id(FootageId(1), 3),)))
    out = tmp_path / "map.png"
    said = cba("map", path, "--out", out, "--actor", "B. Reader")
    assert said.exit_code == 0, said.output
    assert f"{PEOPLE} of {PEOPLE} visible tracklets" in said.output
    assert CAUTION in said.output
    picture = Image.open(io.BytesIO(out.read_bytes()))
    assert picture.width > 1.5 * picture.height  # a person was made: the second panel is there
    refused = cba("map", path, "--out", out)
    assert refused.exit_code == 1
    assert "There is something at" in refused.output
    told = json.loads(cba("map", path, "--json").stdout)
    assert set(told) == {"model", "seed", "in_case", "tracklets"}
    assert told["in_case"] == {"visible": PEOPLE, "infrared": PEOPLE}
    first = told["tracklets"][0]
    assert set(first) == {"id", "modality", "camera", "place"}
    assert (TrackletId(first["id"]), first["modality"], first["camera"]) == (
        tracklet_id(FootageId(1), 1), "visible", "camera-1",
    )  # fmt: skip
    assert len(first["place"]) == 2
    with Case.open(path) as case:
        by = [one.actor for one in case.log.entries() if one.object == "embedding map"]
        (left,) = [one for one in case.log.entries() if one.action is LogAction.EXPORT]
    assert by[0] == "B. Reader"
    assert left.object == "embedding map"
    assert left.details["path"] == str(out)
    assert left.details["sha256"] == hashlib.sha256(out.read_bytes()).hexdigest()
