"""The names of layouts; apart, so that naming one loads nothing that renders."""

from enum import StrEnum

USUAL_TEST_SHARE = 1 / 3
"""Of the people of a layout of crops."""


class Layout(StrEnum):
    """How a simulation lies on disk."""

    FOOTAGE = "footage"  # clips as a recorder leaves them, with their truth
    HITSZ_VCM = "hitsz-vcm"  # tracklets of crops
    BUPT_CAMPUS = "bupt-campus"  # tracklets of crops, visible and infrared in pairs
