"""Whether a file was cut off, told by the lengths its own container declares."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

_BOX_HEADER = 8
_UNKNOWN_SIZES = (0, 0xFFFFFFFF)  # a recorder that never came to write the length
_EBML = b"\x1a\x45\xdf\xa3"
_SEGMENT = b"\x18\x53\x80\x67"
_BOX_KINDS = (b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"pnot")


def cut_off(path: Path) -> str | None:
    """Why the file is surely cut off, for people; None where nothing says so.

    Knows MP4/MOV, AVI and Matroska; other formats do not declare their length.
    """
    with path.open("rb") as file:
        size = os.fstat(file.fileno()).st_size
        head = file.read(_BOX_HEADER)
        examine = _examiner(head)
        return None if examine is None else examine(file, size)


def _examiner(head: bytes) -> Callable[[BinaryIO, int], str | None] | None:
    if head[4:8] in _BOX_KINDS:
        return _cut_off_boxes
    if head[:4] == b"RIFF":
        return _cut_off_riff
    if head[:4] == _EBML:
        return _cut_off_matroska
    return None


def _missing(count: int) -> str:
    return f"{count:,} bytes are missing at its end"


def _cut_off_boxes(file: BinaryIO, size: int) -> str | None:
    """MP4/MOV: boxes of declared size, one after the other."""
    at, kinds = 0, set()
    while at + _BOX_HEADER <= size:
        file.seek(at)
        header = file.read(16)
        length, kind = int.from_bytes(header[:4], "big"), header[4:8]
        if length == 1:
            length = int.from_bytes(header[8:16], "big")
        elif length == 0:  # reaches to the end of the file
            length = size - at
        if length < _BOX_HEADER:
            break  # not a box: whatever this is, its length says nothing
        kinds.add(kind)
        if at + length > size and kind in _BOX_KINDS:
            missing = _missing(at + length - size)
            return missing if b"moov" in kinds else f"{missing}, with the table of frames (moov)"
        at += length
    if b"mdat" in kinds and not kinds & {b"moov", b"moof"}:
        return "the table of frames (moov), which stands at its end, is missing"
    return None


def _cut_off_riff(file: BinaryIO, size: int) -> str | None:
    """AVI: one RIFF chunk after the other."""
    at = 0
    while at + _BOX_HEADER <= size:
        file.seek(at)
        header = file.read(_BOX_HEADER)
        length = int.from_bytes(header[4:8], "little")
        if header[:4] != b"RIFF" or length in _UNKNOWN_SIZES:
            return None
        at += _BOX_HEADER + length
        at += at % 2
    return _missing(at - size) if at > size + 1 else None


def _cut_off_matroska(file: BinaryIO, size: int) -> str | None:
    """Matroska/WebM: an EBML header, then one segment."""
    at = 0
    for wanted in (_EBML, _SEGMENT):
        file.seek(at)
        header = file.read(12)
        if header[:4] != wanted:
            return None
        width = 9 - header[4].bit_length() if len(header) > 4 and header[4] else 0  # noqa: PLR2004  (the id's four bytes)
        if not width:
            return None
        value = int.from_bytes(header[4 : 4 + width], "big") & ((1 << 7 * width) - 1)
        if value == (1 << 7 * width) - 1:  # live recordings: length unknown
            return None
        at += 4 + width + value
    return _missing(at - size) if at > size else None
