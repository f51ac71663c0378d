"""What Search says where it has no candidate to show."""

from PySide6.QtCore import QCoreApplication

from app.viewmodels.counts import Counts
from cba_core.config.search_config import SearchConfig
from cba_core.domain.search import Searched

translate = QCoreApplication.translate


def nobody_texts(searched: Searched, config: SearchConfig) -> tuple[str, str]:
    """Heading and text where there is no candidate."""
    is_filtered = (
        config.cameras
        or config.earliest is not None
        or config.latest is not None
        or config.minimum_length > 1
    )
    if searched.gallery:
        return translate("search", "No candidates"), ""
    if searched.footage_without_time:
        files = Counts.files_without_time(searched.footage_without_time)
        return (
            translate("search", "Nothing passes the filter"),
            translate("search", "{files}. Tell it under Evidence (Ctrl+2), or press Clear.").format(
                files=files
            ),
        )
    if is_filtered:
        return (
            translate("search", "Nothing passes the filter"),
            translate("search", "Widen the time, the camera or the length, or press Clear."),
        )
    return (
        translate("search", "There is nobody to compare with"),
        translate(
            "search",
            "No indexed tracklet passes these choices. Index footage of the other modality, or "
            "search in both.",
        ),
    )
