"""Draws what a camera sees with OpenGL, on the graphics card or, without one, in software."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cba_core.domain.arrays import FloatArray, RealArray, UInt8Array
from cba_core.simulation.developing import develop_scene
from cba_core.simulation.dressing import DressedPerson
from cba_core.simulation.opengl import (
    SAMPLES,
    GlObject,
    PictureKind,
    View,
    open_context,
    screen_quad,
    set_value,
    set_view,
    write_values,
)
from cba_core.simulation.shader_source import shader
from cba_core.simulation.skeleton import PELVIS

_PERSON_INPUTS = {
    "in_position": "3f",
    "in_normal": "3f",
    "in_joints": "4f",
    "in_weights": "4f",
    "in_surface": "2f",
}
"""Columns of `DressedPerson.vertices`, by the shader's names for them."""
_DETAIL_LIMITS = (-150.0, -75.0)
"""Pixels a metre, negated, below which the next coarser mesh is drawn."""
_JOINT_ROWS = 24
_AS_IT_IS = (0.0, 0.0, 0.0, 0.0)
_ALONG, _AWAY_FROM = 1.0, 2.0  # how people.vert flattens a person to the ground


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PersonInView:
    """One person at one moment, to be drawn."""

    person: DressedPerson
    joints: RealArray  # (22, 4, 4) that carry vertices at rest into the world


@dataclass(frozen=True, slots=True)
class _Mesh:
    looks: FloatArray
    arrays: dict[tuple[str, int], GlObject]  # by program and level of detail
    person: DressedPerson  # kept, so that its id stays its own


class Renderer:
    """Draws one camera's frames. Belongs to the thread that made it; close it.

    Raises:
        NoOpenGlError: nothing can be drawn here.
        NotInstalledError: moderngl is missing.
    """

    def __init__(self, view: View) -> None:
        self._view = view
        self._gl = gl = open_context()
        vertices = shader("people.vert")
        self._programs = {
            name: gl.program(vertices, shader(fragments))
            for name, fragments in (
                ("people", "people.frag"),
                ("shadow", "shadow.frag"),
                ("plain", "plain.frag"),
            )
        }
        self._meshes: dict[int, _Mesh] = {}
        is_thermal = view.kind is PictureKind.THERMAL
        channels, depth = (1, "f2") if is_thermal else (4, "f1")
        self._nobody, self._work = (
            gl.framebuffer(
                [gl.renderbuffer(view.size, channels, samples=SAMPLES, dtype=depth)],
                gl.depth_renderbuffer(view.size, samples=SAMPLES),
            )
            for _ in range(2)
        )
        self._result = gl.framebuffer([gl.renderbuffer(view.size, channels, dtype=depth)])
        self._empty_mask, self._mask = (
            gl.framebuffer([gl.renderbuffer(view.size, 1)], gl.depth_renderbuffer(view.size))
            for _ in range(2)
        )
        self._scene = develop_scene(gl, view)
        self._background = gl.program(shader("screen.vert"), shader("background.frag"))
        self._background_quad = screen_quad(gl, self._background)
        for program in self._programs.values():
            set_view(program, view)
        self._nobody.use()
        self._draw_background()
        self._empty_mask.clear(0.0)
        self._empty_mask.color_mask = (False,) * 4
        self._empty_mask.use()
        self._draw_background()

    def close(self) -> None:
        """Free everything the driver holds."""
        self._gl.release()

    def colours(self, people: Sequence[PersonInView]) -> UInt8Array:
        """(h, w, 3) of a visible or near-infrared camera."""
        self._draw(people)
        read = np.frombuffer(self._result.read(components=3), np.uint8)
        return read.reshape(*self._view.size[::-1], 3)[::-1]

    def degrees(self, people: Sequence[PersonInView]) -> FloatArray:
        """(h, w) degrees Celsius of a thermal camera."""
        self._draw(people)
        read = np.frombuffer(self._result.read(components=1, dtype="f2"), np.float16)
        return read.reshape(self._view.size[::-1])[::-1].astype(np.float32)

    def silhouettes(self, people: Sequence[PersonInView]) -> UInt8Array:
        """(h, w): which person each pixel shows, counted from 1; 0 is none. Before noise."""
        self._gl.copy_framebuffer(self._mask, self._empty_mask)
        self._mask.use()
        for number, one in enumerate(people, 1):
            set_value(self._programs["plain"], "number", number / 255.0)
            self._draw_person("plain", one)
        return self._read_mask((0, 0, *self._view.size))

    def alone(self, person: PersonInView, window: tuple[int, int, int, int]) -> UInt8Array:
        """Above 0 where the person would be seen if nothing stood before them.

        Of a window x1, y1, x2, y2 in pixels: (y2 - y1, x2 - x1).
        """
        self._mask.scissor = _from_below(window, self._view.size[1])
        self._mask.clear(0.0)
        self._mask.use()
        set_value(self._programs["plain"], "number", 1.0 / 255.0)
        self._draw_person("plain", person)
        self._mask.scissor = None
        return self._read_mask(window)

    def _draw(self, people: Sequence[PersonInView]) -> None:
        self._gl.copy_framebuffer(self._work, self._nobody)
        self._work.use()
        if self._view.kind is PictureKind.VISIBLE:
            self._draw_shadows(people)
        for one in people:
            self._draw_person("people", one)
        self._gl.copy_framebuffer(self._result, self._work)

    def _read_mask(self, window: tuple[int, int, int, int]) -> UInt8Array:
        x, y, width, height = _from_below(window, self._view.size[1])
        read = self._mask.read(viewport=(x, y, width, height), components=1, alignment=1)
        return np.frombuffer(read, np.uint8).reshape(height, width)[::-1]

    def _draw_background(self) -> None:
        set_value(self._background, "picture", 0)
        set_value(self._background, "depth", 1)
        self._scene.bright.use(0)
        self._scene.depth.use(1)
        self._gl.depth_func = "1"  # always
        self._background_quad.render()
        self._gl.depth_func = "<"

    def _draw_shadows(self, people: Sequence[PersonInView]) -> None:
        """Of the light that throws the strongest one: the sun or, without it, the nearest lamp."""
        light = self._view.light
        if max(light.sun) <= 0 and max(light.lamp) <= 0:
            return
        self._scene.shaded.use(2)
        set_value(self._programs["shadow"], "shaded", 2)
        self._gl.depth_func = "<="
        for one in people:
            if max(light.sun) > 0:
                self._draw_person("shadow", one, (*light.sun_direction, _ALONG))
                continue
            feet = one.joints[PELVIS][:2, 3]
            lamps = np.asarray(self._view.scene.lamps)
            if len(lamps):
                nearest = lamps[int(np.argmin(np.linalg.norm(lamps[:, :2] - feet, axis=1)))]
                self._draw_person("shadow", one, (*(float(v) for v in nearest), _AWAY_FROM))
        self._gl.depth_func = "<"

    def _draw_person(
        self, name: str, one: PersonInView, flattened: tuple[float, ...] = _AS_IT_IS
    ) -> None:
        program = self._programs[name]
        mesh = self._mesh_of(one.person)
        joints = np.tile(np.eye(4, dtype=np.float32), (_JOINT_ROWS, 1, 1))
        joints[: len(one.joints)] = one.joints
        write_values(program, "joints", joints.transpose(0, 2, 1))
        write_values(program, "looks", mesh.looks)
        set_value(program, "light_plane", flattened)
        level = self._detail_of(one) if name == "people" else len(one.person.details) - 1
        mesh.arrays[name, level].render()

    def _detail_of(self, one: PersonInView) -> int:
        """How coarse a person may be drawn without anybody seeing it."""
        camera = self._view.camera
        away = float(np.linalg.norm(one.joints[PELVIS][:3, 3] - camera.place))
        pixels_a_metre = camera.focal_px / max(away, 0.5)
        return int(np.searchsorted(_DETAIL_LIMITS, -pixels_a_metre))

    def _mesh_of(self, person: DressedPerson) -> _Mesh:
        known = self._meshes.get(id(person))
        if known is not None:
            return known
        vertices = self._gl.buffer(person.vertices.tobytes())
        arrays = {}
        for level, triangles in enumerate(person.details):
            indices = self._gl.buffer(triangles.astype(np.int32).tobytes())
            for name, program in self._programs.items():
                layout = " ".join(
                    kind if each in program else f"{4 * int(kind[0])}x"
                    for each, kind in _PERSON_INPUTS.items()
                )
                used = [each for each in _PERSON_INPUTS if each in program]
                arrays[name, level] = self._gl.vertex_array(
                    program, [(vertices, layout, *used)], indices
                )
        mesh = _Mesh(person.looks(self._view.light.ambient_c), arrays, person)
        self._meshes[id(person)] = mesh
        return mesh


def _from_below(window: tuple[int, int, int, int], height: int) -> tuple[int, int, int, int]:
    """OpenGL's x, y, width, height of a window x1, y1, x2, y2 that is counted from the top."""
    x1, y1, x2, y2 = window
    return x1, height - y2, x2 - x1, y2 - y1
