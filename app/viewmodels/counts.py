"""Counted nouns, in the forms the language has for a number."""

from PySide6.QtCore import QCoreApplication


def counted(text: str, count: int) -> str:
    """`text` with its number, as `{count}`: "1 file", "1,204 files"."""
    return text.format(count=f"{count:,}")


class Counts:
    """Nouns for modules without a class: lupdate sees plural forms in calls of a tr() alone."""

    @staticmethod
    def tr(text: str, comment: str, count: int) -> str:
        """The form of `text` that belongs to `count`."""
        return QCoreApplication.translate("Counts", text, comment, count)

    @classmethod
    def files(cls, count: int) -> str:
        """So many files."""
        return counted(cls.tr("{count} files", "", count), count)

    @classmethod
    def tracklets(cls, count: int) -> str:
        """So many tracklets."""
        return counted(cls.tr("{count} tracklets", "", count), count)

    @classmethod
    def people(cls, count: int) -> str:
        """So many people."""
        return counted(cls.tr("{count} people", "", count), count)

    @classmethod
    def decisions(cls, count: int) -> str:
        """So many decisions."""
        return counted(cls.tr("{count} decisions", "", count), count)

    @classmethod
    def sampled_frames(cls, count: int) -> str:
        """So many frames that were looked at; after "in" and "at least"."""
        return counted(cls.tr("{count} sampled frames", "", count), count)

    @classmethod
    def accepted_candidates(cls, count: int) -> str:
        """So many candidates a person accepted; after "likeness to"."""
        return counted(cls.tr("{count} accepted candidates", "", count), count)

    @classmethod
    def files_without_time(cls, count: int) -> str:
        """So many files that a filter of times leaves out."""
        text = cls.tr("{count} files have no recorder time and are left out", "", count)
        return counted(text, count)

    @classmethod
    def files_failed(cls, count: int) -> str:
        """So many files that the next run tries once more."""
        return counted(cls.tr("{count} files failed and are tried again", "", count), count)

    @classmethod
    def files_looked_through(cls, count: int) -> str:
        """So many files that are indexed, as a sentence."""
        return counted(cls.tr("{count} files have been looked through.", "", count), count)

    @classmethod
    def files_missing(cls, count: int) -> str:
        """So many files that cannot be indexed, as a heading."""
        return counted(cls.tr("{count} files are missing and not indexed", "", count), count)
