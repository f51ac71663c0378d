"""The footage of a self-test: one fixed set that is rendered, one that is embedded."""

from enum import StrEnum
from pathlib import Path

from cba_core.simulation.cameras import CameraKind
from cba_core.simulation.plan import SimulationConfig
from cba_core.simulation.scenes.scene import SceneName

_RESOURCES = Path(__file__).parents[2] / "resources"

FIXED_SET = SimulationConfig(
    people=6,
    cameras={
        CameraKind.VISIBLE: 1,
        CameraKind.NEAR_INFRARED: 1,
        CameraKind.THERMAL: 1,
        CameraKind.SWITCHING: 1,
    },
    minutes=0.12,
    seed=3,
    scene=SceneName.CORRIDOR,
    width=640,
    height=480,
)
"""Figures recorded with other settings are refused, so a change here needs new ones."""


class SetName(StrEnum):
    """Which footage is measured."""

    RENDERED = "rendered"  # by this machine, at every self-test anew
    SAMPLE = "sample"  # the embedded one


def expected_file() -> Path:
    """The figures that were recorded for this version."""
    return _RESOURCES / "self_test" / "expected.json"
