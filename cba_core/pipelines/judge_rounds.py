"""What is said of a training round in its log, and never learnt from."""

from typing import Any

import numpy as np

from cba_core.datasets.picture_bank import PictureBank
from cba_core.domain.footage import Modality
from cba_core.evaluation.label_quality import cross_modality_label_precision, label_quality
from cba_core.evaluation.modality_probe import modality_probe
from cba_core.training.round_plan import Judge, RoundPlan, RoundView


def judge_of(bank: PictureBank, seed: int) -> Judge:
    """What measures rounds: the modality probe always, the rest where the truth is known."""
    data = bank.training
    persons = {one: bank.persons[data.positions(one)] for one in Modality}
    has_truth = bool((bank.persons >= 0).any())

    def judge(view: RoundView, plan: RoundPlan) -> dict[str, Any]:
        vectors = np.concatenate([view.visible.vectors, view.infrared.vectors])
        infrared = np.repeat([False, True], [len(view.visible.vectors), len(view.infrared.vectors)])
        facts: dict[str, Any] = {
            "modality_probe": round(
                modality_probe(vectors, infrared, seed=seed).balanced_accuracy, 4
            )
        }
        if not has_truth:
            return facts
        quality: dict[str, Any] = {}
        for modality in Modality:
            found = label_quality(view.side(modality).labels, persons[modality])
            quality[modality.value] = {
                "adjusted_rand_index": _rounded(found.adjusted_rand_index),
                "normalised_mutual_information": _rounded(found.normalised_mutual_information),
                "purity": _rounded(found.purity),
            }
        if plan.matches is not None:
            labels = cross_modality_label_precision(
                plan.matches,
                persons[Modality.INFRARED],
                visible_labels=plan.sampling[Modality.VISIBLE],
                visible_persons=persons[Modality.VISIBLE],
            )
            quality["cross_modality_label_precision"] = _rounded(labels.precision)
            quality["cross_modality_label_coverage"] = _rounded(labels.coverage)
        return {**facts, "quality": quality}

    return judge


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
