"""Whether a straight cut can tell the modality from vectors: what purification should make hard.

Linear probes: Alain and Bengio, ICLR workshop 2017.
"""

from dataclasses import dataclass

import numpy as np

from cba_core.domain.arrays import BoolArray, FloatArray
from cba_core.domain.errors import NotInstalledError

CHANCE = 0.5
"""Balanced accuracy of guessing between two modalities, however many tracklets each has."""
MOST_FOLDS = 5
_LEAST_FOLDS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ModalityProbe:
    """How well the modality can be told from a vector; `CHANCE` means not at all."""

    balanced_accuracy: float  # mean of the recalls of both modalities, on vectors held out
    folds: int


def modality_probe(vectors: FloatArray, infrared: BoolArray, *, seed: int) -> ModalityProbe:
    """Fit a logistic regression on standardised vectors, and ask it about those held out.

    Every vector is held out once (stratified cross-validation). Standardising makes the measure
    independent of the scale, which the regression's penalty would otherwise depend on.

    Args:
        vectors: (n, dim).
        infrared: (n,).
        seed: of the division into folds.

    Raises:
        ValueError: shapes differ, or a modality has fewer than two vectors.
        NotInstalledError: scikit-learn is missing.
    """
    if vectors.ndim != 2 or infrared.shape != (len(vectors),):  # noqa: PLR2004  (a matrix)
        raise ValueError(f"one modality a vector, got {vectors.shape} and {infrared.shape}")
    fewer = int(min(infrared.sum(), (~infrared).sum()))
    if fewer < _LEAST_FOLDS:
        raise ValueError("a probe needs two vectors of each modality")
    try:
        from sklearn.linear_model import LogisticRegression
        from sklearn.metrics import balanced_accuracy_score
        from sklearn.model_selection import StratifiedKFold, cross_val_predict
        from sklearn.pipeline import make_pipeline
        from sklearn.preprocessing import StandardScaler
    except ImportError as error:
        raise NotInstalledError("scikit-learn", "training") from error
    folds = min(MOST_FOLDS, fewer)
    told = cross_val_predict(
        make_pipeline(StandardScaler(), LogisticRegression(class_weight="balanced", max_iter=1000)),
        vectors.astype(np.float64),
        infrared,
        cv=StratifiedKFold(folds, shuffle=True, random_state=seed),
    )
    return ModalityProbe(
        balanced_accuracy=float(balanced_accuracy_score(infrared, told)), folds=folds
    )
