"""Failures a person can act on. Anything else that is raised is a bug."""

from collections.abc import Sequence
from pathlib import Path


class CbaError(Exception):
    """What went wrong, and what to do about it."""

    def __init__(self, what: str, remedy: str) -> None:
        super().__init__(what, remedy)
        self.what = what
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what}\n{self.remedy}"

    def __reduce__(self) -> tuple[object, ...]:
        """Sent to another process as it is, whatever its constructor takes."""
        return _as_it_was, (type(self), self.what, self.remedy), vars(self)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Names of its types, the most particular first: what a caller words its own advice by."""
        return tuple(kind.__name__ for kind in type(self).__mro__ if issubclass(kind, CbaError))


def _as_it_was(kind: type[CbaError], what: str, remedy: str) -> CbaError:
    return kind.__new__(kind, what, remedy)


class JobCancelled(Exception):  # noqa: N818  (not an error: the person asked for it)
    """The person asked a job to stop."""

    def __init__(self, step: str) -> None:
        super().__init__(step)
        self.step = step


class FootageUnreadableError(CbaError):
    """A footage file cannot be opened or decoded."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"Cannot read footage {path.name}: {reason}",
            "Play the file in a video player, or export it again from the recorder.",
        )
        self.path = path
        self.reason = reason


class FootageMissingError(CbaError):
    """A footage file is no longer where it was."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Footage {path.name} is not at {path.parent}",
            "Plug the medium in again, or show the new place: cba footage find CASE FOLDER",
        )
        self.path = path


class FootageChangedError(CbaError):
    """A footage file's content differs from what was added."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"Footage {path.name} has changed since it was added to the case",
            "Compare it with the original; add the changed file as new footage if it is meant.",
        )
        self.path = path


class CaseNotFoundError(CbaError):
    """The folder is no case."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"{path} is not a Duskline case",
            "Give a folder NAME.duskcase, or make one: cba case create CASE",
        )


class CaseExistsError(CbaError):
    """There is something where a case should be made."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path} exists already", "Choose another name, or open the case there.")


class CaseTooNewError(CbaError):
    """The case was written by a newer program."""

    def __init__(self, path: Path, found: str) -> None:
        super().__init__(
            f"{path.name} was written by a newer Duskline (schema {found})",
            "Update Duskline to open it. The case was not touched.",
        )


class CaseDamagedError(CbaError):
    """The case's database cannot be read."""

    def __init__(self, path: Path, reason: str, backup: Path | None = None) -> None:
        """`backup`: the newest sound one, where somebody has looked for it."""
        super().__init__(
            f"The database of {path.name} is damaged: {reason}",
            "Keep the folder as it is and restore the last backup of the case: "
            + (
                f"cba case restore {path} {backup.name}"
                if backup is not None
                else f"see what there is with cba case backups {path}"
            ),
        )
        self.path = path
        self.reason = reason
        self.backup = backup


class CaseLinkError(CbaError):
    """A part of a case leads out of its folder."""

    def __init__(self, path: Path, link: Path) -> None:
        super().__init__(
            f"{link.name} in {path.name} is a link to elsewhere; nothing is written through it",
            "Put the folder or file it leads to in its place: a case keeps everything within.",
        )
        self.link = link


class CaseBusyError(CbaError):
    """Another process holds what this one needs."""

    def __init__(self, path: Path, holder: str) -> None:
        super().__init__(
            f"{path.name} is being written by {holder}",
            "Wait until it has finished, or stop it there, and try again.",
        )


class CaseReadOnlyError(CbaError):
    """The case can be read here, and must be written for what was asked."""

    def __init__(
        self,
        path: Path,
        reason: str,
        remedy: str = "Copy the case folder to a disk you may write to, or ask for the right to "
        "write here.",
    ) -> None:
        super().__init__(f"{path.name} cannot be written: {reason}", remedy)


class CaseUnreachableError(CbaError):
    """A case cannot be read or written where it lies."""

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path} cannot be reached: {reason}",
            "Check that its disk is plugged in and sound and that you may read it, "
            "then run the same command again.",
        )


class FootageInCaseError(CbaError):
    """The same content was added before."""

    def __init__(self, path: Path, known_as: str) -> None:
        super().__init__(
            f"{path.name} is in the case already, as footage {known_as}",
            "Nothing needs to be done; see what the case has: cba footage list CASE",
        )


class NotInCaseError(CbaError):
    """A name or number that the case does not hold."""

    def __init__(self, kind: str, wanted: object, listing: str) -> None:
        super().__init__(f"The case has no {kind} {wanted}", f"See what it has: {listing}")


class ExhibitChangedError(CbaError):
    """Exhibits are not what they were when they were made."""

    def __init__(self, exhibits: Sequence[str], faults: str) -> None:
        super().__init__(
            f"Exhibits are not what they were when they were made: {faults}",
            "Bring them back from a copy of the case, or make a report that says they are left "
            f"out: --leave-out {exhibits[0]}. See all faults: cba exhibit verify CASE",
        )
        self.exhibits = tuple(dict.fromkeys(exhibits))


class NotIndexedError(CbaError):
    """Nothing of the case can be compared yet."""

    def __init__(self, path: Path) -> None:
        super().__init__("This case is not indexed yet", f"Index it: cba index {path}")


class NoVectorError(CbaError):
    """A tracklet has no vector of the model that compares."""

    def __init__(self, label: str, model_id: str) -> None:
        super().__init__(
            f"Tracklet {label} has no vector of model {model_id[:12]}",
            "Make the missing ones: cba index CASE. If it still has none, none of its pictures "
            "is good enough to compare; choose another tracklet of the person.",
        )


class DiskFullError(CbaError):
    """There is no room left where the case lives."""

    def __init__(self, path: Path) -> None:
        super().__init__(
            f"The disk of {path} is full",
            "Free some space and run the same command again; finished work is kept.",
        )


class FolderUnusableError(CbaError):
    """A folder in which the program keeps files of its own cannot be read or written."""

    def __init__(self, path: Path, reason: str, variable: str) -> None:
        super().__init__(
            f"{path} cannot be used: {reason}",
            f"Ask for the right to read and write there, or set {variable} to a folder where "
            "you have it.",
        )


class ConfigError(CbaError):
    """A setting is unknown or out of bounds."""

    def __init__(self, key: str, reason: str) -> None:
        super().__init__(f"Setting {key}: {reason}", "Correct the value and try again.")
        self.key = key


class DetectorError(CbaError):
    """A detector is unknown, or its weights cannot be used."""


class ModelFileError(CbaError):
    """A model file is missing, damaged or of another kind."""


class ModelMismatchError(CbaError):
    """Vectors of one model meet an index of another."""

    def __init__(self, expected: str, got: str) -> None:
        super().__init__(
            f"These vectors come from model {got[:12]}, the index holds model {expected[:12]}",
            "Embed the tracklets again: cba index CASE --model FILE",
        )


class NotInstalledError(CbaError):
    """A package that this piece of work needs is not installed."""

    def __init__(self, package: str, extra: str) -> None:
        super().__init__(
            f"{package} is not installed", f"Install it: pip install 'duskline[{extra}]'"
        )
