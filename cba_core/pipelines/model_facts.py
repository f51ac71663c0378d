"""Cards of encoders, put together from what their files and packages say."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from cba_core.domain.errors import CbaError
from cba_core.domain.ids import ModelId
from cba_core.domain.model_facts import MeasuredFigure, ModelCheck, ModelFacts, ModelOrigin
from cba_core.model.imagenet_model import IMAGENET_MODEL, PACKAGED_MODEL_IDS
from cba_core.model.model_file import model_id_of, read_header
from cba_core.model.starter_model import STARTER, starter_model
from cba_core.pipelines.known_models import KnownModel, known_models

_NO_MANIFEST = "Nothing tells how it was made, so it cannot be used: learn from the case again."

_OF_DEFAULT, _OF_CHANCE = ", ImageNet", ", chance"
"""Ends of names of figures in the starter model's file that are not its own."""

_STARTER_LEARNT_FROM = (
    "3,096 tracklets without labels: 2,828 of simulated people, 268 of real ones (M3SVD, Intel)"
)
"""The file names the simulated part by its layout, HITSZ-VCM, as if real people were in it."""


def cards(
    own_files: Sequence[Path],
    *,
    in_use: ModelId | None,
    file_in_use: Path | None,
    before: ModelId | None,
    checks: Mapping[ModelId, ModelCheck],
) -> list[ModelFacts]:
    """The card of every encoder, each model once.

    Args:
        own_files: models that a case learnt.
        in_use: the model of the case's index.
        file_in_use: where it lay then; it may be in no library.
        before: the model of the index before that.
        checks: what was measured on the case.
    """
    found = [_of_file(path, "case") for path in own_files]
    found += [_of_known(one) for one in known_models() if one.kind == "encoder"]
    if in_use is not None and file_in_use is not None:
        known = {one.model_id for one in found}
        if in_use not in known:
            found.insert(0, replace(_of_file(file_in_use, "file"), model_id=in_use))
    return [
        replace(
            one,
            is_in_use=one.model_id is not None and one.model_id == in_use,
            was_in_use=one.model_id is not None and one.model_id == before,
            check=None if one.model_id is None else checks.get(one.model_id),
        )
        for one in found
    ]


def cards_of_encoders() -> list[ModelFacts]:
    """The card of every encoder that no case is needed for."""
    return cards([], in_use=None, file_in_use=None, before=None, checks={})


def _of_known(model: KnownModel) -> ModelFacts:
    if model.origin == "package":
        return ModelFacts(
            name=model.name,
            origin="package",
            file=Path(model.name),
            model_id=PACKAGED_MODEL_IDS.get(model.name),
            licence=model.licence,
            source=model.source,
            learnt_from="ImageNet-1k: pictures of things, for classification",
            figures=_measured_beside_starter() if model.name == IMAGENET_MODEL else (),
            notes="Not trained for person search.",
            remedy=model.remedy,
        )
    origin: ModelOrigin = "built-in" if model.origin == "built-in" else "added"
    if model.path is None or not model.is_ready:
        return ModelFacts(
            name=model.name,
            origin=origin,
            file=Path(model.name),
            model_id=None,
            licence=model.licence,
            source=model.source,
            learnt_from="",
            remedy=model.remedy,
        )
    card = replace(_of_file(model.path, origin), name=model.name)
    if origin == "built-in":
        return replace(card, file=Path(STARTER), learnt_from=_STARTER_LEARNT_FROM)
    return replace(card, licence=model.licence or card.licence)


def _measured_beside_starter() -> tuple[MeasuredFigure, ...]:
    """Figures of the embedded default, which the starter model's file has beside its own."""
    try:
        record = read_header(starter_model()).training
    except CbaError:  # this installation came without it
        return ()
    return tuple(
        MeasuredFigure(name=one.name.removesuffix(_OF_DEFAULT), value=one.value, count=one.count)
        for one in (() if record is None else record.figures)
        if one.name.endswith((_OF_DEFAULT, _OF_CHANCE))
    )


def _of_file(path: Path, origin: ModelOrigin) -> ModelFacts:
    try:
        header, model_id = read_header(path), model_id_of(path)
    except CbaError as error:
        return ModelFacts(
            name=path.stem,
            origin=origin,
            file=path,
            model_id=None,
            licence="",
            source="",
            learnt_from="",
            remedy=f"{error.what}. {error.remedy}",
        )
    told, record = header.provenance, header.training
    return ModelFacts(
        name=path.stem,
        origin=origin,
        file=path,
        model_id=model_id,
        licence=told.licence,
        source=told.source,
        learnt_from=told.training_data,
        trained_for_person_search=told.trained_for_person_search,
        made=told.created,
        method=None if record is None else record.method,
        steps=None if record is None else record.steps,
        figures=()
        if record is None
        else tuple(
            MeasuredFigure(name=one.name, value=one.value, count=one.count)
            for one in record.figures
        ),
        notes=told.notes,
        remedy=_NO_MANIFEST if origin == "case" and record is None else "",
    )
