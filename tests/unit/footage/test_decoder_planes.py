from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from cba_core.domain.arrays import UInt8Array
from cba_core.footage.planes import planes_of
from cba_core.footage.pyav_source import open_footage
from tests.support.synthetic_footage import textured_ground, write_clip


def picture(format_name: str, pixels: UInt8Array | None = None) -> av.VideoFrame:
    ground = textured_ground(68, 50) if pixels is None else pixels
    return av.VideoFrame.from_ndarray(ground, format="rgb24").reformat(format=format_name)


def reference_planes() -> tuple[UInt8Array, UInt8Array]:
    whole = picture("yuv444p").to_ndarray()
    return whole[0], whole[1:]


@pytest.mark.parametrize(
    ("format_name", "shrink"),
    [
        ("yuv420p", (2, 2)),
        ("yuvj420p", (2, 2)),
        ("yuv422p", (1, 2)),
        ("yuv444p", (1, 1)),
        ("yuv410p", (4, 4)),
        ("yuva420p", (2, 2)),
        ("nv12", (2, 2)),
        ("nv16", (1, 2)),
        ("yuv420p10le", (1, 1)),
        ("rgb24", (1, 1)),
        ("bgra", (1, 1)),
        ("yuyv422", (1, 1)),
        ("gbrp", (1, 1)),
    ],
)
def test_every_format_gives_its_luma_and_chroma(format_name: str, shrink: tuple[int, int]) -> None:
    luma, chroma = planes_of(picture(format_name))
    expected_luma, expected_chroma = reference_planes()
    assert luma.shape == (50, 68)
    assert chroma is not None
    assert chroma.shape == (2, -(-50 // shrink[0]), -(-68 // shrink[1]))
    assert np.abs(luma.astype(int) - expected_luma).mean() < 20  # full range lies further apart
    means, expected_means = chroma.mean((1, 2)), expected_chroma.mean((1, 2))
    assert means == pytest.approx(expected_means, abs=3)
    assert np.corrcoef(luma.ravel(), expected_luma.ravel())[0, 1] > 0.8


@pytest.mark.parametrize("format_name", ["gray", "gray10le", "gray16le", "monow"])
def test_grey_formats_have_no_chroma(format_name: str) -> None:
    luma, chroma = planes_of(picture(format_name, textured_ground(68, 50, colour=False)))
    assert chroma is None
    assert luma.shape == (50, 68)
    assert luma.dtype == np.uint8
    assert luma.std() > 5


@pytest.mark.parametrize("format_name", ["yuv420p", "nv12", "gray"])
def test_planes_are_views_that_cannot_be_written_to(format_name: str) -> None:
    frame = picture(format_name)
    first, again = planes_of(frame), planes_of(frame)
    assert np.shares_memory(first.luma, again.luma)
    assert not first.luma.flags.writeable
    if first.chroma is not None and again.chroma is not None:
        assert first.chroma.ctypes.data == again.chroma.ctypes.data
        assert not first.chroma.flags.writeable


def test_views_stay_valid_when_the_frame_is_let_go() -> None:
    chroma = planes_of(picture("yuv420p")).chroma
    expected = picture("yuv420p").to_ndarray()[50:].reshape(2, 25, 34)
    others = [picture("yuv420p", 255 - textured_ground(68, 50)) for _ in range(20)]
    assert len(others) == 20
    assert np.array_equal(chroma, expected)


def test_pictures_with_a_palette_are_read(tmp_path: Path) -> None:
    colours = np.array([[250, 10, 10], [10, 10, 250]], np.uint8)
    stripes = (np.arange(64)[None, :] // 16 % 2).repeat(48, axis=0)
    for number in range(8):
        shown = Image.fromarray(colours[stripes]).convert("P", palette=Image.Palette.ADAPTIVE)
        shown.save(tmp_path / f"{number}.png")
    with open_footage(tmp_path) as source:
        frame = next(iter(source.frames()))
    assert np.abs(frame.pixels.astype(int) - colours[stripes]).max() <= 4
    chroma = frame.planes().chroma
    assert chroma is not None
    assert chroma[0].min() < 110
    assert chroma[0].max() > 200


@pytest.mark.parametrize("pix_fmt", ["gray", "gray10le"])
def test_a_grey_recording_becomes_three_equal_channels(tmp_path: Path, pix_fmt: str) -> None:
    ground = textured_ground(64, 48, colour=False)
    clip = write_clip(tmp_path / "c.mkv", [ground] * 2, codec="ffv1", pix_fmt=pix_fmt)
    with open_footage(clip) as source:
        frame = next(iter(source.frames()))
    assert frame.pixels.shape == (48, 64, 3)
    assert np.ptp(frame.pixels, axis=2).max() == 0
    assert np.abs(frame.pixels.astype(int) - ground).max() <= 3
    assert frame.planes().chroma is None
