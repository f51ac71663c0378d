"""Second readings as a report tells them: nothing of a set before it is finished (E21, E22)."""

from collections.abc import Sequence
from typing import Any

from cba_core.domain.blind_reading import BlindProgress, BlindResult
from cba_core.domain.ids import tracklet_label
from cba_core.domain.time_facts import OF_COMPUTER, time_json

Json = dict[str, Any]


def second_readings_facts(results: Sequence[BlindProgress | BlindResult]) -> list[Json]:
    """Of every set its result, or how far it is."""
    return [
        second_reading_facts(one) if isinstance(one, BlindResult) else _unfinished(one)
        for one in results
    ]


def second_reading_facts(result: BlindResult) -> Json:
    """What two readers said of the same candidates."""
    one, agreement = result.blind_set, result.agreement
    return {
        "set": one.number,
        "finished": True,
        "query": [tracklet_label(each) for each in one.query],
        "made_by": one.maker,
        **time_json("made", one.time, OF_COMPUTER),
        "seed": one.seed,
        "places": len(one.candidates),
        "gone": result.gone,
        "first_readers": list(one.first_readers),
        "second_reader": one.second_reader,
        "pairs": agreement.pairs,
        "agreed": agreement.agreed,
        "kappa": None if agreement.kappa is None else round(agreement.kappa, 4),
        "counts": [
            {"first": first.value, "second": second.value, "candidates": count}
            for (first, second), count in agreement.counts.items()
        ],
        "known_non_members": sum(result.non_members.values()),
        "unlike": result.unlike,
        "of_non_members": {verdict.value: count for verdict, count in result.non_members.items()},
        "readings": [
            {
                "place": each.place,
                "label": tracklet_label(each.candidate),
                "known_non_member": each.is_known_non_member,
                "first": None if each.first_verdict is None else each.first_verdict.value,
                "second": each.second.verdict.value,
                "because": [why.value for why in each.second.because],
                "note": each.second.note,
                **time_json("time", each.second.time, OF_COMPUTER),
            }
            for each in result.readings
            if each.second is not None
        ],
    }


def _unfinished(one: BlindProgress) -> Json:
    return {
        "set": one.number,
        "finished": False,
        "query": [tracklet_label(each) for each in one.query],
        "made_by": one.maker,
        "read": one.read,
        "places": one.places,
    }
