"""What PDF and page say of the program itself: its self-test (E29) and its model's card (E26)."""

from collections.abc import Mapping, Sequence
from typing import Any

from cba_core.reporting import wording
from cba_core.reporting.sentences import time_text

Json = Mapping[str, Any]
_SHORT = 12  # digits of a hash within a sentence; the JSON has all of them
_TOLD = 8

_CARD_HEAD = ("Figure", "Value", "Of so many")


def device_text(runs: Sequence[Json]) -> str:
    """On what vectors were made, and what that means for ranks (E20).

    Args:
        runs: indexing runs with the model of the case, as the report has them.
    """
    told = dict.fromkeys(
        f"{one['encoder_backend'] or 'not told'}, {one['processor'] or 'processor not told'}"
        for one in runs
    )
    text = "; ".join(told) or "not told"
    if any(one["device"] == "gpu" for one in runs):
        return f"{text}. {wording.ON_A_GPU}"
    return f"{text}. {wording.ON_THE_CPU}" if runs else text


def self_test_texts(told: Json | None) -> list[str]:
    """The last self-test of this program on this machine, or that there was none.

    Args:
        told: as the report has it; None where none was run.
    """
    if told is None:
        return [f"{wording.SELF_TEST_NOT_RUN[0].upper()}{wording.SELF_TEST_NOT_RUN[1:]}."]
    count = len(told["figures"]) + told["files_compared"]
    outcome = (
        f"passed: all {count} figures and files are as recorded or within what is allowed"
        if told["passed"]
        else f"DEVIATES: {_listed(told['deviations'])} ({len(told['deviations'])} of {count} "
        "figures and files)"
    )
    texts = [
        (
            f"Self-test: {outcome}. Run on {time_text(told, 'time')} with {told['program']} "
            f"(engine {told['engine_sha256'][:_SHORT]}…) on the {told['footage']} set, with the "
            f"model {told['model_sha256'][:_SHORT]}…, on {told['processor']}, {told['system']}; "
            f"detector on {told['detector_backend']}, encoder on {told['encoder_backend']}."
        )
    ]
    if not told["of_this_model"]:
        texts.append(
            "The model of this case is another: of it the self-test says nothing; that the "
            "program works here it says all the same."
        )
    return texts


def self_test_rows(told: Json | None) -> list[tuple[str, ...]]:
    """Figure, recorded, allowed, measured, verdict."""
    return [
        (
            one["name"],
            _number(one["recorded"]),
            f"± {_number(one['allowed'])}",
            _number(one["measured"]),
            "within" if one["passed"] else "DEVIATES",
        )
        for one in (told["figures"] if told else ())
    ]


SELF_TEST_HEAD = ("Figure", "Recorded", "Allowed", "Measured", "Verdict")


def card_pairs(card: Json) -> list[tuple[str, str]]:
    """Name and text of what a card says of one model."""
    trained = "" if card["method"] is None else f"{card['method']}, {card['steps']} steps"
    if card["made"]:
        trained = ", ".join(filter(None, (trained, card["made"][:10])))
    pairs = [
        ("Model", f"{card['name']}: cba models show {card['name']}"),
        ("Learnt from", card["learnt_from"]),
        ("Trained for person search", "yes" if card["trained_for_person_search"] else "no"),
        ("Trained", trained),
        ("Licence", card["licence"]),
        ("Source", card["source"]),
        ("Remarks", card["notes"]),
    ]
    if not card["figures"]:
        pairs.append(("Measured", "Nothing was measured of it when it was made."))
    return [(name, text) for name, text in pairs if text]


def card_table(card: Json) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Head and rows: figure, value, and what it rests on.

    Figures of one name that end in who was measured, as the starter's do, share a row.
    """
    figures = card["figures"]
    parts = [one["name"].rpartition(", ") for one in figures]
    whose = list(dict.fromkeys(who for _, _, who in parts))
    by_name: dict[tuple[str, int], dict[str, str]] = {}
    for (name, _, who), one in zip(parts, figures, strict=True):
        by_name.setdefault((name, one["count"]), {})[who] = f"{one['value']:.3f}"
    shared = [bool(name) and list(held) == whose for (name, _), held in by_name.items()]
    if len(whose) == 1 or not all(shared):
        return _CARD_HEAD, [
            (one["name"], f"{one['value']:.3f}", str(one["count"])) for one in figures
        ]
    head = ("Figure", *(f"{one[0].upper()}{one[1:]}" for one in whose), "Of so many")
    return head, [(name, *held.values(), str(count)) for (name, count), held in by_name.items()]


def _listed(names: list[str]) -> str:
    more = f" and {len(names) - _TOLD} more" if len(names) > _TOLD else ""
    return ", ".join(names[:_TOLD]) + more


def _number(value: float | None) -> str:
    return "not defined" if value is None else f"{value:.4g}"
