"""`cba models`: detectors and encoders."""

from pathlib import Path
from typing import Annotated

import typer

from cba_core.case import Case
from cba_core.cli.as_json import Json
from cba_core.cli.case_commands import AsJson
from cba_core.cli.console import (
    errors_for_people,
    on_one_line,
    print_json,
    print_table,
    stdout,
)
from cba_core.domain.model_facts import ModelFacts
from cba_core.pipelines.known_models import (
    KnownModel,
    add_model,
    import_clip,
    known_model,
    known_models,
    model_header,
    remove_model,
)
from cba_core.pipelines.model_facts import cards_of_encoders
from cba_core.pipelines.report_program import card_facts
from cba_core.reporting import wording
from cba_core.reporting.program_sentences import card_pairs, card_table

_LEAST_DIGITS = 12
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
def show(
    name: Annotated[
        str, typer.Argument(help="Name, or the first 12 digits or more of a model's SHA-256.")
    ],
    *,
    case: Annotated[
        Path | None, typer.Option(help="Look among the models that this case learnt, too.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show the card of one model: training data, licence, figures, weak spots."""
    with errors_for_people():
        of_case = [] if case is None else _cards_of_case(case)
        card = _found([*of_case, *cards_of_encoders()], name)
        known = next((one for one in known_models() if card is None or one.name == card.name), None)
        if card is None:
            _show(known_model(name), as_json=as_json)  # a detector, or nothing
        elif known is None or card.origin in {"case", "file"}:
            _print_card({"name": card.name, "kind": "encoder"}, card, as_json=as_json)
        else:
            _print_card({**_json(known), "header": model_header(known)}, card, as_json=as_json)


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


def _cards_of_case(case: Path) -> list[ModelFacts]:
    with Case.open(case, read_only=True) as opened:
        return opened.models.all()


def _found(cards: list[ModelFacts], name: str) -> ModelFacts | None:
    for card in cards:
        digits = len(name) >= _LEAST_DIGITS and (card.model_id or "").startswith(name.lower())
        if card.name == name or digits:
            return card
    return None


def _print_card(facts: Json, card: ModelFacts, *, as_json: bool) -> None:
    told = card_facts(card)
    if as_json:
        print_json({**facts, "card": told})
        return
    for key, fact in facts.items():
        if fact not in (None, "") and key not in {"header", "licence", "source"}:
            stdout.print(on_one_line(f"{key.replace('_', ' ')}: {fact}"))
    for key, text in card_pairs(told)[1:]:
        stdout.print(on_one_line(f"{key}: {text}"))
    stdout.print(f"SHA-256 of the model: {card.model_id or 'it is not there'}")
    stdout.print(wording.WEAK_SPOTS)
    for spot in told["weak_spots"]:
        stdout.print(f"  {spot}")
    if told["figures"]:
        stdout.print(wording.CARD_FIGURES)
        print_table(*card_table(told))


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
