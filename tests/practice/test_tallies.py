"""What is counted of an item follows its facts, and nothing that was taken back."""

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kata.practice import scheduling
from kata.practice.scheduling import tallies
from kata.practice.tallies import LONGEST, Tally
from kata.store import Store, open_store

NOW = datetime(2026, 11, 24, 20, 0, tzinfo=UTC)


class Clock:
    """Says the same time until it is moved."""

    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def store(tmp_path):
    with open_store(tmp_path, Clock(), zone=UTC) as opened:
        yield opened


def answer(store: Store, name="q", *, right=True, seconds=30.0, **changed):
    facts = {"topic": "t", "kind": "choice", "answer": "a", "correct": right, "score": float(right)}
    return store.add_answer(question=name, seconds=seconds, **(facts | changed))


def grade(store: Store, *, passed=True, **changed):
    verdict = "passed" if passed else "failed"
    report = {"kata": "mlp", "framework": "jax", "verdict": verdict, "seconds": 1.0, "checks": [], "diagnosis": None}
    return store.add_grade(report, "source", **changed)


def test_answers_are_counted_with_how_sure_they_were(store):
    answer(store, right=False, unsure=True)
    answer(store)
    answer(store, right=False)
    assert tallies(store) == {
        "q": Tally(item="q", tries=3, right=1, first_right=False, sure=2, sure_right=1, seconds=90.0)
    }


def test_an_open_answer_with_most_of_the_points_is_right(store):
    answer(store, kind="open", correct=None, score=0.7)
    answer(store, kind="open", correct=None, score=0.6)
    assert (tallies(store)["q"].tries, tallies(store)["q"].right) == (2, 1)


def test_what_was_taken_back_counts_for_nothing(store):
    first = answer(store, right=False, seconds=10.0)
    answer(store, seconds=20.0)
    store.undo(first.id)
    assert tallies(store)["q"] == Tally(
        item="q", tries=1, right=1, first_right=True, sure=1, sure_right=1, seconds=20.0
    )
    store.undo(store.attempts()[0].id)
    assert tallies(store) == {}


def test_a_doubt_said_afterwards_counts(store):
    store.mark_unsure(answer(store).id)
    assert tallies(store)["q"].sure == 0


def test_a_night_away_from_the_desk_is_no_time_spent(store):
    answer(store, seconds=30_000.0)
    assert tallies(store)["q"].seconds == LONGEST


def test_of_the_gradings_of_a_day_the_time_worked_counts_once(store):
    grade(store, passed=False, worked=100.0)
    grade(store, worked=160.0)
    store._clock.now += timedelta(days=1)
    grade(store, worked=40.0)
    grade(store)  # from the shell: nobody measured
    assert tallies(store) == {"mlp-jax": Tally(item="mlp-jax", tries=4, right=3, first_right=False, seconds=200.0)}


def test_a_tally_is_there_exactly_where_a_card_is(store):
    store.reveal("only-looked-at", "hint", 1)
    answer(store)
    grade(store)
    assert set(tallies(store)) == set(scheduling.cards(store)) == {"q", "mlp-jax"}


def test_a_rebuild_puts_tallies_right_that_were_tampered_with(store):
    answer(store)
    before = tallies(store)
    store._connection.execute("UPDATE tally SET state = replace(state, '\"tries\":1', '\"tries\":9')")
    scheduling.rebuild(store)
    assert tallies(store) == before


STEPS = st.lists(
    st.tuples(st.sampled_from("abc"), st.booleans(), st.booleans(), st.floats(0.1, 1000.0), st.booleans()), max_size=12
)


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(STEPS)
def test_tallies_are_the_counts_of_the_attempts_that_stand(steps):
    clock = Clock()
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder), clock, zone=UTC) as store:
        for name, right, unsure, seconds, undone in steps:
            clock.now += timedelta(hours=7)
            given = answer(store, name, right=right, unsure=unsure, seconds=seconds)
            if undone:
                store.undo(given.id)
        standing = store.attempts()[::-1]
        for name, found in tallies(store).items():
            mine = [attempt for attempt in standing if attempt.question == name]
            assert found.tries == len(mine)
            assert found.right == sum(one.correct for one in mine)
            assert found.first_right == mine[0].correct
            assert found.sure == sum(not one.unsure for one in mine)
            assert found.sure_right <= min(found.sure, found.right)
            assert found.right - found.sure_right <= found.tries - found.sure
        assert set(tallies(store)) == {attempt.question for attempt in standing}
