"""Bodies have the stature that was asked for, and a mesh that joints can move."""

from functools import cache

import numpy as np
import pytest

from cba_core.simulation import skeleton as sk
from cba_core.simulation.bodies import Body, make_bodies, statures_m
from cba_core.simulation.body_mesh import body_mesh
from cba_core.simulation.people import Person, draw_people


@cache
def drawn() -> tuple[list[Person], list[Body]]:
    people = draw_people(12, np.random.default_rng(7))
    return people, make_bodies([one.shape for one in people])


def test_bodies_are_as_tall_as_drawn() -> None:
    people, bodies = drawn()
    for person, body in zip(people, bodies, strict=True):
        assert body.height_m == pytest.approx(person.height_m, abs=0.02)


def test_statures_are_those_of_the_bodies() -> None:
    people, bodies = drawn()
    told = statures_m([one.shape for one in people])
    assert told == pytest.approx([one.height_m for one in bodies], abs=1e-4)


def test_the_same_shape_makes_the_same_body() -> None:
    people, bodies = drawn()
    again = make_bodies([people[3].shape])[0]
    assert np.array_equal(again.vertices, bodies[3].vertices)
    assert np.array_equal(again.joints, bodies[3].joints)


def test_bodies_stand_upright_on_the_ground_facing_ahead() -> None:
    for body in drawn()[1]:
        skin = np.unique(body_mesh().triangles["body"])
        assert body.vertices[skin, 2].min() == pytest.approx(0.0, abs=1e-6)
        heights = body.joints[:, 2]
        order = [sk.LEFT_FOOT, sk.LEFT_SHIN, sk.LEFT_THIGH, sk.CHEST, sk.NECK, sk.HEAD]
        assert np.all(np.diff(heights[order]) > 0)
        assert body.joints[sk.LEFT_TOES][1] < body.joints[sk.LEFT_FOOT][1]  # -y is ahead
        assert body.joints[sk.LEFT_HAND][0] > 0 > body.joints[sk.RIGHT_HAND][0]


def test_men_are_broader_in_the_shoulders_and_women_in_the_hips() -> None:
    build = {
        "age": 0.667, "muscle": 0.5, "weight": 0.5, "height": 0.5, "proportions": 0.5,
        "african": 0.33, "asian": 0.33, "caucasian": 0.34,
    }  # fmt: skip
    man, woman = make_bodies([{**build, "gender": 0.0}, {**build, "gender": 1.0}])

    def shoulders_over_hips(body: Body) -> float:
        shoulders = body.joints[sk.LEFT_UPPER_ARM] - body.joints[sk.RIGHT_UPPER_ARM]
        hips = body.joints[sk.LEFT_THIGH] - body.joints[sk.RIGHT_THIGH]
        return float(np.linalg.norm(shoulders) / np.linalg.norm(hips))

    assert man.height_m > woman.height_m
    assert shoulders_over_hips(man) > shoulders_over_hips(woman)


def test_normals_point_outwards() -> None:
    body = drawn()[1][0]
    skin = np.unique(body_mesh().triangles["body"])
    trunk = skin[np.isin(body_mesh().joints[skin, 0], (sk.SPINE, sk.WAIST, sk.CHEST))]
    outwards = body.vertices[trunk, :2] - body.vertices[trunk, :2].mean(axis=0)
    assert np.mean((outwards * body.normals[trunk, :2]).sum(axis=1) > 0) > 0.9
    assert np.linalg.norm(body.normals[skin], axis=1) == pytest.approx(1.0, abs=1e-5)


def test_weights_sum_to_one_and_use_three_joints_at_most() -> None:
    mesh = body_mesh()
    assert mesh.weights.sum(axis=1) == pytest.approx(1.0, abs=1e-6)
    assert np.all(mesh.weights >= 0)
    assert np.all(mesh.weights[:, 3] == 0)
    assert mesh.joints.min() >= 0
    assert mesh.joints.max() < sk.JOINTS


def test_every_bone_moves_with_some_joint() -> None:
    assert sk.joint_of_bone("lowerarm02.L") == sk.LEFT_FOREARM
    assert sk.joint_of_bone("finger3-2.R") == sk.RIGHT_HAND
    assert sk.joint_of_bone("toe4-1.R") == sk.RIGHT_TOES
    assert sk.joint_of_bone("jaw") == sk.HEAD
    assert all(parent < child for child, parent in enumerate(sk.PARENT))
