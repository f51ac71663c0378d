"""A person's whole surface: skin, clothes, hair, shoes and what is carried, in one mesh."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from cba_core.domain.arrays import FloatArray, IntArray
from cba_core.simulation.bodies import Body
from cba_core.simulation.body_mesh import BodyMesh
from cba_core.simulation.coarsening import coarser
from cba_core.simulation.fabrics import MOST_MATERIALS, ROW_VALUES, Material
from cba_core.simulation.garments import Cut, Source, bare_skin, inside_of, sew
from cba_core.simulation.heads import covered_ears, on_head
from cba_core.simulation.luggage import luggage
from cba_core.simulation.people import Person
from cba_core.simulation.places import places_of
from cba_core.simulation.shoes import covered_by_shoes, shoes
from cba_core.simulation.skeleton import HEAD
from cba_core.simulation.surfaces import Surface
from cba_core.simulation.wardrobe import Bottom, Outfit, Top

SKIN, HAIR, BOTTOM, TOP, SHOES, HEADWEAR, CARRIED, SOLES, EYES, LIPS, UNDER_VEST = range(11)
"""Rows of a person's table of materials."""

DETAIL_CELLS_M = (0.0, 0.036, 0.07)
"""Sides of the cells that vertices are joined in; 0 keeps all."""

_HEAD_CELLS = 0.5  # heads are looked at more closely
_INSIDE = 15  # column of a vertex: metres inside the garment's edge
_EYE = Material(colour=(0.13, 0.105, 0.095), infrared=0.22, relief=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class _TopCut:
    """How a garment of the trunk is cut."""

    loose_m: float
    hem: float
    sleeve: float | None
    hang: float
    sleeve_radius_m: float
    smooth: int = 6
    collar_m: float = 0.0


_TOPS = {
    Top.T_SHIRT: _TopCut(loose_m=0.013, hem=-0.03, sleeve=0.55, hang=0.90, sleeve_radius_m=0.056),
    Top.SHIRT: _TopCut(
        loose_m=0.014, hem=-0.07, sleeve=1.95, hang=0.90, sleeve_radius_m=0.043, collar_m=0.03
    ),
    Top.SWEATER: _TopCut(
        loose_m=0.018, hem=-0.02, sleeve=1.95, hang=0.93, sleeve_radius_m=0.047, smooth=14
    ),
    Top.JACKET: _TopCut(
        loose_m=0.027, hem=-0.06, sleeve=1.97, hang=0.95, sleeve_radius_m=0.054, smooth=14,
        collar_m=0.04,
    ),
    Top.COAT: _TopCut(
        loose_m=0.028, hem=-0.08, sleeve=1.99, hang=0.95, sleeve_radius_m=0.056, smooth=14,
        collar_m=0.04,
    ),
    Top.DRESS: _TopCut(loose_m=0.012, hem=0.0, sleeve=0.55, hang=0.0, sleeve_radius_m=0.054),
    Top.VEST: _TopCut(
        loose_m=0.030, hem=-0.01, sleeve=None, hang=0.96, sleeve_radius_m=0.0, smooth=10
    ),
}  # fmt: skip
_UNDER_VEST = replace(_TOPS[Top.SHIRT], loose_m=0.008)
_COAT_LENGTH = 0.95
_LOOSE_ENOUGH_TO_HANG = 0.75
_HIP_ROOM_M = {
    Bottom.TROUSERS: 0.006, Bottom.JEANS: 0.006, Bottom.SHORTS: 0.006, Bottom.SKIRT: 0.018,
    Bottom.NONE: 0.0,
}  # fmt: skip
"""What a garment of the trunk needs to lie over the other one."""
_TROUSERS = {Bottom.TROUSERS, Bottom.JEANS, Bottom.SHORTS}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DressedPerson:
    """What the renderer draws of a person."""

    vertices: FloatArray  # (v, 16): place 3, normal 3, joints 4, weights 4, material, inside
    details: tuple[IntArray, ...]  # (t, 3) triangles, from fine to coarse
    outline: IntArray  # (o,) vertices that suffice to find the box around the person
    materials: tuple[Material, ...]

    def looks(self, ambient_c: float) -> FloatArray:
        """(12, 16) table of the shader, in air of `ambient_c` degrees Celsius."""
        table = np.zeros((MOST_MATERIALS, ROW_VALUES), np.float32)
        for row, material in enumerate(self.materials):
            table[row] = material.row(ambient_c)
        return table


def dress(person: Person, body: Body, mesh: BodyMesh) -> DressedPerson:
    """Put a person's clothes on their body."""
    outfit = person.outfit
    places = places_of(body, mesh)
    cuts = [*_below(outfit), *_above(outfit)]
    surfaces = [sew(cut, body, mesh, places) for cut in cuts]
    covered = [inside_of(cut, body, places) for cut in cuts]
    hidden = np.maximum(
        covered_by_shoes(body, places), covered_ears(mesh, person.hair_style, outfit.headwear)
    )
    skin = bare_skin(body, mesh, covered, hidden, SKIN)
    surfaces += luggage(
        outfit.carried,
        is_left=outfit.carries_left,
        body=body,
        worn=[*surfaces, skin],
        material=CARRIED,
    )
    surfaces += shoes(body, mesh, SHOES, SOLES)
    rows = {"hair": HAIR, "headwear": HEADWEAR, "hood": TOP, "eyes": EYES, "lips": LIPS}
    surfaces += on_head(body, mesh, person.hair_style, outfit.headwear, rows)
    surfaces.append(skin)
    vertices = np.concatenate([_rows(one) for one in surfaces])
    details = tuple(_together(surfaces, cell) for cell in DETAIL_CELLS_M)
    coarse = np.unique(details[-1])
    return DressedPerson(
        vertices=vertices,
        details=details,
        outline=coarse[vertices[coarse, _INSIDE] >= 0.0],
        materials=(
            person.skin,
            person.hair,
            outfit.bottom_fabric,
            outfit.top_fabric,
            outfit.shoes,
            outfit.headwear_fabric,
            outfit.carried_fabric,
            outfit.soles,
            _EYE,
            _lips(person.skin),
            outfit.under_vest_fabric,
        ),
    )


def _below(outfit: Outfit) -> list[Cut]:
    loose = outfit.looseness
    if outfit.bottom is Bottom.SKIRT:
        return [
            Cut(
                source=Source.SKIRT, material=BOTTOM, top=0.16, leg=outfit.bottom_length,
                loose_m=0.004,
            )
        ]  # fmt: skip
    if outfit.bottom not in _TROUSERS:
        return []
    is_short = outfit.bottom is Bottom.SHORTS
    wide = 0.0 if outfit.bottom is Bottom.JEANS else 0.008
    return [
        Cut(
            source=Source.TIGHTS,
            material=BOTTOM,
            top=0.16,
            leg=outfit.bottom_length,
            loose_m=0.006 + 0.005 * loose + (0.008 if is_short else 0.0),
            flare=0.4 * loose if is_short else 0.0,
            smooth=5,
            knee_radius_m=0.0 if is_short else 0.062 + wide + 0.010 * loose,
            ankle_radius_m=0.048 + wide + 0.018 * loose,
        )
    ]


def _above(outfit: Outfit) -> list[Cut]:
    top = outfit.top
    over = _HIP_ROOM_M[outfit.bottom]
    cuts = [_trunk(_TOPS[top], TOP, outfit.looseness, over)]
    if top is Top.COAT:
        cuts.append(
            Cut(
                source=Source.SKIRT, material=TOP, top=0.12, leg=_COAT_LENGTH, loose_m=0.026,
                smooth=6, hang=_TOPS[top].hang,
            )
        )  # fmt: skip
    elif top is Top.DRESS:
        cuts.append(
            Cut(source=Source.SKIRT, material=TOP, top=0.2, leg=outfit.bottom_length, loose_m=0.008)
        )
    elif top is Top.VEST:
        cuts.append(_trunk(_UNDER_VEST, UNDER_VEST, outfit.looseness, over))
    return cuts


def _trunk(cut: _TopCut, material: int, looseness: float, hip_room_m: float) -> Cut:
    return Cut(
        source=Source.TIGHTS,
        material=material,
        hem=cut.hem,
        sleeve=cut.sleeve,
        loose_m=cut.loose_m * (0.6 + 0.4 * looseness),
        collar_m=cut.collar_m,
        smooth=cut.smooth,
        hip_room_m=hip_room_m,
        hang=cut.hang if looseness > _LOOSE_ENOUGH_TO_HANG else 0.8 * cut.hang,
        sleeve_radius_m=cut.sleeve_radius_m,
    )


def _lips(skin: Material) -> Material:
    red, green, blue = skin.colour
    return replace(skin, colour=(0.86 * red, 0.62 * green, 0.62 * blue), relief=0.0)


def _rows(one: Surface) -> FloatArray:
    count = len(one.positions)
    return np.concatenate(
        [
            one.positions,
            one.normals,
            one.joints,
            one.weights,
            np.full((count, 1), one.material),
            one.inside_m[:, None],
        ],
        axis=1,
    ).astype(np.float32)


def _together(surfaces: Sequence[Surface], cell_m: float) -> IntArray:
    triangles = []
    first = 0
    for one in surfaces:
        kept = one.triangles
        if cell_m:
            part = one.joints[:, 0]
            size = np.where(part == HEAD, _HEAD_CELLS * cell_m, cell_m)
            kept = coarser(kept, one.positions, part, size)
        triangles.append(kept + first)
        first += len(one.positions)
    return np.concatenate(triangles)
