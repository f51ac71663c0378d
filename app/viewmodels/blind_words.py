"""How second readings, what they hide and what they agree on are put into words."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from app.viewmodels.numbers import number_text
from app.viewmodels.review_words import short_verdict_text
from cba_core.domain.blind_reading import BlindProgress, BlindResult
from cba_core.domain.blind_review import Agreement

translate = QCoreApplication.translate


def set_text(one: BlindProgress) -> str:
    """Who reads a set and how far, nothing of what was said."""
    if one.is_finished:
        text = translate("blind", "Second reading {number}: {reader} has read all {places}")
    elif one.reader is None:
        text = translate("blind", "Second reading {number}: {places} to read, nobody has begun")
    else:
        text = translate("blind", "Second reading {number}: {reader} has read {read} of {places}")
    return text.format(
        number=one.number,
        reader=one.reader,
        read=number_text(one.read),
        places=number_text(one.places),
    )


def refusal_text(one: BlindProgress, reader: str) -> str:
    """Why this person cannot read a set, and what to do; empty where they can."""
    if one.is_finished or one.refusal(reader) is None:
        return ""
    if replace(one, reader=None).refusal(reader) is None:  # nothing against them but the other
        return translate("blind", "A set has one reader. Put the query up again for another.")
    return translate(
        "blind",
        "You decided on this query first, so another person reads it: they put their name under "
        "File, Your name…",
    )


def hidden_text() -> str:
    """What the second reader is not shown, and what the window cannot hide."""
    return translate(
        "blind",
        "Hidden from you until the set is finished: scores, ranks, names, times, cameras, what was "
        "decided about this query and the people it led to, here and in Search, Review, Undo and "
        "the log under Case. Not hidden, for the case lies open before you: what recordings show "
        "in their own pictures, reports and exhibits that were written, an exported log, and the "
        "case in another program. Leave those closed.",
    )


def to_be_read_text() -> str:
    """In the place of what was decided about a query."""
    return (
        translate(
            "blind",
            "What was decided about this query is hidden from you, since you may read it a second "
            "time without sight of the first reading.",
        )
        + f"\n\n{hidden_text()}"
    )


def agreed_text(agreement: Agreement) -> str:
    """The headline of a finished set."""
    if not agreement.pairs:
        return translate("blind", "No candidate was decided on by both readers")
    return translate("blind", "The same verdict on {agreed} of {pairs} candidates").format(
        agreed=number_text(agreement.agreed), pairs=number_text(agreement.pairs)
    )


def kappa_text(agreement: Agreement) -> str:
    """Cohen's kappa and what it means."""
    if agreement.kappa is None:
        return translate(
            "blind",
            "Cohen's kappa is not defined: both readers used one and the same verdict throughout, "
            "which chance alone would do as well.",
        )
    return translate(
        "blind",
        "Cohen's kappa {kappa}. 1 is the same verdict everywhere; 0 is as often as two people "
        "would agree who drew by chance from the verdicts each of them used; below 0 is less "
        "often. All five verdicts count as equally far apart. Of few candidates it says little. "
        "It tells how alike two people judged, and nothing of whether they are right.",
    ).format(kappa=number_text(agreement.kappa, places=2))


def non_members_text(result: BlindResult) -> str:
    """What the second reader said of people who cannot be the one."""
    count = sum(result.non_members.values())
    if not count:
        return translate("blind", "No known non-member was among them.")
    said = ", ".join(
        f"{short_verdict_text(verdict).lower()} {number}"
        for verdict, number in result.non_members.items()
    )
    text = translate(
        "blind",
        "Among them were {count} who cannot be the query's person; of these the second reader "
        "said: {said}.",
    ).format(count=count, said=said)
    if result.unlike:
        text += " " + translate(
            "blind",
            "{count} of these are of another kind of camera than every candidate, which their "
            "pictures show: of them the reading says less.",
        ).format(count=result.unlike)
    return text


def gone_text(result: BlindResult) -> str:
    """Candidates that were never read; empty where all were."""
    if not result.gone:
        return ""
    return translate(
        "blind", "{count} candidates were gone from the case and were not read."
    ).format(count=result.gone)


def readers_text(result: BlindResult) -> str:
    """Who read first and second, and from what the order was drawn."""
    one = result.blind_set
    return translate(
        "blind",
        "First: {first}. Second: {second}, without sight of scores, ranks, names and first "
        "verdicts, in an order drawn from seed {seed}.",
    ).format(first=", ".join(one.first_readers), second=one.second_reader, seed=one.seed)
