"""What the Index page says of a case while no run is under way."""

from PySide6.QtCore import QCoreApplication

from app.viewmodels.case_overview import Overview
from app.viewmodels.wording import counted, duration_text, files_text, tracklets_text


def plan_text(overview: Overview) -> str:
    """What the next run would look through."""
    to_do, coverage = overview.to_index, overview.coverage
    known = [footage.facts.duration_s for footage in to_do]
    total = sum(seconds for seconds in known if seconds is not None)
    if coverage.failed == len(to_do):
        parts = [
            counted(
                coverage.failed,
                _tr("file failed and is tried again"),
                _tr("files failed and are tried again"),
            )
        ]
    else:
        parts = [_tr("{files} to look through").format(files=files_text(len(to_do)))]
    if total:
        parts.append(_tr("{duration} of footage").format(duration=duration_text(total)))
    if 0 < coverage.failed < len(to_do):
        parts.append(_tr("{count} of them failed before").format(count=f"{coverage.failed:,}"))
    if coverage.missing:
        parts.append(_tr("{files} missing").format(files=files_text(coverage.missing)))
    return ", ".join(parts)


def what_happens_text() -> str:
    """What indexing does, for people who are about to start it."""
    return _tr(
        "Duskline looks for people in each file, follows each of them through the picture, keeps "
        "the best pictures, and describes their appearance so that they can be compared. The "
        "footage itself is only read. You can pause or cancel at any time: finished work is kept, "
        "and the next start goes on there."
    )


def done_texts(overview: Overview, *, has_ended_early: bool) -> tuple[str, str]:
    """Heading and text where no file that is there waits to be looked through."""
    coverage = overview.coverage
    done = counted(
        coverage.indexed,
        _tr("file has been looked through."),
        _tr("files have been looked through."),
    )
    if has_ended_early:
        return (
            _tr("The last run did not come to its end"),
            _tr("{done} Start again to go on with its settings.").format(done=done),
        )
    if coverage.missing:
        return (
            counted(
                coverage.missing,
                _tr("file is missing and not indexed"),
                _tr("files are missing and not indexed"),
            ),
            _tr("{done} Look for files that were moved under Evidence (Ctrl+2).").format(done=done),
        )
    return (
        _tr("Everything is indexed"),
        _tr("{done} Search is next (Ctrl+4).").format(done=done),
    )


def found_text(overview: Overview) -> str:
    """Who was found so far."""
    index = overview.index
    if not overview.tracklets:
        return ""
    text = _tr("{tracklets} found: {visible} visible, {infrared} infrared").format(
        tracklets=tracklets_text(overview.tracklets),
        visible=f"{index.tracklets_visible:,}",
        infrared=f"{index.tracklets_infrared:,}",
    )
    if index.tracklets_without_vector:
        text += _tr(" · {count} cannot be compared").format(
            count=f"{index.tracklets_without_vector:,}"
        )
    return text


def left_text(overview: Overview) -> str:
    """What is left to do, in a few words."""
    coverage = overview.coverage
    if not overview.footage:
        return _tr("nothing to do")
    parts = [
        text.format(count=f"{count:,}")
        for count, text in (
            (coverage.waiting, _tr("{count} left")),
            (coverage.failed, _tr("{count} failed")),
            (coverage.missing, _tr("{count} missing")),
        )
        if count
    ]
    if coverage.waiting and len(parts) == 1:
        return _tr("{files} left").format(files=files_text(coverage.waiting))
    return ", ".join(parts) or _tr("done")


def _tr(text: str) -> str:
    return QCoreApplication.translate("index", text)
