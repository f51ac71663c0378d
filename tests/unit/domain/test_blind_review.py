"""How far two readers agree, orders that anybody can draw again, and who may read (E21, E22)."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from cba_core.domain.blind_review import agreement_of, drawn_order, why_no_second_reader
from cba_core.domain.decisions import Verdict
from cba_core.domain.ids import TrackletId

SAME, WEAK, NEITHER, OTHER, NOT = Verdict


def test_agreement_by_hand() -> None:
    """p_o = 3/4; chance: (1*1 + 1*0 + 2*3) / 16 = 7/16; kappa = (12 - 7) / (16 - 7)."""
    found = agreement_of([(SAME, SAME), (OTHER, OTHER), (NEITHER, OTHER), (OTHER, OTHER)])
    assert (found.pairs, found.agreed) == (4, 3)
    assert found.kappa == pytest.approx(5 / 9)
    assert found.counts == {(SAME, SAME): 1, (NEITHER, OTHER): 1, (OTHER, OTHER): 2}


@given(st.lists(st.tuples(st.sampled_from(Verdict), st.sampled_from(Verdict)), max_size=30))
def test_kappa_is_that_of_scikit_learn(pairs: list[tuple[Verdict, Verdict]]) -> None:
    found = agreement_of(pairs)
    first, second = ([pair[side].value for pair in pairs] for side in (0, 1))
    if len(set(first + second)) < 2:
        assert found.kappa is None  # chance alone agrees always, or nothing was read
    else:
        assert found.kappa == pytest.approx(cohen_kappa_score(first, second))


def test_an_order_follows_from_its_seed_and_not_from_what_it_was_given() -> None:
    tracklets = [TrackletId(1_000_000 + number) for number in range(40)]
    order = drawn_order(7, tracklets)
    random.shuffle(tracklets)
    assert drawn_order(7, tracklets) == order
    assert sorted(order) == sorted(tracklets)
    assert len({tuple(drawn_order(seed, tracklets)) for seed in range(20)}) == 20
    assert drawn_order(7, tracklets, "non-members") != order


def test_every_place_is_as_likely_for_everybody() -> None:
    """Chi-square over 2000 seeds, 5 tracklets: 16 free cells, 99.9 % below 39.3."""
    tracklets = [TrackletId(number) for number in range(5)]
    counts = {(one, place): 0 for one in tracklets for place in range(5)}
    for seed in range(2000):
        for place, one in enumerate(drawn_order(seed, tracklets)):
            counts[one, place] += 1
    assert sum((count - 400) ** 2 / 400 for count in counts.values()) < 39.3


@pytest.mark.parametrize(
    ("actor", "reader", "refused"),
    [
        ("B. Reader", None, None),
        ("B. Reader", "b.  reader ", None),
        (" a. EXAMINER", None, "decided on this query first"),
        ("C. Other", "B. Reader", "B. Reader reads this set"),
    ],
)
def test_who_may_read(actor: str, reader: str | None, refused: str | None) -> None:
    found = why_no_second_reader(actor, {"A. Examiner"}, reader)
    assert (found is None) == (refused is None)
    assert refused is None or refused in str(found)
