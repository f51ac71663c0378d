"""Small video files made on the spot, so that no footage of anybody is needed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from cba_core.domain.arrays import UInt8Array

GROUND_SEED = 7


def write_clip(
    path: Path,
    frames: Iterable[UInt8Array],
    *,
    rate: Fraction | int = 25,
    codec: str = "libx264",
    pix_fmt: str = "yuv420p",
    options: Mapping[str, str] | None = None,
    container_options: Mapping[str, str] | None = None,
    format: str | None = None,  # noqa: A002  (PyAV's own word)
    gop: int = 12,
    b_frames: int = 0,
    pts: Sequence[int] | None = None,
    rotation: int = 0,
    full_range: bool = False,
) -> Path:
    """Encode RGB frames (h, w, 3), all of one even size, into a file; gives `path`.

    Args:
        path: its extension chooses the container unless `format` names one.
        frames: the pictures; a grey one has three equal channels.
        rate: frames a second.
        codec: an encoder of PyAV's FFmpeg: libx264, mpeg4, mjpeg, ffv1, libx265, rawvideo, ...
        pix_fmt: the encoder's pixel format.
        options: the encoder's options.
        container_options: the container's options, such as movflags.
        format: FFmpeg's name of the container.
        gop: frames from keyframe to keyframe.
        b_frames: how many frames in a row may refer to later ones.
        pts: time stamps in 1/1000 s, rising, one per frame, for a variable frame rate.
        rotation: the clockwise turn that makes the picture upright, as a phone writes it.
        full_range: mark luma as 0..255.
    """
    with av.open(str(path), "w", format=format, options=dict(container_options or {})) as container:
        stream = container.add_stream(codec, rate=rate, options=dict(options or {}))
        context = stream.codec_context
        context.pix_fmt = pix_fmt
        context.thread_count = 1  # the same bytes on every machine
        context.gop_size = gop
        context.max_b_frames = b_frames
        context.time_base = Fraction(1, 1000) if pts is not None else 1 / Fraction(rate)
        if full_range:
            context.color_range = 2
        if rotation:
            stream.set_display_rotation(-rotation)
        for number, pixels in enumerate(frames):
            if number == 0:
                context.height, context.width = pixels.shape[:2]
            picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgb24")
            picture = picture.reformat(
                format=pix_fmt, dst_color_range="JPEG" if full_range else None
            )
            picture.pts = number if pts is None else pts[number]
            picture.time_base = context.time_base
            container.mux(stream.encode(picture))
        container.mux(stream.encode(None))
    return path


def write_two_videos(path: Path) -> Path:
    """A container of two videos of one size, as recorders with two lenses write; gives `path`."""
    with av.open(str(path), "w") as container:
        streams = [container.add_stream("libx264", rate=25) for _ in range(2)]
        for stream in streams:
            stream.codec_context.width, stream.codec_context.height = 320, 240
            stream.codec_context.pix_fmt = "yuv420p"
        for pixels in walking_boxes(10):
            picture = av.VideoFrame.from_ndarray(pixels, format="rgb24")
            for stream in streams:
                container.mux(stream.encode(picture))
        for stream in streams:
            container.mux(stream.encode(None))
    return path


def textured_ground(
    width: int = 320, height: int = 240, *, colour: bool = True, seed: int = GROUND_SEED
) -> UInt8Array:
    """A still picture (h, w, 3) with structure at several scales."""
    dice = np.random.default_rng(seed)
    ground = np.zeros((height, width, 3))
    for cell in (4, 16, 48):
        coarse = dice.uniform(-1, 1, (height // cell + 1, width // cell + 1, 3))
        ground += np.kron(coarse, np.ones((cell, cell, 1)))[:height, :width] * (cell**0.5) * 4
    picture = np.clip(ground + np.array((118, 110, 96)), 0, 255)
    if not colour:
        picture = np.repeat(picture.mean(axis=2, keepdims=True), 3, axis=2)
    return picture.astype(np.uint8)


def walking_boxes(
    count: int,
    *,
    people: int = 2,
    width: int = 320,
    height: int = 240,
    box: tuple[int, int] = (24, 64),
    speed_px: float = 3.0,
    colour: bool = True,
    noise: float = 0.0,
    seed: int = GROUND_SEED,
) -> Iterator[UInt8Array]:
    """Frames (h, w, 3) of textured boxes that walk over a textured ground.

    Args:
        count: how many frames.
        people: how many boxes; see `walking_paths` for where they are.
        width, height: size of the picture, even numbers.
        box: width and height of a box in px.
        speed_px: px per frame.
        colour: whether ground and boxes have colour.
        noise: standard deviation of sensor noise, in grey levels, fresh in each frame.
        seed: what the ground and the boxes look like.
    """
    ground = textured_ground(width, height, colour=colour, seed=seed)
    textures = [
        255 - textured_ground(*box, colour=colour, seed=seed + 1 + person)
        for person in range(people)
    ]
    dice = np.random.default_rng(seed)
    paths = walking_paths(
        count, people=people, width=width, height=height, box=box, speed_px=speed_px
    )
    for places in paths:
        frame = ground.copy()
        for (left, top, right, bottom), texture in zip(places.astype(int), textures, strict=True):
            frame[top:bottom, left:right] = texture
        if noise:
            grain = dice.normal(0, noise, (height, width, 1 if not colour else 3))
            frame = np.clip(frame + grain, 0, 255).astype(np.uint8)
        yield frame


def walking_paths(
    count: int,
    *,
    people: int = 2,
    width: int = 320,
    height: int = 240,
    box: tuple[int, int] = (24, 64),
    speed_px: float = 3.0,
) -> np.ndarray:
    """Where `walking_boxes` draws: (count, people, 4) x1 y1 x2 y2 px, integers.

    Every box keeps to a row of its own and turns round at the border.
    """
    places = np.empty((count, people, 4))
    reach, drop = width - box[0], height - box[1]
    for person in range(people):
        way = person * reach / people + np.arange(count) * speed_px * (1 + person % 3 / 4)
        left = np.floor(reach - np.abs(way % (2 * reach) - reach))
        top = drop * (person + 1) // (people + 1)
        places[:, person] = np.stack(
            (left, np.full(count, top), left + box[0], np.full(count, top + box[1])), axis=1
        )
    return places
