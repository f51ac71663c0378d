"""Counted nouns, in the forms the language has for a number."""

from PySide6.QtCore import QCoreApplication

from app.viewmodels.numbers import number_text


def counted(text: str, count: int) -> str:
    """`text` with its number, as `{count}`: "1 file", "1,204 files"."""
    return text.format(count=number_text(count))


class Counts:
    """Nouns for modules without a class.

    lupdate sees plural forms in tr() alone, and takes the owner's name for their context.
    """

    @staticmethod
    def tr(text: str, comment: str, count: int) -> str:
        """The form of `text` that belongs to `count`."""
        return QCoreApplication.translate("Counts", text, comment, count)

    @staticmethod
    def files(count: int) -> str:
        """So many files."""
        return counted(Counts.tr("{count} files", "", count), count)

    @staticmethod
    def tracklets(count: int) -> str:
        """So many tracklets."""
        return counted(Counts.tr("{count} tracklets", "", count), count)

    @staticmethod
    def people(count: int) -> str:
        """So many people."""
        return counted(Counts.tr("{count} people", "", count), count)

    @staticmethod
    def decisions(count: int) -> str:
        """So many decisions."""
        return counted(Counts.tr("{count} decisions", "", count), count)

    @staticmethod
    def sampled_frames(count: int) -> str:
        """So many frames that were looked at; after "in" and "at least"."""
        return counted(Counts.tr("{count} sampled frames", "", count), count)

    @staticmethod
    def accepted_candidates(count: int) -> str:
        """So many candidates a person accepted; after "likeness to"."""
        return counted(Counts.tr("{count} accepted candidates", "", count), count)

    @staticmethod
    def files_without_time(count: int) -> str:
        """So many files that a filter of times leaves out."""
        text = Counts.tr("{count} files have no recorder time and are left out", "", count)
        return counted(text, count)

    @staticmethod
    def files_failed(count: int) -> str:
        """So many files that the next run tries once more."""
        return counted(Counts.tr("{count} files failed and are tried again", "", count), count)

    @staticmethod
    def files_looked_through(count: int) -> str:
        """So many files that are indexed, as a sentence."""
        return counted(Counts.tr("{count} files have been looked through.", "", count), count)

    @staticmethod
    def files_missing(count: int) -> str:
        """So many files that cannot be indexed, as a heading."""
        return counted(Counts.tr("{count} files are missing and not indexed", "", count), count)

    @staticmethod
    def findings(count: int) -> str:
        """So many findings of a report."""
        return counted(Counts.tr("{count} findings", "", count), count)

    @staticmethod
    def lists(count: int) -> str:
        """So many lists of candidates."""
        return counted(Counts.tr("{count} lists", "", count), count)

    @staticmethod
    def faults(count: int) -> str:
        """So many faults."""
        return counted(Counts.tr("{count} faults", "", count), count)

    @staticmethod
    def visible_tracklets(count: int) -> str:
        """So many tracklets of visible cameras."""
        return counted(Counts.tr("{count} visible tracklets", "", count), count)

    @staticmethod
    def infrared_tracklets(count: int) -> str:
        """So many tracklets of infrared cameras."""
        return counted(Counts.tr("{count} infrared tracklets", "", count), count)

    @staticmethod
    def candidates(count: int) -> str:
        """So many candidates; after "on"."""
        return counted(Counts.tr("{count} candidates", "", count), count)
