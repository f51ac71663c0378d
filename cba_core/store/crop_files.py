"""Crops of tracklets on disk: complete and flushed, or not there.

    crops/<footage id>/<segment ordinal>/<tracklet number>-<frame>.jpg

A segment's folder gets its name within the transaction that stores its rows, so a folder without
a stored segment is what a crash left behind.
"""

import secrets
import shutil
from collections.abc import Container, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from cba_core.domain.ids import TRACKLETS_PER_FOOTAGE, FootageId, TrackletId
from cba_core.domain.repositories import SegmentDone
from cba_core.domain.tracklets import FoundTracklet
from cba_core.store.case_folder import CaseFolder
from cba_core.store.file_system import flush_file, flush_folder, naming_disk_failures

_FLUSHES_AT_ONCE = 8


def crop_name(identifier: TrackletId, frame_index: int) -> str:
    """The file name of a crop."""
    return f"{identifier % TRACKLETS_PER_FOOTAGE}-{frame_index}.jpg"


def relative_crop_path(
    folder: CaseFolder, done: SegmentDone, identifier: TrackletId, frame_index: int
) -> str:
    """Where a crop lies, from the case folder, with forward slashes."""
    place = folder.crops_of_segment(done.footage_id, done.ordinal)
    return (place / crop_name(identifier, frame_index)).relative_to(folder.path).as_posix()


class WrittenCrops:
    """The crops of one segment, complete on disk under a temporary name."""

    def __init__(self, folder: CaseFolder, unfinished: Path | None, place: Path) -> None:
        """`unfinished` is None where the segment has no crops."""
        self._folder = folder
        self._unfinished = unfinished
        self._place = place

    def put_in_place(self) -> None:
        """Give them their final name.

        The caller holds the case's write transaction and knows that the segment is not stored:
        whatever has the name already is what a crash left.
        """
        with naming_disk_failures(self._folder.path):
            if self._place.exists():
                shutil.rmtree(self._place)
            if self._unfinished is not None:
                self._unfinished.rename(self._place)
                flush_folder(self._place.parent)


@contextmanager
def crops_on_disk(
    folder: CaseFolder,
    done: SegmentDone,
    identifiers: Sequence[TrackletId],
    found: Sequence[FoundTracklet],
) -> Iterator[WrittenCrops]:
    """Write a segment's crops; those that were not put in place are gone afterwards.

    Raises:
        DiskFullError: there is no room for them.
    """
    place = folder.crops_of_segment(done.footage_id, done.ordinal)
    contents = [
        (crop_name(identifier, crop.frame_index), crop.jpeg)
        for identifier, tracklet in zip(identifiers, found, strict=True)
        for crop in tracklet.crops
    ]
    if not contents:
        yield WrittenCrops(folder, None, place)
        return
    unfinished = place.with_name(f".{done.ordinal}-{secrets.token_hex(6)}.partial")
    try:
        with naming_disk_failures(folder.path):
            unfinished.mkdir(parents=True)
            _write_durably(unfinished, contents)
        yield WrittenCrops(folder, unfinished, place)
    finally:
        if unfinished.exists():
            shutil.rmtree(unfinished)


def remove_crops_of_segment(folder: CaseFolder, done: SegmentDone) -> None:
    """Remove the crops of a segment that was not stored."""
    place = folder.crops_of_segment(done.footage_id, done.ordinal)
    with naming_disk_failures(folder.path):
        if place.exists():
            shutil.rmtree(place)


def sweep_crops(folder: CaseFolder, footage_id: FootageId, keep: Container[str]) -> None:
    """Remove everything of a footage file but the segment folders named in `keep`."""
    place = folder.crops_of_footage(footage_id)
    with naming_disk_failures(folder.path):
        if not place.exists():
            return
        for entry in list(place.iterdir()):
            if entry.name in keep:
                continue
            if entry.is_dir() and not entry.is_symlink():
                shutil.rmtree(entry)
            else:
                entry.unlink()


def _write_durably(folder: Path, contents: Sequence[tuple[str, bytes]]) -> None:
    for name, content in contents:
        with (folder / name).open("xb") as file:
            file.write(content)
    # Side by side: file systems join flushes that wait for each other, 480 crops took a fifth.
    with ThreadPoolExecutor(_FLUSHES_AT_ONCE) as pool:
        for _ in pool.map(lambda content: flush_file(folder / content[0]), contents):
            pass
    flush_folder(folder)
