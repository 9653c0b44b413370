"""Today holds one thing to do next; progress says how far each topic and kata is."""

from datetime import timedelta, timezone
from pathlib import Path

import pytest

from kata.content import Kata, Library
from kata.content.model import KataSpec, VariantSpec
from kata.practice import progress, today, variant_progress
from kata.store import Draft, KataAttempt, SavedSitting, study_day
from tests.practice.made import NOW, attempt


@pytest.fixture
def whole(library):
    """The library with kata `mlp` in two frameworks."""
    spec = KataSpec(
        format=1,
        id="mlp",
        title="MLP",
        summary="…",
        level="mid",
        topics=("a",),
        minutes=30,
        variants={"numpy": VariantSpec(defines=("f",)), "jax": VariantSpec(defines=("f",))},
    )
    return Library(library.banks, [Kata(spec, Path("mlp"))])


def grade(variant="mlp-jax", *, verdict="failed", days_ago=0.0, passed=1, checks=3):
    return KataAttempt(
        id=1,
        at=NOW - timedelta(days=days_ago),
        day=study_day(NOW - timedelta(days=days_ago)),
        variant=variant,
        verdict=verdict,
        passed_checks=passed,
        checks=checks,
        mistake=None,
        seconds=1.0,
        source="",
        report=None,
    )


def draft(variant="mlp-jax", days_ago=0.0):
    return Draft(variant=variant, source="x", at=NOW - timedelta(days=days_ago))


def sitting(*questions):
    return SavedSitting(id="9", started=NOW, ended=None, seed=1, questions=questions)


def everything_held(library):
    return [attempt(question.id, days_ago=1) for question in library.questions]


def next_of(library, attempts=(), drafts=(), open_sitting=None):
    found = today(library, attempts, drafts, NOW, open_sitting).next
    return found.kind, found.name


def test_one_thing_comes_next_in_this_order(whole):
    held = everything_held(whole)
    missed = [attempt("a0", correct=False, days_ago=2)]
    assert next_of(whole, missed, [draft()], sitting("a0")) == ("resume", "9")
    assert next_of(whole, missed, [draft()]) == ("practise", None)
    assert next_of(whole, (), [draft("mlp-numpy"), draft(days_ago=1)]) == ("draft", "mlp-numpy")
    assert next_of(whole) == ("learn", None)
    assert next_of(whole, [grade("mlp-numpy", verdict="passed"), *held]) == ("kata", "mlp-jax")
    passed = [grade("mlp-numpy", verdict="passed"), grade(verdict="passed"), *held]
    assert next_of(whole, passed) == ("rest", None)


def test_a_first_start_leads_into_ten_new_questions(whole):
    found = today(whole, (), (), NOW)
    assert (found.due, found.new, found.unseen, found.minutes, found.days_in_row) == (0, 10, 30, 10, 0)


def test_new_questions_make_room_for_due_ones_but_three_stay(whole):
    missed = [attempt(f"a{i}", correct=False, days_ago=3) for i in range(10)]
    assert (today(whole, missed[:4], (), NOW).due, today(whole, missed[:4], (), NOW).new) == (4, 6)
    assert (today(whole, missed, (), NOW).due, today(whole, missed, (), NOW).new) == (10, 3)


def test_minutes_follow_the_reader_s_own_pace_without_the_pauses(whole):
    quick = [attempt(f"a{i}", seconds=30.0, days_ago=1) for i in range(9)]
    assert today(whole, [*quick, attempt("a9", seconds=9e9)], (), NOW).minutes == 5


def test_questions_that_no_longer_exist_are_not_due(whole):
    assert today(whole, [attempt("gone", correct=False, days_ago=9)], (), NOW).due == 0
    assert today(whole, (), (), NOW, sitting("gone")).unfinished is None


def test_a_draft_is_waiting_until_the_kata_is_passed_after_it(whole):
    assert today(whole, [grade()], [draft(days_ago=1)], NOW).drafts == ("mlp-jax",)
    assert today(whole, [grade(verdict="passed")], [draft(days_ago=1)], NOW).drafts == ()
    assert today(whole, [grade(verdict="passed", days_ago=2)], [draft(days_ago=1)], NOW).drafts == ("mlp-jax",)
    assert today(whole, [], [draft("gone-jax")], NOW).drafts == ()


def test_days_in_a_row_end_today_or_yesterday(whole):
    def days(*ago):
        return today(whole, [attempt("a0", days_ago=day) for day in ago], (), NOW).days_in_row

    assert days(0, 1, 2) == 3
    assert days(1, 2) == 2
    assert days(0, 2) == 1
    assert days(2, 3) == 0


def test_days_are_those_of_the_reader_s_time_zone(whole):
    """20:00 UTC and 14:00 UTC are one day in Greenwich and two in Tokyo."""
    attempts = [attempt("a0"), attempt("a1", days_ago=0.25)]
    tokyo = timezone(timedelta(hours=9))
    assert today(whole, attempts, (), NOW).days_in_row == 1
    assert today(whole, attempts, (), NOW.astimezone(tokyo)).days_in_row == 2


def test_progress_counts_newer_answers_more(library):
    first = progress(library, [attempt("a0"), attempt("a0", correct=False), attempt("a1", correct=False)], NOW)[0]
    assert (first.topic, first.title, first.questions, first.seen, first.answers) == ("a", "A", 10, 2, 3)
    assert first.right == pytest.approx((1 / 1.5 + 0) / 2)


def test_progress_on_an_untouched_topic_is_unknown_not_zero(library):
    untouched = progress(library, [attempt("a0")], NOW)[1]
    assert (untouched.topic, untouched.right, untouched.seen, untouched.due) == ("b", None, 0, 0)


def test_progress_counts_what_is_due(library):
    missed = [attempt("a0", correct=False, days_ago=1), attempt("a1", correct=False)]
    assert progress(library, missed, NOW)[0].due == 1


def test_the_best_grading_of_a_variant_counts(whole):
    numpy, jax = variant_progress(whole, [grade(passed=1), grade(passed=2, days_ago=1)])
    assert (jax.variant, jax.status, jax.attempts, jax.best_checks, jax.checks) == ("mlp-jax", "tried", 2, 2, 3)
    assert jax.last == NOW
    assert (numpy.status, numpy.attempts, numpy.last) == ("new", 0, None)


def test_a_variant_once_passed_stays_passed(whole):
    done = variant_progress(whole, [grade(), grade(verdict="passed", days_ago=1)], [draft("mlp-numpy")])
    assert [one.status for one in done] == ["draft", "passed"]
