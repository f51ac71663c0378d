"""The same person (E24), and figures by what pictures are like (E42)."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner

from cba_core.case import Case
from cba_core.cli.main import app
from cba_core.domain.arrays import FloatArray
from cba_core.domain.decisions import Decision, Person, Verdict
from cba_core.domain.edits import CreatePerson, SetFootage, SetVerdict
from cba_core.domain.embedding import Clip
from cba_core.domain.error_figures import PairKind
from cba_core.domain.error_groups import COMPARED_SHARE, Aspect
from cba_core.domain.errors import JobCancelled
from cba_core.domain.footage import Modality
from cba_core.domain.hit_figures import BIAS, HitCurve, HitSource
from cba_core.domain.ids import FootageId, ModelId, TrackletId, tracklet_id
from cba_core.domain.progress import Progress
from cba_core.pipelines import half_likeness
from cba_core.pipelines.error_checks import confirmed_pairs
from cba_core.pipelines.picture_facts import brightness_of
from cba_core.store.case_store import open_store
from tests.support.builders import (
    A_MODEL,
    a_crop,
    a_found_tracklet,
    a_jpeg,
    a_new_footage,
    a_segment,
    some_case_facts,
)

VISIBLE, INFRARED = Modality.VISIBLE, Modality.INFRARED
PEOPLE = 40
CROPS = 6


def of(footage: int, number: int) -> TrackletId:
    return tracklet_id(FootageId(footage), number)


class Shades:
    """An encoder that sees the mean brightness alone: two crops of one shade give one vector."""

    model_id = A_MODEL
    dim = 2
    backend = "torch-cpu"

    def __init__(self) -> None:
        self.clips: list[int] = []

    def encode(self, clips: Sequence[Clip]) -> FloatArray:
        self.clips += [len(clip.crops) for clip in clips]
        angles = np.array(
            [np.mean([crop[..., 0].mean() for crop in clip.crops]) / 255 for clip in clips]
        )
        return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A crowd at each of two cameras; the first half of each is small, the last has few crops."""
    path = tmp_path / "crowd.duskcase"
    Case.create(path, some_case_facts()).close()
    with open_store(path) as store:
        store.settings.set("model_id", A_MODEL)
        for footage, modality in ((1, VISIBLE), (2, INFRARED)):
            store.footage.add(a_new_footage(f"/e/{footage}.mp4", camera=f"camera-{footage}"))
            store.tracklets.begin_footage(FootageId(footage), "one")
            found = [_person(100 * footage + one, one, modality) for one in range(PEOPLE)]
            store.tracklets.store_segment(a_segment(footage), found, A_MODEL)
    return path


def _person(number: int, place: int, modality: Modality) -> Any:
    height = 40 if place < PEOPLE // 2 else 100
    crops = tuple(
        a_crop(
            frame,
            box=np.array([0, 0, 20, height], np.float32),
            quality=0.9 if place % 2 else 0.2,
            sharpness=float(place),
            # The later half of each tracklet is somewhat brighter.
            jpeg=a_jpeg(shade=min(255, 4 * place + (20 if frame > 10 else 0))),
        )
        for frame in range(0, 5 * (2 if place == PEOPLE - 1 else CROPS), 5)
    )
    return a_found_tracklet(number, length=30, crops=crops, modality=modality)


def with_encoder(monkeypatch: pytest.MonkeyPatch) -> Shades:
    encoder = Shades()
    monkeypatch.setattr("cba_core.encoding.cba_encoder.make_encoder", lambda *_: encoder)
    monkeypatch.setattr("cba_core.pipelines.choose_model.model_file_for", lambda *_: Path("m"))
    return encoder


def decision(query: Sequence[int], candidate: int, verdict: Verdict) -> Decision:
    return Decision(
        query=tuple(TrackletId(one) for one in query),
        candidate=TrackletId(candidate),
        verdict=verdict,
        because=(),
        note="",
        rank_shown=None,
        actor="A. Examiner",
        time=datetime(2026, 3, 1, tzinfo=UTC),
    )


def test_E24_only_what_people_confirmed_counts_as_the_same_person() -> None:
    decisions = [
        decision((5,), 2, Verdict.SUPPORTS_SAME),
        decision((2,), 5, Verdict.SUPPORTS_SAME),  # the same pair, asked from the other side
        decision((7, 8), 3, Verdict.SUPPORTS_SAME),
        decision((1,), 9, Verdict.WEAKLY_SUPPORTS_SAME),
        decision((1,), 4, Verdict.CANNOT_SAY),
        decision((11,), 12, Verdict.SUPPORTS_DIFFERENT),
    ]
    people = [Person(number=1, name="", tracklets=tuple(map(TrackletId, (10, 11, 12))))]
    assert confirmed_pairs(decisions, people) == [(2, 5), (3, 7), (3, 8), (10, 11), (10, 12)]
    assert confirmed_pairs([], []) == []


def test_E24_below_thirty_pairs_or_ten_people_the_hit_side_is_not_measured() -> None:
    def curve(count: int, tracklets: tuple[int, int]) -> HitCurve:
        return HitCurve(
            source=HitSource.CONFIRMED,
            kind=PairKind(None, (INFRARED, VISIBLE)),
            similarities=np.linspace(0, 1, count),
            tracklets=tracklets,
        )

    assert curve(29, (29, 29)).at(0.5) is None
    assert curve(300, (9, 100)).at(0.5) is None
    figure = curve(30, (30, 30)).at(0.5)
    assert figure is not None
    assert (figure.at_least, figure.pairs, figure.share) == (15, 30, 0.5)
    low, high = figure.interval
    assert low < 0.5 < high
    assert all("optimistic" in why for why in BIAS.values())


def test_E24_halves_are_embedded_when_asked_and_kept_until_the_case_changes(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    encoder = with_encoder(monkeypatch)
    with Case.open(path) as case:
        before = case.error_checks.hits()
        assert (before.curves, before.halves_embedded, encoder.clips) == ({}, False, [])
        found = case.error_checks.measure_halves()
        assert found.halves_embedded
        # The last of each crowd has two crops: no halves of two.
        assert len(encoder.clips) == 2 * 2 * (PEOPLE - 1)
        assert set(encoder.clips) == {CROPS // 2}
        kinds = {kind for _, kind in found.curves}
        assert kinds == {
            PairKind(("camera-1", "camera-1"), (VISIBLE, VISIBLE)),
            PairKind(("camera-2", "camera-2"), (INFRARED, INFRARED)),
            PairKind(None, (VISIBLE, VISIBLE)),
            PairKind(None, (INFRARED, INFRARED)),
        }
        curve = found.curves[HitSource.HALVES, PairKind(None, (VISIBLE, VISIBLE))]
        assert curve.tracklets == (PEOPLE - 1, PEOPLE - 1)
        assert curve.similarities == pytest.approx(np.cos(20 / 255), abs=0.01)
        one = ("camera-1", VISIBLE)
        figure = found.figure(HitSource.HALVES, one, one, 0.5)
        assert figure is not None
        assert (figure.share, figure.pairs) == (1.0, PEOPLE - 1)
        assert found.figure(HitSource.CONFIRMED, one, one, 0.5) is None
        assert found.figure(HitSource.HALVES, one, ("camera-2", INFRARED), 0.5) is None
        case.error_checks.measure_halves()
        assert len(encoder.clips) == 2 * 2 * (PEOPLE - 1)  # nothing was embedded again
    with Case.open(path) as case:
        kept = case.error_checks.hits()
        assert kept.halves_embedded
        assert [one.kind for one in kept.ordered()] == [one.kind for one in found.ordered()]
        case.review.apply(SetFootage(footage=(FootageId(1),), camera="gate"))
        assert not case.error_checks.hits().halves_embedded


def test_halves_are_measured_of_some_and_a_damaged_file_is_not_believed(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_encoder(monkeypatch)
    monkeypatch.setattr(half_likeness, "MOST_TRACKLETS", 30)
    kind = PairKind(None, (VISIBLE, VISIBLE))
    with Case.open(path) as case:
        found = case.error_checks.measure_halves().curves[HitSource.HALVES, kind]
        assert len(found.similarities) == 30
        (kept,) = (path / "index").glob("halves-*.json")
        told = json.loads(kept.read_text("ascii"))
        first = told["body"][0]
        for damage in (
            b"",
            b"{}",
            b"\xff\xfe",
            json.dumps({**told, "body": [[first[0], 0.1], *told["body"][1:]]}).encode(),
            json.dumps({**told, "epoch": "other"}).encode(),
        ):
            kept.write_bytes(damage)
            assert not case.error_checks.hits().halves_embedded, damage
        again = case.error_checks.measure_halves().curves[HitSource.HALVES, kind]
        assert np.array_equal(again.similarities, found.similarities)
        assert json.loads(kept.read_text("ascii")) == told


def test_measuring_halves_can_be_stopped(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with_encoder(monkeypatch)

    class Stopping:
        seen: list[Progress] = []  # noqa: RUF012  (of this test)

        def report(self, progress: Progress) -> None:
            self.seen.append(progress)

        def is_cancelled(self) -> bool:
            return len(self.seen) > 3

    with Case.open(path) as case, pytest.raises(JobCancelled):
        case.error_checks.measure_halves(Stopping())
    assert not list((path / "index").glob("halves-*"))
    assert Stopping.seen[-1].total == 2 * PEOPLE


def test_E24_confirmed_pairs_are_figures_from_thirty_on(path: Path) -> None:
    with Case.open(path) as case:
        for one in range(1, 31):
            edit = SetVerdict(
                query=(of(1, one),), candidate=of(2, one), verdict=Verdict.SUPPORTS_SAME
            )
            case.review.apply(edit)
        case.review.apply(CreatePerson(name="A", tracklets=(of(1, 35), of(1, 36), of(1, 37))))
        hits = case.error_checks.hits()
        vectors = case._ranking.loaded(ModelId(A_MODEL)).index
    kind = PairKind(("camera-1", "camera-2"), (VISIBLE, INFRARED))
    curve = hits.curves[HitSource.CONFIRMED, kind]
    rows = np.arange(30)
    expected = (vectors.vectors(rows).astype(float) * vectors.vectors(rows + PEOPLE)).sum(axis=1)
    assert curve.similarities == pytest.approx(np.sort(expected))
    assert (curve.tracklets, curve.is_measured) == ((30, 30), True)
    person = hits.curves[HitSource.CONFIRMED, PairKind(None, (VISIBLE, VISIBLE))]
    assert (len(person.similarities), person.is_measured) == (3, False)
    assert person.at(0.0) is None


def test_E42_figures_are_told_by_size_light_sharpness_and_quality(path: Path) -> None:
    with Case.open(path) as case:
        groups = case.error_checks.groups()
        curves = case.errors().curves
    every = {(one.aspect, one.modalities, one.group): one for one in groups}
    assert {one.aspect for one in groups} == set(Aspect)
    visible = (VISIBLE, VISIBLE)
    half = PEOPLE // 2
    small = every[Aspect.HEIGHT, visible, "under 64 px"]
    tall = every[Aspect.HEIGHT, visible, "64 to 127 px"]
    none = every[Aspect.HEIGHT, visible, "128 px and more"]
    # A pair counts by the worse of its two: one small person is enough.
    assert small.pairs == half * (half - 1) // 2 + half * half
    assert tall.pairs == half * (half - 1) // 2
    assert (none.pairs, none.figure) == (0, None)
    curve = curves[PairKind(None, visible)]
    assert small.similarity == tall.similarity == curve.exceeded_by(COMPARED_SHARE)
    assert small.figure is not None
    assert tall.figure is not None
    reached = curve.similarities >= small.similarity
    is_small = (curve.pairs <= of(1, half)).any(axis=1)
    assert small.figure.at_least == int((reached & is_small).sum())
    assert tall.figure.at_least == int((reached & ~is_small).sum())
    assert small.figure.at_least + tall.figure.at_least == int(reached.sum())
    low = every[Aspect.QUALITY, visible, "under 1/3"]
    high = every[Aspect.QUALITY, visible, "2/3 and more"]
    assert (low.pairs, high.pairs) == (small.pairs, tall.pairs)
    assert every[Aspect.BRIGHTNESS, visible, "under 64 of 255"].pairs > 0
    sharp = [one for one in groups if one.aspect is Aspect.SHARPNESS and one.modalities == visible]
    assert sum(one.pairs for one in sharp) == len(curve.similarities)
    assert sharp[-1].tracklets == (7, 7)  # fourteen of forty, halved
    assert sharp[-1].figure is None  # below ten on either side: not measured
    for modalities in (visible, (INFRARED, INFRARED)):
        whole = every[Aspect.MODALITY, modalities, "all"]
        assert whole.figure is not None
        assert whole.pairs == PEOPLE * (PEOPLE - 1) // 2
    assert (INFRARED, VISIBLE) not in {one.modalities for one in groups}  # nothing was compared


def test_E42_what_cannot_be_seen_is_in_no_group(path: Path) -> None:
    for place, picture in enumerate(sorted((path / "crops").rglob("*.jpg"))):
        if place % 2:
            picture.write_bytes(b"no picture")
        else:
            picture.unlink()
    with Case.open(path) as case:
        assert case.error_checks.groups((Aspect.BRIGHTNESS,)) == []
        assert case.error_checks.groups((Aspect.HEIGHT,))  # as stored


def test_E42_brightness_is_the_mean_luma_of_the_inner_part(tmp_path: Path) -> None:
    from PIL import Image

    picture = Image.new("L", (80, 160), 200)
    picture.paste(40, (8, 16, 72, 144))
    picture.save(tmp_path / "a.jpg", quality=95)
    whole = Image.new("L", (80, 160), 90)
    whole.save(tmp_path / "b.jpg")
    assert brightness_of(tmp_path / "a.jpg") == pytest.approx(40, abs=2)  # without the border
    assert brightness_of(tmp_path / "b.jpg") == pytest.approx(90, abs=1)
    assert np.isnan(brightness_of(tmp_path / "none.jpg"))


def test_E24_E42_the_command_tells_them_and_says_that_they_flatter(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_encoder(monkeypatch)
    told = CliRunner().invoke(app, ["errors", "show", str(path), "--hits", "--by", "all"])
    assert told.exit_code == 0, told.output
    for needed in (
        "halves: optimistic: same camera, same minute",
        "confirmed: optimistic",
        "nothing of it tells whether a candidate is the person",
        "softest third of its camera",
        "not measured",
    ):
        assert needed in " ".join(told.stdout.split()), needed
    assert "%" not in told.stdout
    assert " match" not in told.stdout
    printed = CliRunner().invoke(
        app, ["errors", "show", str(path), "--hits", "--by", "height", "--json"]
    )
    answer = json.loads(printed.stdout)
    halves = [one for one in answer["hits"] if one["cameras"] is None]
    assert [one["source"] for one in halves] == ["halves", "halves"]
    assert all(one["bias"] == BIAS[HitSource.HALVES] and one["measured"] for one in halves)
    different = [one for one in answer["curves"] if one["cameras"] is None]
    for hit, curve in zip(
        *(sorted(rows, key=lambda one: str(one["modalities"])) for rows in (halves, different)),
        strict=True,
    ):
        reached = hit["reaching"]["0.05"]
        # halves of these people are all equally alike: all of them reach it, or none
        is_reached = np.cos(20 / 255) >= curve["reached_by"]["0.05"]
        assert reached["share"] == (1.0 if is_reached else 0.0)
        assert reached["low"] <= reached["share"] <= reached["high"]
        assert reached["pairs"] == hit["pairs"] == PEOPLE - 1
    assert {one["by"] for one in answer["by"]} == {"height"}
    assert {one["group"] for one in answer["by"] if one["different_people"] is None} == {
        "128 px and more"
    }
    plain = json.loads(CliRunner().invoke(app, ["errors", "show", str(path), "--json"]).stdout)
    assert (plain["hits"], plain["by"]) == (None, None)
