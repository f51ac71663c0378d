"""The figures of a measurement that a self-test compares, by name."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from cba_core.domain.footage import Modality
from cba_core.domain.measurement import DetectionFigures, Measurement, RankingFigures

_TALL = ("80-160", "from 160")
_MODALITIES = (None, "visible", "near-infrared", "thermal")


@dataclass(frozen=True, slots=True, kw_only=True)
class Leeway:
    """How far another machine's figures may lie off before one must ask why."""

    share: float
    count: float  # as a part of it, at least one
    truth: float  # of the true boxes, as a part of them
    of_few: int  # how many of a share's own few may differ


SAME_PIXELS = Leeway(share=0.02, count=0.04, truth=0.0, of_few=1)
"""Of another processor or runtime: on the same pixels OpenVINO, and OpenCV with ONNX Runtime, gave
the same figures to the third digit. Room for boxes that fall on the other side of a threshold."""
OTHER_PIXELS = Leeway(share=0.1, count=0.15, truth=0.05, of_few=2)
"""Of another graphics driver or encoder on top: a second generation of H.264 moved shares by up to
0.09. Mesa's llvmpipe gave the same pixels with vectors of 128 and of 256 bits."""


@dataclass(frozen=True, slots=True)
class NamedFigure:
    """One figure; undefined where `value` is None."""

    name: str  # for people, and the key under which it is recorded
    value: float | None
    allowed: float
    """How far another machine's may lie from it."""
    is_count: bool = False  # else a share, or a score that is written as one


def named_figures(measured: Measurement, leeway: Leeway) -> list[NamedFigure]:
    """Detection by modality, tracking, tracklets, and ranking in both directions."""
    return list(_Figures(leeway).of(measured))


@dataclass(frozen=True, slots=True)
class _Figures:
    leeway: Leeway

    def of(self, measured: Measurement) -> Iterator[NamedFigure]:
        tracklets = measured.tracklets
        boxes = sum(one.boxes or 0 for one in measured.footage)
        yield _exact("footage files measured", len(measured.footage))
        yield _exact("frames looked at", sum(one.frames_looked_at for one in measured.footage))
        truth = float(math.ceil(self.leeway.truth * boxes))
        yield NamedFigure("true boxes", boxes, truth, is_count=True)
        yield from self._detection(measured)
        yield from self._tracking(measured)
        yield self._count("tracklets", tracklets.total)
        yield self._count("tracklets of one known person", tracklets.assigned)
        yield _exact("tracklets in the wrong modality", tracklets.in_wrong_modality)
        yield self._share("purity of tracklets", tracklets.purity)
        yield self._count("sightings found", tracklets.sightings_found)
        yield from self._ranking(measured)

    def _detection(self, measured: Measurement) -> Iterator[NamedFigure]:
        """All boxes of a modality, and those of people from 80 px, more than half visible."""
        for modality in _MODALITIES:
            rows = [one for one in measured.detection if one.modality == modality]
            whole = [one for one in rows if one.height is None and one.visibility is None]
            clear = [one for one in rows if one.height in _TALL and one.visibility == "over 0.5"]
            name = modality or "all"
            yield from self._recall_and_precision(name, whole)
            yield from self._recall_and_precision(f"{name}, from 80 px", clear)

    def _recall_and_precision(
        self, name: str, rows: list[DetectionFigures]
    ) -> Iterator[NamedFigure]:
        if not rows:
            return
        total = DetectionFigures(
            modality=None,
            height=None,
            visibility=None,
            boxes=sum(one.boxes for one in rows),
            found=sum(one.found for one in rows),
            false_alarms=sum(one.false_alarms for one in rows),
        )
        yield self._share(f"{name}: recall", total.recall, of=total.boxes)
        told = total.found + total.false_alarms
        yield self._share(f"{name}: precision", total.precision, of=told)

    def _tracking(self, measured: Measurement) -> Iterator[NamedFigure]:
        for one in measured.tracking:
            if one.camera is None or len(measured.tracking) == 1:
                yield self._share("tracking: HOTA", one.hota)
                yield self._share("tracking: IDF1", one.idf1)
                yield self._share("tracking: MOTA", one.mota)

    def _ranking(self, measured: Measurement) -> Iterator[NamedFigure]:
        for modality in Modality:
            name = f"from {modality} into {modality.other}"
            for one in measured.ranking:
                if one.query_modality is modality and one.query_camera is None:
                    yield from self._ranking_of(name, one)

    def _ranking_of(self, name: str, figures: RankingFigures) -> Iterator[NamedFigure]:
        scores = figures.scores
        queries = scores.queries if scores else 0
        yield self._count(f"{name}: queries", queries)
        if scores is None:
            return
        for rank in (1, 5):
            yield self._share(f"{name}: CMC-{rank}", scores.cmc[rank], of=queries)
        yield self._share(f"{name}: mAP", scores.mean_average_precision, of=queries)
        yield self._share(f"{name}: mINP", scores.mean_inverse_negative_penalty, of=queries)

    def _count(self, name: str, value: float | None) -> NamedFigure:
        allowed = float(max(1, math.ceil(self.leeway.count * (value or 0))))
        return NamedFigure(name, value, allowed, is_count=True)

    def _share(self, name: str, value: float | None, *, of: int | None = None) -> NamedFigure:
        """The smaller the number that a share is of, the further one of them moves it."""
        of_few = math.ceil(1000 * self.leeway.of_few / of) / 1000 if of else 0.0
        return NamedFigure(name, value, max(self.leeway.share, of_few))


def _exact(name: str, value: float | None) -> NamedFigure:
    return NamedFigure(name, value, 0.0, is_count=True)
