"""What Search says where it has no candidate to show."""

from PySide6.QtCore import QCoreApplication

from app.viewmodels.wording import counted
from cba_core.config.search_config import SearchConfig
from cba_core.domain.search import Searched


def nobody_texts(searched: Searched, config: SearchConfig) -> tuple[str, str]:
    """Heading and text where there is no candidate."""
    is_filtered = (
        config.cameras
        or config.earliest is not None
        or config.latest is not None
        or config.minimum_length > 1
    )
    if searched.gallery:
        return _tr("No candidates"), ""
    if searched.footage_without_time:
        files = counted(
            searched.footage_without_time,
            _tr("file has no recorder time and is left out"),
            _tr("files have no recorder time and are left out"),
        )
        return (
            _tr("Nothing passes the filter"),
            _tr("{files}. Tell it under Evidence (Ctrl+2), or press Clear.").format(files=files),
        )
    if is_filtered:
        return (
            _tr("Nothing passes the filter"),
            _tr("Widen the time, the camera or the length, or press Clear."),
        )
    return (
        _tr("There is nobody to compare with"),
        _tr(
            "No indexed tracklet passes these choices. Index footage of the other modality, or "
            "search in both."
        ),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("search", text)
