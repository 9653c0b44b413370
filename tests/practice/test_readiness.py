"""The chance of a right answer today: what it follows, how far it can be believed."""

import math
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kata.content import Library
from kata.practice.cards import Rules, retrievability
from kata.practice.readiness import (
    PRIOR_WEIGHT,
    TRUST,
    Correction,
    Estimate,
    chance_today,
    corrected,
    correction_of,
    first_answers,
    readiness,
)
from tests.practice.made import TODAY, bank, card, question

LEVELS = ("junior", "mid", "senior")
RULES = Rules()


def library_of(count: int, frameworks=("jax",)) -> Library:
    asked = [question(f"a{at}", LEVELS[at % 3], frameworks) for at in range(count)]
    return Library([bank("a", *asked), bank("b", *(question(f"b{at}", LEVELS[at % 3]) for at in range(6)))], [])


def estimate_of(library, cards=(), firsts=None, topic="a") -> Estimate:
    held = {one.item: one for one in cards}
    found = readiness(library, held, firsts or {}, day=TODAY, rules=RULES)
    return next(one.estimate for one in found.topics if one.topic == topic)


def test_what_was_never_asked_is_an_even_chance_and_says_how_little_is_known():
    found = estimate_of(library_of(30))
    assert found.chance == pytest.approx(0.5)
    assert found.spread > 0.2
    assert (found.seen, found.questions) == (0, 30)


def test_a_topic_seen_as_a_whole_is_the_mean_of_what_is_recalled_with_the_spread_of_coins():
    library = library_of(3)
    cards = [card(f"a{at}", ago=at + 1, stability=5.0) for at in range(3)]
    chances = [retrievability(one, TODAY, RULES) for one in cards]
    found = estimate_of(library, cards, {"a0": True, "a1": True, "a2": True})
    assert found.chance == pytest.approx(sum(chances) / 3)
    coins, error = [p * (1 - p) for p in chances], correction_of(cards, RULES).error
    variance = sum(q - (q * error) ** 2 for q in coins) + (error * sum(coins)) ** 2
    assert found.spread == pytest.approx(math.sqrt(variance) / 3)


def test_the_spread_is_that_of_coins_and_of_two_unknown_chances_where_all_unseen_are_of_one_level():
    library = Library([bank("a", *(question(f"a{at}", "mid") for at in range(8)))], [])
    unknown = 1 / (4 * (PRIOR_WEIGHT + 1)) + 1 / 12  # of the topic, and of the level: a flat prior
    variance = 8 * (1 / 4 - unknown) + 64 * unknown
    assert estimate_of(library).spread == pytest.approx(math.sqrt(variance) / 8)


def test_what_is_not_known_of_a_level_does_not_average_out_over_topics():
    """Who has answered only junior questions may know nothing of the senior ones, in every topic."""
    levels = {"known": "junior"} | {f"t{number}": "senior" for number in range(40)}
    library = Library(
        [bank(topic, *(question(f"{topic}{at}", level) for at in range(9))) for topic, level in levels.items()], []
    )
    found = readiness(library, {}, {f"known{at}": True for at in range(9)}, day=TODAY, rules=RULES)
    assert found.all.spread > 0.25
    asked = {f"t{number}{at}": at % 2 == 0 for number in range(40) for at in range(2)}
    assert readiness(library, {}, asked, day=TODAY, rules=RULES).all.spread < 0.1


def test_wrong_first_answers_at_one_level_lower_what_is_unseen_at_the_others_of_that_topic():
    library = library_of(9)
    firsts = {"a0": False, "a3": False, "b0": True, "b3": True}
    cards = [card(name, rating=1) for name in firsts]
    guesses = first_answers(library.bank("a").questions, firsts, {"junior": 0.5, "mid": 0.6, "senior": 0.4})
    assert guesses["mid"].mean < 0.6
    assert guesses["senior"].mean < 0.4
    assert guesses["mid"].weight == PRIOR_WEIGHT + 2
    assert estimate_of(library, cards, firsts).chance < estimate_of(library, cards, firsts, topic="b").chance


def test_a_topic_never_asked_follows_the_level_in_the_others():
    library = library_of(6)
    right = {f"b{at}": True for at in range(6)}
    wrong = {f"b{at}": False for at in range(6)}
    assert estimate_of(library, firsts=right).chance > 0.6
    assert estimate_of(library, firsts=wrong).chance < 0.4


def test_a_harder_level_is_not_thought_easier_than_the_one_before():
    asked = [question(f"a{at}", "mid" if at < 60 else "senior") for at in range(80)]
    library = Library([bank("a", *asked), bank("b", *(question(f"b{at}", "senior") for at in range(9)))], [])
    half_right = {f"a{at}": at % 2 == 0 for at in range(60)}
    none = estimate_of(library, firsts=half_right, topic="b")
    lucky = estimate_of(library, firsts=half_right | {"a60": True}, topic="b")
    assert none.chance == pytest.approx(0.5)
    assert none.chance < lucky.chance < 0.52
    assert lucky.spread > 0.2, "it is hardly known all the same"
    wrong = estimate_of(library, firsts=half_right | {f"a{at}": False for at in range(60, 80)}, topic="b")
    assert wrong.chance < 0.1


def test_what_was_wrong_a_minute_ago_does_not_count_as_known():
    wrong, right = card("a0", ago=0, rating=1, stability=0.2), card("a0", ago=0, rating=3)
    assert chance_today(right, TODAY, RULES) == 1.0
    assert chance_today(wrong, TODAY, RULES) == retrievability(wrong, TODAY + timedelta(days=1), RULES) < 0.8


def reviewed(name: str, *, times: int, lapses: int, expected: float):
    return replace(card(name, ago=3, reviews=times + 1), lapses=lapses, expected=expected)


def test_a_reader_who_forgets_more_than_fsrs_foretold_is_less_ready():
    library = library_of(3)
    as_foretold = [reviewed(f"a{at}", times=100, lapses=10, expected=90.0) for at in range(3)]
    worse = [reviewed(f"a{at}", times=100, lapses=40, expected=90.0) for at in range(3)]
    plain, low = estimate_of(library, as_foretold), estimate_of(library, worse)
    assert plain.chance == pytest.approx(retrievability(as_foretold[0], TODAY, RULES))
    assert low.chance < plain.chance - 0.2


def test_few_reviews_correct_little_and_many_leave_little_doubt():
    few = correction_of([reviewed("a", times=2, lapses=2, expected=1.8)], RULES)
    many = correction_of([reviewed("a", times=400, lapses=200, expected=360.0)], RULES)
    none = correction_of([card("a")], RULES)
    assert none == Correction(0.0, pytest.approx(1 / math.sqrt(TRUST * 0.9 * 0.1)))
    assert -1.2 < few.shift < 0
    assert many.shift < -1.9
    assert many.error < none.error / 5


def test_what_was_answered_right_today_stays_certain():
    assert corrected(1.0, Correction(-3.0, 0.1)) == 1.0


@given(st.floats(0.01, 0.999), st.floats(-4.0, 4.0), st.floats(-4.0, 4.0))
def test_a_higher_correction_is_a_higher_chance(chance, one, other):
    low, high = sorted((one, other))
    assert corrected(chance, Correction(low, 0.1)) <= corrected(chance, Correction(high, 0.1))
    assert 0.0 < corrected(chance, Correction(low, 0.1)) < 1.0


def test_the_correction_does_not_average_out_over_topics():
    library = Library([bank(name, *(question(f"{name}{at}") for at in range(20))) for name in "abc"], [])
    cards = {one.id: card(one.id, ago=4) for one in library.questions}
    found = readiness(library, cards, {}, day=TODAY, rules=RULES)
    shares = [it.estimate.spread for it in found.topics]
    assert max(shares) / math.sqrt(3) < found.all.spread < max(shares)


def test_a_framework_is_the_mean_over_the_questions_about_it():
    library = library_of(4, frameworks=("torch", "jax"))
    cards = {one.item: one for one in [card("a0"), card("a1"), card("a2"), card("a3")]}
    found = readiness(library, cards, {}, day=TODAY, rules=RULES)
    torch, jax = found.frameworks
    assert (torch.framework, torch.estimate) == ("torch", found.topics[0].estimate)
    assert (jax.framework, jax.estimate.questions, jax.estimate.seen) == ("jax", 10, 4)
    assert jax.estimate == found.all


def test_what_does_not_hold_for_the_installed_version_is_left_out():
    library = Library([bank("a", question("a0"), question("a1", valid="jax<0.1"))], [])
    found = readiness(library, {}, {}, day=TODAY, rules=RULES, versions=lambda _package: "0.10.2")
    assert found.all.questions == 1


def test_an_empty_library_has_nothing_to_say():
    found = readiness(Library([bank("a")], []), {}, {}, day=TODAY, rules=RULES)
    assert found.all == Estimate(chance=0.0, spread=0.0, questions=0, seen=0)
    assert found.frameworks == ()


HISTORIES = st.lists(
    st.none() | st.tuples(st.integers(0, 400), st.floats(0.05, 500.0), st.integers(1, 4), st.booleans()),
    min_size=1,
    max_size=40,
)


@given(HISTORIES)
def test_every_estimate_is_a_share_and_its_spread_no_more_than_that_of_one_coin(history):
    library = library_of(len(history))
    cards, firsts = [], {}
    for at, past in enumerate(history):
        if past is not None:
            ago, stability, rating, first = past
            cards.append(card(f"a{at}", ago=ago, stability=stability, rating=rating))
            firsts[f"a{at}"] = first
    found = readiness(library, {one.item: one for one in cards}, firsts, day=TODAY, rules=RULES)
    for one in (found.all, *(it.estimate for it in found.topics), *(it.estimate for it in found.frameworks)):
        assert 0.0 < one.chance <= 1.0
        assert 0.0 <= one.spread <= 0.5 + 1e-9
        assert one.seen <= one.questions
    assert found.topics[0].estimate.seen == len(cards)


@given(st.integers(1, 30), st.integers(0, 30))
def test_more_right_first_answers_never_lower_the_estimate(count, right):
    library = library_of(count)
    firsts = [{f"a{at}": at < given for at in range(count)} for given in (min(right, count), min(right + 1, count))]
    cards = [card(f"b{at}") for at in range(3)]
    lower, higher = (estimate_of(library, cards, first).chance for first in firsts)
    assert higher >= lower - 1e-12


@given(st.integers(2, 60))
def test_what_is_held_longer_is_surer(days):
    shaky = [card(f"a{at}", ago=days, stability=2.0) for at in range(6)]
    firm = [card(f"a{at}", ago=days, stability=200.0) for at in range(6)]
    low, high = estimate_of(library_of(6), shaky), estimate_of(library_of(6), firm)
    assert low.chance < high.chance
