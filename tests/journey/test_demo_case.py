"""`make demo`: a second run goes on with the case of the first; without footage, the sample."""

import json
import runpy
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cba_core.case import Case
from cba_core.config.search_config import SearchConfig
from cba_core.domain.footage import Modality
from cba_core.domain.ids import TrackletId, tracklet_label
from cba_core.domain.repositories import TrackletFilter
from cba_core.domain.search import Candidate
from tests.support.small_case import ROOT, cba, footage_with_tracks
from tests.support.truth_folders import truth_of_walkers


@pytest.fixture
def demo() -> dict[str, Any]:
    """The names of the program."""
    return runpy.run_path(str(ROOT / "packaging" / "demo.py"))


@pytest.fixture
def run(demo: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Run it with these words."""

    def main(*words: object) -> int:
        monkeypatch.setattr(sys, "argv", ["demo.py", *(str(word) for word in words)])
        code: int = demo["main"]()
        return code

    return main


@pytest.fixture
def inside(demo: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Any], None]:
    """Put something else in the place of one of its names."""
    return lambda name, value: monkeypatch.setitem(demo["main"].__globals__, name, value)


@pytest.mark.parametrize("name", ["foo", "foo.duskcase"])
def test_a_second_run_makes_no_second_case(
    tmp_path: Path, run: Callable[..., int], inside: Callable[[str, Any], None], name: str
) -> None:
    made: list[str] = []

    def pretend(*words: object) -> None:
        if words[:2] == ("case", "create"):
            made.append(str(words[2]))
            (tmp_path / "foo.duskcase").mkdir()

    inside("cba", pretend)
    inside("into_of", lambda _case: "other")
    inside("telling_query", lambda *_: None)
    for _ in range(2):
        assert run("--case", tmp_path / name, tmp_path) == 1
    assert len(made) == 1


def test_footage_that_is_not_there_is_told(
    tmp_path: Path, run: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--case", tmp_path / "foo", tmp_path / "nowhere") == 2
    assert "make demo FOOTAGE=DIR" in capsys.readouterr().out


@pytest.fixture
def sample(tmp_path: Path, inside: Callable[[str, Any], None]) -> Path:
    """A sample of walking boxes that are found where the files beside them say."""
    folder = tmp_path / "sample"
    for name in ("day", "night"):
        footage_with_tracks(folder / "footage", name, colour=name == "day", frames=40)
    truth_of_walkers(folder, "day", "night", frames=40)
    described = folder / "truth.json"
    truth = json.loads(described.read_text(encoding="utf-8"))
    for number, camera in enumerate(truth["cameras"], 1):
        camera["name"] = f"SIM0{number}"
        camera["clock"] = {"recorder_start": f"2026-03-11T2{number}:00:00+00:00"}
    described.write_text(json.dumps(truth), encoding="utf-8")
    inside("SAMPLE", folder)

    def with_given_boxes(*words: object) -> None:
        given = ("--detector", "motchallenge", "--stride", 4) if words[0] == "index" else ()
        cba(*words, *given)

    inside("cba", with_given_boxes)
    return folder


def test_the_sample_is_indexed_measured_and_shown(
    tmp_path: Path,
    sample: Path,
    demo: dict[str, Any],
    run: Callable[..., int],
    inside: Callable[[str, Any], None],
) -> None:
    pytest.importorskip("PySide6")
    pytest.importorskip("trackeval", reason="see packaging/engine-requirements-no-deps.txt")
    said: list[tuple[object, ...]] = []
    really = demo["main"].__globals__["cba"]

    def watched(*words: object) -> None:
        said.append(words)
        really(*words)

    inside("cba", watched)
    path = tmp_path / "demo" / "sample.duskcase"
    assert run("--case", path, "--headless") == 0
    assert ("measure", path, sample) in said
    assert (path.parent / "window.png").stat().st_size > 10_000
    (search,) = (words for words in said if words[0] == "search")
    with Case.open(path, read_only=True) as case:
        assert [one.camera for one in case.footage()] == ["SIM01", "SIM02"]
        night = case.footage()[1].start_time
        assert night is not None
        assert night.isoformat() == "2026-03-11T22:00:00+00:00"
        assert search[2] == tracklet_label(clearest_mutual_query(case))
    said.clear()
    demo["add_sample"](path)
    assert said == []  # what a first run added is not added again


def clearest_mutual_query(case: Case) -> TrackletId:
    """Of visible people whose first candidate would be answered with them, the clearest."""

    def candidates(query: TrackletId) -> tuple[Candidate, ...]:
        return case.search(query, SearchConfig()).candidates

    apart = {}
    for query in case.tracklets(TrackletFilter(modality=Modality.VISIBLE)):
        first, second = candidates(query.id)  # two people walk by night
        if candidates(first.tracklet.id)[0].tracklet.id == query.id:
            apart[query.id] = first.similarity - second.similarity
    return max(apart, key=lambda query: apart[query])
