"""`cba models`: detectors and encoders."""

from pathlib import Path
from typing import Annotated

import typer

from cba_core.cli.as_json import Json
from cba_core.cli.case_commands import AsJson
from cba_core.cli.console import (
    errors_for_people,
    on_one_line,
    print_json,
    print_table,
    stdout,
)
from cba_core.pipelines.known_models import (
    KnownModel,
    add_model,
    import_clip,
    known_model,
    known_models,
    model_header,
    remove_model,
)

models_app = typer.Typer(no_args_is_help=True)


@models_app.command("list")
def list_models(*, as_json: AsJson = False) -> None:
    """List the detectors and encoders that can be used."""
    with errors_for_people():
        models = known_models()
        if as_json:
            print_json({"models": [_json(model) for model in models]})
            return
        print_table(
            ("name", "kind", "from", "what", "licence", "ready"),
            [
                (
                    model.name,
                    model.kind,
                    model.origin,
                    model.title,
                    model.licence,
                    "yes" if model.is_ready else f"no: {model.remedy}",
                )
                for model in models
            ],
        )


@models_app.command()
def add(
    file: Annotated[Path, typer.Argument(help="YOLOX as .onnx, or a model as .safetensors.")],
    *,
    name: Annotated[str | None, typer.Option(help="Name to use it by.")] = None,
    licence: Annotated[str | None, typer.Option(help="Licence of the weights.")] = None,
    source: Annotated[str | None, typer.Option(help="Where they come from.")] = None,
    as_json: AsJson = False,
) -> None:
    """Add a weight file of your own, after looking into it."""
    with errors_for_people():
        _show(add_model(file, name=name, licence=licence, source=source), as_json=as_json)


@models_app.command("import-clip")
def import_clip_tower(
    tower: Annotated[str, typer.Argument(help="open_clip's name, such as ViT-B-16.")],
    *,
    weights: Annotated[Path | None, typer.Option(help="Local file of CLIP weights.")] = None,
    download: Annotated[
        str | None, typer.Option(help="Fetch these weights of open_clip from the network.")
    ] = None,
    name: Annotated[str | None, typer.Option(help="Name to use it by.")] = None,
    licence: Annotated[str | None, typer.Option(help="Licence of the weights.")] = None,
    source: Annotated[str | None, typer.Option(help="Where they come from.")] = None,
    as_json: AsJson = False,
) -> None:
    """Make a model of a CLIP image tower, from a local file or, only when asked, by name."""
    with errors_for_people():
        made = import_clip(
            tower, checkpoint=weights, download=download, name=name, licence=licence, source=source
        )
        _show(made, as_json=as_json)


@models_app.command()
def show(name: str, *, as_json: AsJson = False) -> None:
    """Show everything that is known of one model."""
    with errors_for_people():
        _show(known_model(name), as_json=as_json)


@models_app.command()
def remove(name: str, *, as_json: AsJson = False) -> None:
    """Remove a weight file that you added; cases keep what they made with it."""
    with errors_for_people():
        remove_model(name)
        if as_json:
            print_json({"removed": name})
        else:
            stdout.print(on_one_line(f"Removed {name}"))


def _show(model: KnownModel, *, as_json: bool) -> None:
    value = {**_json(model), "header": model_header(model)}
    if as_json:
        print_json(value)
        return
    for key, fact in value.items():
        if fact not in (None, ""):
            stdout.print(on_one_line(f"{key.replace('_', ' ')}: {fact}"))


def _json(model: KnownModel) -> Json:
    return {
        "name": model.name,
        "kind": model.kind,
        "title": model.title,
        "origin": model.origin,
        "sha256": model.sha256,
        "input_size": None if model.input_size is None else list(model.input_size),
        "licence": model.licence,
        "source": model.source,
        "path": None if model.path is None else str(model.path),
        "ready": model.is_ready,
        "remedy": model.remedy,
    }
