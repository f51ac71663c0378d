"""Which footage file of a case a truth belongs to."""

from collections.abc import Sequence
from typing import NamedTuple

from cba_core.domain.footage import Footage
from cba_core.domain.measurement import NotMeasured
from cba_core.evaluation.truth_files import Truth, TruthClip


class JoinedClip(NamedTuple):
    """A footage file and its truth."""

    footage: Footage
    truth: TruthClip


def join_truth(
    truth: Truth, footage: Sequence[Footage]
) -> tuple[list[JoinedClip], list[NotMeasured]]:
    """Join by place, else by file name, else by name without suffix; one to one.

    Returns:
        The pairs in the order of the footage, and what has no partner or more than one.
    """
    left = list(footage)
    joined: list[JoinedClip] = []
    without: list[NotMeasured] = []
    for clip in truth.clips:
        found = _belongs_to(clip, left)
        reason = (
            _size_disagrees(clip, found[0])
            if len(found) == 1
            else f"{len(found)} footage files of the case are called {clip.stem}"
            if found
            else "the case has no footage file of this name"
        )
        if reason is None:
            joined.append(JoinedClip(found[0], clip))
            left.remove(found[0])
        else:
            without.append(NotMeasured(name=str(clip.file), reason=reason))
    without += [
        NotMeasured(name=f"footage {one.id} ({one.name})", reason="there is no truth of it")
        for one in left
    ]
    return sorted(joined, key=lambda pair: pair.footage.id), without


def _belongs_to(clip: TruthClip, footage: Sequence[Footage]) -> list[Footage]:
    place = clip.clip.resolve()
    for found in (
        [one for one in footage if one.path == place],
        [one for one in footage if one.name == clip.clip.name],
        [one for one in footage if one.path.stem == clip.stem],
    ):
        if found:
            return found
    return []


def _size_disagrees(clip: TruthClip, footage: Footage) -> str | None:
    size = (footage.facts.width_px, footage.facts.height_px)
    if clip.size_px is None or clip.size_px == size:
        return None
    return "the truth is told for {} x {} px, the footage has {} x {}".format(*clip.size_px, *size)
