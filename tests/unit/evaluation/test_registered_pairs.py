"""Who is the same person in two recordings that lie on one another."""

import numpy as np

from cba_core.domain.tracklets import Track
from cba_core.evaluation.registered_pairs import registered_people


def walk(place: float, frames: range) -> Track:
    """Somebody who stands at `place`."""
    box = np.array([(place, 0, place + 40, 100)], np.float32)
    return Track(
        number=1,
        frame_indices=np.array(frames, np.int64),
        boxes=np.repeat(box, len(frames), axis=0),
        scores=np.ones(len(frames), np.float32),
    )


def then(*tracks: Track) -> Track:
    """One track that goes through several."""
    return Track(
        number=1,
        frame_indices=np.concatenate([one.frame_indices for one in tracks]),
        boxes=np.concatenate([one.boxes for one in tracks]),
        scores=np.concatenate([one.scores for one in tracks]),
    )


def test_overlapping_tracks_are_one_person_and_others_nobody_known() -> None:
    people = registered_people(
        {
            1: walk(0, range(9)),
            2: walk(200, range(9)),
            11: walk(5, range(9)),
            12: walk(400, range(9)),
        }
    )
    assert people.person == {1: 0, 11: 0}
    assert people.mixed == set()


def test_pieces_hang_together_by_the_track_of_the_other_recording() -> None:
    people = registered_people(
        {1: walk(0, range(4)), 2: walk(0, range(5, 9)), 11: walk(0, range(9))}
    )
    assert len(set(people.person.values())) == 1
    assert people.mixed == set()


def test_two_frames_in_common_tell_nothing_and_three_do() -> None:
    assert not registered_people({1: walk(0, range(2)), 11: walk(0, range(9))}).person
    assert registered_people({1: walk(0, range(3)), 11: walk(0, range(9))}).person.keys() == {1, 11}


def test_half_of_the_common_frames_is_no_majority() -> None:
    half = then(walk(0, range(4)), walk(200, range(4, 8)))
    assert not registered_people({1: half, 11: walk(0, range(8))}).person
    more = then(walk(0, range(5)), walk(200, range(5, 8)))
    assert registered_people({1: more, 11: walk(0, range(8))}).person.keys() == {1, 11}


def test_a_track_of_two_people_side_by_side_is_mixed() -> None:
    wide = then(walk(0, range(4)), walk(200, range(4, 8)))
    people = registered_people({1: walk(0, range(5)), 2: walk(200, range(3, 8)), 11: wide})
    assert people.mixed == {1, 2, 11}, "both hang on 11 alone"
    assert not people.person


def test_two_boxes_on_one_person_are_that_person() -> None:
    people = registered_people({1: walk(0, range(8)), 2: walk(4, range(8)), 11: walk(2, range(8))})
    assert len(set(people.person.values())) == 1
    assert people.mixed == set()


def test_nobody_is_nobody() -> None:
    people = registered_people({})
    assert not people.person
    assert not people.mixed


def test_a_track_that_shows_somebody_else_as_often_is_mixed_though_joined_to_one_alone() -> None:
    astray = then(walk(0, range(4)), walk(200, range(5, 9)))
    people = registered_people(
        {1: walk(0, range(10)), 2: walk(200, range(5, 9)), 11: astray, 12: walk(0, range(10))}
    )
    assert people.mixed == {2, 11}, "2 hangs on 11 alone, and so on nobody"
    assert people.person == {1: 0, 12: 0}


def test_a_track_that_strays_for_less_than_half_of_its_frames_is_of_whom_it_shows_most() -> None:
    mostly = then(walk(0, range(5)), walk(200, range(6, 10)))
    people = registered_people(
        {
            1: walk(0, range(10)),
            2: walk(200, range(5)),
            3: walk(200, range(6, 10)),
            11: mostly,
            13: walk(200, range(5)),
        }
    )
    assert people.mixed == {3}, "it was joined to 11, more weakly than 1 is"
    assert people.person == {1: 0, 11: 0, 2: 1, 13: 1}
