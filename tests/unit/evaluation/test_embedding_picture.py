"""Embeddings on a plane: groups stay groups, and the picture shows what it was given."""

import io
import sys

import numpy as np
import pytest
from PIL import Image

from cba_core.domain.errors import NotInstalledError
from cba_core.evaluation.embedding_picture import draw_embedding, place_on_plane
from cba_core.evaluation.picture_style import INFRARED_COLOUR, PALETTE, VISIBLE_COLOUR


def two_groups() -> np.ndarray:
    random = np.random.default_rng(2)
    vectors = random.normal(scale=0.1, size=(40, 8)) + np.repeat(np.eye(2, 8), 20, axis=0)
    return (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)


def pixels_of(picture: bytes, colour: str) -> int:
    seen = np.asarray(Image.open(io.BytesIO(picture)).convert("RGB")).astype(int)
    opaque = 0.8  # what lies below shows through the points
    wanted = [
        int(colour[start : start + 2], 16) * opaque + 255 * (1 - opaque) for start in (1, 3, 5)
    ]
    return int((np.abs(seen - wanted).max(axis=2) < 8).sum())


def size_of(picture: bytes) -> tuple[int, int]:
    return Image.open(io.BytesIO(picture)).size


def test_groups_stay_together_and_the_seed_decides() -> None:
    plane = place_on_plane(two_groups(), seed=1)
    assert plane.shape == (40, 2)
    assert plane.dtype == np.float32
    nearest = np.linalg.norm(plane[:, None] - plane[None], axis=2)
    np.fill_diagonal(nearest, np.inf)
    group = np.repeat([0, 1], 20)
    assert np.array_equal(group[nearest.argmin(axis=1)], group)
    assert np.array_equal(place_on_plane(two_groups(), seed=1), plane)
    assert not np.array_equal(place_on_plane(two_groups(), seed=2), plane)


def test_vectors_all_alike_can_be_placed() -> None:
    assert np.isfinite(place_on_plane(np.full((12, 4), 0.5, np.float32), seed=0)).all()


def test_too_few_vectors_are_refused() -> None:
    with pytest.raises(ValueError, match="needs 4 vectors, got 3"):
        place_on_plane(np.eye(3, dtype=np.float32), seed=0)


def grid(count: int) -> np.ndarray:
    across, up = np.divmod(np.arange(count), 5)
    return np.stack([across, up], axis=1).astype(np.float32)


def test_modalities_have_colours_of_their_own() -> None:
    one_kind, both = (
        draw_embedding(grid(20), infrared=np.arange(20) < infrared) for infrared in (0, 10)
    )
    # The legend always names both: a few pixels of either colour.
    assert both == draw_embedding(grid(20), infrared=np.arange(20) < 10)
    assert pixels_of(both, INFRARED_COLOUR) > 5 * pixels_of(one_kind, INFRARED_COLOUR)
    assert pixels_of(both, VISIBLE_COLOUR) < 0.7 * pixels_of(one_kind, VISIBLE_COLOUR)


def test_people_are_drawn_beside_where_they_are_known() -> None:
    infrared = np.arange(60) % 2 == 0
    alone = draw_embedding(grid(60), infrared=infrared)
    persons = np.arange(60) % 12  # of twelve people ten have a colour
    persons[:3] = -1
    beside = draw_embedding(grid(60), infrared=infrared, persons=persons)
    assert size_of(beside)[0] == 2 * size_of(alone)[0]
    assert all(pixels_of(beside, colour) > 100 for colour in PALETTE)
    nobody = draw_embedding(grid(60), infrared=infrared, persons=np.full(60, -1))
    assert pixels_of(nobody, PALETTE[2]) == 0


def test_one_point_can_be_drawn_and_none_cannot() -> None:
    assert size_of(draw_embedding(grid(1), infrared=np.ones(1, np.bool_)))[0] > 0
    with pytest.raises(ValueError, match="no point"):
        draw_embedding(grid(0), infrared=np.ones(0, np.bool_))


def test_shapes_must_agree() -> None:
    with pytest.raises(ValueError, match="one modality and one person each"):
        draw_embedding(grid(5), infrared=np.ones(5, np.bool_), persons=np.ones(4, np.int64))


@pytest.mark.parametrize("module", ["matplotlib.figure", "sklearn.manifold"])
def test_a_missing_library_is_told(monkeypatch: pytest.MonkeyPatch, module: str) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(NotInstalledError, match=r"duskline\[training\]"):
        draw_embedding(
            place_on_plane(two_groups(), seed=0), infrared=np.arange(40) < 20, persons=None
        )
