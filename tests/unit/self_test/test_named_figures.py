"""Which figures of a measurement a self-test compares, and how far they may lie off."""

from pathlib import Path

import pytest

from cba_core.domain.footage import Modality
from cba_core.domain.ids import FootageId, TrackletId
from cba_core.domain.measurement import (
    DetectionFigures,
    MeasuredFootage,
    Measurement,
    RankingFigures,
    RetrievalScores,
    TrackingFigures,
    TrackletFigures,
)
from cba_core.self_test.named_figures import Leeway, NamedFigure, named_figures
from tests.support.builders import A_MODEL

LEEWAY = Leeway(share=0.04, count=0.1, truth=0.08, of_few=2)


def detection(
    modality: str | None, height: str | None, visibility: str | None, *counts: int
) -> DetectionFigures:
    boxes, found, false_alarms = counts
    return DetectionFigures(
        modality=modality,
        height=height,
        visibility=visibility,
        boxes=boxes,
        found=found,
        false_alarms=false_alarms,
    )


def tracking(camera: str | None, hota: float) -> TrackingFigures:
    return TrackingFigures(
        camera=camera,
        boxes=200,
        found_boxes=150,
        hota=hota,
        detection_accuracy=0.5,
        association_accuracy=0.5,
        idf1=0.6,
        mota=-0.1,
        switches=0,
        fragmentations=0,
    )


def ranking(camera: str | None, queries: int) -> RankingFigures:
    scores = RetrievalScores(
        queries=queries,
        cmc={1: 0.5, 5: 1.0, 10: 1.0, 20: 1.0},
        mean_average_precision=0.6,
        mean_inverse_negative_penalty=0.4,
        chance_cmc_1=0.2,
        chance_mean_average_precision=0.3,
    )
    return RankingFigures(
        query_modality=Modality.VISIBLE,
        query_camera=camera,
        gallery_camera=camera,
        without_positive=0,
        mean_gallery=9.0,
        scores=scores,
    )


@pytest.fixture
def figures() -> dict[str, NamedFigure]:
    measurement = Measurement(
        truth=Path("truth"),
        registered=(),
        model_id=A_MODEL,
        footage=tuple(
            MeasuredFootage(
                id=FootageId(number),
                name=f"{number}.mp4",
                camera=str(number),
                truth="gt.txt",
                frames_looked_at=50,
                is_complete=True,
                people=3,
                boxes=100,
                ignored_boxes=2,
            )
            for number in (1, 2)
        ),
        not_measured=(),
        detection=(
            detection(None, None, None, 200, 120, 10),
            detection("visible", None, None, 200, 120, 10),
            detection("visible", "40-80", None, 100, 40, 0),
            detection("visible", "40-80", "over 0.5", 90, 40, 8),
            detection("visible", "80-160", "over 0.5", 60, 50, 2),
            detection("visible", "from 160", "over 0.5", 20, 20, 3),
            detection("visible", "80-160", "0.1-0.5", 10, 0, 5),
        ),
        tracking=(tracking("1", 0.1), tracking("2", 0.2), tracking(None, 0.3)),
        tracklets=TrackletFigures(
            total=24,
            assigned=20,
            mixed=(TrackletId(4),),
            of_nobody=3,
            of_ignored=0,
            without_vector=0,
            in_wrong_modality=0,
            purity=0.9,
            mixing=0.1,
            sightings=18,
            sightings_found=12,
            tracklets_per_sighting=1.5,
        ),
        ranking=(ranking(None, 8), ranking("1", 2)),
    )
    return {one.name: one for one in named_figures(measurement, LEEWAY)}


def test_counts_are_of_all_footage(figures: dict[str, NamedFigure]) -> None:
    assert figures["footage files measured"].value == 2
    assert figures["frames looked at"].value == 100
    assert figures["frames looked at"].allowed == 0
    assert figures["true boxes"].value == 200
    assert figures["true boxes"].allowed == 16
    assert figures["tracklets"].allowed == 3
    assert figures["tracklets in the wrong modality"].allowed == 0


def test_tall_and_clear_people_are_told_apart(figures: dict[str, NamedFigure]) -> None:
    assert figures["visible: recall"].value == pytest.approx(120 / 200)
    assert figures["visible, from 80 px: recall"].value == pytest.approx(70 / 80)
    assert figures["visible, from 80 px: precision"].value == pytest.approx(70 / 75)
    assert not any(name.startswith("thermal") for name in figures)


def test_scores_are_those_of_all_cameras_together(figures: dict[str, NamedFigure]) -> None:
    assert figures["tracking: HOTA"].value == 0.3
    assert figures["tracking: MOTA"].value == -0.1
    assert figures["from visible into infrared: queries"].value == 8


def test_a_share_of_few_may_differ_by_some_of_them(figures: dict[str, NamedFigure]) -> None:
    assert figures["from visible into infrared: CMC-1"].allowed == 0.25
    assert figures["visible: recall"].allowed == 0.04
