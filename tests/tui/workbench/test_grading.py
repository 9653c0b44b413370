import pytest

from kata.grading.report import CheckFinished, CheckStarted, GradingFinished, GradingImpossible, LossMeasured
from kata.store import KataAttempt
from tests.tui.workbench.fakes import ERROR, FAILED, FAILING, PASSED, TITLES, curve, replay, report, result

pytestmark = pytest.mark.slow


async def test_the_text_in_the_editor_is_what_is_graded(open_bench):
    async with open_bench() as bench:
        await bench.press("x", "=")
        await bench.grade(PASSED)
        (request,) = bench.grading.requests
        assert request.source == bench.text
        assert request.source.startswith("x=")
        assert (request.variant, request.language) == ("descent-numpy", "en")


async def test_checks_appear_one_by_one_while_the_screen_stays_awake(open_bench):
    async with open_bench() as bench:
        bench.grading.events = replay(PASSED)
        bench.grading.hold_before = lambda e: isinstance(e, CheckFinished) and e.result.name == "forward values"
        await bench.press("ctrl+r")
        await bench.until(lambda: any(check.state == "running" for check in bench.screen.state.checks))
        shown = bench.shows()
        assert "✓ contract" in shown
        assert "▸ forward values" in shown
        assert "· trajectory" in shown
        assert "grading 1/4" in shown
        await bench.press("z")
        assert bench.text.startswith("z")
        bench.grading.go_on.set()
        await bench.until(lambda: bench.screen.state.verdict == "passed")


async def test_the_curve_grows_while_the_grading_goes_on(open_bench):
    async with open_bench() as bench:
        bench.grading.events = replay(PASSED)
        bench.grading.hold_before = lambda e: isinstance(e, GradingFinished)
        await bench.press("ctrl+r")
        await bench.until(lambda: len(bench.screen.state.curves) == 2)
        await bench.pilot.pause()
        await bench.until(lambda: "spirals · seed 1 · 2/2" in bench.shows())
        assert "Loss, log scale" in bench.shows()


async def test_another_training_is_chosen_with_the_arrow_keys(open_bench):
    async with open_bench() as bench:
        await bench.grade(PASSED)
        assert "moons · seed 0 · 1/2" in bench.shows()
        bench.screen.panes.chart.focus()
        await bench.press("left")
        await bench.until(lambda: "spirals · seed 1 · 2/2" in bench.shows())
        await bench.press("right")
        await bench.until(lambda: "moons · seed 0 · 1/2" in bench.shows())


async def test_the_training_that_came_out_worst_is_the_one_to_look_at(open_bench):
    async with open_bench() as bench:
        worst = curve("spirals", 1, rate=0.999)
        await bench.grade(report("failed", FAILING, curves=[curve(), worst, curve("XOR", 2, rate=0.99)]))
        assert bench.screen.panes.chart.shown == worst


async def test_the_first_failure_opens_on_message_hint_and_diagnosis(open_bench):
    async with open_bench() as bench:
        await bench.grade(FAILED)
        shown = bench.results()
        for words in (
            "layer 2, bias",
            "Look at what is updated",
            "Looks like: the last bias is never",
            "waits for the device",
        ):
            assert words in shown


async def test_a_failure_that_was_closed_stays_closed_until_the_next_grading(open_bench):
    async with open_bench() as bench:
        await bench.grade(FAILED)
        await bench.press("f4", "enter")
        await bench.until(lambda: "layer 2, bias" not in bench.results())
        await bench.press("l")  # everything is said again
        await bench.pilot.pause()
        await bench.until(lambda: "layer 2, bias" not in bench.results())


async def test_the_next_grading_opens_its_own_first_failure(open_bench):
    async with open_bench() as bench:
        await bench.grade(FAILED)
        await bench.press("f4", "enter")
        await bench.grade(FAILED)
        assert "layer 2, bias" in bench.results()


@pytest.mark.parametrize(
    ("verdict", "badge", "sentence"),
    [
        ("passed", "✓ passed", "Passed: every check holds."),
        ("failed", "✗ failed", "Not yet: your code runs"),
        ("error", "✗ error", "Your code raised an exception."),
        ("timeout", "✗ out of time", "Out of time: a call did not"),
        ("memory", "✗ out of memory", "Out of memory: the process grew"),
        ("crashed", "✗ crashed", "The process ended without an answer"),
        ("refused", "✗ refused", "Refused: a rule of this kata was"),
    ],
)
async def test_each_verdict_has_a_badge_and_a_sentence(open_bench, verdict, badge, sentence):
    async with open_bench() as bench:
        await bench.grade(report(verdict, [result(TITLES[0], "passed" if verdict == "passed" else "failed", "why")]))
        header = bench.shows().splitlines()[0]
        assert badge in header
        assert sentence in bench.results()


async def test_the_verdict_stands_in_the_header_of_every_tab(open_bench):
    async with open_bench(size=(80, 24)) as bench:
        await bench.grade(FAILED)
        for key in ("f2", "f3", "f4"):
            await bench.press(key)
            assert "✗ failed 2/4" in bench.shows().splitlines()[0]


async def test_an_exception_leads_the_editor_to_its_line(open_bench):
    async with open_bench() as bench:
        await bench.grade(ERROR)
        editor = bench.screen.panes.editor
        assert editor.selected_text == "raise NotImplementedError"
        assert "NotImplementedError" in bench.results()


async def test_what_cannot_be_graded_says_why_and_is_no_attempt(open_bench, store):
    async with open_bench() as bench:
        bench.grading.events = [GradingImpossible(message="torch is not installed", exit_code=3)]
        await bench.grade()
        assert "torch is not installed" in bench.results()
        assert "! not graded" in bench.shows()
        assert store.attempts() == []


async def test_a_finished_grading_is_one_attempt_with_source_and_report(open_bench, store):
    async with open_bench() as bench:
        await bench.grade(FAILED)
        (attempt,) = store.attempts("descent-numpy")
        assert isinstance(attempt, KataAttempt)
        assert (attempt.verdict, attempt.passed_checks, attempt.checks) == ("failed", 2, 4)
        assert attempt.mistake == "bias_not_updated"
        assert attempt.source == bench.text
        assert attempt.report["curves"][0]["task"] == "moons"


async def test_escape_cancels_a_grading_and_nothing_is_recorded(open_bench, store):
    async with open_bench() as bench:
        bench.grading.events = replay(PASSED)
        bench.grading.hold_before = lambda e: isinstance(e, CheckStarted) and e.name == "trajectory"
        await bench.press("ctrl+r")
        await bench.until(lambda: bench.screen.state.passed_checks == 3)
        assert "esc Cancel" in bench.shows()
        await bench.press("escape")
        await bench.until(lambda: bench.grading.abandoned == 1)
        bench.grading.go_on.set()
        await bench.pilot.pause()
        assert bench.screen.state.phase == "cancelled"
        await bench.until(lambda: "nothing was recorded" in bench.results())
        assert store.attempts() == []


async def test_grading_while_grading_starts_over(open_bench, store):
    async with open_bench() as bench:
        bench.grading.events = replay(PASSED)
        bench.grading.hold_before = lambda e: isinstance(e, LossMeasured)
        await bench.press("ctrl+r")
        await bench.until(lambda: bench.screen.state.passed_checks == 4)
        bench.grading.hold_before = lambda _event: False
        await bench.grade(PASSED)
        assert len(bench.grading.requests) == 2
        assert bench.grading.abandoned == 1
        assert len(store.attempts()) == 1


async def test_leaving_in_the_middle_of_a_grading_takes_a_second_escape(open_bench):
    async with open_bench() as bench:
        bench.grading.events = replay(PASSED)
        bench.grading.hold_before = lambda e: isinstance(e, LossMeasured)
        await bench.press("ctrl+r")
        await bench.until(lambda: bench.screen.state.busy)
        screen = bench.screen
        await bench.press("escape")
        assert bench.app.screen is screen
        await bench.press("escape")
        await bench.until(lambda: bench.app.screen is not screen)


async def test_the_report_is_copied_as_text(open_bench):
    async with open_bench() as bench:
        await bench.grade(FAILED)
        await bench.press("f8")
        copied = bench.app.clipboard
        assert copied.startswith("descent-numpy: failed, 1.2 s on cpu, seed 7\n✓ contract\n")
        for words in ("    layer 2, bias", "Looks like: the last bias", "– trajectory", "waits for", "step 1: loss"):
            assert words in copied


async def test_y_copies_in_the_results_and_types_in_the_editor(open_bench):
    async with open_bench() as bench:
        await bench.grade(PASSED)
        await bench.press("y")
        assert bench.text.startswith("y")
        assert bench.app.clipboard == ""
        await bench.press("f4", "y")
        assert bench.app.clipboard.startswith("descent-numpy: passed")


async def test_the_output_cannot_command_the_terminal(open_bench):
    async with open_bench() as bench:
        await bench.grade(report("passed", output="\x1b[2Jred \x1b]0;title\x07ok\x07\n[bold]markup[/bold]"))
        assert bench.screen.panes.output.query_one("Static").render().plain == "red ok\ufffd\n[bold]markup[/bold]"


async def test_brackets_in_a_message_are_shown_as_they_are(open_bench):
    async with open_bench() as bench:
        await bench.grade(report("failed", [result("contract", "failed", "expected [0] and [/x], got [red]")]))
        assert "expected [0] and [/x], got [red]" in bench.results()


async def test_an_earlier_report_holds_as_long_as_the_code_is_the_same(open_bench):
    async with open_bench() as bench:
        await bench.press("x")
        await bench.grade(FAILED)
    async with open_bench() as bench:
        assert "✗ failed 2/4" in bench.shows()
        await bench.press("y")
    async with open_bench() as bench:
        assert "Nothing graded yet" in bench.results()


async def test_the_framework_is_warmed_up_while_the_task_is_read(open_bench):
    async with open_bench("descent-jax") as bench:
        await bench.until(lambda: bench.grading.prepared == ["descent-jax"])
