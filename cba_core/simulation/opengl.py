"""OpenGL as the simulator uses it: opening it, and telling its programs what is viewed."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

import numpy as np

from cba_core.domain.arrays import RealArray
from cba_core.domain.errors import CbaError, NotInstalledError
from cba_core.simulation.cameras import Camera
from cba_core.simulation.light import Light
from cba_core.simulation.scenes.scene import Scene

GlObject = Any
"""Contexts, programs, textures and what else moderngl hands out; its stubs cover part of them."""

SAMPLES = 4
"""Of every pixel."""
_MOST_LAMPS = 8


class PictureKind(IntEnum):
    """What a picture is made of; the shaders know the kinds by these numbers."""

    VISIBLE = 0
    NEAR_INFRARED = 1
    THERMAL = 2


class NoOpenGlError(CbaError):
    """There is nothing to draw with."""

    def __init__(self, reason: str) -> None:
        super().__init__(
            f"OpenGL cannot be used here: {reason}",
            "Install a driver; without a graphics card Mesa's software one does "
            "(Debian: apt-get install libegl1 libgl1-mesa-dri).",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """How a camera turns light into grey values, and its own light."""

    exposure: float
    illuminator: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Everything that pictures of one camera have in common."""

    camera: Camera
    scene: Scene
    light: Light
    kind: PictureKind
    exposure: Exposure

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.camera.width, self.camera.height


def open_context() -> GlObject:
    """A context that belongs to the calling thread and needs no screen.

    Raises:
        NoOpenGlError: no driver.
        NotInstalledError: moderngl is missing.
    """
    try:
        import moderngl
    except ImportError as error:
        raise NotInstalledError("moderngl", "simulation") from error
    try:
        without_screen: dict[str, Any] = {"backend": "egl"}
        gl = moderngl.create_context(standalone=True, **without_screen)
    except Exception as first:  # noqa: BLE001  (drivers fail in their own ways)
        try:
            gl = moderngl.create_context(standalone=True)
        except Exception:  # noqa: BLE001  (as above)
            raise NoOpenGlError(str(first)) from first
    if gl.info["GL_MAX_SAMPLES"] < SAMPLES:
        gl.release()
        raise NoOpenGlError("the driver draws no smooth edges")
    gl.enable(moderngl.DEPTH_TEST)
    return gl


def set_value(program: GlObject, name: str, value: float | tuple[float, ...]) -> None:
    """Set a number or vector of a program that uses it."""
    if name in program:
        program[name].value = value


def write_values(program: GlObject, name: str, values: RealArray) -> None:
    """Write a matrix, or an array of anything, of a program that uses it."""
    if name in program:
        program[name].write(np.ascontiguousarray(values, np.float32).tobytes())


def set_view(program: GlObject, view: View, size: tuple[int, int] | None = None) -> None:
    """Tell a program what is viewed and how it is lit; `size` where it is not the camera's own."""
    light, camera = view.light, view.camera
    write_values(program, "view_projection", camera.view_projection.T)
    set_value(program, "kind", int(view.kind))
    set_value(program, "eye", camera.place)
    set_value(program, "eye_forward", tuple(float(v) for v in camera.forward))
    set_value(program, "ambient_temperature", light.ambient_c)
    set_value(program, "sun_direction", light.sun_direction)
    set_value(program, "sun_light", light.sun)
    set_value(program, "sky_light", light.sky)
    set_value(program, "ground_light", light.ground)
    places = view.scene.lamps[:_MOST_LAMPS]
    lamps = np.zeros((_MOST_LAMPS, 4), np.float32)
    shine = np.zeros((_MOST_LAMPS, 4), np.float32)
    for number, place in enumerate(places):
        lamps[number, :3] = place
        shine[number, :3] = light.lamp
    set_value(program, "lamps", len(places) if max(light.lamp) > 0 else 0)
    write_values(program, "lamp_places", lamps)
    write_values(program, "lamp_lights", shine)
    set_value(program, "illuminator", view.exposure.illuminator)
    set_value(program, "exposure", view.exposure.exposure)
    set_value(program, "frame_size", tuple(float(v) for v in (size or view.size)))


def screen_quad(gl: GlObject, program: GlObject) -> GlObject:
    """Two triangles that cover the picture."""
    corners = np.array([-1, -1, 1, -1, -1, 1, -1, 1, 1, -1, 1, 1], np.float32)
    return gl.vertex_array(program, [(gl.buffer(corners.tobytes()), "2f", "in_corner")])
