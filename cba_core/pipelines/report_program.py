"""What a report says of the program itself: its last self-test here, and its model's card."""

from typing import Any

from cba_core.domain.ids import ModelId
from cba_core.domain.model_facts import WEAK_SPOTS, ModelFacts
from cba_core.domain.self_test_result import SelfTestResult
from cba_core.domain.time_facts import OF_COMPUTER, time_json

Json = dict[str, Any]


def self_test_facts(result: SelfTestResult | None, model_id: ModelId | None) -> Json | None:
    """The last self-test of this very program on this machine (E29).

    The time is that of the test, kept with its result; so the same case gives the same bytes until
    another test is run.

    Args:
        result: None where none was run.
        model_id: the model of the case; a test of another model says less, and is told as such.
    """
    if result is None:
        return None
    return {
        "program": f"Duskline {result.program}",
        "engine_sha256": result.engine_sha256,
        "model_sha256": result.model_id,
        "of_this_model": result.model_id == model_id,
        "detector_sha256": result.detector_sha256,
        "footage": result.footage,
        "passed": result.passed,
        "deviations": list(result.deviations),
        "files_compared": result.files_compared,
        **time_json("time", result.time, OF_COMPUTER),
        "system": result.system,
        "processor": result.processor,
        "detector_backend": result.detector_backend,
        "encoder_backend": result.encoder_backend,
        "figures": [
            {
                "name": one.name,
                "recorded": one.recorded,
                "allowed": one.allowed,
                "measured": one.measured,
                "passed": one.passed,
            }
            for one in result.figures
        ],
    }


def card_facts(card: ModelFacts) -> Json:
    """The card of a model (E26): training data, licence, measured figures, known weak spots."""
    return {
        "name": card.name,
        "model_sha256": card.model_id,
        "origin": card.origin,
        "licence": card.licence,
        "source": card.source,
        "learnt_from": card.learnt_from,
        "trained_for_person_search": card.trained_for_person_search,
        "made": card.made,
        "method": card.method,
        "steps": card.steps,
        "figures": [
            {"name": one.name, "value": one.value, "count": one.count} for one in card.figures
        ],
        "notes": card.notes,
        "weak_spots": list(WEAK_SPOTS),
    }
