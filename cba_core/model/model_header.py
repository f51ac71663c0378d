"""The header of a model file: all it takes to run the model, and where it comes from."""

from dataclasses import dataclass
from typing import Any, Literal

from cba_core.model.frame_encoder_configs import (
    FAMILIES,
    STEMS,
    FrameEncoderConfig,
    JoinedTowersConfig,
)
from cba_core.model.header_json import from_json, to_json

FORMAT_VERSION = 1
"""Raised when an older program could misread a file."""

NECK_EPSILON = 1e-5
"""Added to the variance in the BN neck, in torch and in inference without it."""

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)
CLIP_MEAN = (0.48145466, 0.4578275, 0.40821073)
CLIP_STD = (0.26862954, 0.26130258, 0.27577711)

Colour = Literal["rgb", "grey"]
Contrast = Literal["none", "equalise"]
Resize = Literal["stretch", "letterbox"]
Stem = Literal["shared", "two-stream"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageTransforms:
    """How a crop becomes the network's input, the same for both modalities."""

    height_px: int
    width_px: int
    resize: Resize = "stretch"
    """Stretch to the input size, or keep the aspect ratio and pad with the mean."""
    colour: Colour = "rgb"
    """Grey: the luminance on all three channels, as an infrared camera gives it."""
    contrast: Contrast = "none"
    """Equalise: the histogram of every crop made flat, which needs grey."""
    mean: tuple[float, float, float] = IMAGENET_MEAN
    std: tuple[float, float, float] = IMAGENET_STD

    def __post_init__(self) -> None:
        if self.height_px < 1 or self.width_px < 1:
            raise ValueError(f"input size must be positive, got {self.height_px}x{self.width_px}")
        if self.contrast == "equalise" and self.colour != "grey":
            raise ValueError("contrast equalise needs colour grey")
        if min(self.std) <= 0:
            raise ValueError(f"std must be positive, got {self.std}")


@dataclass(frozen=True, slots=True, kw_only=True)
class ParentFile:
    """A file the weights were made from."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a model comes from and what it may be used for."""

    licence: str
    source: str
    training_data: str
    trained_for_person_search: bool
    parents: tuple[ParentFile, ...] = ()
    created: str | None = None
    """ISO 8601; None where the file must come out the same on every machine."""
    program_version: str | None = None
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DataUsed:
    """What a model learnt from, told without a picture of it."""

    name: str
    sha256: str  # of its pictures as they were given to training
    tracklets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Something measured of a model, with what it rests on."""

    name: str
    value: float
    count: int
    """Queries, pairs or people that it is the mean of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainingRecord:
    """How a model was trained: enough to do it again."""

    method: str
    seed: int
    steps: int
    settings: str
    """JSON of all settings."""
    data: tuple[DataUsed, ...]
    command: str
    commit: str | None = None
    """Of the program, where it ran from a repository."""
    device: str = "cpu"
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelHeader:
    """What a model file says of itself."""

    format_version: int = FORMAT_VERSION
    encoder: FrameEncoderConfig
    transforms: ImageTransforms
    stem: Stem = "shared"
    """Two-stream: the encoder's stem exists twice, and a clip's modality chooses one."""
    pooling: Literal["mean"] = "mean"
    """Over the frames of a clip."""
    neck: Literal["batch-norm"] = "batch-norm"
    dim: int = 0
    """Length of a vector; 0 takes the encoder's."""
    frames_per_clip: int | None = None
    """So many crops of a clip are used, evenly chosen; None uses all."""
    provenance: Provenance
    training: TrainingRecord | None = None
    """None where nobody trained it with this program."""

    def __post_init__(self) -> None:
        if self.dim == 0:
            object.__setattr__(self, "dim", self.encoder.dim)
        if self.dim != self.encoder.dim:
            raise ValueError(f"dim must be {self.encoder.dim}, the encoder's, got {self.dim}")
        rows, columns = self.encoder.size_steps_px
        if self.transforms.height_px % rows or self.transforms.width_px % columns:
            raise ValueError(
                f"input size must be a multiple of {rows}x{columns} px, "
                f"got {self.transforms.height_px}x{self.transforms.width_px}"
            )
        if self.stem == "two-stream" and self.encoder.family not in STEMS:
            raise ValueError(f"{self.encoder.name} has no stem that can exist twice")
        if isinstance(self.encoder, JoinedTowersConfig):
            _check_towers(self.encoder, self.transforms)
        if self.frames_per_clip is not None and self.frames_per_clip < 1:
            raise ValueError(f"frames_per_clip must be at least 1, got {self.frames_per_clip}")

    def as_json(self) -> dict[str, Any]:
        """The header as JSON objects; files of untrained and shared models stay as they were."""
        facts = to_json(self)
        if self.stem == "shared":
            del facts["stem"]
        if self.training is None:
            del facts["training"]
        return facts

    @staticmethod
    def of_json(data: object) -> "ModelHeader":
        """The header that `as_json` wrote.

        Raises:
            HeaderMismatchError: it is not one.
        """
        return from_json(ModelHeader, data, FAMILIES)


def _check_towers(encoder: JoinedTowersConfig, transforms: ImageTransforms) -> None:
    """Luminance can be made of colours that are scaled already, where all have one scale."""
    if transforms.colour == "rgb" and len({*transforms.mean}) == len({*transforms.std}) == 1:
        return
    if any(one.colour != transforms.colour for one in encoder.towers):
        raise ValueError(
            f"{encoder.name} has towers of several colours, which needs colour rgb, and one mean "
            "and one std for all channels"
        )
