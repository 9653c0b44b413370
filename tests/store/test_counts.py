"""What overviews need is counted without reading every attempt, and without what was taken back."""

import sqlite3
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kata.store import Failure, counts, open_store
from tests.store.test_facts import answered, report


def test_gradings_of_a_variant_come_to_the_best_the_last_and_the_last_pass(store, clock):
    store.add_grade(report(verdict="passed"), "")
    passed = clock.now
    clock.move(days=1)
    store.add_grade(report(), "")
    store.undo(store.add_grade(report(checks=[{"status": "passed"}] * 9), "").id)
    one = store.graded()["mlp-jax"]
    assert (one.gradings, one.best_checks, one.checks) == (2, 1, 2)
    assert (one.passed, one.last) == (passed, clock.now)


def test_failures_of_late_come_with_their_mistake_and_their_last_day(store, clock):
    store.add_grade(report(), "")
    clock.move(days=1)
    store.add_grade(report(), "")
    store.add_grade(report(diagnosis=None), "")
    store.add_grade(report(verdict="passed"), "")
    store.undo(store.add_grade(report(framework="torch"), "").id)
    day = date(2026, 11, 25)
    assert set(store.failures(date(2026, 11, 1))) == {
        Failure("mlp-jax", "wrong-sign", day),
        Failure("mlp-jax", None, day),
    }
    assert store.failures(date(2026, 11, 26)) == []


def test_days_are_counted_from_a_day_on(store, clock):
    answered(store)
    clock.move(days=2)
    answered(store)
    answered(store)
    clock.move(days=1)
    store.undo(answered(store).id)
    assert store.done_by_day(date(2026, 11, 25)) == {date(2026, 11, 26): 2}
    assert store.practice_days() == [date(2026, 11, 26), date(2026, 11, 24)]


@pytest.mark.slow
@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 40), st.booleans()), max_size=25))
def test_days_are_those_of_the_attempts_that_stand(tmp_path_factory, deeds):
    begin = datetime(2026, 10, 1, 12, tzinfo=UTC)
    kept = Counter()
    moment = begin
    with open_store(tmp_path_factory.mktemp("days"), lambda: moment, zone=UTC) as opened:
        for day, stands in deeds:
            moment = begin + timedelta(days=day)
            attempt = answered(opened)
            kept[moment.date()] += stands
            if not stands:
                opened.undo(attempt.id)
        stand = {day: count for day, count in kept.items() if count}
        assert opened.practice_days() == sorted(stand, reverse=True)
        late = (begin + timedelta(days=20)).date()
        assert opened.done_by_day(late) == {day: count for day, count in stand.items() if day >= late}


def test_the_last_seconds_come_newest_first(store):
    for seconds in (1.0, 2.0, 3.0):
        answered(store, seconds=seconds)
    store.undo(2)
    assert store.last_seconds(2) == [3.0, 1.0]


@pytest.mark.parametrize("statement", [counts._GRADED, counts._FAILURES])
def test_no_overview_reads_sources_and_reports(store, statement):
    """The index `grade_short` holds what is counted; the table itself has a page of source and report a row."""
    with sqlite3.connect(store.path) as connection:
        plan = [row[3] for row in connection.execute("EXPLAIN QUERY PLAN " + statement, ("",) * statement.count("?"))]
    assert not any("SCAN grade" in step and "grade_short" not in step for step in plan), plan
