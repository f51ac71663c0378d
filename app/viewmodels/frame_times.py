"""What is told of a frame's time: corrected, apart from it what the recorder showed, and where."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from app.engine_link.camera_wall import start_of
from app.engine_link.reel import ShownFrame
from app.viewmodels import wording
from app.viewmodels.numbers import number_text
from cba_core.domain.clocks import utc_to_recorder
from cba_core.domain.time_facts import SourceTime

translate = QCoreApplication.translate

RECKONED = "≈"
"""Stands before digits that no time stamp tells; their colour is not the only sign."""


class Run(NamedTuple):
    """A stretch of text; of digits that were reckoned, not read, that is said (U14)."""

    text: str
    is_reckoned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameTimes:
    """The parts of what is told, each a row of runs; and the same for where there is less room."""

    corrected: tuple[Run, ...]  # empty where nobody told a time
    basis: str  # what the corrected time rests on
    recorder: tuple[Run, ...]  # what it showed, or that nobody set its clock
    place: tuple[tuple[Run, ...], ...]  # number, time stamp, place in the file
    clock: tuple[Run, ...]  # `corrected` without its date
    short_basis: str
    recorder_clock: tuple[Run, ...]  # `recorder` without date and zone
    hint: str

    @property
    def short_place(self) -> tuple[tuple[Run, ...], ...]:
        """Number and place in the file."""
        number, _, offset = self.place
        return number, offset

    @property
    def least_place(self) -> tuple[tuple[Run, ...], ...]:
        """The same, without saying that the place is one in the file."""
        number, offset = self.short_place
        return number, offset[:-1]

    @property
    def text(self) -> str:
        """All of it, for screen readers."""
        rows = (self.corrected, (Run(self.basis),), self.recorder, *self.place)
        return " · ".join(told for told in map(text_of, rows) if told)


def text_of(row: tuple[Run, ...]) -> str:
    """Runs as plain text."""
    return "".join(f"{RECKONED}{run.text}" if run.is_reckoned else run.text for run in row)


def moment_of(source: SourceTime, time_s: float) -> datetime | None:
    """The corrected moment of a second of a file; aware; None where nobody told a time."""
    start = start_of(source)
    return None if start is None else start + timedelta(microseconds=round(time_s * 1_000_000))


def basis_texts(source: SourceTime) -> tuple[str, str]:
    """What the times of a file rest on, and the same in a word or two (U15)."""
    if source.basis == "corrected":
        return translate("frame_times", "corrected"), translate("frame_times", "corrected")
    if source.basis != "told":
        return translate("frame_times", "time not told"), translate("frame_times", "time not told")
    if source.clock is None:
        return translate("frame_times", "as told"), translate("frame_times", "as told")
    return translate("frame_times", "clock not compared"), translate("frame_times", "not compared")


def frame_times(frame: ShownFrame, source: SourceTime, zone: tzinfo) -> FrameTimes:
    """What is told of a frame of a file; times in the case's zone, which they name."""
    is_stamped = source.footage.facts.has_timestamps
    # between two stamped frames the seconds are sure; without any stamp no digit is
    reckoned_from = len("00:00:00") if is_stamped else 0
    if frame.pts is not None and is_stamped:
        reckoned_from = len("00:00:00.000")
    moment = moment_of(source, frame.time_s)
    corrected: tuple[Run, ...] = ()
    clock: tuple[Run, ...] = ()
    recorder: tuple[Run, ...] = (Run(translate("frame_times", "recorder's clock not set")),)
    recorder_clock = recorder
    if moment is not None:
        there = moment.astimezone(zone)
        clock = (*_clock_runs(there, reckoned_from), Run(f" {wording.zone_text(there)}"))
        corrected = (Run(f"{there:%Y-%m-%d} "), *clock)
    if moment is not None and source.clock is not None:
        facts = source.clock.facts
        shown = utc_to_recorder(moment, facts)
        digits = _clock_runs(shown, reckoned_from)
        recorder = (
            Run(
                translate("frame_times", "recorder showed {date} ").format(date=f"{shown:%Y-%m-%d}")
            ),
            *digits,
            Run(f" ({facts.zone})"),
        )
        recorder_clock = (Run(translate("frame_times", "recorder showed ")), *digits)
    offset = wording.offset_text(frame.time_s, precise=True)
    basis, short_basis = basis_texts(source)
    return FrameTimes(
        corrected=corrected,
        basis=basis,
        recorder=recorder,
        place=(
            (
                Run(
                    translate("frame_times", "frame {index}").format(index=number_text(frame.index))
                ),
            ),
            (
                Run(
                    translate("frame_times", "no PTS")
                    if frame.pts is None
                    else f"PTS {number_text(frame.pts)}"
                ),
            ),
            (
                *_split(offset, len(offset) - len("00:00:00.000") + reckoned_from),
                Run(translate("frame_times", " in file")),
            ),
        ),
        clock=clock,
        short_basis=short_basis,
        recorder_clock=recorder_clock,
        hint=_hint(source, is_reckoned=frame.pts is None or not is_stamped),
    )


def _clock_runs(moment: datetime, reckoned_from: int) -> tuple[Run, ...]:
    return _split(f"{moment:%H:%M:%S}.{moment.microsecond // 1000:03}", reckoned_from)


def _split(digits: str, reckoned_from: int) -> tuple[Run, ...]:
    sure, reckoned = digits[: max(reckoned_from, 0)], digits[max(reckoned_from, 0) :]
    return tuple(run for run in (Run(sure), Run(reckoned, is_reckoned=True)) if run.text)


def _hint(source: SourceTime, *, is_reckoned: bool) -> str:
    told = []
    if source.clock is None and source.footage.start_time is not None:
        told.append(
            translate(
                "frame_times", "The time was told when the file was added; nobody set its clock."
            )
        )
    elif source.clock is not None and source.clock.facts.comparison is None:
        told.append(
            translate("frame_times", "Nobody compared the recorder's clock with a right one.")
        )
    if is_reckoned:
        told.append(
            translate(
                "frame_times",
                "{sign} marks digits reckoned from the frame rate: no time stamp tells them.",
            ).format(sign=RECKONED)
        )
    return " ".join(told)
