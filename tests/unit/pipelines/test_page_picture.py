"""A plan as a page shows it: whatever its file holds, people see what it shows."""

import hashlib
import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from cba_core.pipelines.page_picture import MOST_SIDE_PX, PagePictureError, page_picture


def drawn(path: Path) -> Image.Image:
    return Image.open(io.BytesIO(page_picture(path, hashlib.sha256(path.read_bytes()).hexdigest())))


def lines() -> np.ndarray:
    """Dark walls on a light ground."""
    grey = np.full((60, 80), 255, np.uint8)
    grey[20:24] = 0
    return grey


@pytest.mark.parametrize("kind", ["RGBA", "LA", "P", "webp"])
def test_a_transparent_ground_is_white(tmp_path: Path, kind: str) -> None:
    alpha = Image.fromarray(255 - lines())
    over = Image.merge("RGBA", [*(Image.new("L", alpha.size, 0),) * 3, alpha])
    path = tmp_path / f"plan.{'webp' if kind == 'webp' else 'png'}"
    picture = over if kind in {"RGBA", "webp"} else over.convert(kind)
    picture.save(path, **({"lossless": True} if kind == "webp" else {}))
    seen = np.asarray(drawn(path).convert("L"))
    assert seen[5, 40] > 240
    assert seen[22, 40] < 15


@pytest.mark.parametrize("suffix", ["png", "tif"])
def test_sixteen_bits_of_grey_are_not_cut_off(tmp_path: Path, suffix: str) -> None:
    ramp = np.linspace(0, 65535, 256).astype(np.uint16)[None].repeat(40, 0)
    path = tmp_path / f"plan.{suffix}"
    Image.fromarray(ramp).save(path)
    seen = np.asarray(drawn(path).convert("L"))[20].astype(int)
    assert seen[0] < 4
    assert seen[-1] > 250
    assert abs(int(seen[128]) - 128) < 4


@pytest.mark.parametrize("kind", [np.int32, np.float32])
def test_numbers_of_any_range_span_the_greys(tmp_path: Path, kind: type) -> None:
    ramp = np.linspace(-5, 70_000, 100).astype(kind)[None].repeat(40, 0)
    path = tmp_path / "plan.tif"
    Image.fromarray(ramp).save(path)
    seen = np.asarray(drawn(path).convert("L"))[20]
    assert (int(seen[0]), int(seen[-1])) == (0, 255)


@pytest.mark.parametrize("mode", ["1", "L", "CMYK", "RGB", "P"])
def test_every_other_kind_looks_as_it_is(tmp_path: Path, mode: str) -> None:
    path = tmp_path / ("plan.tif" if mode == "CMYK" else "plan.png")
    Image.fromarray(lines()).convert("RGB").convert(mode).save(path)
    seen = np.asarray(drawn(path).convert("L"))
    assert seen[5, 40] > 240
    assert seen[22, 40] < 15


def test_it_is_small_upright_and_tells_nothing_of_its_maker(tmp_path: Path) -> None:
    path = tmp_path / "plan.jpg"
    wide = Image.new("RGB", (4000, 3000), "white")
    wide.paste((200, 0, 0), (0, 0, 2000, 300))  # the upper left, as it lies in the file
    exif = wide.getexif()
    exif[0x0112] = 6  # turned a quarter to the right when it is shown
    exif[0x010F] = "a maker"
    wide.save(path, exif=exif)
    shown = drawn(path)
    assert shown.size == (MOST_SIDE_PX * 3 // 4, MOST_SIDE_PX)
    assert dict(shown.getexif()) == {}
    assert "icc_profile" not in shown.info
    pixels = np.asarray(shown.convert("RGB")).astype(int)
    assert pixels[100, -30][0] > 150  # red is at the upper right now
    assert pixels[100, -30][1] < 90
    assert pixels[100, 30].min() > 240


def test_the_same_picture_gives_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "plan.png"
    Image.fromarray(lines()).save(path)
    first = page_picture(path, "one")
    page_picture.cache_clear()
    assert page_picture(path, "one") == first


def test_what_cannot_be_decoded_is_said(tmp_path: Path) -> None:
    path = tmp_path / "plan.png"
    Image.fromarray(lines()).save(path)
    path.write_bytes(path.read_bytes()[:60])
    with pytest.raises(PagePictureError, match="cannot be decoded"):
        drawn(path)
