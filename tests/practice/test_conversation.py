"""Where an interview is follows from its facts: the clock, what is asked next, what is over."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kata.practice.conversation import next_step, standing
from kata.practice.interview import Interview, Part, Turn, Wishes
from kata.store import SittingEvent
from tests.practice.made import NOW, attempt

PLAN = Interview(
    wishes=Wishes(minutes=20),
    parts=(
        Part("warm-up", 4, (Turn("a1", 2), Turn("a2", 2))),
        Part("kata", 10, (Turn("k-jax", 10),)),
        Part("design", 6, (Turn("open", 6),)),
    ),
)


def at(seconds):
    return NOW + timedelta(seconds=seconds)


def events(*happened):
    """Each is (second, kind, data)."""
    return [
        SittingEvent(id=i, at=at(second), kind=kind, data=data)
        for i, (second, kind, *rest) in enumerate(happened)
        for data in [rest[0] if rest else None]
    ]


def paused(second, since=None, why="asked for"):
    return (second, "paused", {"why": why, "since": at(second if since is None else since).isoformat()})


def held(*happened, answered=()):
    return standing(events(*happened), [attempt(name, now=NOW) for name in answered])


def test_the_clock_stands_while_it_is_paused():
    now_at = held((0, "begun", "warm-up"), paused(10), (70, "resumed"))
    assert now_at.spent_on("warm-up", at(75)) == 15
    assert now_at.whole(at(75)) == 15
    assert (now_at.pauses, now_at.away) == (1, 60)


def test_waiting_for_a_grading_is_no_pause_of_the_readers():
    now_at = held((0, "begun", "kata"), paused(10, why="grading"), (70, "resumed"))
    assert (now_at.whole(at(70)), now_at.pauses, now_at.away) == (10, 0, 0)


def test_a_pause_may_begin_before_it_was_written_but_not_before_the_clock_did():
    assert held((0, "begun", "kata"), paused(500, since=20, why="away")).whole(at(900)) == 20
    assert held((100, "begun", "kata"), paused(500, since=20, why="away")).whole(at(900)) == 0


def test_an_item_counts_its_time_from_when_it_was_first_shown_pauses_left_out():
    now_at = held((0, "begun", "warm-up"), (5, "asked", "a1"), paused(10), (70, "resumed"), (80, "asked", "a1"))
    assert now_at.taken("a1", at(85)) == 20
    assert now_at.taken("a2", at(85)) == 0


def step(now_at, second=0):
    found = next_step(PLAN, now_at, at(second))
    return found.kind, found.item, found.begins


def test_items_come_in_order_and_parts_begin_with_their_first():
    assert step(held()) == ("ask", "a1", True)
    begun = (0, "begun", "warm-up")
    assert step(held(begun)) == ("ask", "a1", False)
    assert step(held(begun, answered=["a1"])) == ("ask", "a2", False)
    assert step(held(begun, (1, "passed over", {"item": "a2", "seconds": 1.0}), answered=["a1"])) == (
        "ask",
        "k-jax",
        True,
    )


def test_when_a_part_is_over_what_is_shown_may_be_finished_and_nothing_new_is_asked():
    begun = (0, "begun", "warm-up")
    assert step(held(begun, (1, "asked", "a1")), second=240) == ("ask", "a1", False)
    assert step(held(begun, (1, "asked", "a1"), answered=["a1"]), second=239) == ("ask", "a2", False)
    assert step(held(begun, (1, "asked", "a1"), answered=["a1"]), second=240) == ("ask", "k-jax", True)


def test_what_was_handed_in_is_graded_before_anything_else_is_asked():
    handed = (20, "handed in", {"item": "k-jax", "source": "x", "worked": 9.0})
    happened = [(0, "begun", "warm-up"), (10, "begun", "kata"), handed]
    assert step(held(*happened)) == ("grade", "k-jax", False)
    assert step(held(*happened, (30, "not graded", {"item": "k-jax", "problem": "!"}))) == ("ask", "open", True)


def test_at_the_end_open_answers_are_judged_and_then_comes_the_card():
    said = (20, "said", {"item": "open", "text": "x", "seconds": 3.0})
    happened = [(0, "begun", "design"), said]
    assert step(held(*happened)) == ("tick", "open", False)
    assert step(held(*happened, (30, "finished"))) == ("tick", "open", False)
    assert step(held(*happened, (30, "finished"), answered=["open"])) == ("card", "", False)


def test_what_was_said_first_holds_and_the_last_ticks_do():
    first, second = ({"item": "open", "text": text, "seconds": 1.0} for text in "xy")
    ticks = [(5, "ticked", {"item": "open", "points": [0]}), (6, "ticked", {"item": "open", "points": [0, 2]})]
    now_at = held((0, "begun", "design"), (1, "said", first), (2, "said", second), *ticks)
    assert now_at.said["open"].text == "x"
    assert now_at.ticked["open"] == (0, 2)


KINDS = st.sampled_from([("begun", "warm-up"), ("begun", "kata"), ("resumed", None), ("here", None), ("paused", "")])


@given(st.lists(st.tuples(st.integers(0, 50), KINDS), max_size=25))
def test_the_clock_never_counts_more_than_has_passed(steps):
    second, happened = 0, []
    for gap, (kind, data) in steps:
        second += gap
        happened.append(paused(second, since=second - gap) if kind == "paused" else (second, kind, data))
    now_at = held(*happened)
    assert 0 <= now_at.whole(at(second)) <= second
    assert now_at.whole(at(second)) + now_at.away <= second + 1e-6
    assert sum(now_at.spent_on(part, at(second)) for part in set(now_at.begun)) == pytest.approx(
        now_at.whole(at(second))
    )
