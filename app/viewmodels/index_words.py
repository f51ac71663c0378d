"""What the Index page says of a case while no run is under way."""

from PySide6.QtCore import QCoreApplication

from app.viewmodels.case_overview import Overview
from app.viewmodels.counts import Counts
from app.viewmodels.numbers import number_text
from app.viewmodels.wording import duration_text, files_text, tracklets_text

translate = QCoreApplication.translate


def plan_text(overview: Overview) -> str:
    """What the next run would look through."""
    to_do, coverage = overview.to_index, overview.coverage
    known = [footage.facts.duration_s for footage in to_do]
    total = sum(seconds for seconds in known if seconds is not None)
    if coverage.failed == len(to_do):
        parts = [Counts.files_failed(coverage.failed)]
    else:
        parts = [translate("index", "{files} to look through").format(files=files_text(len(to_do)))]
    if total:
        parts.append(
            translate("index", "{duration} of footage").format(duration=duration_text(total))
        )
    if 0 < coverage.failed < len(to_do):
        parts.append(
            translate("index", "{count} of them failed before").format(
                count=number_text(coverage.failed)
            )
        )
    if coverage.missing:
        parts.append(
            translate("index", "{files} missing").format(files=files_text(coverage.missing))
        )
    return ", ".join(parts)


def what_happens_text() -> str:
    """What indexing does, for people who are about to start it."""
    return translate(
        "index",
        "Duskline looks for people in each file, follows each of them through the picture, keeps "
        "the best pictures, and describes their appearance so that they can be compared. The "
        "footage itself is only read. You can pause or cancel at any time: finished work is kept, "
        "and the next start goes on there.",
    )


def done_texts(overview: Overview, *, has_ended_early: bool) -> tuple[str, str]:
    """Heading and text where no file that is there waits to be looked through."""
    coverage = overview.coverage
    done = Counts.files_looked_through(coverage.indexed)
    if has_ended_early:
        return (
            translate("index", "The last run did not come to its end"),
            translate("index", "{done} Start again to go on with its settings.").format(done=done),
        )
    if coverage.missing:
        return (
            Counts.files_missing(coverage.missing),
            translate(
                "index", "{done} Look for files that were moved under Evidence (Ctrl+2)."
            ).format(done=done),
        )
    return (
        translate("index", "Everything is indexed"),
        translate("index", "{done} Search is next (Ctrl+4).").format(done=done),
    )


def found_text(overview: Overview) -> str:
    """Who was found so far."""
    index = overview.index
    if not overview.tracklets:
        return ""
    text = translate("index", "{tracklets} found: {visible} visible, {infrared} infrared").format(
        tracklets=tracklets_text(overview.tracklets),
        visible=number_text(index.tracklets_visible),
        infrared=number_text(index.tracklets_infrared),
    )
    if index.tracklets_without_vector:
        text += translate("index", " · {count} cannot be compared").format(
            count=number_text(index.tracklets_without_vector)
        )
    return text


def left_text(overview: Overview) -> str:
    """What is left to do, in a few words."""
    coverage = overview.coverage
    if not overview.footage:
        return translate("index", "nothing to do")
    parts = [
        text.format(count=number_text(count))
        for count, text in (
            (coverage.waiting, translate("index", "{count} left")),
            (coverage.failed, translate("index", "{count} failed")),
            (coverage.missing, translate("index", "{count} missing")),
        )
        if count
    ]
    if coverage.waiting and len(parts) == 1:
        return translate("index", "{files} left").format(files=files_text(coverage.waiting))
    return ", ".join(parts) or translate("index", "done")
