"""How facts are put into words; one place, so that they read alike everywhere."""

from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import QCoreApplication

from app.engine_link.engine_texts import engine_text
from app.viewmodels.counts import Counts
from app.viewmodels.numbers import number_text
from cba_core.domain.clocks import sentence
from cba_core.domain.footage import (
    Footage,
    FootageFacts,
    FootageState,
    InfraredKind,
    Modality,
    ToldModality,
)
from cba_core.domain.progress import Progress
from cba_core.domain.time_facts import SourceTime
from cba_core.domain.tracklets import Tracklet

translate = QCoreApplication.translate

_A_MOMENT_S = 0.5
"""Below which a clock is called right."""
_MINUTE_S = 60
_HOUR_S = 3600
_KILO = 1000.0
_FAST = 10.0
"""Units per second from which a rate is told in whole numbers."""


def files_text(count: int) -> str:
    """So many files."""
    return Counts.files(count)


def tracklets_text(count: int) -> str:
    """So many tracklets."""
    return Counts.tracklets(count)


def begun(text: str) -> str:
    """`text` at the beginning of a sentence; the nouns within keep their capitals."""
    return text[:1].upper() + text[1:]


def within(text: str) -> str:
    """`text` within a sentence."""
    return text[:1].lower() + text[1:]


def modality_text(modality: Modality, kind: InfraredKind | None = None) -> str:
    """A modality's name."""
    if modality is Modality.VISIBLE:
        return translate("wording", "visible")
    if kind is InfraredKind.THERMAL:
        return translate("wording", "infrared, thermal")
    if kind is InfraredKind.NEAR_INFRARED:
        return translate("wording", "infrared, near")
    return translate("wording", "infrared")


def told_modality_text(told: ToldModality) -> str:
    """What a person said."""
    return modality_text(told.modality, told.kind)


def footage_modality_text(footage: Footage) -> str:
    """What a file shows, and who says so."""
    if footage.told_modality is not None:
        return told_modality_text(footage.told_modality)
    shown = footage.modalities
    if not shown:
        return translate("wording", "not looked at yet")
    if len(shown) > 1:
        return translate("wording", "both, proposed")
    return translate("wording", "{modality}, proposed").format(
        modality=modality_text(next(iter(shown)))
    )


def state_text(footage: Footage) -> str:
    """How far a file has come."""
    return {
        FootageState.ADDED: translate("wording", "not indexed"),
        FootageState.INDEXING: translate("wording", "indexing"),
        FootageState.INDEXED: translate("wording", "indexed"),
        FootageState.FAILED: translate("wording", "failed"),
        FootageState.MISSING: translate("wording", "file missing"),
    }[footage.state]


def zone_text(moment: datetime) -> str:
    """`UTC+2`, `UTC-3:30`, `UTC`."""
    offset = moment.utcoffset() or timedelta()
    minutes = int(offset.total_seconds()) // _MINUTE_S
    if minutes == 0:
        return "UTC"
    hours, rest = divmod(abs(minutes), _MINUTE_S)
    sign = "+" if minutes > 0 else "-"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "")


def time_text(moment: datetime, zone: tzinfo, *, with_date: bool = True) -> str:
    """A moment in the case's zone, which it names."""
    there = moment.astimezone(zone)
    pattern = "%Y-%m-%d %H:%M:%S" if with_date else "%H:%M:%S"
    return f"{there:{pattern}} {zone_text(there)}"


def offset_text(seconds: float, *, precise: bool = False) -> str:
    """`0:02:07` into a file; `0:02:07.480` when precise."""
    microseconds = round(max(seconds, 0) * 1e6)  # 4.3 is a little less than 4.3
    whole, rest_us = divmod(microseconds, 1_000_000)
    hours, rest = divmod(whole, _HOUR_S)
    text = f"{hours}:{rest // _MINUTE_S:02}:{rest % _MINUTE_S:02}"
    return f"{text}.{rest_us // 1000:03}" if precise else text


def clock_text(source: SourceTime | None) -> str:
    """What is known of a recorder's clock, in a cell: `0:06:12 slow`, `right`, `not compared`."""
    if source is None or source.clock is None:
        return translate("wording", "not told")
    if source.clock.facts.comparison is None:
        return translate("wording", "not compared")
    wrong_s = source.clock.offset.total_seconds()
    if abs(wrong_s) < _A_MOMENT_S:
        return translate("wording", "right")
    amount = offset_text(abs(wrong_s))
    if wrong_s > 0:
        return translate("wording", "{amount} slow").format(amount=amount)
    return translate("wording", "{amount} fast").format(amount=amount)


def clock_sentence(source: SourceTime | None) -> str:
    """The same in a sentence, with who said so."""
    if source is None or source.clock is None:
        return translate(
            "wording", "Nobody told this recorder's clock; times are as they were told or unknown."
        )
    said = engine_text(sentence(source.clock.facts))
    who = [part for part in (source.clock.actor, source.clock.facts.evidence) if part]
    return f"{begun(said)}." + (f"\n{', '.join(who)}" if who else "")


def duration_text(seconds: float | None) -> str:
    """A length for people: `2 h 13 min`, `4 min 10 s`, `12 s`."""
    if seconds is None:
        return translate("wording", "unknown")
    whole = round(seconds)
    if whole >= _HOUR_S:
        return translate("wording", "{hours} h {minutes:02} min").format(
            hours=whole // _HOUR_S, minutes=whole % _HOUR_S // _MINUTE_S
        )
    if whole >= _MINUTE_S and whole % _MINUTE_S == 0:
        return translate("wording", "{minutes} min").format(minutes=whole // _MINUTE_S)
    if whole >= _MINUTE_S:
        return translate("wording", "{minutes} min {seconds:02} s").format(
            minutes=whole // _MINUTE_S, seconds=whole % _MINUTE_S
        )
    return translate("wording", "{seconds} s").format(seconds=whole)


def size_text(size_bytes: int) -> str:
    """A file's size in decimal units."""
    size = float(size_bytes)
    for unit in ("B", "kB", "MB", "GB"):
        if size < _KILO:
            return f"{number_text(size, places=0 if unit in ('B', 'kB') else 1)} {unit}"
        size /= _KILO
    return f"{number_text(size, places=1)} TB"


def frame_rate_text(facts: FootageFacts) -> str:
    """How many frames a second a file holds, as far as it tells."""
    if facts.frame_rate is None:
        return ""
    return translate("wording", "{rate} frames/s").format(
        rate=number_text(facts.frame_rate, digits=4)
    )


def tracklet_time_text(tracklet: Tracklet, zone: tzinfo, *, with_date: bool = True) -> str:
    """When a tracklet begins, or where in its file when nobody told the recorder's time."""
    if tracklet.start_time is not None:
        return time_text(tracklet.start_time, zone, with_date=with_date)
    return translate("wording", "{offset} into the file").format(
        offset=offset_text(tracklet.start_s)
    )


def tracklet_tile_time_text(tracklet: Tracklet, zone: tzinfo) -> str:
    """The short form of a tracklet's time that fits under a picture: `11 Jan 17:16:00 +1`."""
    if tracklet.start_time is not None:
        there = tracklet.start_time.astimezone(zone)
        months = translate("wording", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec").split()
        month = months[there.month - 1]
        return (
            f"{there:%d} {month} {there:%H:%M:%S} {zone_text(there).removeprefix('UTC') or 'UTC'}"
        )
    return translate("wording", "{offset} in file").format(offset=offset_text(tracklet.start_s))


def tracklet_span_text(tracklet: Tracklet) -> str:
    """How long and how often a person was seen."""
    return translate("wording", "{duration}, seen in {frames}").format(
        duration=duration_text(max(tracklet.end_s - tracklet.start_s, 0)),
        frames=Counts.sampled_frames(tracklet.length),
    )


def progress_text(progress: Progress) -> str:
    """Where a job is: done, rate, time left."""
    parts = [engine_text(progress.step)]
    if progress.total:
        parts.append(
            translate("wording", "{done} of {total} {unit}")
            .format(
                done=number_text(progress.done),
                total=number_text(progress.total),
                unit=engine_text(progress.unit),
            )
            .strip()
        )
    parts.extend(rate_parts(progress))
    return " · ".join(parts)


def rate_parts(progress: Progress) -> list[str]:
    """Rate and time left, as far as they are known."""
    parts = []
    if progress.rate is not None and progress.unit:
        parts.append(
            translate("wording", "{rate} {unit}/s").format(
                rate=_rate_text(progress.rate), unit=engine_text(progress.unit)
            )
        )
    if progress.seconds_left is not None:
        parts.append(
            translate("wording", "about {duration} left").format(
                duration=duration_text(progress.seconds_left)
            )
        )
    return parts


def _rate_text(rate: float) -> str:
    """Slow work, such as learning, is not told as 0."""
    return number_text(rate) if rate >= _FAST else number_text(rate, digits=2)
