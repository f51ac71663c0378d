"""What to do about a failure, in words of the window.

The engine's own remedies are for whoever calls it, and name commands of a shell where those help.
"""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.engine_link.engine_texts import QT_TRANSLATE_NOOP, engine_text

_COMPLETE_IT = QT_TRANSLATE_NOOP(
    "remedies",
    "Duskline is not installed completely on this computer. Ask whoever looks after it to install "
    "what is missing.",
)
_FILE_AGAIN = QT_TRANSLATE_NOOP(
    "remedies",
    "Ask whoever looks after Duskline on this computer to put the file back as it was, or to "
    "install it again.",
)
REMEDIES: dict[str, str] = {
    "CaseDamagedError": QT_TRANSLATE_NOOP(
        "remedies",
        "Keep the case's folder as it is, and have the last of its backups restored: they lie in "
        "its folder backups.",
    ),
    "FootageMissingError": QT_TRANSLATE_NOOP(
        "remedies",
        "Plug the medium in again, or press Find moved files… and choose the folder it is in now.",
    ),
    "CaseNotFoundError": QT_TRANSLATE_NOOP(
        "remedies", "Choose a folder whose name ends in .duskcase, or make a new case."
    ),
    "CaseUnreachableError": QT_TRANSLATE_NOOP(
        "remedies",
        "Check that its disk is plugged in and sound and that you may read it, then try again.",
    ),
    "FootageInCaseError": QT_TRANSLATE_NOOP(
        "remedies", "Nothing needs to be done: it is in the list under Evidence."
    ),
    "NotInCaseError": QT_TRANSLATE_NOOP(
        "remedies", "The case has changed meanwhile. Choose again from what is shown now."
    ),
    "ExhibitChangedError": QT_TRANSLATE_NOOP(
        "remedies",
        "Bring them back from a copy of the case, or take the check mark off them under Report: "
        "the report then says that they are left out, and why.",
    ),
    "NotIndexedError": QT_TRANSLATE_NOOP(
        "remedies", "Start indexing under Index, and search when the first people are found."
    ),
    "TooFewForMapError": QT_TRANSLATE_NOOP(
        "remedies", "Index more footage under Index, then draw the map."
    ),
    "NoVectorError": QT_TRANSLATE_NOOP(
        "remedies",
        "Start indexing again under Index. If this does not help, none of its pictures is good "
        "enough to compare: choose another tracklet of the person.",
    ),
    "DiskFullError": QT_TRANSLATE_NOOP(
        "remedies", "Free some space and start again; finished work is kept."
    ),
    "DetectorError": QT_TRANSLATE_NOOP("remedies", "Choose another detector under Index."),
    "GivenTracksError": QT_TRANSLATE_NOOP(
        "remedies", "Correct the file, or choose another detector under Index."
    ),
    "CaseReadOnlyError": QT_TRANSLATE_NOOP(
        "remedies",
        "Copy the case folder to a disk you may write to, or ask for the right to write here. "
        "Decisions can be looked at meanwhile.",
    ),
    "EditRefusedError": QT_TRANSLATE_NOOP(
        "remedies",
        "Nothing was changed. Look at the people under Review as they are now, and choose again.",
    ),
    "ChangedSinceError": QT_TRANSLATE_NOOP(
        "remedies",
        "Nothing was changed. See under Review, History, what was done since; undo the later "
        "steps first, or decide anew.",
    ),
    "NoSecondReaderError": (
        "Another person reads it: put their name under File, Your name…, and let them choose."
    ),
    "NoNonMembersError": (
        "Put it up again with 0 known non-members; or have somebody say which cameras lie apart."
    ),
    "ModelFileError": _FILE_AGAIN,
    "ModelMismatchError": QT_TRANSLATE_NOOP(
        "remedies", "Start indexing again under Index: it brings the case up to date."
    ),
    "NotInstalledError": _COMPLETE_IT,
    "TooLittleToLearnError": "Add footage of both modalities under Evidence, and index it.",
    "CheckpointError": (
        "Give the run up under Models and learn anew: people were found meanwhile, or the file in "
        "which it was kept is damaged. No other model is touched."
    ),
    "RunBusyError": "Wait until the other program has finished learning, or stop it there.",
    "RunExistsError": "Go on with it under Models, or give it up there.",
    "ModelExistsError": "Nothing needs to be done: the model is in the list under Models.",
    "TrainingDivergedError": "Give the run up under Models and learn anew.",
    "PictureRefusedError": QT_TRANSLATE_NOOP(
        "remedies",
        "Save it as JPEG or PNG in a picture program, with the person cut out of a very large one, "
        "and drop it here again.",
    ),
    "BoxRefusedError": QT_TRANSLATE_NOOP(
        "remedies",
        "Draw the box round the whole person, in a frame in which the person is large enough.",
    ),
    "NoRecordingError": QT_TRANSLATE_NOOP(
        "remedies", "Its picture stands beside the candidates; decide by that."
    ),
    "NoFreePairsError": (
        "Index footage that shows more people at one moment. Until then nothing can be compared."
    ),
}
"""By the name of the error's type, for a job's failure comes as words from another process."""


def window_remedy(kinds: Sequence[str], otherwise: str) -> str:
    """The remedy of the most particular of an error's types, or the engine's own."""
    for kind in kinds:
        if kind in REMEDIES:
            return QCoreApplication.translate("remedies", REMEDIES[kind])
    return engine_text(otherwise)
