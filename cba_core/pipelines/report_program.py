"""What a report says of the program itself: its last self-test here, and its model's card."""

from collections.abc import Iterable
from typing import Any

from cba_core.domain.case_log import LogAction, LogEntry
from cba_core.domain.ids import ModelId
from cba_core.domain.model_facts import WEAK_SPOTS, ModelFacts
from cba_core.domain.self_test_result import SelfTestResult
from cba_core.domain.time_facts import OF_COMPUTER, UNKNOWN_TIME, basis_json, time_json

Json = dict[str, Any]
_BACKENDS = 2  # the detector's, the encoder's


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
        **basis_json("made", OF_COMPUTER if card.made else UNKNOWN_TIME),
        "method": card.method,
        "steps": card.steps,
        "figures": [
            {"name": one.name, "value": one.value, "count": one.count} for one in card.figures
        ],
        "notes": card.notes,
        "weak_spots": list(WEAK_SPOTS),
    }


def index_runs(entries: Iterable[LogEntry], model_id: ModelId | None) -> list[Json]:
    """On what the vectors of a case were made, run by run, as its log has it (E20, E25).

    Args:
        entries: of the log, in its order.
        model_id: runs with other models made no vector that is searched.
    """
    runs = []
    for entry in entries:
        details = entry.details
        if (entry.action, entry.object) != (LogAction.CHANGE, "index"):
            continue
        if details.get("run") != "index" or details.get("model") != model_id:
            continue
        told = details.get("backends")
        detector, encoder = told if isinstance(told, list) and len(told) == _BACKENDS else ("", "")
        runs.append(
            {
                "log": entry.number,
                **time_json("time", entry.time, OF_COMPUTER),
                "detector_backend": str(detector),
                "encoder_backend": str(encoder),
                "device": device_of(str(encoder)),
                "processor": details.get("processor"),  # None: an older program did not log it
            }
        )
    return runs


def device_of(encoder_backend: str) -> str:
    """`cpu`, which is the reference, or `gpu`; empty where nothing was logged."""
    if not encoder_backend:
        return ""
    return "gpu" if "cuda" in encoder_backend else "cpu"
