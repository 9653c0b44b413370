"""What was told to the store comes back, and only drafts are ever rewritten."""

import sqlite3
from datetime import date, timedelta
from typing import Any

import pytest

from kata.practice.answers import BugAnswer, OpenAnswer
from kata.store import KataAttempt, QuestionAttempt, Store, StoreError, open_store


def answered(store: Store, question: str = "q1", **changed: Any) -> QuestionAttempt:
    facts = {
        "topic": "graphs",
        "kind": "choice",
        "answer": "b",
        "correct": True,
        "score": 1.0,
        "seconds": 12.5,
    }
    return store.add_answer(question=question, **(facts | changed))


def report(**changed: Any) -> dict[str, Any]:
    checks = [{"name": "contract", "status": "passed"}, {"name": "values", "status": "failed"}]
    facts = {"kata": "mlp", "framework": "jax", "verdict": "failed", "seconds": 1.5, "checks": checks}
    return facts | {"diagnosis": {"mistake": "wrong-sign", "message": "…"}, "curves": [{"loss": [0.7, 0.6]}]} | changed


def test_an_answer_comes_back_as_it_was_given(store, clock):
    sitting = store.begin_sitting(7, ["q1", "q2"])
    given = answered(store, hints=2, unsure=True, correct=False, score=0.5, misconceptions=("m1",), sitting=sitting.id)
    assert store.attempts() == [given]
    assert given == QuestionAttempt(
        id=given.id,
        at=clock.now,
        day=date(2026, 11, 24),
        question="q1",
        topic="graphs",
        kind="choice",
        answer="b",
        correct=False,
        score=0.5,
        seconds=12.5,
        unsure=True,
        hints=2,
        misconceptions=("m1",),
        sitting=sitting.id,
    )


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        ("多层感知机 “MLP”", "多层感知机 “MLP”"),
        (True, True),
        (("a", "c"), ["a", "c"]),
        ((2, 0, 1), [2, 0, 1]),
        ((("1", "2"), ("3", "4")), [["1", "2"], ["3", "4"]]),
        (BugAnswer(3, "b"), {"line": 3, "reason": "b"}),
        (OpenAnswer("because", (0, 2)), {"text": "because", "points": [0, 2]}),
    ],
)
def test_every_form_of_answer_is_kept_as_json(store, answer, kept):
    answered(store, answer=answer)
    [attempt] = store.attempts()
    assert isinstance(attempt, QuestionAttempt)
    assert attempt.answer == kept


def test_an_open_answer_is_neither_right_nor_wrong(store):
    assert answered(store, correct=None).correct is None


def test_the_last_mark_of_doubt_wins_and_the_answer_stays(store):
    attempt = answered(store)
    assert not store.attempts()[0].unsure
    store.mark_unsure(attempt.id)
    assert store.attempts()[0].unsure
    store.mark_unsure(attempt.id, False)
    assert not store.attempts()[0].unsure


def test_doubt_about_an_answer_that_is_not_there_is_refused(store):
    with pytest.raises(StoreError, match="FOREIGN KEY"):
        store.mark_unsure(99)


def test_a_grade_keeps_the_source_and_the_whole_report(store, clock):
    given = store.add_grade(report(), "def train(): ...\n")
    assert store.attempts() == [given]
    assert given == KataAttempt(
        id=given.id,
        at=clock.now,
        day=date(2026, 11, 24),
        variant="mlp-jax",
        verdict="failed",
        passed_checks=1,
        checks=2,
        mistake="wrong-sign",
        seconds=1.5,
        source="def train(): ...\n",
        report=report(),
    )


def test_a_report_that_names_the_variant_as_its_kata_is_kept_under_that_name(store):
    assert store.add_grade(report(kata="mlp-jax"), "").variant == "mlp-jax"


def test_overviews_leave_out_the_long_parts_of_grades(store):
    store.add_grade(report(), "source")
    [attempt] = store.attempts(whole=False)
    assert (attempt.source, attempt.report, attempt.verdict) == ("", None, "failed")


def test_attempts_come_newest_first_by_time_and_equal_times_by_order(store, clock):
    late = answered(store)
    clock.move(hours=-3)
    early, same_time = store.add_grade(report(), ""), answered(store)
    assert [attempt.id for attempt in store.attempts()] == [late.id, same_time.id, early.id]


def test_attempts_are_filtered_by_item_time_sitting_and_limit(store, clock):
    sitting = store.begin_sitting(1, ["q1"])
    early = answered(store, "q1", sitting=sitting.id)
    clock.move(days=1)
    late = answered(store, "q1")
    other = answered(store, "q2")
    assert store.attempts("q1") == [late, early]
    assert store.attempts(since=clock.now) == [other, late]
    assert store.attempts(since=clock.now + timedelta(microseconds=1)) == []
    assert store.attempts(sitting=sitting.id) == [early]
    assert store.attempts("q1", limit=1) == [late]


def test_a_flag_stays_until_it_is_taken_away(store):
    store.flag("q1")
    store.flag("q2")
    store.flag("q1", False)
    assert store.flagged() == {"q2"}
    store.flag("q1")
    assert store.flagged() == {"q1", "q2"}


def test_reveals_come_back_in_order_for_their_item_alone(store, clock):
    store.reveal("mlp-jax", "hint", 1)
    store.reveal("mlp-jax", "solution")
    store.reveal("mlp-torch", "hint", 1)
    assert [(it.what, it.number, it.at) for it in store.reveals("mlp-jax")] == [
        ("hint", 1, clock.now),
        ("solution", 1, clock.now),
    ]


def test_the_newest_unended_sitting_is_the_open_one(store, clock):
    assert store.open_sitting() is None
    first = store.begin_sitting(1, ["q1", "q2"])
    second = store.begin_sitting(2**40, ["q3"])
    assert store.open_sitting() == second
    store.end_sitting(second.id)
    store.end_sitting(second.id)
    assert store.open_sitting() == first
    assert first.questions == ("q1", "q2")
    assert first.started == clock.now


def test_a_sitting_of_one_kind_is_not_gone_on_with_as_another(store):
    quiz = store.begin_sitting(1, ["q1"])
    evening = store.begin_sitting(2, ["q2", "mlp-jax"], kind="practice", plan={"minutes": 20})
    assert store.open_sitting() == quiz
    assert store.open_sitting("practice") == evening == store.sitting(evening.id)
    assert (evening.kind, evening.plan) == ("practice", {"minutes": 20})
    assert store.open_sitting("interview") is None


def test_what_happened_in_a_sitting_comes_back_in_order(store, clock):
    sitting = store.begin_sitting(1, ["q1"], kind="interview")
    store.add_event(sitting.id, "paused")
    store.add_event(sitting.id, "ticked", {"point": 2})
    assert [(it.kind, it.data, it.at) for it in store.events(sitting.id)] == [
        ("paused", None, clock.now),
        ("ticked", {"point": 2}, clock.now),
    ]


def test_a_grade_knows_its_effort_and_its_sitting(store):
    sitting = store.begin_sitting(1, ["q1", "mlp-jax"], kind="practice")
    answer = answered(store, sitting=sitting.id)
    given = store.add_grade(report(), "", worked=600.0, minutes=30, sitting=sitting.id)
    assert (given.worked, given.minutes, given.sitting) == (600.0, 30.0, sitting.id)
    assert store.attempts(sitting=sitting.id) == [given, answer]
    assert store.attempts("q1", sitting=sitting.id) == [answer]


def test_what_was_taken_back_is_left_out_unless_asked_for(store):
    first, second = answered(store), answered(store)
    store.undo(first.id)
    assert store.attempts() == [second]
    assert [(it.id, it.undone) for it in store.attempts(undone=True)] == [(second.id, False), (first.id, True)]


def test_the_last_rating_of_the_reader_holds(store):
    given = answered(store)
    for rating in (1, 4, None, 2):
        store.rate(given.id, rating)
        assert store.attempts()[0].rating == rating


def test_a_rating_outside_the_scale_is_refused(store):
    given = answered(store)
    with pytest.raises(StoreError, match="CHECK"):
        store.rate(given.id, 5)


def test_the_last_value_of_a_setting_holds(store):
    store.change_setting("reviews", 30, of_cards=False)
    store.change_setting("parameters", (1.0, 2.0), of_cards=True)
    store.change_setting("reviews", 40, of_cards=False)
    assert store.settings() == {"reviews": 40, "parameters": [1.0, 2.0]}


def test_a_draft_is_the_last_text_saved(store, clock):
    assert store.draft("mlp-jax") is None
    store.save_draft("mlp-jax", "one")
    clock.move(seconds=3)
    store.save_draft("mlp-jax", "two")
    assert store.draft("mlp-jax") == store.drafts()[0]
    assert (store.draft("mlp-jax").source, store.draft("mlp-jax").at) == ("two", clock.now)


def test_saving_an_unchanged_draft_leaves_its_time(store, clock):
    before = store.save_draft("mlp-jax", "same")
    clock.move(days=1)
    assert store.save_draft("mlp-jax", "same") == before
    assert store.drafts() == [before]


def test_five_minutes_of_editing_make_a_version_and_ten_are_kept(store, clock):
    for minute in range(60):
        store.save_draft("mlp-jax", f"minute {minute}")
        clock.move(minutes=1)
    sources = [draft.source for draft in store.draft_versions("mlp-jax")]
    assert sources == [f"minute {minute}" for minute in range(59, 9, -5)]


def test_the_versions_of_one_draft_do_not_push_out_another_s(store, clock):
    store.save_draft("mlp-numpy", "mine")
    for version in range(20):
        clock.move(minutes=6)
        store.save_draft("mlp-jax", f"version {version}")
    assert store.draft("mlp-numpy").source == "mine"
    assert [draft.variant for draft in store.drafts()] == ["mlp-jax", "mlp-numpy"]


def test_facts_are_only_ever_appended(store):
    written: list[str] = []
    store._connection.set_trace_callback(written.append)
    attempt = answered(store)
    store.mark_unsure(attempt.id)
    store.mark_unsure(attempt.id, False)
    store.add_grade(report(), "")
    store.flag("q1")
    store.flag("q1", False)
    store.reveal("q1", "hint", 1)
    store.rate(attempt.id, 4)
    store.undo(attempt.id)
    store.change_setting("reviews", 40, of_cards=True)
    store.add_event(store.begin_sitting(1, ["q1"]).id, "paused")
    store.end_sitting(store.begin_sitting(1, ["q1"]).id)
    verbs = {statement.split()[0] for statement in written}
    assert verbs == {"BEGIN", "INSERT", "SELECT", "COMMIT"}
    assert not any("REPLACE" in statement for statement in written)


def test_what_one_program_wrote_another_reads_at_once(store, clock):
    with open_store(store.home, clock) as other:
        given = answered(store)
        assert other.attempts() == [given]
        other.flag("q1")
        assert store.flagged() == {"q1"}


@pytest.mark.parametrize("arguments", [{"item": "q1"}, {"sitting": "1"}, {"limit": 5}])
def test_attempts_are_found_through_an_index(store, arguments):
    """100,000 attempts: reading a few must not read all."""
    written: list[str] = []
    store._connection.set_trace_callback(written.append)
    store.attempts(**arguments)
    with sqlite3.connect(store.path) as connection:
        plan = connection.execute("EXPLAIN QUERY PLAN " + written[0]).fetchall()
    steps = [row[3] for row in plan]
    assert not any(step.startswith("SCAN answer") or "TEMP B-TREE FOR GROUP" in step for step in steps), steps
    assert any(step.startswith("SEARCH") for step in steps)
