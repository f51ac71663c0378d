"""The joints people are moved by: MakeHuman's 163 bones gathered into 22."""

from typing import Final

PELVIS, SPINE, WAIST, CHEST, NECK, HEAD = range(6)
LEFT_SHOULDER, LEFT_UPPER_ARM, LEFT_FOREARM, LEFT_HAND = range(6, 10)
RIGHT_SHOULDER, RIGHT_UPPER_ARM, RIGHT_FOREARM, RIGHT_HAND = range(10, 14)
LEFT_THIGH, LEFT_SHIN, LEFT_FOOT, LEFT_TOES = range(14, 18)
RIGHT_THIGH, RIGHT_SHIN, RIGHT_FOOT, RIGHT_TOES = range(18, 22)

JOINTS: Final = 22

PARENT: Final[tuple[int, ...]] = (
    -1, PELVIS, SPINE, WAIST, CHEST, NECK,
    CHEST, LEFT_SHOULDER, LEFT_UPPER_ARM, LEFT_FOREARM,
    CHEST, RIGHT_SHOULDER, RIGHT_UPPER_ARM, RIGHT_FOREARM,
    PELVIS, LEFT_THIGH, LEFT_SHIN, LEFT_FOOT,
    PELVIS, RIGHT_THIGH, RIGHT_SHIN, RIGHT_FOOT,
)  # fmt: skip
"""Parents come before their children."""

HEAD_OF: Final[tuple[str, ...]] = (
    "root", "spine05", "spine03", "spine01", "neck01", "head",
    "clavicle.L", "upperarm01.L", "lowerarm01.L", "wrist.L",
    "clavicle.R", "upperarm01.R", "lowerarm01.R", "wrist.R",
    "upperleg01.L", "lowerleg01.L", "foot.L", "toe1-1.L",
    "upperleg01.R", "lowerleg01.R", "foot.R", "toe1-1.R",
)  # fmt: skip
"""The bone at whose head each joint lies."""

_PREFIXES: Final[tuple[tuple[str, int], ...]] = (
    ("spine05", SPINE), ("spine04", SPINE), ("spine03", WAIST), ("spine02", WAIST),
    ("spine01", CHEST), ("breast", CHEST), ("neck", NECK),
    ("pelvis", PELVIS), ("root", PELVIS),
)  # fmt: skip
_SIDED: Final[tuple[tuple[tuple[str, ...], int, int], ...]] = (
    (("clavicle", "shoulder01"), LEFT_SHOULDER, RIGHT_SHOULDER),
    (("upperarm",), LEFT_UPPER_ARM, RIGHT_UPPER_ARM),
    (("lowerarm",), LEFT_FOREARM, RIGHT_FOREARM),
    (("wrist", "finger", "metacarpal"), LEFT_HAND, RIGHT_HAND),
    (("upperleg",), LEFT_THIGH, RIGHT_THIGH),
    (("lowerleg",), LEFT_SHIN, RIGHT_SHIN),
    (("foot",), LEFT_FOOT, RIGHT_FOOT),
    (("toe",), LEFT_TOES, RIGHT_TOES),
)


def joint_of_bone(name: str) -> int:
    """The joint a bone of the full rig moves with; bones of the face move with the head."""
    for prefix, joint in _PREFIXES:
        if name.startswith(prefix):
            return joint
    for prefixes, left, right in _SIDED:
        if name.startswith(prefixes):
            return left if name.endswith(".L") else right
    return HEAD
