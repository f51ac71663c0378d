"""The model that indexes where nobody says otherwise: made here, and shipped as a file.

One part of it learnt from simulated people and from real footage whose licences allow it, without
labels; the other is the ImageNet network that this began with. Its card beside it says from what,
how it was measured, and how little the real figures rest on (docs/adr/0019-starter-model.md).
"""

from pathlib import Path

from cba_core.domain.errors import ModelFileError
from cba_core.domain.ids import ModelId
from cba_core.model.model_file import model_id_of

STARTER = "starter"
STARTER_ID = ModelId("dd775a7da90ec95631734946bd3284f99956a7538ef3a008342828c10161db8d")
"""SHA-256 of the file: vectors of one installation fit another's."""

_FILE = Path(__file__).parents[2] / "resources" / "models" / "starter.safetensors"


def starter_model() -> Path:
    """The model file.

    Raises:
        ModelFileError: this installation came without it, or the file is another.
    """
    if not _FILE.is_file():
        raise ModelFileError(
            f"The starter model is missing: {_FILE}",
            "Install Duskline again, with its folder resources/, or name another model.",
        )
    if model_id_of(_FILE) != STARTER_ID:
        raise ModelFileError(
            f"{_FILE} is not the starter model that this program came with",
            "Install Duskline again, with its folder resources/, or name another model.",
        )
    return _FILE
