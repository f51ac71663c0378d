"""Index files of data sets line by line, and how a fault in one is told."""

from pathlib import Path

from cba_core.domain.errors import CbaError

COMPARE = "Compare the file with the data set as it was published, and correct or replace it."
_FETCH = "Unpack the data set once more, or give the folder in which it lies whole."


class DataSetError(CbaError):
    """A data set cannot be read."""


def fault_in(file: Path, line: int, reason: str, remedy: str = COMPARE) -> DataSetError:
    """An error that leads to one line, counted from 1."""
    return DataSetError(f"{file}, line {line}: {reason}", remedy)


def text_of(file: Path) -> str:
    """The text of a file, with or without a byte order mark.

    Raises:
        DataSetError: it is missing, or is no text.
    """
    try:
        return file.read_text("utf-8-sig")
    except FileNotFoundError as error:
        raise DataSetError(f"{file} is missing", _FETCH) from error
    except (OSError, UnicodeDecodeError) as error:
        raise DataSetError(f"{file} cannot be read as text: {error}", COMPARE) from error


def lines_of(file: Path) -> list[str]:
    """Its lines, stripped, up to the last one that is not blank: line n stands at n - 1.

    Raises:
        DataSetError: the file is missing, or is no text.
    """
    return [line.strip() for line in text_of(file).rstrip().splitlines()]


def whole_numbers(file: Path, line: int, words: list[str]) -> list[int]:
    """Words as whole numbers that are not negative.

    Raises:
        DataSetError: one is none.
    """
    wrong = next((word for word in words if not (word.isascii() and word.isdigit())), None)
    if wrong is not None:
        raise fault_in(file, line, f"{wrong!r} is no whole number")
    return [int(word) for word in words]


def require_picture(picture: Path, file: Path, line: int) -> None:
    """Make sure that a picture an index names is there.

    Raises:
        DataSetError: it is not; names it and the line.
    """
    try:
        is_there = picture.is_file()
    except OSError as error:
        raise fault_in(file, line, f"{picture} cannot be reached: {error.strerror}") from error
    if not is_there:
        raise fault_in(file, line, f"the picture {picture} is missing", _FETCH)
