"""A card is a function of the facts: one review a study day, rated by the evidence, folded with FSRS."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from fsrs import Card as Folded
from fsrs import Rating, Scheduler
from fsrs.scheduler import DEFAULT_PARAMETERS
from hypothesis import given
from hypothesis import strategies as st

from kata.practice.cards import DECAY, Card, Rules, card_of, retrievability, reviews
from kata.practice.evidence import (
    AGAIN,
    EASY,
    GOOD,
    HARD,
    KATA_RULES,
    QUESTION_RULES,
    KataDay,
    kata_rating,
    question_rating,
)
from kata.store import AnswerFact, GradeFact, ItemFacts, Reveal

DAY = date(2026, 11, 24)


def at(day=0, hour=20):
    return datetime.combine(DAY + timedelta(days=day), time(hour), tzinfo=UTC)


def answer(day=0, *, hour=20, study_day=None, **changed):
    facts = {
        "attempt": 1,
        "at": at(day, hour),
        "day": study_day or DAY + timedelta(days=day),
        "correct": True,
        "score": 1.0,
        "seconds": 30.0,
        "unsure": False,
        "hints": 0,
        "pace": None,
        "rating": None,
    }
    return AnswerFact(**(facts | changed))


def grading(day=0, *, hour=20, passed=True, **changed):
    facts = {
        "attempt": 1,
        "at": at(day, hour),
        "day": DAY + timedelta(days=day),
        "verdict": "passed" if passed else "failed",
        "worked": None,
        "minutes": 30.0,
        "rating": None,
    }
    return GradeFact(**(facts | changed))


def looked(day=0, *, hour=20, what="hint", number=1):
    return Reveal(at=at(day, hour), day=DAY + timedelta(days=day), item="q", what=what, number=number)


def of_question(*answers):
    return ItemFacts(item="q", answers=answers)


def card(*answers, rules=None):
    return card_of(of_question(*answers), rules or Rules())


def ratings(*gradings, reveals=()):
    return [it.rating for it in reviews(ItemFacts(item="v", gradings=gradings, reveals=tuple(reveals)))]


@pytest.mark.parametrize(
    ("facts", "rating"),
    [
        ({"correct": False, "score": 0.0}, AGAIN),
        ({"correct": False, "score": 0.9}, AGAIN),
        ({"correct": None, "score": 0.66}, AGAIN),
        ({"correct": None, "score": 0.67}, GOOD),
        ({"correct": False, "unsure": True, "rating": None}, AGAIN),
        ({"unsure": True}, HARD),
        ({"hints": 1}, HARD),
        ({"seconds": 61.0, "pace": 30.0}, HARD),
        ({"seconds": 60.0, "pace": 30.0}, GOOD),
        ({"seconds": 15.0, "pace": 30.0}, GOOD),
        ({"seconds": 14.0, "pace": 30.0}, EASY),
        ({"seconds": 14.0, "pace": 30.0, "hints": 1}, HARD),
        ({"seconds": 900.0}, GOOD),
    ],
)
def test_an_answer_is_rated_by_the_first_row_that_holds(facts, rating):
    assert question_rating(answer(**facts)) == rating


@pytest.mark.parametrize(
    ("facts", "rating"),
    [
        ({"passed": False, "gradings": 1}, AGAIN),
        ({"solution_seen": True}, AGAIN),
        ({"hints": 2}, HARD),
        ({"hints": 1}, GOOD),
        ({"gradings": 6}, HARD),
        ({"gradings": 5}, GOOD),
        ({"worked": 3601.0}, HARD),
        ({"worked": 3600.0}, GOOD),
        ({"worked": 1801.0}, GOOD),
        ({"worked": 1800.0}, EASY),
        ({"worked": None}, EASY),
        ({"worked": 9e9, "minutes": None}, EASY),
    ],
)
def test_a_day_on_a_kata_is_rated_by_the_first_row_that_holds(facts, rating):
    assert kata_rating(KataDay(**({"passed": True, "gradings": 1, "minutes": 30.0} | facts))) == rating


def test_the_last_row_of_each_table_holds_always():
    assert {rules[-1].rating for rules in (QUESTION_RULES, KATA_RULES)} == {GOOD}
    assert {rule.rating for rule in QUESTION_RULES} == {rule.rating for rule in KATA_RULES} == {1, 2, 3, 4}


def test_only_the_first_answer_of_a_study_day_counts():
    missed = answer(correct=False, score=0.0)
    assert card(missed, answer(hour=21)) == card(missed)
    assert card(answer(), answer(hour=21, correct=False)) == card(answer())


def test_what_the_reader_said_of_any_answer_of_the_day_goes_before_the_evidence():
    assert card(answer(rating=AGAIN)).last_rating == AGAIN
    assert card(answer(correct=False), answer(hour=21, rating=EASY)).last_rating == EASY


def test_all_gradings_of_a_day_are_one_review_and_what_follows_the_pass_proves_nothing():
    failed = grading(hour=18, passed=False)
    assert ratings(failed, grading(hour=19)) == [GOOD]
    assert ratings(grading(hour=18), grading(hour=19, passed=False)) == [EASY]
    assert ratings(failed, grading(1)) == [AGAIN, EASY]


def test_what_was_looked_at_counts_on_its_day_and_before_the_pass():
    assert ratings(grading(), reveals=[looked(hour=19, what="solution")]) == [AGAIN]
    assert ratings(grading(), reveals=[looked(hour=21, what="solution")]) == [EASY]
    assert ratings(grading(), reveals=[looked(-1, what="solution")]) == [EASY]
    hints = [looked(hour=18, number=1), looked(hour=19, number=2)]
    assert ratings(grading(), reveals=hints) == [HARD]
    assert ratings(grading(), reveals=[hints[0], hints[0]]) == [GOOD]


def test_the_reader_s_word_on_any_grading_of_the_day_goes_before_the_evidence():
    assert ratings(grading(hour=18, passed=False, rating=HARD), grading(hour=19)) == [HARD]


def test_intervals_grow_with_every_review_that_went_well_and_a_lapse_begins_anew():
    past, distances = [], []
    day = 0
    for _review in range(6):
        past.append(answer(day))
        found = card(*past)
        distances.append((found.due - found.last).days)
        day += distances[-1]
    assert distances == sorted(distances)
    assert distances[0] == 2
    assert distances[-1] > 60
    lapsed = card(*past, answer(day, correct=False))
    assert (lapsed.due - lapsed.last).days < distances[-1] / 4
    assert (lapsed.reviews, lapsed.lapses, lapsed.last_rating) == (7, 1, AGAIN)


def test_what_was_missed_at_once_comes_back_the_next_day_and_is_no_lapse():
    found = card(answer(correct=False))
    assert (found.due - DAY).days == 1
    assert found.lapses == 0


def test_after_a_two_month_break_a_review_that_goes_well_counts_for_more_than_one_in_time():
    assert card(answer(), answer(62)).stability > card(answer(), answer(2)).stability
    assert retrievability(card(answer()), DAY + timedelta(days=62), Rules()) < 0.8


def test_nothing_answered_has_no_card():
    assert card_of(ItemFacts(item="q", reveals=(looked(),)), Rules()) is None


def test_a_day_before_the_last_one_counts_as_the_last_one():
    """From Tokyo to Hawaii: the later answer carries the earlier date."""
    first = answer(study_day=DAY + timedelta(days=1))
    second = answer(hour=22, study_day=DAY, correct=False)
    assert card(first, second) == card(first)
    third = answer(3)
    assert card(first, second, third).reviews == 2


def test_a_higher_retention_brings_items_back_earlier():
    assert card(answer(rating=EASY), rules=Rules(0.97)).due < card(answer(rating=EASY), rules=Rules(0.8)).due


@pytest.mark.slow
@given(
    st.lists(st.tuples(st.integers(1, 90), st.integers(1, 4)), min_size=1, max_size=12),
    st.floats(0.7, 0.97),
    st.sampled_from([None, tuple(value * 1.01 for value in DEFAULT_PARAMETERS)]),
)
def test_a_card_and_its_retrievability_are_those_of_the_fsrs_library(history, retention, parameters):
    day, past = 0, []
    scheduler = Scheduler(
        parameters or DEFAULT_PARAMETERS, retention, learning_steps=(), relearning_steps=(), enable_fuzzing=False
    )
    theirs = Folded(card_id=1, due=at(0, 12))
    for days, rating in history:
        day += days
        past.append(answer(day, rating=rating))
        theirs, _log = scheduler.review_card(theirs, Rating(rating), at(day, 12))
    rules = Rules(retention, parameters)
    ours = card(*past, rules=rules)
    assert (ours.stability, ours.difficulty, ours.due) == (theirs.stability, theirs.difficulty, theirs.due.date())
    for later in (0, 1, 30, 400):
        expected = scheduler.get_card_retrievability(theirs, at(day + later, 12))
        assert retrievability(ours, DAY + timedelta(days=day + later), rules) == pytest.approx(expected, rel=1e-12)


def test_the_decay_is_the_library_s():
    assert DEFAULT_PARAMETERS[20] == DECAY


def test_a_card_is_due_from_its_day_on():
    found = Card(item="q", stability=1.0, difficulty=5.0, last=DAY, due=DAY, reviews=1, lapses=0, last_rating=3)
    assert found.is_due(DAY)
    assert not found.is_due(DAY - timedelta(days=1))


def test_what_was_foretold_is_the_chance_of_recall_before_each_review_but_the_first():
    past = [answer(0), answer(3), answer(20, correct=False)]
    foretold = [
        retrievability(card(*past[:1]), past[1].day, Rules()),
        retrievability(card(*past[:2]), past[2].day, Rules()),
    ]
    assert [card(*past[:count]).expected for count in (1, 2, 3)] == [0.0, foretold[0], sum(foretold)]
