"""Which model file embeds: the one that was named, or the starter model."""

from collections.abc import Callable, Iterable
from pathlib import Path

import platformdirs

from cba_core.domain.errors import ModelFileError
from cba_core.domain.ids import ModelId
from cba_core.domain.progress import go_on
from cba_core.model.imagenet_model import (
    IMAGENET_MODEL,
    PACKAGED_MODEL_IDS,
    packaged_model,
)
from cba_core.model.model_file import model_id_of
from cba_core.model.starter_model import STARTER, STARTER_ID, starter_model
from cba_core.weights.catalogue import WeightCatalogue

DEFAULT_MODEL = STARTER
"""What indexes where nobody says otherwise (ADR 19)."""

PUBLIC_NAMES = {"imagenet": IMAGENET_MODEL, "clip": "clip-vit-b-16"}
"""What the command line calls the usual beginnings of a training."""


def model_file_for(wanted: Path | None, *, between_steps: Callable[[], None] = go_on) -> Path:
    """The model file to use.

    Args:
        wanted: a file, the name of an added or packaged model, or `starter`; None takes
            the default. Packaged ones are made once from the weights their package
            carries, byte for byte the same everywhere.
        between_steps: called now and then while one is made; what it raises ends that.

    Raises:
        ModelFileError: there is no such file or name.
        NotInstalledError: the package of the weights is missing.
    """
    name = DEFAULT_MODEL if wanted is None else str(wanted)
    if name == STARTER:
        return starter_model()
    catalogue = WeightCatalogue(kind="encoder")
    for weights in catalogue.packaged():
        if weights.name == name:
            _ = weights.sha256  # raises unless it is the file this program was tested with
            between_steps()
            return packaged_model(name, weights.path, cache_folder(), between_steps=between_steps)
    path = Path(name)
    if path.is_file():
        return path.resolve()
    added = catalogue.find(name)
    if added is None:
        raise ModelFileError(
            f"There is no model file or added model {name}",
            "Give a .safetensors file, or a name of: cba models list",
        )
    return added.path


def model_of_last_run(path: Path, model_id: ModelId, *, of_case: Iterable[Path] = ()) -> Path:
    """What to give to `model_file_for` for the model that a case was indexed with before.

    It is known by its content: the file may hold another model by now, the person's folders may
    have moved, or the case may have come from another machine.

    Args:
        path: where it lay then.
        model_id: of it.
        of_case: models that lie in the case's folder.

    Raises:
        ModelFileError: it is nowhere. Another model is not taken in its place without being
            asked for: all vectors of the case would change.
    """
    if _is(path, model_id):
        return path
    for own in of_case:
        if _is(own, model_id):
            return own
    if model_id == STARTER_ID:  # of another installation
        return Path(STARTER)
    for name, packaged_id in PACKAGED_MODEL_IDS.items():
        if packaged_id == model_id:
            return Path(name)
    for added in WeightCatalogue(kind="encoder").installed():
        if added.recorded_sha256 == model_id and _is(added.path, model_id):
            return added.path
    raise ModelFileError(
        f"{path} is no longer the model that this case was indexed with"
        if _lies_there(path)
        else f"The model that this case was indexed with is no longer at {path}",
        "Put the file back, or name another model, which embeds all tracklets again: "
        f"cba index CASE --model FILE (the default: --model {DEFAULT_MODEL})",
    )


def _is(path: Path, model_id: ModelId) -> bool:
    """Whether this very model lies there; a file may have been replaced by another."""
    try:
        return _lies_there(path) and model_id_of(path) == model_id
    except ModelFileError:  # it may not be read, so it is not at hand
        return False


def _lies_there(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:  # within a folder that may not be looked into
        return False


def cache_folder() -> Path:
    """Where files lie that the program can make again."""
    return platformdirs.user_cache_path("duskline") / "models"
