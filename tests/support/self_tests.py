"""Self-tests that were measured and recorded, without measuring anything."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from cba_core.domain.reports import IndexReport
from cba_core.self_test.choose_set import ChosenSet
from cba_core.self_test.fixed_set import SetName
from cba_core.self_test.named_figures import NamedFigure
from cba_core.self_test.results import MeasuredSet
from cba_core.self_test.surroundings import ENGINE_SHA256
from tests.support.builders import A_MODEL

FIGURES = (
    NamedFigure("footage files measured", 4, 0.0, is_count=True),
    NamedFigure("visible: recall", 0.75, 0.04),
    NamedFigure("thermal: recall", None, 0.04),
)


def a_measured_set(**changes: Any) -> MeasuredSet:
    """Rendered footage of two cameras on a machine with a strange name."""
    measured = MeasuredSet(
        chosen=ChosenSet(name=SetName.RENDERED, why="Made for this test.", renderer="llvmpipe"),
        source="c" * 64,
        footage={"SIM01.mp4": "1" * 64, "SIM02.mp4": "2" * 64},
        detector="d" * 64,
        index=IndexReport(
            outcomes=(),
            model_id=A_MODEL,
            embedded_again=0,
            without_crops=0,
            detector="ssd-mobilenet-v2",
            detector_backend="openvino",
            encoder_backend="openvino",
            seconds=9.0,
        ),
        figures=FIGURES,
        began=datetime(2026, 3, 11, 14, 12, tzinfo=UTC),
        seconds=61.2,
        program={"Duskline": "0.1.0", ENGINE_SHA256: "e" * 64},
        machine={"Machine": "lab<7>", "System": "Linux", "Processor": "some"},
        libraries={"numpy": "2.4.6"},
    )
    return replace(measured, **changes)
