"""How well clusters fit people, and whether labels that cross modalities name the right person.

All of it reads the truth: it measures training and must never steer it.
"""

import warnings
from dataclasses import dataclass

import numpy as np

from cba_core.domain.arrays import IntArray
from cba_core.domain.errors import NotInstalledError


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelQuality:
    """Clusters of one modality against its people; the scores are None where nothing is in one."""

    adjusted_rand_index: float | None  # up to 1; 0 is chance
    normalised_mutual_information: float | None  # 0..1, by the arithmetic mean of both entropies
    purity: float | None  # share of tracklets that show the person their cluster shows most
    noise_ratio: float | None  # share of tracklets in no cluster; None: there is no tracklet
    clusters: int
    people: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CrossModalityLabels:
    """Infrared tracklets of known people against the visible clusters they were given to."""

    tracklets: int
    labelled: int  # of these, those with a cross-modality label
    right: int  # of these, those whose visible cluster shows their person most

    @property
    def precision(self) -> float | None:
        """Cross-modality label precision; None where nothing carries a label."""
        return self.right / self.labelled if self.labelled else None

    @property
    def coverage(self) -> float | None:
        """Share of tracklets that carry a label; None where there is no tracklet."""
        return self.labelled / self.tracklets if self.tracklets else None


def label_quality(labels: IntArray, persons: IntArray) -> LabelQuality:
    """Compare clusters with people.

    The scores are taken over tracklets in clusters alone, as training sees no others: read them
    beside the noise ratio. Nobody can say which of unknown people belong together, so these
    count for the noise ratio and the number of clusters only.

    Args:
        labels: (n,) clusters; negative stands for none.
        persons: (n,) the truth; negative shows nobody known.

    Raises:
        ValueError: shapes differ.
        NotInstalledError: scikit-learn is missing.
    """
    _same_length(labels, persons)
    inside = labels >= 0
    judged = inside & (persons >= 0)
    index, information, purity = _scores(labels[judged], persons[judged])
    return LabelQuality(
        adjusted_rand_index=index,
        normalised_mutual_information=information,
        purity=purity,
        noise_ratio=float(np.mean(~inside)) if len(labels) else None,
        clusters=len(np.unique(labels[inside])),
        people=len(np.unique(persons[persons >= 0])),
    )


def cross_modality_label_precision(
    assigned: IntArray,
    persons: IntArray,
    *,
    visible_labels: IntArray,
    visible_persons: IntArray,
) -> CrossModalityLabels:
    """Count infrared tracklets whose assigned visible cluster shows their person most.

    A cluster that shows two people equally often, or no known person, is right for nobody.

    Args:
        assigned: (n,) the visible cluster each infrared tracklet was given to; negative for none.
        persons: (n,) of the infrared tracklets; those of nobody known (negative) are left out.
        visible_labels: (m,) clusters of the visible tracklets; negative stands for none.
        visible_persons: (m,) of these; negative shows nobody known.

    Raises:
        ValueError: shapes differ, or a tracklet was given to a cluster that does not exist.
    """
    _same_length(assigned, persons)
    _same_length(visible_labels, visible_persons)
    missing = np.setdiff1d(assigned[assigned >= 0], visible_labels)
    if missing.size:
        raise ValueError(f"no visible tracklet is in cluster {missing[0]}")
    labelled = (persons >= 0) & (assigned >= 0)
    shown = {
        cluster: _shown_most(visible_persons[visible_labels == cluster])
        for cluster in np.unique(assigned[labelled]).tolist()
    }
    right = sum(
        shown[cluster] == person
        for cluster, person in zip(
            assigned[labelled].tolist(), persons[labelled].tolist(), strict=True
        )
    )
    return CrossModalityLabels(
        tracklets=int(np.sum(persons >= 0)), labelled=int(labelled.sum()), right=right
    )


def _shown_most(persons: IntArray) -> int | None:
    people, counts = np.unique(persons[persons >= 0], return_counts=True)
    if not people.size or np.sum(counts == counts.max()) > 1:
        return None
    return int(people[counts.argmax()])


def _scores(
    labels: IntArray, persons: IntArray
) -> tuple[float, float, float] | tuple[None, None, None]:
    try:
        from sklearn.metrics import adjusted_rand_score, normalized_mutual_info_score
        from sklearn.metrics.cluster import contingency_matrix
    except ImportError as error:
        raise NotInstalledError("scikit-learn", "training") from error
    if not len(labels):
        return None, None, None
    with warnings.catch_warnings():
        # Some versions warn of more labels than half the tracklets: small clusters are usual here.
        warnings.filterwarnings("ignore", message="The number of unique classes", module="sklearn")
        index = float(adjusted_rand_score(persons, labels))
        information = float(normalized_mutual_info_score(persons, labels))
    shared = contingency_matrix(persons, labels)
    return index, information, float(shared.max(axis=0).sum() / len(labels))


def _same_length(first: IntArray, second: IntArray) -> None:
    if first.ndim != 1 or first.shape != second.shape:
        raise ValueError(f"one label and one person each, got {first.shape} and {second.shape}")
