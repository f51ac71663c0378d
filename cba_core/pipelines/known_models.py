"""Every detector and encoder there is, wherever its weights come from."""

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from cba_core.config.index_config import ONNX_SUFFIX
from cba_core.detection.onnx_facts import inspect_onnx_detector
from cba_core.detection.registry import DETECTORS, MOTCHALLENGE
from cba_core.domain.errors import CbaError, ModelFileError
from cba_core.domain.overview import DetectorChoice
from cba_core.model.model_file import read_header
from cba_core.model.starter_model import STARTER, STARTER_ID, starter_model
from cba_core.runtimes.torch_runtime import require_torch
from cba_core.weights.installed_weights import (
    InstalledWeights,
    WeightFacts,
    WeightLibrary,
    checked_name,
)
from cba_core.weights.packaged_weights import PACKAGED_WEIGHTS, PackagedWeights

MODEL_SUFFIX = ".safetensors"
Origin = Literal["package", "added", "built-in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownModel:
    """A detector or encoder, and whether it can be used now."""

    name: str
    kind: Literal["detector", "encoder"]
    title: str
    origin: Origin
    sha256: str | None  # None: it has no weights, or they are not there
    input_size: tuple[int, int] | None  # height, width, px; None: decided per model file
    licence: str
    source: str
    path: Path | None
    remedy: str  # empty: it is ready

    @property
    def is_ready(self) -> bool:
        """Whether it can be used now."""
        return not self.remedy


def known_models(library: WeightLibrary | None = None) -> list[KnownModel]:
    """Detectors first; the default of each kind stands first among its kind."""
    library = WeightLibrary() if library is None else library
    packaged = [_packaged(one) for one in PACKAGED_WEIGHTS]
    built_in = [
        KnownModel(
            name=entry.name,
            kind="detector",
            title=entry.title,
            origin="built-in",
            sha256=None,
            input_size=None,
            licence=entry.licence,
            source=entry.needs,
            path=None,
            remedy="",
        )
        for entry in DETECTORS
        if entry.name == MOTCHALLENGE
    ]
    added = [_added(one) for one in library.all()]
    everything = [*packaged, _starter(), *built_in, *added]
    return [one for one in everything if one.kind == "detector"] + [
        one for one in everything if one.kind == "encoder"
    ]


def known_model(name: str, library: WeightLibrary | None = None) -> KnownModel:
    """The model of this name.

    Raises:
        ModelFileError: there is none.
    """
    for model in known_models(library):
        if model.name == name:
            return model
    raise ModelFileError(f"There is no model {name}", "See what there is: cba models list")


def add_model(
    file: Path,
    *,
    name: str | None = None,
    licence: str | None = None,
    source: str | None = None,
    library: WeightLibrary | None = None,
) -> KnownModel:
    """Copy a weight file into the person's library after looking into it.

    Raises:
        CbaError: the file cannot be used; nothing was added.
    """
    library = WeightLibrary() if library is None else library
    _require_selectable(name or file.stem)
    added = library.add(file, inspect=inspect_weights, name=name, licence=licence, source=source)
    return _added(added)


def import_clip(
    tower: str,
    *,
    checkpoint: Path | None = None,
    download: str | None = None,
    name: str | None = None,
    licence: str | None = None,
    source: str | None = None,
    library: WeightLibrary | None = None,
) -> KnownModel:
    """Make a model file of a CLIP image tower and add it to the person's library.

    Args:
        tower: open_clip's name, such as "ViT-B-16" or "ViT-B-16-quickgelu".
        checkpoint: a local file of weights.
        download: open_clip's name of weights to fetch; the one use of a network there is.
        name: what to call the model; None takes the tower's.
        licence: of the weights, as the person knows it.
        source: where they come from.
        library: None takes the person's own.

    Raises:
        ModelFileError: neither or both sources were given, the name cannot be used, or the
            weights cannot be had or do not fit.
        NotInstalledError: torch or open_clip is missing.
    """
    if (checkpoint is None) == (download is None):
        raise ModelFileError(
            "The weights of the tower come from one place",
            "Give a local file with --weights, or allow a download with --download NAME.",
        )
    library = WeightLibrary() if library is None else library
    # Before anything is fetched or written: the name becomes part of a path.
    name = checked_name(name or f"clip-{tower.lower()}")
    library.require_free(name)
    _require_selectable(name)
    require_torch()
    from cba_core.model.open_clip_weights import (
        WeightOrigin,
        download_clip_checkpoint,
        import_clip_weights,
    )

    if checkpoint is None:
        checkpoint = download_clip_checkpoint(tower, download or "", allow_download=True)
    origin = WeightOrigin(
        licence=licence or "not told",
        source=source or (f"open_clip {tower} {download}" if download else checkpoint.name),
    )
    with TemporaryDirectory(prefix="duskline-") as folder:
        made = Path(folder) / f"{name}{MODEL_SUFFIX}"
        import_clip_weights(tower, checkpoint, made, origin=origin)
        return add_model(
            made, name=name, licence=origin.licence, source=origin.source, library=library
        )


def remove_model(name: str, library: WeightLibrary | None = None) -> None:
    """Delete a weight file that the person added.

    Raises:
        ModelFileError: the person added none of this name.
    """
    (WeightLibrary() if library is None else library).remove(name)


def model_header(model: KnownModel) -> dict[str, object] | None:
    """What a model file says of itself; None for weights that are no model file."""
    if model.path is None or model.path.suffix != MODEL_SUFFIX:
        return None
    return read_header(model.path).as_json()


def inspect_weights(path: Path) -> WeightFacts:
    """What a weight file is good for, by looking into it."""
    if path.suffix.lower() == ".onnx":
        facts = inspect_onnx_detector(path)
        return WeightFacts(
            kind="detector",
            input_height_px=facts.height_px,
            input_width_px=facts.width_px,
            about="YOLOX, COCO",
        )
    from cba_core.model.model_file import inspect_model_file

    header = inspect_model_file(path).header
    if find_spec("torch") is not None:  # without it no model can be made ready here at all
        require_torch()
        from cba_core.model.network import require_vectors

        require_vectors(path)
    return WeightFacts(
        kind="encoder",
        input_height_px=header.transforms.height_px,
        input_width_px=header.transforms.width_px,
        about=header.encoder.name,
    )


def _require_selectable(name: str) -> None:
    """Raise where `--detector` or `--model` would understand something else by this name."""
    if name in {STARTER, *(entry.name for entry in DETECTORS)} or name.lower().endswith(
        ONNX_SUFFIX
    ):
        raise ModelFileError(
            f"Weights cannot be called {name}: cba index would take that for something else",
            "Choose another name with --name.",
        )


def _starter() -> KnownModel:
    try:
        path = starter_model()
        header, remedy = read_header(path), ""
        size = (header.transforms.height_px, header.transforms.width_px)
        licence, source = header.provenance.licence, header.provenance.source
    except ModelFileError as error:
        path, size, licence, source, remedy = None, None, "", "Duskline", error.remedy
    return KnownModel(
        name=STARTER,
        kind="encoder",
        title="Starter model of Duskline, trained without labels",
        origin="built-in",
        sha256=None if path is None else STARTER_ID,
        input_size=size,
        licence=licence,
        source=source,
        path=path,
        remedy=remedy,
    )


def _packaged(weights: PackagedWeights) -> KnownModel:
    sha256, remedy = _checked(weights)
    return KnownModel(
        name=weights.name,
        kind=weights.kind,
        title=weights.title,
        origin="package",
        sha256=sha256,
        input_size=None,
        licence=weights.licence,
        source=weights.source,
        path=weights.locate(),
        remedy=remedy,
    )


def _added(weights: InstalledWeights) -> KnownModel:
    sha256, remedy = _checked(weights)
    return KnownModel(
        name=weights.name,
        kind=weights.kind,
        title=weights.facts.about,
        origin="added",
        sha256=sha256,
        input_size=(weights.facts.input_height_px, weights.facts.input_width_px),
        licence=weights.licence,
        source=weights.source,
        path=weights.path,
        remedy=remedy,
    )


def _checked(weights: PackagedWeights | InstalledWeights) -> tuple[str | None, str]:
    """The checked SHA-256, or none and what to do."""
    try:
        return weights.sha256, ""
    except CbaError as error:
        return None, error.remedy


def detector_choices() -> list[DetectorChoice]:
    """Every person detector there is, the default first; fingerprints their weights."""
    return [
        DetectorChoice(name=model.name, title=model.title, remedy=model.remedy)
        for model in known_models()
        if model.kind == "detector"
    ]
