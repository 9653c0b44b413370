"""A question that was not held comes back, at growing distances, and then rests."""

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from kata.practice import held, returning
from kata.practice.returning import STEPS
from tests.practice.made import NOW, attempt


def due_in_days(*attempts):
    """The days from now to when `q` is due; attempts oldest first."""
    due = returning(reversed(attempts))["q"].due
    return None if due is None else (due - NOW) / timedelta(days=1)


def test_what_was_held_at_once_does_not_come_back():
    assert due_in_days(attempt("q")) is None


def test_missed_unsure_and_hinted_answers_come_back_the_next_evening():
    for not_held in ({"correct": False}, {"unsure": True}, {"hints": 1}, {"correct": None, "score": 0.5}):
        assert due_in_days(attempt("q", **not_held)) == 0.5


def test_most_points_of_an_open_question_made_is_held():
    assert held(attempt("q", correct=None, score=0.75))


def test_held_on_its_day_it_comes_back_later_and_later_and_then_rests():
    history = [attempt("q", correct=False, days_ago=60)]
    distances = []
    for days_ago in (59, 55, 40, 0):
        history.append(attempt("q", days_ago=days_ago))
        due = returning(reversed(history))["q"].due
        distances.append(None if due is None else (due - history[-1].at) / timedelta(days=1))
    assert distances == [2.5, 6.5, 20.5, None]


def test_answering_twice_in_one_evening_proves_nothing():
    missed = attempt("q", correct=False, days_ago=0.1)
    assert due_in_days(missed, attempt("q")) == due_in_days(missed)


def test_missing_it_again_begins_anew():
    history = [attempt("q", correct=False, days_ago=9), attempt("q", days_ago=5), attempt("q", correct=False)]
    assert due_in_days(*history) == 0.5


def test_it_is_due_from_its_moment_on():
    state = returning([attempt("q", correct=False)])["q"]
    assert not state.is_due(NOW + STEPS[0] - timedelta(seconds=1))
    assert state.is_due(NOW + STEPS[0])


@given(st.lists(st.tuples(st.booleans(), st.integers(0, 400)), min_size=1, max_size=12))
def test_after_a_miss_a_question_is_always_on_its_way_back(answers):
    times = sorted((days for _held, days in answers), reverse=True)
    past = [attempt("q", correct=ok, days_ago=days) for (ok, _days), days in zip(answers, times, strict=True)]
    state = returning(reversed(past))["q"]
    assert state.answers == len(answers)
    if not answers[-1][0]:
        assert state.due == past[-1].at + STEPS[0]
    if all(ok for ok, _days in answers):
        assert state.due is None
