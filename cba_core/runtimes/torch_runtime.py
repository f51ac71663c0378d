"""Whether torch can be used, told to people before the work that needs it."""

from importlib.util import find_spec

from cba_core.domain.errors import NotInstalledError


class TorchDoesNotLoadError(NotInstalledError):
    """torch is there, and its libraries cannot be loaded."""

    def __init__(self, reason: str) -> None:
        super().__init__("torch", "torch")
        self.what = f"torch is installed but does not load: {reason}"
        self.remedy = "Install it again: pip install --force-reinstall torch torchvision"
        self.args = (self.what, self.remedy)


def require_torch() -> None:
    """Load torch, which takes seconds the first time.

    Raises:
        NotInstalledError: it is missing, or does not load.
    """
    if find_spec("torch") is None:
        raise NotInstalledError("torch", "torch")
    try:
        import torch  # noqa: F401  (to see whether it can be)
    except (ImportError, OSError, RuntimeError) as error:  # a library of its own, or of CUDA
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise TorchDoesNotLoadError(reason) from error
