"""What was expected of a measurement is an attempt like any other, and nothing that comes back."""

import csv
import io
from datetime import UTC, timedelta

import pytest
from msgspec.structs import replace

from kata.practice import called, evening, scheduling
from kata.practice.overviews import read_stats
from kata.practice.scheduling import Rebuilt, cards, past, rebuild, tallies
from kata.report.attempts_csv import attempts_csv
from kata.store import Store, history_file, open_store
from kata.store.rows import PREDICTION
from tests.practice.lived import Clock, at, live

NOW = at("2026-11-24T20:00")
SAID = {"size": 4096, "fastest": {"said": "jax", "found": ["jax.jit"]}}


def predict(store: Store, item="compare-mlp-small", **changed):
    facts = {"topic": "compare", "kind": PREDICTION, "answer": SAID, "correct": False, "score": 0.5, "seconds": 299.0}
    return store.add_answer(question=item, **(facts | changed))


@pytest.fixture
def clock():
    return Clock(NOW)


@pytest.fixture
def store(tmp_path, clock):
    with open_store(tmp_path / "home", clock, zone=UTC) as opened:
        yield opened


def test_a_prediction_is_the_newest_attempt_and_was_done_on_its_day(store):
    made = predict(store)
    assert store.attempts() == store.attempts("compare-mlp-small") == [made]
    assert store.done_by_day(past(store).day) == {past(store).day: 1}
    assert past(store).days == (past(store).day,)
    store.undo(made.id)
    assert (store.attempts(), past(store).days) == ([], ())


def test_it_has_no_card_and_no_tally_however_often_they_are_derived(store):
    store.rate(predict(store).id, 1)
    assert (cards(store), tallies(store), scheduling.card(store, "compare-mlp-small")) == ({}, {}, None)
    assert rebuild(store) == Rebuilt(0, 0)
    assert store.stale_items() == []


def test_nothing_but_days_and_streak_tells_whether_anything_was_predicted(library, store, clock):
    live(library, store, clock, days=9, seed=3)
    before, planned = past(store), evening(library, past(store), {}, minutes=25, seed=1)
    stats = read_stats(library, store)
    for _often in range(30):  # slow ones: a pace that counted them would move
        predict(store)
    after = past(store)
    assert after == replace(before, days=after.days)
    assert called(library, after) == called(library, before)
    assert evening(library, after, {}, minutes=25, seed=1) == planned
    told = read_stats(library, store)
    assert told == replace(stats, by_day=told.by_day, streak=told.streak)
    assert told.by_day[told.day] == stats.by_day.get(told.day, 0) + 30
    assert rebuild(store).changed == 0


def test_a_question_that_bears_its_name_keeps_a_card_of_its_own(store, clock):
    answered = {"topic": "a", "kind": "boolean", "answer": True, "correct": True, "score": 1.0, "seconds": 20.0}
    store.add_answer(question="compare-mlp-small", **answered)
    before = scheduling.card(store, "compare-mlp-small")
    clock.now += timedelta(days=3)
    predict(store)
    assert scheduling.card(store, "compare-mlp-small") == before


def test_it_travels_to_another_machine_and_into_a_backup(store, clock, tmp_path):
    predict(store)
    predict(store, "compare-matmul", correct=True, score=1.0)
    history = history_file.from_bytes(history_file.to_bytes(store.history()), "a file")
    with open_store(tmp_path / "other", clock, zone=UTC) as other:
        assert other.merge(history).added == 2
        assert other.merge(history).added == 0
        assert [one.answer for one in other.attempts()] == [SAID, SAID]
        assert cards(other) == {}
    (tmp_path / "copy").mkdir()
    store.backup(tmp_path / "copy" / "kata.sqlite3")
    with open_store(tmp_path / "copy", clock, zone=UTC) as copy:
        assert copy.attempts() == store.attempts()


def test_it_is_a_row_of_the_table_for_spreadsheets(store):
    predict(store)
    (row,) = csv.DictReader(io.StringIO(attempts_csv(store.attempts()).decode("utf-8-sig")))
    assert (row["item"], row["kind"], row["correct"]) == ("compare-mlp-small", "prediction", "0")
    assert '"said":"jax"' in row["answer"]
