from kata.grading.report import CheckFinished, CheckStarted, GradingImpossible, GradingStarted, LossMeasured
from kata.tui.grading_state import GradingState, begin, error_line, recall
from tests.tui.workbench.fakes import FAILED, PASSED, RAISED, curve, replay, result

STARTED = GradingStarted(checks=[("a", "A"), ("b", "B")], seed=3, device="cpu")


def after(*events):
    state = begin()
    for event in events:
        state = state.after(event)
    return state


def test_checks_are_announced_before_they_run():
    state = after(STARTED)
    assert [(check.title, check.state) for check in state.checks] == [("A", "pending"), ("B", "pending")]
    assert state.busy


def test_a_check_goes_from_pending_through_running_to_its_result():
    assert after(STARTED, CheckStarted(name="b")).checks[1].state == "running"
    done = after(STARTED, CheckStarted(name="b"), CheckFinished(result=result("b", "failed", "why")))
    assert (done.checks[1].state, done.checks[1].message) == ("failed", "why")
    assert done.checks[0].state == "pending"


def test_a_result_that_was_not_announced_is_not_lost():
    assert [check.name for check in after(STARTED, CheckFinished(result=result("c"))).checks] == ["a", "b", "c"]


def test_a_growing_curve_replaces_itself_and_keeps_its_place():
    first, second = curve("moons", 0), curve("spirals", 0)
    grown = curve("moons", 0, rate=0.9)
    state = after(STARTED, *(LossMeasured(curve=one) for one in (first, second, grown)))
    assert state.curves == (grown, second)


def test_the_first_failure_is_known_while_the_rest_still_runs():
    state = after(STARTED, CheckFinished(result=result("a", "failed")))
    assert state.busy
    assert state.first_failure.name == "a"


def test_the_report_has_the_last_word():
    state = after(*replay(FAILED))
    assert not state.busy
    assert (state.verdict, state.passed_checks, state.seed, state.device) == ("failed", 2, 7, "cpu")
    assert state.curves == tuple(FAILED.curves)


def test_what_cannot_be_graded_says_why_and_has_no_verdict():
    state = after(GradingImpossible(message="no GPU", exit_code=3))
    assert (state.phase, state.problem, state.verdict, state.busy) == ("impossible", "no GPU", None, False)


def test_a_cancelled_grading_hears_nothing_more():
    cancelled = after(STARTED).cancelled()
    assert cancelled.after(CheckStarted(name="a")) == cancelled
    assert cancelled.phase == "cancelled"


def test_a_finished_grading_cannot_be_cancelled():
    assert after(*replay(PASSED)).cancelled().verdict == "passed"
    assert GradingState().cancelled().phase == "idle"


def test_a_stored_report_looks_as_it_did_at_its_end():
    events_gone = recall(FAILED)
    assert events_gone == after(*replay(FAILED))


def test_the_line_of_an_error_is_the_innermost_of_the_submission():
    assert error_line(RAISED) == 8
    nested = RAISED.replace("line 8", "line 3") + '\n  File "solution.py", line 5, in g\n'
    assert error_line(nested) == 5
    assert error_line('File "/lib/other.py", line 9') is None
    assert error_line("solution.py:12: invalid syntax") == 12
    assert error_line("SyntaxError: invalid syntax (<unknown>, line 4)") == 4
