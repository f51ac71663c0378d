"""Pictures that somebody asked with, in an open case; what is heavy is loaded where it is done."""

from collections.abc import Callable
from pathlib import Path

from cba_core.domain.arrays import UInt8Array
from cba_core.domain.asked import AskedPicture, PictureBox, PictureLook
from cba_core.domain.footage import Modality
from cba_core.domain.ids import FootageId, ModelId, TrackletId
from cba_core.pipelines.case_log import CaseLog
from cba_core.store.case_store import SqlCaseStore


class CaseAsking:
    """Makes queries of boxes and of pictures from outside, and lists them."""

    def __init__(
        self,
        store: SqlCaseStore,
        log: CaseLog,
        model_id: Callable[[], ModelId],
        model_file: Callable[[], Path | None],
    ) -> None:
        """`model_id` raises `NotIndexedError` before the first indexing."""
        self._store = store
        self._log = log
        self._model_id = model_id
        self._model_file = model_file

    def all(self) -> list[AskedPicture]:
        """Every picture that was asked with, in the order of first asking."""
        return self._store.asked.all()

    def of(self, identifier: TrackletId) -> AskedPicture:
        """Raises `NotInCaseError`."""
        return self._store.asked.get(identifier)

    def require_indexed(self) -> None:
        """Raises `NotIndexedError` where nothing could be compared with a picture."""
        self._model_id()

    def shown(self, picture: Path, most_side_px: int) -> tuple[UInt8Array, tuple[int, int]]:
        """A picture from outside as it will be asked with, upright; nothing of it is kept.

        Args:
            picture: the file.
            most_side_px: neither side of what is given is longer.

        Returns:
            (h, w, 3) RGB, and width and height of the whole picture in pixels.

        Raises:
            PictureRefusedError: it is no picture to ask with.
        """
        from cba_core.footage.outside_picture import shown_picture

        return shown_picture(picture, most_side_px)

    def look_at(self, picture: Path) -> PictureLook:
        """Find the people in a picture from outside; nothing of it is kept.

        Raises:
            PictureRefusedError: it is no picture to ask with.
            DetectorError: the case's detector cannot be made; one that reads files finds nobody.
        """
        from cba_core.pipelines.asking import case_config, look_at

        return look_at(picture, case_config(self._store))

    def with_picture(
        self, picture: Path, *, box: PictureBox | None = None, modality: Modality | None = None
    ) -> AskedPicture:
        """Copy a picture from outside into the case, marked external, and make a query of it.

        Asking with the same part of the same picture again gives the same query.

        Args:
            picture: the file; it is read and never written.
            box: the person within it; None takes the whole picture.
            modality: the person's word; None leaves it to the chroma.

        Raises:
            PictureRefusedError: it is no picture to ask with.
            BoxRefusedError: the box does not lie within it, or is too small.
            NotIndexedError: the case is not indexed, so nothing can be compared.
            CbaError: the model cannot be used, or the case cannot be written.
        """
        with self._log.failures_of(f"asking with picture {picture.name}"):
            model = self._model_id(), self._model_file()
            from cba_core.pipelines.asking import ask_with_picture

            return ask_with_picture(
                self._store, picture=picture, box=box, told=modality,
                model=model, author=self._log.author,
            )  # fmt: skip

    def with_box(
        self,
        footage: FootageId,
        time_s: float,
        box: PictureBox,
        *,
        modality: Modality | None = None,
    ) -> AskedPicture:
        """Make a query of a box in the frame that is on screen at a time of a footage file.

        Args:
            footage: of which file.
            time_s: seconds from its first frame.
            box: px of the frame, upright.
            modality: the person's word; None takes that on the file, or leaves it to the chroma.

        Raises:
            NotInCaseError: there is no such footage.
            FootageMissingError, FootageChangedError, FootageUnreadableError: it cannot be read.
            BoxRefusedError: the box does not lie within the frame, or is too small.
            NotIndexedError: the case is not indexed, so nothing can be compared.
            CbaError: the model cannot be used, or the case cannot be written.
        """
        with self._log.failures_of(f"asking with a box in footage {footage}"):
            model = self._model_id(), self._model_file()
            from cba_core.pipelines.asking import ask_with_box

            return ask_with_box(
                self._store, footage_id=footage, time_s=time_s, box=box, told=modality,
                model=model, author=self._log.author,
            )  # fmt: skip
