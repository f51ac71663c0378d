"""What a self-test measured, and how it compares with what was recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from cba_core.domain.reports import IndexReport
from cba_core.domain.self_test_result import SelfTestFigure, SelfTestResult
from cba_core.self_test.choose_set import ChosenSet
from cba_core.self_test.fixed_set import SetName
from cba_core.self_test.named_figures import NamedFigure
from cba_core.self_test.recorded_figures import ExpectedFigure, RecordedSet
from cba_core.self_test.surroundings import ENGINE_SHA256
from cba_core.self_test.verdicts import JudgedContent, JudgedFigure, judge

_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredSet:
    """What this machine made of a set of footage."""

    chosen: ChosenSet
    source: str  # SHA-256 of the rendering's settings, or of the sample's truth
    footage: Mapping[str, str]  # SHA-256 by file name
    detector: str  # SHA-256
    index: IndexReport
    figures: tuple[NamedFigure, ...]
    began: datetime
    seconds: float
    program: Mapping[str, str]
    machine: Mapping[str, str]
    libraries: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class SelfTest:
    """A measured set beside the recorded one."""

    measured: MeasuredSet
    recorded: RecordedSet
    figures: tuple[JudgedFigure, ...]
    contents: tuple[JudgedContent, ...]
    """Files that have to be the recorded ones."""

    @property
    def passed(self) -> bool:
        """Whether nothing deviates."""
        return not self.deviations

    @property
    def deviations(self) -> list[str]:
        """Names of what deviates."""
        contents = [one.name for one in self.contents if not one.passed]
        return contents + [one.name for one in self.figures if not one.passed]

    @property
    def has_recorded_pixels(self) -> bool:
        """Whether every footage file is, to the byte, the one that the figures were recorded with.

        Rendered ones need not be: graphics drivers and encoders round in ways of their own.
        """
        return dict(self.measured.footage) == dict(self.recorded.footage)


def compare(measured: MeasuredSet, recorded: RecordedSet) -> SelfTest:
    """Judge what was measured, against figures of the same footage."""
    contents = [
        JudgedContent(
            name="detector's weights", expected=recorded.detector, found=measured.detector
        ),
        JudgedContent(
            name="encoder's model", expected=recorded.model, found=measured.index.model_id
        ),
    ]
    if measured.chosen.name is SetName.SAMPLE:
        contents.append(
            JudgedContent(
                name="truth of the sample", expected=recorded.source, found=measured.source
            )
        )
        contents += [
            JudgedContent(
                name=name,
                expected=recorded.footage.get(name, ""),
                found=measured.footage.get(name, ""),
            )
            for name in sorted({*recorded.footage, *measured.footage})
        ]
    return SelfTest(
        measured=measured,
        recorded=recorded,
        figures=tuple(judge(recorded.figures, measured.figures)),
        contents=tuple(contents),
    )


def recorded_of(measured: MeasuredSet) -> RecordedSet:
    """What to record, so that other machines and later days can be compared with it."""
    return RecordedSet(
        source=measured.source,
        detector=measured.detector,
        model=measured.index.model_id,
        footage=dict(measured.footage),
        recorded_with={
            "on": measured.began.date().isoformat(),
            "engine": measured.program[ENGINE_SHA256],
            "system": measured.machine["System"],
            "processor": measured.machine["Processor"],
            "drawn by": measured.chosen.renderer or "nobody: it is embedded",
            "detector": f"{measured.index.detector} on {measured.index.detector_backend}",
            "encoder": f"on {measured.index.encoder_backend}",
        },
        figures={
            one.name: ExpectedFigure(
                expected=None if one.value is None else round(one.value, _DIGITS),
                allowed=one.allowed,
            )
            for one in measured.figures
        },
    )


def kept_result(test: SelfTest) -> SelfTestResult:
    """What reports are to tell of it: not what the machine is called, nor where files lie."""
    measured = test.measured
    return SelfTestResult(
        program=measured.program["Duskline"],
        engine_sha256=measured.program[ENGINE_SHA256],
        model_id=measured.index.model_id,
        detector_sha256=measured.detector,
        footage=measured.chosen.name.value,
        passed=test.passed,
        deviations=tuple(test.deviations),
        figures=tuple(
            SelfTestFigure(
                name=one.name,
                recorded=one.expected,
                allowed=one.allowed,
                measured=None if one.measured is None else round(one.measured, _DIGITS),
                passed=one.passed,
            )
            for one in test.figures
        ),
        files_compared=len(test.contents),
        time=measured.began.replace(microsecond=0),
        system=measured.machine["System"],
        processor=measured.machine["Processor"],
        detector_backend=measured.index.detector_backend,
        encoder_backend=measured.index.encoder_backend,
    )
