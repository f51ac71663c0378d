"""What `cba errors show` says of the same person, and of groups of pictures."""

from enum import StrEnum

from cba_core.cli.as_json import Json, figure_json
from cba_core.cli.console import print_table, stdout
from cba_core.cli.figure_words import kind_text, share_text
from cba_core.domain.error_figures import LEAST_PAIRS, ErrorCurves
from cba_core.domain.error_groups import COMPARED_SHARE, Aspect, ErrorGroup
from cba_core.domain.hit_figures import BIAS, HitCurve, HitCurves, HitFigure


class GroupedBy(StrEnum):
    """What figures are split by."""

    MODALITY = "modality"
    HEIGHT = "height"
    BRIGHTNESS = "brightness"
    SHARPNESS = "sharpness"
    QUALITY = "quality"
    ALL = "all"

    @property
    def aspects(self) -> tuple[Aspect, ...]:
        """The aspects it stands for."""
        return tuple(Aspect) if self is GroupedBy.ALL else (Aspect(self.value),)


def print_hits(hits: HitCurves, curves: ErrorCurves, shares: tuple[float, ...]) -> None:
    """How often the same person reaches what so many of different people reach."""
    stdout.print(
        "\nHow often pairs that show the same person reach the likeness that 10, 5 and 1 of 100 "
        "different people\nreach. Both kinds of such pairs flatter, and nothing of it tells "
        "whether a candidate is the person."
    )
    for source, why in BIAS.items():
        stdout.print(f"{source}: {why}")
    ordered = hits.ordered()
    if not ordered:
        stdout.print("Not measured: nobody confirmed a pair, and no tracklet has four crops.")
        return
    print_table(
        (
            "same person by",
            "pair",
            "pairs",
            "tracklets",
            *(f"where {100 * one:.0f} of 100 different" for one in shares),
        ),
        [
            (
                one.source.value,
                kind_text(one.kind),
                str(len(one.similarities)),
                f"{one.tracklets[0]} and {one.tracklets[1]}",
                *(share_text(_reaching(one, curves, share)) for share in shares),
            )
            for one in ordered
        ],
    )
    stdout.print(
        f"Measured from {LEAST_PAIRS} pairs on, where different people are measured for the same "
        "pair, too."
    )


def hits_json(hits: HitCurves, curves: ErrorCurves, shares: tuple[float, ...]) -> list[Json]:
    """The same, with everything it rests on."""
    return [
        {
            "source": one.source.value,
            "bias": BIAS[one.source],
            "cameras": None if one.kind.cameras is None else list(one.kind.cameras),
            "modalities": list(one.kind.modalities),
            "pairs": len(one.similarities),
            "tracklets": list(one.tracklets),
            "measured": one.is_measured,
            "reaching": {
                f"{share:g}": _figure_json(_reaching(one, curves, share)) for share in shares
            },
        }
        for one in hits.ordered()
    ]


def print_groups(groups: list[ErrorGroup]) -> None:
    """How often different people of each group reach one and the same likeness."""
    stdout.print(
        f"\nHow often different people reach the likeness that {100 * COMPARED_SHARE:.0f} of 100 "
        "of all beside them reach, by their\nbest pictures; a pair counts by the worse of its "
        "two. Where it is more than that, a search shows\nsomebody else more often."
    )
    if not groups:
        stdout.print("Not measured: no pairs of different people with pictures.")
        return
    print_table(
        ("by", "modalities", "group", "pairs", "tracklets", "different people"),
        [
            (
                one.aspect.value,
                " and ".join(dict.fromkeys(one.modalities)),
                one.group,
                str(one.pairs),
                f"{one.tracklets[0]} and {one.tracklets[1]}",
                share_text(one.figure),
            )
            for one in groups
        ],
    )


def group_json(group: ErrorGroup) -> Json:
    """One group, with everything it rests on."""
    return {
        "by": group.aspect.value,
        "modalities": list(group.modalities),
        "group": group.group,
        "similarity": round(group.similarity, 6),
        "pairs": group.pairs,
        "tracklets": list(group.tracklets),
        "different_people": figure_json(group.figure),
    }


def _reaching(hits: HitCurve, curves: ErrorCurves, share: float) -> HitFigure | None:
    """At the likeness that this share of different people of the very same kind reaches."""
    different = curves.curves.get(hits.kind)
    if different is None or not different.is_measured:
        return None
    return hits.at(different.exceeded_by(share))


def _figure_json(figure: HitFigure | None) -> Json | None:
    if figure is None:
        return None
    low, high = figure.interval
    return {
        "share": round(figure.share, 6),
        "low": round(low, 6),
        "high": round(high, 6),
        "at_least": figure.at_least,
        "pairs": figure.pairs,
        "tracklets": list(figure.tracklets),
    }
