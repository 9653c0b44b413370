"""The time spent from a day on."""

from datetime import timedelta

import pytest

from kata.store import Store


def answer(store: Store, seconds: float):
    facts = {"topic": "t", "kind": "choice", "answer": "a", "correct": True, "score": 1.0}
    return store.add_answer(question="q", seconds=seconds, **facts)


def grade(store: Store, worked: float | None, kata="mlp"):
    report = {"kata": kata, "framework": "jax", "verdict": "failed", "seconds": 1.0, "checks": [], "diagnosis": None}
    return store.add_grade(report, "source", worked=worked)


def test_nothing_was_spent_on_an_empty_store(store):
    assert store.seconds_since(store.study_day(), 300.0) == (0, 0)


def test_answers_and_the_workbench_are_told_apart_and_what_came_before_is_left_out(store, clock):
    answer(store, 10.0)
    grade(store, 500.0)
    clock.move(days=3)
    answer(store, 20.0)
    answer(store, 5000.0)
    grade(store, 60.0)
    grade(store, 90.0)  # 30 s more
    grade(store, None)
    grade(store, 7.0, "cnn")
    clock.move(days=1)
    grade(store, 11.0)
    assert store.seconds_since(store.study_day() - timedelta(days=1), 300.0) == pytest.approx((320.0, 108.0))
    assert store.seconds_since(store.study_day() - timedelta(days=4), 300.0) == pytest.approx((330.0, 608.0))


def test_what_was_taken_back_took_no_time(store):
    store.undo(answer(store, 10.0).id)
    store.undo(grade(store, 10.0).id)
    assert store.seconds_since(store.study_day(), 300.0) == (0, 0)
