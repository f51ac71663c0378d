"""The scene without people, developed once for all frames of a camera.

Sky light is the sum of many lights spread over the sky, each with its shadows, so corners and
places under roofs and cars are dark as they are in life.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from cba_core.domain.arrays import FloatArray, RealArray, UInt8Array
from cba_core.simulation.cameras import Camera
from cba_core.simulation.light import Light, sky_directions
from cba_core.simulation.opengl import (
    GlObject,
    PictureKind,
    View,
    screen_quad,
    set_value,
    set_view,
    write_values,
)
from cba_core.simulation.scenes.triangles import triangles_of
from cba_core.simulation.shader_source import shader

_FINE = 2
"""The scene is drawn so many times finer and averaged."""
_SKY_LIGHTS = 40
_SHADOW_TEXELS = 1024
_SHADOW_RADIUS_M, _SHADOW_DEPTH_M = 30.0, 60.0
_LOOKS_AHEAD_M = 14.0
_COLD_SKY_K = 26.0
"""How much colder than the air a clear sky is to a thermal camera."""
_PARTS = ("reflectance", "sky_part", "sun_part", "lamp_part")
_REFLECTANCE, _SKY, _SUN, _LAMPS = range(4)  # the passes of scene.frag


@dataclass(frozen=True, slots=True, kw_only=True)
class DevelopedScene:
    """Textures of the camera's size."""

    bright: GlObject  # as it is
    shaded: GlObject  # without the light that throws people's shadows
    depth: GlObject


@dataclass(frozen=True, slots=True)
class _LightPass:
    part: str
    number: int
    direction: RealArray
    radiance: RealArray


def develop_scene(gl: GlObject, view: View) -> DevelopedScene:
    """Draw the empty scene of a view."""
    fine = (view.size[0] * _FINE, view.size[1] * _FINE)
    program = gl.program(shader("scene.vert"), shader("scene.frag"))
    set_view(program, view)
    triangles = gl.buffer(triangles_of(view.scene.solids).tobytes())
    inputs = ("in_position", "in_normal", "in_colour", "in_made")
    solids = gl.vertex_array(program, [(triangles, "3f 3f 3f 2f", *inputs)])
    depth = gl.depth_texture(fine)
    parts = {name: gl.framebuffer([gl.texture(fine, 4, dtype="f2")], depth) for name in _PARTS}
    for frame in parts.values():
        frame.clear(0.0, 0.0, 0.0, 0.0, depth=1.0)
    drawn = _Drawn(program, solids, triangles)
    drawn.into(parts["reflectance"], _REFLECTANCE)
    gl.depth_func = "<="
    drawn.into(parts["lamp_part"], _LAMPS)
    if view.kind is not PictureKind.THERMAL:
        _add_lights(gl, view, drawn, parts)
    gl.depth_func = "<"
    bright, shaded = (_developed(gl, view, parts, depth, is_lit=lit) for lit in (True, False))
    return DevelopedScene(bright=bright, shaded=shaded, depth=_depth_of(gl, view, drawn))


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The scene's solids as OpenGL holds them."""

    program: GlObject
    solids: GlObject
    triangles: GlObject

    def into(self, frame: GlObject, number: int) -> None:
        """Draw one pass of scene.frag."""
        frame.use()
        set_value(self.program, "light_pass", number)
        self.solids.render()


def _add_lights(gl: GlObject, view: View, drawn: _Drawn, parts: Mapping[str, GlObject]) -> None:
    """Sum the light of sky and sun, with the shadows that each of them throws."""
    import moderngl

    shadow_program = gl.program(shader("scene.vert"), shader("depth_only.frag"))
    shadow_solids = gl.vertex_array(shadow_program, [(drawn.triangles, "3f 32x", "in_position")])
    shadow_map = gl.depth_texture((_SHADOW_TEXELS, _SHADOW_TEXELS))
    shadow_map.repeat_x = shadow_map.repeat_y = False
    shadow_map.compare_func = ""
    shadow_frame = gl.framebuffer(depth_attachment=shadow_map)
    gl.blend_func = moderngl.ONE, moderngl.ONE
    set_value(drawn.program, "sun_depth", 0)
    for one in _lights(view.light):
        from_light = _light_view(view.camera, one.direction).T
        shadow_frame.use()
        shadow_frame.clear(depth=1.0)
        gl.depth_func = "<"
        write_values(shadow_program, "view_projection", from_light)
        shadow_solids.render()
        gl.depth_func = "<="
        shadow_map.use(0)
        write_values(drawn.program, "sun_view", from_light)
        set_value(drawn.program, "pass_direction", tuple(float(v) for v in one.direction))
        set_value(drawn.program, "pass_light", tuple(float(v) for v in one.radiance))
        gl.enable(moderngl.BLEND)
        drawn.into(parts[one.part], one.number)
        gl.disable(moderngl.BLEND)


def _lights(light: Light) -> Iterator[_LightPass]:
    sky = np.asarray(light.sky)
    for direction in sky_directions(_SKY_LIGHTS):
        # each stands for an equal share of the light a level face gets from the whole sky
        share = sky / (_SKY_LIGHTS * max(0.12, float(direction[2])))
        yield _LightPass("sky_part", _SKY, direction, share)
    if max(light.sun) > 0:
        yield _LightPass("sun_part", _SUN, np.array(light.sun_direction), np.array(light.sun))


def _light_view(camera: Camera, direction: RealArray) -> RealArray:
    """(4, 4) orthographic view of the surroundings of what the camera looks at."""
    centre = np.asarray(camera.place) + _LOOKS_AHEAD_M * camera.forward
    centre[2] = 0.0
    is_steep = abs(float(direction[2])) >= 0.95
    right = np.cross((1.0, 0.0, 0.0) if is_steep else (0.0, 0.0, 1.0), direction)
    right /= np.linalg.norm(right)
    view = np.eye(4)
    view[:3, :3] = np.stack([right, np.cross(direction, right), direction])
    view[:3, 3] = -view[:3, :3] @ centre
    across = 1.0 / _SHADOW_RADIUS_M
    return np.asarray(np.diag([across, across, -1.0 / _SHADOW_DEPTH_M, 1.0]) @ view)


def _developed(
    gl: GlObject, view: View, parts: Mapping[str, GlObject], depth: GlObject, *, is_lit: bool
) -> GlObject:
    """A texture of the camera's size: colours, or degrees of a thermal camera."""
    width, height = view.size
    fine = (width * _FINE, height * _FINE)
    program = gl.program(shader("screen.vert"), shader("develop.frag"))
    set_view(program, view, fine)
    is_thermal = view.kind is PictureKind.THERMAL
    target = gl.framebuffer(
        [gl.texture(fine, 1, dtype="f2") if is_thermal else gl.texture(fine, 4, dtype="f1")]
    )
    target.use()
    for unit, name in enumerate(_PARTS):
        parts[name].color_attachments[0].use(unit)
        set_value(program, name, unit)
    depth.compare_func = ""
    depth.use(len(_PARTS))
    set_value(program, "depth", len(_PARTS))
    set_value(program, "is_lit", int(is_lit))
    set_value(program, "background", _background(view))
    screen_quad(gl, program).render()
    if is_thermal:
        read = np.frombuffer(target.read(components=1, dtype="f2"), np.float16)
        degrees = _averaged(read.reshape(height * _FINE, width * _FINE, 1))
        return gl.texture(view.size, 1, degrees.astype(np.float16).tobytes(), dtype="f2")
    read8 = np.frombuffer(target.read(components=3), np.uint8)
    colours = np.rint(_averaged(read8.reshape(height * _FINE, width * _FINE, 3))).astype(np.uint8)
    return gl.texture(view.size, 3, colours.tobytes(), alignment=1)


def _background(view: View) -> tuple[float, float, float]:
    if view.kind is PictureKind.THERMAL:
        cold = view.light.ambient_c - _COLD_SKY_K
        return cold, cold, cold
    red, green, blue = (1.3 * one for one in view.light.sky)
    return red, green, blue


def _averaged(picture: RealArray | UInt8Array) -> FloatArray:
    """(h, w, c) of a picture `_FINE` times as fine."""
    height, width, channels = picture.shape
    blocks = picture.reshape(height // _FINE, _FINE, width // _FINE, _FINE, channels)
    return np.asarray(blocks.mean(axis=(1, 3), dtype=np.float32))


def _depth_of(gl: GlObject, view: View, drawn: _Drawn) -> GlObject:
    depth = gl.depth_texture(view.size)
    depth.compare_func = ""
    frame = gl.framebuffer([gl.texture(view.size, 4, dtype="f2")], depth)
    frame.clear(0.0, 0.0, 0.0, 0.0, depth=1.0)
    drawn.into(frame, _REFLECTANCE)
    return depth
