"""What the engine says, in the language of the window.

The engine speaks English, in its errors, its steps and its reports, and knows nothing of Qt. Its
frequent sentences stand here as templates, by which the window finds them again and translates
them. A sentence that is not here is shown as the engine says it.
"""

import re
from functools import lru_cache

from PySide6.QtCore import QCoreApplication


def QT_TRANSLATE_NOOP(context: str, text: str) -> str:  # noqa: ARG001  (lupdate reads it)
    """`text` as it is; lupdate knows a text to translate by this name, and Qt's own has no type."""
    return text


SENTENCES: tuple[str, ...] = (
    # steps of a job, and what they count
    QT_TRANSLATE_NOOP("engine", "Finding people"),
    QT_TRANSLATE_NOOP("engine", "Checking footage"),
    QT_TRANSLATE_NOOP("engine", "Reading footage"),
    QT_TRANSLATE_NOOP("engine", "Looking at footage"),
    QT_TRANSLATE_NOOP("engine", "Verifying footage"),
    QT_TRANSLATE_NOOP("engine", "Verifying the database"),
    QT_TRANSLATE_NOOP("engine", "Verifying the log"),
    QT_TRANSLATE_NOOP("engine", "Verifying crops"),
    QT_TRANSLATE_NOOP("engine", "Reading files"),
    QT_TRANSLATE_NOOP("engine", "Reading time stamps"),
    QT_TRANSLATE_NOOP("engine", "Looking at pictures"),
    QT_TRANSLATE_NOOP("engine", "Comparing appearance"),
    QT_TRANSLATE_NOOP("engine", "Comparing halves"),
    QT_TRANSLATE_NOOP("engine", "Drawing the map"),
    QT_TRANSLATE_NOOP("engine", "Measuring on the sample"),
    QT_TRANSLATE_NOOP("engine", "Error figures"),
    QT_TRANSLATE_NOOP("engine", "Exporting the log"),
    QT_TRANSLATE_NOOP("engine", "Loading the networks"),
    QT_TRANSLATE_NOOP("engine", "frames"),
    QT_TRANSLATE_NOOP("engine", "bytes"),
    QT_TRANSLATE_NOOP("engine", "tracklets"),
    QT_TRANSLATE_NOOP("engine", "entries"),
    QT_TRANSLATE_NOOP("engine", "pictures"),
    QT_TRANSLATE_NOOP("engine", "Looking for people in the picture"),
    QT_TRANSLATE_NOOP("engine", "Comparing the picture"),
    # pictures to ask with
    QT_TRANSLATE_NOOP("engine", "{name} is not a picture"),
    QT_TRANSLATE_NOOP("engine", "{name} is a damaged picture"),
    QT_TRANSLATE_NOOP("engine", "{name} has more than {count} million pixels"),
    QT_TRANSLATE_NOOP(
        "engine", "{label} is a picture from outside the case: there is no recording of it"
    ),
    # what is wrong with footage
    QT_TRANSLATE_NOOP("engine", "Cannot read footage {name}: {reason}"),
    QT_TRANSLATE_NOOP("engine", "it is a playlist, not a video"),
    QT_TRANSLATE_NOOP("engine", "it is a picture, not a video"),
    QT_TRANSLATE_NOOP("engine", "it is a text, not a video"),
    QT_TRANSLATE_NOOP("engine", "it describes a live stream, it holds no video"),
    QT_TRANSLATE_NOOP("engine", "it is not a regular file"),
    QT_TRANSLATE_NOOP("engine", "the file is empty"),
    QT_TRANSLATE_NOOP("engine", "permission denied"),
    QT_TRANSLATE_NOOP("engine", "it has no video stream"),
    QT_TRANSLATE_NOOP("engine", "its video is in a format that FFmpeg cannot decode"),
    QT_TRANSLATE_NOOP("engine", "it is not a video that FFmpeg knows ({detail})"),
    QT_TRANSLATE_NOOP("engine", "it is cut off: {reason}"),
    QT_TRANSLATE_NOOP("engine", "{count} bytes are missing at its end"),
    QT_TRANSLATE_NOOP("engine", "there is nothing at this place"),
    QT_TRANSLATE_NOOP("engine", "it is no longer there"),
    QT_TRANSLATE_NOOP("engine", "none of its frames can be decoded as {codec}"),
    QT_TRANSLATE_NOOP("engine", "none of its frames can be decoded"),
    QT_TRANSLATE_NOOP("engine", "not one frame of it can be decoded"),
    QT_TRANSLATE_NOOP("engine", "it holds no frames"),
    QT_TRANSLATE_NOOP("engine", "the folder holds no row of numbered pictures"),
    QT_TRANSLATE_NOOP("engine", "it holds {count} videos, only the largest is used"),
    QT_TRANSLATE_NOOP("engine", "the file is cut off after frame {frame}: {reason}"),
    QT_TRANSLATE_NOOP("engine", "1 damaged packet was skipped"),
    QT_TRANSLATE_NOOP("engine", "{count} damaged packets were skipped"),
    QT_TRANSLATE_NOOP(
        "engine", "Play the file in a video player, or export it again from the recorder."
    ),
    QT_TRANSLATE_NOOP("engine", "Footage {name} is not at {folder}"),
    QT_TRANSLATE_NOOP("engine", "Footage {name} has changed since it was added to the case"),
    QT_TRANSLATE_NOOP(
        "engine",
        "Compare it with the original; add the changed file as new footage if it is meant.",
    ),
    QT_TRANSLATE_NOOP("engine", "{name} is in the case already, as footage {known_as}"),
    QT_TRANSLATE_NOOP("engine", "No stream copy of {name} can be made: {reason}"),
    # what is wrong with a case
    QT_TRANSLATE_NOOP("engine", "{path} is not a Duskline case"),
    QT_TRANSLATE_NOOP("engine", "{path} exists already"),
    QT_TRANSLATE_NOOP("engine", "Choose another name, or open the case there."),
    QT_TRANSLATE_NOOP("engine", "{name} was written by a newer Duskline (schema {schema})"),
    QT_TRANSLATE_NOOP("engine", "Update Duskline to open it. The case was not touched."),
    QT_TRANSLATE_NOOP("engine", "The database of {name} is damaged: {reason}"),
    QT_TRANSLATE_NOOP("engine", "it holds no case"),
    QT_TRANSLATE_NOOP("engine", "{file} is missing"),
    QT_TRANSLATE_NOOP(
        "engine", "{link} in {name} is a link to elsewhere; nothing is written through it"
    ),
    QT_TRANSLATE_NOOP(
        "engine", "Put the folder or file it leads to in its place: a case keeps everything within."
    ),
    QT_TRANSLATE_NOOP("engine", "{name} is being written by {holder}"),
    QT_TRANSLATE_NOOP("engine", "another process"),
    QT_TRANSLATE_NOOP("engine", "Wait until it has finished, or stop it there, and try again."),
    QT_TRANSLATE_NOOP("engine", "{name} cannot be written: {reason}"),
    QT_TRANSLATE_NOOP("engine", "it is open for reading only"),
    QT_TRANSLATE_NOOP("engine", "it was opened for reading only"),
    QT_TRANSLATE_NOOP("engine", "an older Duskline made it, and bringing it up to date writes"),
    QT_TRANSLATE_NOOP("engine", "no right to write {file}"),
    QT_TRANSLATE_NOOP("engine", "no right to read its database"),
    QT_TRANSLATE_NOOP("engine", "there is no folder {folder}"),
    QT_TRANSLATE_NOOP("engine", "{path} cannot be reached: {reason}"),
    QT_TRANSLATE_NOOP("engine", "{path} cannot be used: {reason}"),
    QT_TRANSLATE_NOOP(
        "engine",
        "Ask for the right to read and write there, or set {variable} to a folder where you have "
        "it.",
    ),
    QT_TRANSLATE_NOOP("engine", "The case has no {kind} {wanted}"),
    QT_TRANSLATE_NOOP("engine", "This case is not indexed yet"),
    QT_TRANSLATE_NOOP("engine", "Tracklet {label} has no vector of model {model}"),
    QT_TRANSLATE_NOOP("engine", "The disk of {path} is full"),
    QT_TRANSLATE_NOOP("engine", "Setting {key}: {reason}"),
    QT_TRANSLATE_NOOP("engine", "Correct the value and try again."),
    QT_TRANSLATE_NOOP("engine", "there is no zone {zone}; give one such as Europe/Madrid or UTC"),
    QT_TRANSLATE_NOOP(
        "engine",
        "these tracklets are visible and infrared: name the modality to search in",
    ),
    QT_TRANSLATE_NOOP("engine", "these tracklets cancel each other out: ask with fewer of them"),
    QT_TRANSLATE_NOOP(
        "engine",
        "nobody told what the recorder shows at the first frame of footage {number} ({name})",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "These vectors come from model {given}, the index holds model {held}",
    ),
    QT_TRANSLATE_NOOP("engine", "{package} is not installed"),
    QT_TRANSLATE_NOOP("engine", "{what} has been changed since"),
    QT_TRANSLATE_NOOP("engine", "A person needs a name"),
    QT_TRANSLATE_NOOP(
        "engine",
        "A map needs {least} tracklets with a vector, and there are {count}",
    ),
    QT_TRANSLATE_NOOP("engine", "Tracklet {label} is the query itself"),
    QT_TRANSLATE_NOOP("engine", "Tracklet {label} is {owner}"),
    QT_TRANSLATE_NOOP("engine", "nobody's"),
    QT_TRANSLATE_NOOP("engine", "person {number}'s"),
    QT_TRANSLATE_NOOP("engine", "Edit {number} was undone already"),
    QT_TRANSLATE_NOOP("engine", "The worker process ended unexpectedly (exit code {code})"),
    QT_TRANSLATE_NOOP("engine", "Start the job again: it goes on where it was."),
    # what cannot be the plan of the cameras
    QT_TRANSLATE_NOOP("engine", "{name} cannot be the plan: {reason}"),
    QT_TRANSLATE_NOOP(
        "engine",
        "Choose a picture such as a PNG or JPEG; a drawing or a PDF can be saved as one.",
    ),
    QT_TRANSLATE_NOOP("engine", "there is no such file"),
    QT_TRANSLATE_NOOP("engine", "it is larger than {size} MB"),
    QT_TRANSLATE_NOOP("engine", "it is of a kind that cannot be shown"),
    QT_TRANSLATE_NOOP("engine", "it is damaged or cut off"),
    QT_TRANSLATE_NOOP("engine", "it has too many pixels"),
    QT_TRANSLATE_NOOP("engine", "it is too small, {width} by {height} pixels"),
    QT_TRANSLATE_NOOP("engine", "it is too large, {width} by {height} pixels"),
    # what a look through a case finds
    QT_TRANSLATE_NOOP("engine", "its content has changed since it was added"),
    QT_TRANSLATE_NOOP(
        "engine",
        "compare it with the original; add a file that is meant to differ as new footage",
    ),
    QT_TRANSLATE_NOOP("engine", "it is not where it was"),
    QT_TRANSLATE_NOOP("engine", "plug the medium in, or: cba footage find CASE FOLDER"),
    QT_TRANSLATE_NOOP("engine", "it cannot be read: {reason}"),
    QT_TRANSLATE_NOOP("engine", "copy it from the original medium again"),
    QT_TRANSLATE_NOOP(
        "engine",
        "what was found in it stays; it is not indexed, and no exhibit is made of it",
    ),
    QT_TRANSLATE_NOOP("engine", "it is missing"),
    QT_TRANSLATE_NOOP("engine", "it is no picture"),
    QT_TRANSLATE_NOOP("engine", "it was not written whole: its end is missing"),
    QT_TRANSLATE_NOOP(
        "engine",
        "searching, and looking at the footage itself; this picture is not shown",
    ),
    QT_TRANSLATE_NOOP(
        "engine",
        "bring the file back from a copy of the case folder, or index the footage anew",
    ),
    QT_TRANSLATE_NOOP("engine", "its content has changed since it was asked with"),
    QT_TRANSLATE_NOOP("engine", "searching with other queries; what was decided stands as it was"),
    QT_TRANSLATE_NOOP("engine", "bring the file back from a copy of the case folder"),
    QT_TRANSLATE_NOOP("engine", "what can be read is shown; nothing is written into it"),
    QT_TRANSLATE_NOOP("engine", "restore the last good backup: cba case restore"),
    QT_TRANSLATE_NOOP("engine", "there are no index files"),
    QT_TRANSLATE_NOOP("engine", "the case has changed since they were made"),
    QT_TRANSLATE_NOOP(
        "engine", "everything; the next search makes these files again from the database"
    ),
    QT_TRANSLATE_NOOP("engine", "nothing needs to be done"),
    QT_TRANSLATE_NOOP("engine", "a run that ended early left it; nothing refers to it"),
    QT_TRANSLATE_NOOP("engine", "everything"),
    QT_TRANSLATE_NOOP("engine", "remove it when nothing works on the case"),
    QT_TRANSLATE_NOOP("engine", "everything but handing out this exhibit"),
    QT_TRANSLATE_NOOP(
        "engine", "bring it back from a copy, or make the exhibit again under a new number"
    ),
    QT_TRANSLATE_NOOP("engine", "entry {number} is not what was hashed"),
    QT_TRANSLATE_NOOP("engine", "entries {first} to {last} are missing"),
    QT_TRANSLATE_NOOP("engine", "entry {number} does not follow entry {before} as that stands now"),
    QT_TRANSLATE_NOOP(
        "engine",
        "everything; what the log says of this entry is not to be relied on",
    ),
    QT_TRANSLATE_NOOP("engine", "compare with an exported log or a backup: cba log verify"),
    QT_TRANSLATE_NOOP("engine", "Exhibits are not what they were when they were made: {reason}"),
    # a recorder's clock
    QT_TRANSLATE_NOOP("engine", "recorder clock not compared, taken as right in {zone}"),
    QT_TRANSLATE_NOOP("engine", "{reason}; it falls behind {seconds} s a day"),
    QT_TRANSLATE_NOOP("engine", "{reason}; it gains {seconds} s a day"),
    QT_TRANSLATE_NOOP("engine", "recorder was {amount} slow; {shown} on screen is {moment}"),
    QT_TRANSLATE_NOOP("engine", "recorder was {amount} fast; {shown} on screen is {moment}"),
    QT_TRANSLATE_NOOP("engine", "recorder was right; {shown} on screen is {moment}"),
    # person detectors
    QT_TRANSLATE_NOOP("engine", "YOLOX, COCO, from an ONNX file"),
    QT_TRANSLATE_NOOP("engine", "Detections or tracks from a MOTChallenge text file"),
)
"""Each as the engine says it; a field in braces stands for what differs."""

_SAID_AGAIN = frozenset({"reason", "holder", "owner"})
"""Fields that hold another of these sentences."""

_NUMBERS = frozenset(
    {"count", "frame", "number", "first", "last", "before", "code", "seconds", "amount"}
)
"""Fields that hold digits alone."""


def engine_text(text: str) -> str:
    """`text` as the window says it; what the table does not know stays as the engine says it."""
    found = _known(text)
    if found is None:
        return _part_by_part(text)
    sentence, fields = found
    said = {
        name: engine_text(value) if name in _SAID_AGAIN else value for name, value in fields.items()
    }
    return QCoreApplication.translate("engine", sentence).format(**said)


def _part_by_part(text: str) -> str:
    """Several sentences in one: joined by semicolons, or behind the name of a file."""
    first, semicolon, rest = text.partition("; ")
    if semicolon:
        return engine_text(first) + semicolon + engine_text(rest)
    name, colon, rest = text.partition(": ")
    return name + colon + engine_text(rest) if colon else text


@lru_cache(maxsize=512)
def _known(text: str) -> tuple[str, dict[str, str]] | None:
    for sentence, pattern in _patterns():
        found = pattern.fullmatch(text)
        if found is not None:
            return sentence, found.groupdict()
    return None


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    made = []
    for sentence in SENTENCES:
        parts = re.split(r"\{(\w+)\}", sentence)
        written = "".join(
            _group(part) if at % 2 else re.escape(part) for at, part in enumerate(parts)
        )
        made.append((sentence, re.compile(written, re.DOTALL)))
    return made


def _group(field: str) -> str:
    return f"(?P<{field}>{'[0-9,.:]+' if field in _NUMBERS else '.+?'})"
