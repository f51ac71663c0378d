"""Players of footage whose time is added up for the log (E13)."""

from pathlib import Path

from cba_core.domain.errors import FootageChangedError
from cba_core.domain.footage import Footage
from cba_core.domain.ids import FootageId
from cba_core.footage.playback import Playback
from cba_core.pipelines.looks import Looks


def require_same_size(footage: Footage) -> None:
    """A cheap look before playing; indexing, exporting and verifying read the whole content.

    Raises:
        FootageChangedError: it has another size than when it was added.
    """
    if footage.path.is_file() and footage.path.stat().st_size != footage.size_bytes:
        raise FootageChangedError(footage.path)


class LoggedPlayback(Playback):
    """A player; closed, it tells what it showed and for how long.

    Raises:
        FootageMissingError, FootageUnreadableError: the file cannot be opened.
    """

    def __init__(self, path: Path, footage_id: FootageId, looks: Looks) -> None:
        super().__init__(path)
        self._what = f"footage {footage_id}"
        self._looks = looks
        self._opened: float | None = looks.now

    def close(self) -> None:
        """Release the decoder, and have what was seen logged."""
        opened, self._opened = self._opened, None
        super().close()
        if opened is not None:
            self._looks.ended(self._what, opened, self.shown_range_s)
