"""Cards in the store are what the facts say, in whatever order those came, and can be thrown away."""

import tempfile
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kata.errors import KataError
from kata.practice import scheduling
from kata.practice.scheduling import Rebuilt, card, cards, rebuild, refresh
from kata.practice.settings import LIMITS, Settings, read_setting, settings_of
from kata.store import Store, open_store
from kata.store.study_day import study_day

NOW = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)


class Clock:
    """Says the same time until it is moved; `zone` is where the reader is."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def store(tmp_path, clock):
    with open_store(tmp_path, clock, zone=UTC) as opened:
        yield opened


def answer(store: Store, name="q", *, right=True, seconds=30.0, **changed):
    return store.add_answer(
        question=name,
        topic="t",
        kind="choice",
        answer="a",
        correct=right,
        score=float(right),
        seconds=seconds,
        **changed,
    )


def grade(store: Store, *, passed=True, **changed):
    verdict = "passed" if passed else "failed"
    report = {"kata": "mlp", "framework": "jax", "verdict": verdict, "seconds": 1.0, "checks": [], "diagnosis": None}
    return store.add_grade(report, "source", **changed)


def test_a_fact_makes_its_item_stale_until_the_cards_are_read(store):
    given = answer(store)
    for change in (
        lambda: None,
        lambda: store.mark_unsure(given.id),
        lambda: store.rate(given.id, 4),
        lambda: store.undo(given.id),
        lambda: store.reveal("q", "hint", 1),
    ):
        change()
        assert store.stale_items() == ["q"]
        refresh(store)
        assert store.stale_items() == []
    grade(store)
    assert store.stale_items() == ["mlp-jax"]


def test_reading_one_card_settles_it_alone(store):
    answer(store, "a")
    answer(store, "b")
    assert card(store, "a").item == "a"
    assert store.stale_items() == ["b"]
    assert card(store, "never") is None


def test_a_rating_of_the_reader_replaces_the_evidence_until_it_is_taken_back(store):
    given = answer(store)
    by_evidence = card(store, "q")
    store.rate(given.id, 1)
    assert card(store, "q").last_rating == 1
    store.rate(given.id, None)
    assert card(store, "q") == by_evidence


def test_an_answer_taken_back_is_as_if_it_had_never_been(store):
    answer(store, right=False)
    before = card(store, "q")
    store._clock.now += timedelta(days=3)
    given = answer(store)
    assert card(store, "q") != before
    store.undo(given.id)
    store.undo(given.id)
    assert card(store, "q") == before
    assert [attempt.id for attempt in store.attempts()] == [1]
    assert [attempt.undone for attempt in store.attempts(undone=True)] == [True, False]


def test_the_only_answer_taken_back_leaves_no_card(store):
    store.undo(answer(store).id)
    assert cards(store) == {}


def test_the_first_answer_taken_back_lets_the_second_of_that_day_count(store):
    first = answer(store, right=False)
    store._clock.now += timedelta(minutes=1)
    answer(store)
    assert card(store, "q").last_rating == 1
    store.undo(first.id)
    assert card(store, "q").last_rating == 3


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 24, 3, 59, 59, tzinfo=UTC), date(2026, 11, 23)),
        (datetime(2026, 11, 24, 4, 0, tzinfo=UTC), date(2026, 11, 24)),
        (datetime(2026, 11, 25, 0, 30, tzinfo=UTC), date(2026, 11, 24)),
        # Clocks go forward at 1 am, and back at 2 am: the day still begins at 4 by the clock on the wall.
        (datetime(2026, 3, 29, 4, 0, tzinfo=ZoneInfo("Europe/London")), date(2026, 3, 29)),
        (datetime(2026, 10, 25, 3, 59, tzinfo=ZoneInfo("Europe/London")), date(2026, 10, 24)),
    ],
)
def test_a_study_day_begins_at_four(moment, day):
    assert study_day(moment) == day


def test_an_answer_after_midnight_belongs_to_the_evening_before(store, clock):
    clock.now = datetime(2026, 11, 24, 23, 50, tzinfo=UTC)
    assert answer(store, right=False).day == date(2026, 11, 24)
    clock.now = datetime(2026, 11, 25, 3, 59, tzinfo=UTC)
    assert answer(store).day == date(2026, 11, 24)
    assert card(store, "q").reviews == 1
    clock.now = datetime(2026, 11, 25, 4, 0, tzinfo=UTC)
    assert answer(store).day == date(2026, 11, 25)
    assert card(store, "q").reviews == 2


def test_the_study_day_is_that_of_the_reader_s_time_zone(tmp_path, clock):
    with open_store(tmp_path, clock, zone=timezone(timedelta(hours=9))) as tokyo:
        assert answer(tokyo).day == tokyo.study_day() == date(2026, 11, 25)
        tokyo.reveal("q", "hint", 1)
        assert tokyo.reveals("q")[0].day == date(2026, 11, 25)


def test_a_rebuild_in_another_time_zone_changes_nothing(tmp_path, clock):
    with open_store(tmp_path, clock, zone=timezone(timedelta(hours=9))) as tokyo:
        for days in (0, 1, 4):
            clock.now = NOW + timedelta(days=days)
            answer(tokyo)
        before = cards(tokyo)
    with open_store(tmp_path, clock, zone=timezone(timedelta(hours=-10))) as hawaii:
        assert rebuild(hawaii) == Rebuilt(1, 0)
        assert cards(hawaii) == before


def test_a_clock_set_back_neither_fails_nor_moves_a_card_back(store, clock):
    answer(store)
    clock.now = NOW + timedelta(days=2)
    answer(store)
    before = card(store, "q")
    clock.now = NOW - timedelta(days=400)
    answer(store, right=False)
    after = card(store, "q")
    assert after.last == before.last
    assert after.due >= after.last
    assert rebuild(store) == Rebuilt(1, 0)


def test_the_pace_is_the_median_of_the_last_answers_of_that_kind_before_this_one(store):
    paces = [answer(store, f"q{number}", seconds=float(number)).pace for number in range(13)]
    assert paces[:10] == [None] * 10
    assert paces[10:] == [4.5, 5.0, 5.5]
    for _answer in range(100):
        answer(store, seconds=7.0)
    assert answer(store).pace == 7.0


def test_a_setting_that_cards_depend_on_moves_all_of_them_and_another_none(store):
    answer(store, "a")
    store.rate(answer(store, "b").id, 4)
    before = cards(store)
    scheduling.change_setting(store, "reviews", 30)
    assert store.stale_items() == []
    scheduling.change_setting(store, "retention", 0.75)
    assert set(store.stale_items()) == {"a", "b"}
    after = cards(store)
    assert after["b"].due > before["b"].due
    assert scheduling.settings(store) == Settings(retention=0.75, reviews=30)
    scheduling.change_setting(store, "retention", 0.9)
    assert cards(store) == before


def test_parameters_fitted_to_a_reader_are_kept_and_used(store):
    from fsrs.scheduler import DEFAULT_PARAMETERS

    answer(store)
    fitted = (*DEFAULT_PARAMETERS[:2], 9.0, *DEFAULT_PARAMETERS[3:])
    scheduling.change_setting(store, "parameters", fitted)
    assert scheduling.settings(store).parameters == fitted
    assert card(store, "q").stability == 9.0


def test_settings_of_a_newer_version_are_passed_over():
    assert settings_of({"colour": "red", "reviews": 5}) == Settings(reviews=5)


@pytest.mark.parametrize(
    ("typed", "read"),
    [("retention=0.92", ("retention", 0.92)), (" new-katas = 0 ", ("new_katas", 0)), ("reviews=60", ("reviews", 60))],
)
def test_a_setting_is_read_as_typed(typed, read):
    assert read_setting(typed) == read


@pytest.mark.parametrize(
    "typed",
    ["retention", "retention=", "retention=1.0", "retention=0.69", "reviews=2.5", "colour=1", "reviews=nan", ""],
)
def test_a_wrong_setting_is_explained(typed):
    with pytest.raises(KataError) as raised:
        read_setting(typed)
    assert any(name in str(raised.value) for name in LIMITS)


# What may happen to one of three items: (what, which attempt or item, a number).
HAPPENING = st.one_of(
    st.tuples(st.just("answer"), st.integers(0, 2), st.integers(0, 3)),
    st.tuples(st.just("grade"), st.integers(0, 1), st.integers(0, 3)),
    st.tuples(st.just("undo"), st.integers(0, 30), st.just(0)),
    st.tuples(st.just("rate"), st.integers(0, 30), st.integers(0, 4)),
    st.tuples(st.just("unsure"), st.integers(0, 30), st.integers(0, 1)),
    st.tuples(st.just("reveal"), st.integers(0, 1), st.integers(1, 3)),
    st.tuples(st.just("move"), st.integers(-30, 90), st.just(0)),  # hours
    st.tuples(st.just("pause"), st.integers(20, 70), st.just(0)),  # days
    st.tuples(st.just("travel"), st.integers(-11, 13), st.just(0)),
    st.tuples(st.just("retention"), st.integers(70, 97), st.just(0)),
)


def happen(store: Store, clock: Clock, what: str, number: int, value: int) -> None:
    answers = [it.id for it in store.attempts(whole=False, undone=True) if hasattr(it, "question")]
    graded = [it.id for it in store.attempts(whole=False, undone=True) if not hasattr(it, "question")]
    past = sorted([*answers, *graded])
    match what:
        case "answer":
            answer(store, f"q{number}", right=value > 0, unsure=value == 1, hints=value % 2, seconds=10.0 * value)
        case "grade":
            grade(store, passed=value > 0, worked=[None, 60.0, 2000.0, 9000.0][value], minutes=30 * number or None)
        case "undo" if past:
            store.undo(past[number % len(past)])
        case "rate" if past:
            store.rate(past[number % len(past)], value or None)
        case "unsure" if answers:
            store.mark_unsure(answers[number % len(answers)], bool(value))
        case "reveal":
            store.reveal("mlp-jax", "solution" if number else "hint", value)
        case "move":
            clock.now += timedelta(hours=number)
        case "pause":
            clock.now += timedelta(days=number)
        case "travel":
            store._zone = timezone(timedelta(hours=number))
        case "retention":
            scheduling.change_setting(store, "retention", number / 100)


@pytest.mark.slow
@settings(max_examples=60, deadline=None)
@given(st.lists(HAPPENING, min_size=1, max_size=25), st.integers(1, 5))
def test_cards_settled_now_and_then_are_bit_for_bit_those_of_a_rebuild(happenings, every):
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder), clock, zone=UTC) as store:
        store._connection.execute("PRAGMA synchronous = OFF")
        for step, happening in enumerate(happenings):
            happen(store, clock, *happening)
            if step % every == 0:
                refresh(store)
        refresh(store)
        before = store.cards()
        assert rebuild(store) == Rebuilt(len(before), 0)
        store._connection.execute("DELETE FROM card")
        rebuild(store)
        assert store.cards() == before
        for found in cards(store).values():
            assert found.due > found.last


def test_a_card_that_was_tampered_with_is_found_and_put_right(store):
    answer(store)
    before = cards(store)
    store._connection.execute("UPDATE card SET state = replace(state, '\"reviews\":1', '\"reviews\":9')")
    assert rebuild(store) == Rebuilt(1, 1)
    assert cards(store) == before


def test_cards_derived_by_another_version_are_derived_anew_at_the_next_reading(store, monkeypatch):
    answer(store)
    before = cards(store)
    store._connection.execute("UPDATE card SET state = replace(state, '\"reviews\":1', '\"reviews\":9')")
    assert cards(store) != before
    monkeypatch.setattr(scheduling, "FOLD", 99)
    assert cards(store) == before
    assert store.stale_items() == []


def test_a_fault_while_settling_leaves_the_mark(store):
    answer(store)

    def fail(_facts, _settings):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        store.settle(["q"], fail)
    assert store.stale_items() == ["q"]
    assert store.cards() == []


def test_two_programs_settle_the_same_item_to_the_same_card(store, clock):
    with open_store(store.home, clock, zone=UTC) as other:
        answer(store)
        refresh(other)
        answer(other, "r")
        assert cards(store) == cards(other)
        assert set(cards(store)) == {"q", "r"}
