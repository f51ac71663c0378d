"""Unlabelled tracklets to a model file: read, make ready, train, write with its card."""

import shlex
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import cba_core
from cba_core.config.train_config import TrainConfig
from cba_core.config.train_toml import train_config_to_json
from cba_core.datasets.picture_bank import PictureBank, training_pictures
from cba_core.datasets.picture_file import PictureRules
from cba_core.domain.errors import ConfigError, NotInstalledError
from cba_core.domain.footage import Modality
from cba_core.domain.learning import LEAST_TRACKLETS, TooLittleToLearnError, TrackletSource
from cba_core.domain.progress import TaskContext
from cba_core.model.model_header import DataUsed, ModelHeader, TrainingRecord
from cba_core.pipelines.judge_rounds import judge_of
from cba_core.pipelines.model_card import card_path, model_card
from cba_core.pipelines.run_folder import RunFolder
from cba_core.pipelines.starting_network import StartingNetwork, starting_network
from cba_core.runtimes.torch_runtime import require_torch


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class TrainRequest:
    """What to train on and where the model goes."""

    sources: Sequence[TrackletSource]
    out: Path
    config: TrainConfig
    init: str = "imagenet"
    resume: bool = False
    device: str = "auto"
    threads: int | None = None  # None: as many as the processor has
    command: str = ""  # as it was typed, for the card
    tensorboard: Path | None = None
    """Folder for event files of TensorBoard, beside the log that is always kept."""
    pictures: Path | None = None
    """Folder in which crops made ready stay for another run; None keeps them to this run."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainReport:
    """What came of it."""

    model: Path
    model_id: str
    card: Path
    log: Path
    tracklets: Mapping[str, int]  # by modality
    steps: int


def train_model(request: TrainRequest, context: TaskContext) -> TrainReport:
    """Train a model and write it with its card.

    The people of a source are read by the two ceilings alone, and for the log.

    Raises:
        JobCancelled: stopped; the same request with `resume` goes on.
        TooLittleToLearnError: a modality has hardly any tracklets.
        ModelExistsError, RunExistsError, RunBusyError: see `RunFolder.held`.
        CheckpointError: the checkpoint is damaged or of other settings or data.
        ModelFileError, ConfigError, DataSetError, NotInstalledError, DiskFullError.
    """
    require_torch()
    _require_scikit_learn()
    _require_method(request.config)
    _require_enough(request.sources)
    if request.tensorboard is not None:
        from cba_core.training.tensorboard_log import require_tensorboard

        require_tensorboard()
    folder = RunFolder(request.out)
    with folder.held(resume=request.resume):
        return _trained(request, folder, context)


def _trained(request: TrainRequest, folder: RunFolder, context: TaskContext) -> TrainReport:
    from cba_core.model.model_file import write_model_file
    from cba_core.model.network import network_tensors
    from cba_core.training.methods.registry import make_method
    from cba_core.training.run_log import JsonLinesLog, RunLog, SeveralLogs
    from cba_core.training.tensorboard_log import TensorBoardLog
    from cba_core.training.trainer import Run, Trainer

    config = request.config
    logs: list[RunLog] = [JsonLinesLog(folder.log)]
    if request.tensorboard is not None:
        logs.append(TensorBoardLog(request.tensorboard))
    start = starting_network(request.init, config.network)
    rules = _rules(start.header, config)
    bank = training_pictures(request.sources, rules, request.pictures or folder.pictures, context)
    device = _device(request)
    method = make_method(config.cross_method, **_settings_of(config))
    trainer = Trainer(
        config,
        bank.training,
        start.network,
        start.header.transforms,
        method=method,
        run=Run(
            device=device,
            log=SeveralLogs(logs),
            context=context,
            checkpoint=folder.checkpoint,
            beginning=start.model_id,
            judge=judge_of(bank, config.seed),
            persons=bank.persons if method.uses_labels else None,
        ),
    )
    network = trainer.train()
    header = _header(request, start, bank, device=str(device))
    model_id = write_model_file(request.out, header, network_tensors(network))
    card = card_path(request.out)
    card.write_text(model_card(header, model_id), encoding="utf-8")
    report = TrainReport(
        model=request.out,
        model_id=model_id,
        card=card,
        log=folder.log,
        tracklets={one.value: len(bank.training.positions(one)) for one in Modality},
        steps=config.total_steps,
    )
    folder.clear()
    return report


def _require_scikit_learn() -> None:
    """Told before the warm-up, not after it, when clusters are first wanted."""
    if find_spec("sklearn") is None:
        raise NotInstalledError("scikit-learn", "training")


def _require_method(config: TrainConfig) -> None:
    from cba_core.training.methods.registry import METHODS

    name = config.cross_method
    if name not in METHODS or not METHODS[name].trains:
        known = [one for one in METHODS if METHODS[one].trains]
        raise ConfigError(
            "method", f"{config.method} cannot be trained; there are cba, {', '.join(known)}"
        )


def _rules(header: ModelHeader, config: TrainConfig) -> PictureRules:
    return PictureRules(
        height_px=header.transforms.height_px,
        width_px=header.transforms.width_px,
        most_pictures=config.most_pictures,
    )


def _require_enough(sources: Sequence[TrackletSource]) -> None:
    """Counted before any picture is decoded."""
    counts = {
        modality: sum(one.modality is modality for part in sources for one in part.tracklets)
        for modality in Modality
    }
    if min(counts.values()) < LEAST_TRACKLETS:
        raise TooLittleToLearnError(counts)


def _device(request: TrainRequest) -> Any:  # noqa: ANN401  (torch.device, loaded late)
    import torch

    if request.threads is not None:
        torch.set_num_threads(request.threads)
    name = request.device
    if name == "auto":
        name = "cuda" if torch.cuda.is_available() else "cpu"
    if name == "cuda" and not torch.cuda.is_available():
        raise ConfigError("device", "cuda was asked for, and no CUDA device is there")
    return torch.device(name)


def _settings_of(config: TrainConfig) -> dict[str, Any]:
    """What a method takes from the configuration."""
    from dataclasses import fields

    from cba_core.training.methods.registry import METHODS

    known_fields = fields(METHODS[config.cross_method].factory)  # type: ignore[arg-type]  # they are dataclasses
    wants_settings = any(one.name == "settings" for one in known_fields)
    return {"settings": config.refinement} if wants_settings else {}


def _header(
    request: TrainRequest, start: StartingNetwork, bank: PictureBank, *, device: str
) -> ModelHeader:
    import json

    names = ", ".join(one.name for one in request.sources)
    config = request.config
    provenance = replace(
        start.header.provenance,
        source=f"trained by Duskline {cba_core.__version__} from {request.init}",
        training_data=f"{len(bank.training)} unlabelled tracklets: {names}",
        trained_for_person_search=True,
        parents=() if start.parent is None else (start.parent,),
        created=datetime.now(UTC).replace(microsecond=0).isoformat(),
        program_version=cba_core.__version__,
        notes="",
    )
    record = TrainingRecord(
        method=config.method,
        seed=config.seed,
        steps=config.total_steps,
        settings=json.dumps(train_config_to_json(config), sort_keys=True),
        data=(DataUsed(name=names, sha256=bank.training.digest, tracklets=len(bank.training)),),
        command=request.command or shlex.join(sys.argv),
        commit=_commit(),
        device=device,
    )
    return replace(
        start.header,
        frames_per_clip=config.clips.embedded_frames,
        provenance=provenance,
        training=record,
    )


def _commit() -> str | None:
    """Of the program's repository, where it runs from one."""
    root = Path(cba_core.__file__).parents[1]
    if not (root / ".git").exists():
        return None
    try:
        answer = subprocess.run(  # noqa: S603  (a command of our own)
            ["git", "-C", str(root), "rev-parse", "HEAD"],  # noqa: S607  (whichever git is there)
            capture_output=True,
            text=True,
            check=True,
            timeout=10,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return answer.stdout.strip()
