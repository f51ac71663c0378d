"""Who is taken for one person by decisions (E24)."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from cba_core.domain.decisions import Decision, Person, Verdict, query_key
from cba_core.domain.ids import TrackletId
from cba_core.domain.same_person import joined, same_person_groups


def of(candidate: int, verdict: Verdict, *query: int) -> Decision:
    return Decision(
        query=query_key(TrackletId(one) for one in query), candidate=TrackletId(candidate),
        verdict=verdict, because=(), note="", rank_shown=None, actor="A",
        time=datetime(2026, 3, 1, tzinfo=UTC),
    )  # fmt: skip


def test_E24_accepted_candidates_and_people_are_one_and_nothing_else_is() -> None:
    decisions = [
        of(5, Verdict.SUPPORTS_SAME, 1, 2),
        of(6, Verdict.WEAKLY_SUPPORTS_SAME, 1),
        of(7, Verdict.SUPPORTS_DIFFERENT, 1),
        of(8, Verdict.CANNOT_SAY, 20, 21),  # asked together, and nothing confirmed
    ]
    people = [
        Person(number=1, name="A", tracklets=(TrackletId(5), TrackletId(9))),
        Person(number=2, name="B", tracklets=(TrackletId(30),)),
    ]
    assert same_person_groups(decisions, people) == [(1, 2, 5, 9)]
    assert same_person_groups([], []) == []


@given(st.lists(st.lists(st.integers(0, 20), max_size=4), max_size=12))
def test_groups_are_what_is_reached_from_part_to_part(parts: list[list[int]]) -> None:
    groups = joined([[TrackletId(one) for one in part] for part in parts])

    def reached(start: int) -> tuple[int, ...]:
        found = {start}
        while more := {one for part in parts if not found.isdisjoint(part) for one in part} - found:
            found |= more
        return tuple(sorted(found))

    expected = {reached(one) for part in parts for one in part}
    assert groups == sorted(one for one in expected if len(one) > 1)
