"""What the workbench remembers of a variant, and how a review in an evening begins anew."""

import pytest
from msgspec.structs import replace

from kata.grading.report import GradeReport
from kata.tui.workbench_record import WorkbenchRecord
from tests.tui.workbench import fakes

PASSED, FAILED = (replace(report, kata="descent", framework="jax") for report in (fakes.PASSED, fakes.FAILED))


@pytest.fixture
def record(library, store):
    """Make the record of `descent-jax` as the workbench does when it opens, in a sitting or not."""
    return lambda sitting=None: WorkbenchRecord(store, library.variant("descent-jax"), sitting)


def solved(record, clock, source="x = 1\n", report: GradeReport = PASSED):
    one = record()
    one.save(source)
    one.keep(report, source, 90.0)
    clock.pass_by(minutes=1)


def test_a_grading_keeps_the_time_worked_and_the_kata_s_minutes(record, store):
    sitting = store.begin_sitting(1, ["descent-jax"], kind="practice", plan=[])
    record(sitting.id).keep(FAILED, "x", 90.0)
    [attempt] = store.attempts()
    assert (attempt.worked, attempt.minutes, attempt.sitting) == (90.0, 10.0, sitting.id)
    assert record().worked == 90.0


def test_the_time_worked_begins_anew_each_study_day(record, clock):
    solved(record, clock)
    clock.pass_by(days=1)
    assert record().worked == 0.0


def test_opened_for_itself_the_last_draft_goes_on(record, clock):
    solved(record, clock)
    assert (record().saved, record().continued) == ("x = 1\n", True)


def test_a_review_begins_with_the_starter_and_keeps_the_last_solution(record, library, store, clock):
    solved(record, clock)
    clock.pass_by(days=3)
    sitting = store.begin_sitting(1, ["descent-jax"], kind="practice", plan=[])
    review = record(sitting.id)
    assert (review.saved, review.continued) == (library.variant("descent-jax").starter, False)
    assert review.last_report is None
    clock.pass_by(minutes=1)
    review.save("y = 2\n")
    assert record(sitting.id).saved == "y = 2\n", "left and opened again in the same evening"
    assert [draft.source for draft in store.draft_versions("descent-jax")] == ["y = 2\n", "x = 1\n"]


def test_an_evening_goes_on_with_a_draft_that_never_passed(record, store, clock):
    solved(record, clock, report=FAILED)
    sitting = store.begin_sitting(1, ["descent-jax"], kind="practice", plan=[])
    assert record(sitting.id).continued


def test_in_a_review_hints_seen_before_the_last_pass_are_hidden_again(record, store, clock):
    store.reveal("descent-jax", "hint", 1)
    clock.pass_by(minutes=1)
    solved(record, clock)
    sitting = store.begin_sitting(1, ["descent-jax"], kind="practice", plan=[])
    assert record(sitting.id).hints_seen == 0
    assert record().hints_seen == 1


def test_in_a_review_the_solution_asks_again_and_looking_is_recorded_once_a_day(record, store, clock):
    solved(record, clock)
    assert record().solution_is_open
    clock.pass_by(days=2)
    sitting = store.begin_sitting(1, ["descent-jax"], kind="practice", plan=[])
    review = record(sitting.id)
    assert not review.solution_is_open
    review.reveal_solution()
    review.reveal_solution()
    assert review.solution_is_open
    assert [it.what for it in store.reveals("descent-jax")] == ["solution"]


def test_after_the_day_s_pass_looking_at_the_solution_is_not_recorded(record, store, clock):
    solved(record, clock)
    record().reveal_solution()
    assert store.reveals("descent-jax") == []
