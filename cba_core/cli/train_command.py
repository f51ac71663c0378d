"""`cba train`: learn from unlabelled tracklets."""

import shlex
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cba_core.cli.case_commands import Actor, AsJson, Reason
from cba_core.cli.console import errors_for_people, print_json, print_table, stdout, watched
from cba_core.cli.used_cases import UsedCases, used_cases
from cba_core.config.train_config import TrainConfig
from cba_core.config.train_toml import commented_toml, read_train_config
from cba_core.domain.case_log import LogAction
from cba_core.domain.errors import ConfigError
from cba_core.store.case_folder import CASE_SUFFIX

if TYPE_CHECKING:
    from cba_core.domain.learning import TrackletSource


def train(
    data: Annotated[
        list[Path] | None,
        typer.Argument(help="Cases, data sets or folders of tracklets; no label is learnt from."),
    ] = None,
    *,
    out: Annotated[Path | None, typer.Option(help="Model file to write.")] = None,
    method: Annotated[str | None, typer.Option(help="cba, or one of: cba train --methods.")] = None,
    config: Annotated[
        Path | None, typer.Option(help="TOML file of settings, see --print-config.")
    ] = None,
    init: Annotated[
        str, typer.Option(help="imagenet, clip, starter, a model file or the name of an added one.")
    ] = "imagenet",
    seed: Annotated[int | None, typer.Option(min=0, help="The same seed trains alike.")] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with a run that was stopped or killed.")
    ] = False,
    device: Annotated[str, typer.Option(help="auto, cpu or cuda.")] = "auto",
    threads: Annotated[
        int | None, typer.Option(min=1, help="Of the processor; all without it.")
    ] = None,
    plots: Annotated[
        bool, typer.Option("--plots", help="Only draw the curves of the run of --out.")
    ] = False,
    tensorboard: Annotated[
        Path | None, typer.Option(help="Folder to write TensorBoard's curves to as well.")
    ] = None,
    methods: Annotated[bool, typer.Option("--methods", help="Only list the methods.")] = False,
    print_config: Annotated[
        bool, typer.Option("--print-config", help="Only print all settings with their meaning.")
    ] = False,
    actor: Actor = None,
    reason: Reason = "",
    as_json: AsJson = False,
) -> None:
    """Train a model on tracklets of both modalities. Nobody needs to have labelled them.

    Ctrl+C stops; the same command with --resume goes on where it was.
    """
    with errors_for_people(goes_on="the same command with --resume goes on from there"):
        settings = _settings(config, method, seed)
        if methods:
            _list_methods()
        elif print_config:
            stdout.print(commented_toml(settings), end="")
        elif plots:
            _draw_curves(_given(out, "--out"))
        else:
            _train(
                data or [], _given(out, "--out"), settings,
                init=init, resume=resume, device=device, threads=threads,
                tensorboard=tensorboard, actor=actor, reason=reason, as_json=as_json,
            )  # fmt: skip


def _settings(config: Path | None, method: str | None, seed: int | None) -> TrainConfig:
    settings = TrainConfig() if config is None else read_train_config(config)
    if method is not None:
        settings = replace(settings, method=method)
    return settings if seed is None else replace(settings, seed=seed)


def _given(out: Path | None, option: str) -> Path:
    if out is None:
        raise ConfigError(option, "is wanted: the model file to write")
    return out


def _train(
    data: list[Path],
    out: Path,
    settings: TrainConfig,
    *,
    init: str,
    resume: bool,
    device: str,
    threads: int | None,
    tensorboard: Path | None,
    actor: str | None,
    reason: str,
    as_json: bool,
) -> None:
    from cba_core.pipelines.case_use import trained_details
    from cba_core.pipelines.train_model import TrainRequest, train_model

    if not data:
        raise ConfigError("DATA", "is wanted: a case, a data set or a folder of tracklets")
    with used_cases("train", actor, reason) as used:
        request = TrainRequest(
            sources=[source_at(path, used) for path in data],
            out=out,
            config=settings,
            init=init,
            resume=resume,
            device=device,
            threads=threads,
            tensorboard=tensorboard,
            command=shlex.join(["cba", *sys.argv[1:]]),
        )
        with watched() as context:
            report = train_model(request, context)
        used.tell(LogAction.EXPORT, "model", trained_details(report, request))
    if as_json:
        print_json(
            {
                "model": str(report.model),
                "id": report.model_id,
                "card": str(report.card),
                "log": str(report.log),
                "tracklets": dict(report.tracklets),
                "steps": report.steps,
            }
        )
        return
    told = ", ".join(f"{count} {name}" for name, count in report.tracklets.items())
    stdout.print(f"{report.model}: {report.steps} steps on {told} tracklets")
    stdout.print(f"Its card: {report.card}")
    stdout.print(f"Use it: cba models add {report.model}, then cba index CASE --model NAME")


def is_case(path: Path) -> bool:
    """Whether a case is meant, with its suffix or without."""
    path = path.absolute()  # "." has no name to put a suffix to
    return path.suffix == CASE_SUFFIX or path.with_name(path.name + CASE_SUFFIX).is_dir()


def source_at(path: Path, used: UsedCases) -> "TrackletSource":
    """The tracklets to learn from at a path: a case, the training part of a data set, a folder.

    Args:
        path: where.
        used: takes note of a case.
    """
    from cba_core.datasets.recognition import read_dataset
    from cba_core.domain.learning import Benchmark

    if is_case(path):
        return used.read(path)[0]
    found = read_dataset(path)
    return found.train if isinstance(found, Benchmark) else found


def _draw_curves(out: Path) -> None:
    from cba_core.evaluation.training_curves import draw_training_curves
    from cba_core.pipelines.run_folder import RunFolder
    from cba_core.training.run_log import read_run_log

    log = RunFolder(out).log
    lines = read_run_log(log)
    if not lines:
        raise ConfigError("--out", f"no run was logged at {log}")
    picture = log.with_suffix(".png")
    picture.write_bytes(draw_training_curves(lines, title=f"Training of {out.name}"))
    stdout.print(str(picture))


def _list_methods() -> None:
    from cba_core.training.methods.registry import METHODS

    rows: list[tuple[str, ...]] = [("cba", "the method: ciw+pgur", "ours")]
    rows += [(entry.name, entry.title, entry.mark) for entry in METHODS.values() if entry.trains]
    rows.append(("ciw+NAME", "the warm-up before any of them", "ours"))
    print_table(("name", "what it does", "nearness to its source"), rows)
