"""The frames that measuring takes for looked at are those that indexing looks at."""

from dataclasses import replace

import numpy as np
import pytest

from cba_core.config.index_config import IndexConfig
from cba_core.domain.repositories import IndexedFootage
from cba_core.pipelines.looked_at_frames import looked_at_frames
from cba_core.tracking.sampling import sample
from tests.support.builders import a_footage, a_segment, a_track, some_facts
from tests.support.frames import a_frame

AUTO = IndexConfig()


def indexed(*segments, digest: str = AUTO.digest) -> IndexedFootage:  # noqa: ANN002
    return IndexedFootage(
        footage_id=a_footage().id, config_digest=digest, finished_segments=segments
    )


@pytest.mark.parametrize("rate", [5.0, 6.0, 12.0, 15.0, 22.0, 25.0, 29.97, 30.0, 50.0, 60.0])
def test_a_constant_rate_gives_the_frames_that_sampling_takes(rate: float) -> None:
    footage = a_footage(facts=some_facts(frame_rate=rate))
    state = indexed(a_segment(ordinal=0), a_segment(ordinal=1, is_last=True))
    found = looked_at_frames([footage], [state], AUTO)[footage.id]
    taken = [
        frame.index
        for part in (range(100), range(100, 200))
        for frame in sample((a_frame(index, rate=rate) for index in part), rate)
    ]
    assert found.frames.tolist() == taken
    assert found.is_complete


def test_pieces_that_are_not_finished_were_not_looked_at() -> None:
    footage = a_footage()
    config = replace(AUTO, stride=30)
    state = indexed(a_segment(ordinal=0), a_segment(ordinal=1), digest=config.digest)
    found = looked_at_frames([footage], [state], config)[footage.id]
    assert found.frames.tolist() == [0, 30, 60, 90, 120, 150, 180]
    assert not found.is_complete


def test_a_run_that_looks_at_still_frames_all_the_same_is_known() -> None:
    digest = replace(AUTO, skip_still=False).digest[:40] + "0" * 24
    assert looked_at_frames([a_footage()], [indexed(a_segment(), digest=digest)], AUTO)


def test_frames_nobody_knows_are_not_guessed() -> None:
    footage, state = a_footage(), indexed(a_segment())
    assert looked_at_frames([footage], [state], AUTO)
    assert not looked_at_frames([footage], [], AUTO)
    assert not looked_at_frames([footage], [indexed()], AUTO)
    assert not looked_at_frames([footage], [state], replace(AUTO, stride=7))
    varying = replace(footage, facts=some_facts(is_variable_frame_rate=True))
    assert not looked_at_frames([varying], [state], AUTO)


def test_tracks_on_other_frames_give_it_away() -> None:
    footage = a_footage()
    config = replace(AUTO, stride=5)
    state = indexed(a_segment(), digest=config.digest)
    found = looked_at_frames([footage], [state], config)[footage.id]
    assert found.holds([a_track(stride=5)])
    assert not found.holds([a_track(stride=5), a_track(stride=4)])
    assert found.holds([])
    assert found.frames.dtype == np.int64
