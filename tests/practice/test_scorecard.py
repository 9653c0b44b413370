"""The scorecard and the week after: worth by topic and framework, and what to do when."""

from datetime import timedelta

import pytest

from kata.practice import called, evening
from kata.practice.conversation import HandedIn, Said, Standing
from kata.practice.interview import Interview, Part, Turn, Wishes
from kata.practice.linking import due_day
from kata.practice.scorecard import scorecard, week_after
from kata.store import WeekPlan
from tests.practice.made import TODAY, attempt, card, past


def interview(*items):
    return Interview(wishes=Wishes(), parts=(Part("warm-up", len(items), tuple(Turn(item, 1.0) for item in items)),))


def came(library, items, *attempts, **facts):
    return scorecard(library, interview(*items), Standing(**facts), attempts)


def test_each_item_says_what_came_of_it(library):
    items = ("a0", "a1", "a2", "b0", "b1", "b2")
    attempts = [
        attempt("a0"),
        attempt("a1", unsure=True),
        attempt("a2", correct=False),
        attempt("b0", correct=None, score=0.5),
    ]
    found = came(library, items, *attempts, passed_over={"b1": 8.0})
    assert [it.status for it in found.results] == ["right", "unsure", "wrong", "partly", "passed over", "not reached"]
    assert found.score == pytest.approx((1 + 1 + 0 + 0.5 + 0) / 5)
    shares = {share.name: (share.judged, share.score) for share in found.topics}
    assert shares == {"a": (3, pytest.approx(2 / 3)), "b": (2, 0.25)}
    by_framework = {share.name: share.judged for share in found.frameworks}
    assert by_framework == {"jax": 3, "torch": 3}  # a2 is about both
    assert [it.seconds for it in found.results[:4]] == [30] * 4


def test_the_week_brings_the_wrong_first_then_more_of_the_weak_topic_then_what_was_not_reached(library):
    found = came(library, ("a0", "b0", "c0"), attempt("a0"), attempt("b0", correct=False))
    week = week_after(library, past(), found)
    assert next(iter(week)) == "b0"
    assert list(week)[-1] == "c0"
    assert "a0" not in week
    assert [name[0] for name in list(week)[1:-1]] == ["b", "b"]
    days = [(day - TODAY).days for day in week.values()]
    assert days == sorted(days)
    assert days[0] == 1
    assert days[-1] <= 7


def test_a_week_never_holds_more_than_three_a_day_and_comes_no_later_than_a_card(library):
    names = tuple(question.id for question in library.questions)
    found = came(library, names, *(attempt(name, correct=False) for name in names))
    week = week_after(library, past(*(card(name, ago=0, due=2) for name in names)), found)
    assert len(week) == 21
    assert set(week.values()) == {TODAY + timedelta(days=1), TODAY + timedelta(days=2)}
    spread = week_after(library, past(), found)
    assert max(list(spread.values()).count(day) for day in spread.values()) == 3


def test_the_queue_follows_the_week_until_an_item_is_answered_on_a_later_day(library):
    plan = WeekPlan(day=TODAY - timedelta(days=1), items={"a0": TODAY, "b0": TODAY, "c0": TODAY + timedelta(days=2)})
    known = past(card("a0", ago=1, due=9), card("b0", ago=0, due=9), plans=(plan,))
    calls = called(library, known)
    assert due_day("a0", known, calls) == TODAY
    assert due_day("b0", known, calls) == TODAY + timedelta(days=9)
    assert calls["c0"].day == TODAY + timedelta(days=2)


def test_what_was_handed_in_and_said_counts_with_its_time(library):
    facts = {"said": {"a0": Said("x", 5.0)}, "handed_in": {"a0": HandedIn("code", 70.0)}, "finished": True}
    found = came(library, ("a0",), **facts)
    assert found.results[0].source == "code"
    assert found.results[0].seconds == 70


def test_what_was_never_seen_and_is_planned_for_today_comes_before_other_new_questions(library):
    plan = WeekPlan(day=TODAY - timedelta(days=1), items={"c7": TODAY, "b9": TODAY + timedelta(days=1)})
    known = past(card("a0", due=9), plans=(plan,))
    planned = evening(library, known, called(library, known), minutes=2, seed=1)
    assert [(it.item, it.why) for it in planned if it.why == "called"] == [("c7", "called")]
    assert len(planned) == 2
