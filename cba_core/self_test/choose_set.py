"""Which footage a self-test measures here: what this machine renders, or the embedded sample."""

from dataclasses import dataclass
from importlib.util import find_spec

from cba_core.domain.errors import NotInstalledError
from cba_core.runtimes.opengl_runtime import ask_opengl
from cba_core.self_test.fixed_set import SetName
from cba_core.simulation.opengl import NoOpenGlError

_PACKAGES = ("anny", "moderngl")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenSet:
    """What is measured, and why it is this."""

    name: SetName
    why: str  # for people
    renderer: str = ""  # who draws; empty where nobody has to


def choose_set(codec: str, *, wants_sample: bool = False) -> ChosenSet:
    """Footage of this machine's own where it can be rendered, else the embedded sample.

    Args:
        codec: encoder of the recordings.
        wants_sample: the person asked for the sample.
    """
    if wants_sample:
        return ChosenSet(name=SetName.SAMPLE, why="It was asked for.")
    for package in _PACKAGES:
        if find_spec(package) is None:
            return _sample(NotInstalledError(package, "simulation"))
    opengl = ask_opengl()
    if not opengl.draws:
        return _sample(NoOpenGlError(opengl.problem))
    if not _encodes(codec):
        return _sample(NotInstalledError(f"the encoder {codec}", "simulation"))
    why = "Made by this machine for this test; nobody in it exists."
    return ChosenSet(name=SetName.RENDERED, why=why, renderer=opengl.renderer)


def _sample(reason: NotInstalledError | NoOpenGlError) -> ChosenSet:
    why = f"Footage of its own cannot be rendered here: {reason.what}. {reason.remedy}"
    return ChosenSet(name=SetName.SAMPLE, why=why)


def _encodes(codec: str) -> bool:
    import av

    try:
        return bool(av.Codec(codec, "w").is_encoder)
    except ValueError:  # what PyAV raises of a codec it does not know
        return False
