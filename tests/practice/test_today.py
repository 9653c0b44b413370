"""Today holds one thing to do next; progress says how far each topic and kata is."""

from datetime import timedelta
from pathlib import Path

import pytest

from kata.content import Kata, Library
from kata.content.model import KataSpec, VariantSpec
from kata.practice import Settings, today, variant_progress
from kata.store import Draft, SavedSitting
from tests.practice.made import NOW, card, day, graded, past


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


def draft(variant="mlp-jax", days_ago=0.0):
    return Draft(variant=variant, source="x", at=NOW - timedelta(days=days_ago))


def sitting(*questions, kind="quiz"):
    return SavedSitting(id="9", started=NOW, ended=None, seed=1, questions=questions, kind=kind)


def everything_held(library):
    return [card(question.id) for question in library.questions]


def next_of(library, known, open_sitting=None):
    found = today(library, known, open_sitting).next
    return found.kind, found.name


def test_one_thing_comes_next_in_this_order(whole):
    held = everything_held(whole)
    missed = card("a0", due=0)
    assert next_of(whole, past(missed, drafts=(draft(),)), sitting("a0")) == ("resume", "9")
    assert next_of(whole, past(missed, drafts=(draft(),)), sitting("a0", kind="practice")) == ("evening", "9")
    assert next_of(whole, past(missed, drafts=(draft(),))) == ("practise", None)
    assert next_of(whole, past()) == ("practise", None)
    both = (draft("mlp-numpy"), draft(days_ago=1))
    assert next_of(whole, past(*held, drafts=both)) == ("draft", "mlp-numpy")
    solved = card("mlp-numpy")
    assert next_of(whole, past(*held, solved, grades=(graded("mlp-numpy"),))) == ("kata", "mlp-jax")
    assert next_of(whole, past(*held, solved, grades=(graded("mlp-numpy"), graded("mlp-jax")))) == ("rest", None)


def test_a_first_start_leads_into_ten_new_questions(whole):
    found = today(whole, past())
    assert (found.due, found.new, found.minutes, found.days_in_row) == (0, 10, 10, 0)
    assert {it.kind for it in found.evening} == {"question"}


def test_minutes_follow_the_reader_s_own_pace(whole):
    assert today(whole, past(seconds=30.0)).minutes == 5


def test_an_empty_day_says_when_the_next_thing_comes_back(whole):
    held = [card(question.id, due=5) for question in whole.questions]
    found = today(whole, past(*held, card("gone", due=2)))
    assert (found.evening, found.due, found.next_day) == ((), 0, day(-5))
    assert today(whole, past(settings=Settings(new_questions=0))).next_day is None


def test_questions_that_no_longer_exist_are_not_due(whole):
    assert today(whole, past(card("gone", due=-1))).due == 0
    assert today(whole, past(), sitting("gone")).unfinished is None


def test_a_draft_is_waiting_until_the_kata_is_passed_after_it(whole):
    def waiting(*grades, variant="mlp-jax"):
        return today(whole, past(grades=grades, drafts=(draft(variant, days_ago=1),))).drafts

    assert waiting(graded("mlp-jax", passed=False, ago=0)) == ("mlp-jax",)
    assert waiting(graded("mlp-jax", ago=0)) == ()
    assert waiting(graded("mlp-jax", ago=2)) == ("mlp-jax",)
    assert waiting(variant="gone-jax") == ()


def test_days_in_a_row_end_today_or_yesterday(whole):
    def days(*ago):
        return today(whole, past(days=tuple(map(day, ago)))).days_in_row

    assert days(0, 1, 2) == 3
    assert days(1, 2) == 2
    assert days(0, 4, 5) == 3, "two days off a week break nothing"
    assert days(0, 7, 8) == 1


def test_the_best_grading_of_a_variant_counts(whole):
    numpy, jax = variant_progress(whole, past(grades=(graded("mlp-jax", passed=False, best=2),)))
    assert (jax.variant, jax.status, jax.attempts, jax.best_checks, jax.checks) == ("mlp-jax", "tried", 1, 2, 3)
    assert jax.last == NOW - timedelta(days=1)
    assert (numpy.status, numpy.attempts, numpy.last) == ("new", 0, None)


def test_a_variant_once_passed_stays_passed(whole):
    done = variant_progress(whole, past(grades=(graded("mlp-jax"),), drafts=(draft("mlp-numpy"),)))
    assert [one.status for one in done] == ["draft", "passed"]
