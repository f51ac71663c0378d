"""How many neighbours to look at, from how many tracklets a person has."""

from dataclasses import dataclass

import numpy as np

_K1_STEP = 5
"""The number of tracklets a person is a guess: neighbourhoods differ in steps of its worth."""
_LEAST_K1, _MOST_K1 = 5, 30
_LEAST_K2, _MOST_K2 = 2, 6
_LEAST_SAMPLES, _MOST_SAMPLES = 2, 4


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Settings of the Jaccard distance and of DBSCAN that belong together."""

    k1: int
    k2: int
    min_samples: int


def neighbourhood_for(tracklets_per_person: float) -> Neighbourhood:
    """Settings for footage of one modality in which people appear that often, on average.

    Our reasoning, from three points: image data sets have 30 to 56 pictures a person and modality
    and use 30, 6, 4 (ADCA, PGM, GUR); for HITSZ-VCM, with 8.6 and 10.9, we take 20, 6, 4, for
    BUPTCampus, with 3.3, 10, 3, 2.

    - k1 is 5 + 1.5 tracklets, to the nearest 5, at most 30: all of a person's tracklets must fit
      into a list even when every third is an impostor, and a person seen a few times still needs
      neighbours whose lists can be compared.
    - k2 is 0.3 k1, in 2..6: encodings are averaged over those first neighbours that are mostly
      the person's own.
    - min_samples is half a person's tracklets, in 2..4. With more than a person has, nobody
      becomes a cluster; with 2, chance pairs do, which footage of few tracklets must accept.

    Raises:
        ValueError: fewer than one tracklet a person, or not a finite number.
    """
    if not 1 <= tracklets_per_person < np.inf:
        raise ValueError(f"a person has one tracklet at least, got {tracklets_per_person}")
    wide = _K1_STEP * int((5 + 1.5 * tracklets_per_person) / _K1_STEP + 0.5)
    k1 = min(max(wide, _LEAST_K1), _MOST_K1)
    k2 = min(max(int(0.3 * k1 + 0.5), _LEAST_K2), _MOST_K2)
    dense = int(tracklets_per_person / 2 + 0.5)
    return Neighbourhood(k1, k2, min(max(dense, _LEAST_SAMPLES), _MOST_SAMPLES))
