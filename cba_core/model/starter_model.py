"""A model to begin with: trained here, and shipped as a file.

It learnt from simulated people and from real footage whose licences allow it, without labels; its
card beside it says from what, how it was measured, and how little the real figures rest on.
"""

from pathlib import Path

from cba_core.domain.errors import ModelFileError
from cba_core.domain.ids import ModelId

STARTER = "starter"
STARTER_ID = ModelId("25e27af137aa0fb7d9881e24aa69aa267cca34f58aa4b737bab4f3d3cd83ebe7")
"""SHA-256 of the file: vectors of one installation fit another's."""

_FILE = Path(__file__).parents[2] / "resources" / "models" / "starter.safetensors"


def starter_model() -> Path:
    """The model file.

    Raises:
        ModelFileError: this installation came without it.
    """
    if not _FILE.is_file():
        raise ModelFileError(
            f"The starter model is missing: {_FILE}",
            "Install Duskline again, with its folder resources/, or name another model.",
        )
    return _FILE
