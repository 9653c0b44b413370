import subprocess
import sys

import pytest

from kata.i18n import set_language
from kata.tui.screens.workbench import WorkbenchScreen
from tests.tui.workbench.fakes import FAILED, PASSED, report


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
@pytest.mark.parametrize("outcome", ["nothing", "failed", "passed"])
async def test_it_looks_as_it_did(open_bench, snapshot, size, outcome):
    async with open_bench(size=size) as bench:
        if outcome != "nothing":
            await bench.grade({"failed": FAILED, "passed": PASSED}[outcome])
        await bench.until(lambda: outcome == "nothing" or bench.screen.panes.has_class("-curve"))
        assert await bench.picture() == snapshot


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_the_solutions_look_as_they_did(open_bench, snapshot, size):
    async with open_bench(size=size) as bench:
        await bench.grade(PASSED)
        await bench.press("f6")
        await bench.until(lambda: "# numpy" in bench.shows())
        assert await bench.picture() == snapshot


@pytest.mark.slow
def test_the_screen_loads_no_numpy():
    """It would cost every start of the program, and the judge alone computes."""
    program = "import sys, kata.tui.screens.workbench; sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


async def test_a_wide_terminal_shows_all_three_panes(open_bench):
    async with open_bench(size=(110, 30)) as bench:
        shown = bench.shows()
        for words in ("Write one step", "def step(", "Nothing graded yet"):
            assert words in shown


@pytest.mark.slow
async def test_a_narrow_terminal_shows_one_pane_at_a_time(open_bench):
    async with open_bench(size=(109, 30)) as bench:
        panes = {"f2": "Write one step", "f3": "def step(", "f4": "Nothing graded yet"}
        for key, words in panes.items():
            await bench.press(key)
            shown = bench.shows()
            assert [other for other in panes.values() if other in shown] == [words]


@pytest.mark.slow
async def test_a_click_on_a_tab_shows_its_pane(open_bench):
    async with open_bench(size=(80, 24)) as bench:
        await bench.pilot.click("WorkbenchTabs", offset=(5, 0))
        await bench.until(lambda: "Write one step" in bench.shows())


@pytest.mark.slow
async def test_grading_on_a_narrow_terminal_shows_the_results(open_bench):
    async with open_bench(size=(80, 24)) as bench:
        await bench.grade(report("passed"))
        assert "every check holds" in bench.results()


@pytest.mark.slow
async def test_making_the_terminal_wider_brings_the_other_panes_back(open_bench):
    async with open_bench(size=(80, 24)) as bench:
        await bench.press("f2")
        await bench.pilot.resize_terminal(120, 40)
        await bench.until(lambda: "def step(" in bench.shows())
        assert "Write one step" in bench.shows()


@pytest.mark.slow
async def test_the_clock_runs_until_the_pass(open_bench):
    async with open_bench() as bench:
        bench.clock.advance(61)
        await bench.until(lambda: "01:01" in bench.shows())
        await bench.grade(report("failed"))
        bench.clock.advance(3600)
        await bench.until(lambda: "1:01:01" in bench.shows())
        await bench.grade(report("passed"))
        bench.clock.advance(60)
        bench.screen._tick()
        assert bench.screen.header.elapsed.total_seconds() == 3661


@pytest.mark.slow
async def test_another_language_keeps_what_was_typed(open_bench):
    async with open_bench() as bench:
        await bench.press("x", "f4", "l")
        await bench.until(lambda: "写出一步梯度下降" in bench.shows())
        assert bench.text.startswith("x")


@pytest.mark.slow
async def test_it_opens_in_chinese(open_bench):
    set_language("zh")
    async with open_bench("descent-jax") as bench:
        await bench.press("f1")
        await bench.until(lambda: "下降的方向" in bench.shows())
        await bench.grade(PASSED)
        assert bench.grading.requests[0].language == "zh"


@pytest.mark.slow
async def test_a_click_opens_and_closes_a_check(open_bench):
    async with open_bench() as bench:
        await bench.grade(FAILED)
        rows = list(bench.screen.panes.checks.query("CheckRow"))
        await bench.pilot.click(rows[2], offset=(3, 0))
        await bench.until(lambda: "layer 2, bias" not in bench.results())
        await bench.pilot.click(rows[2], offset=(3, 0))
        await bench.until(lambda: "layer 2, bias" in bench.results())


@pytest.mark.slow
async def test_leaving_leads_back_to_where_it_was_opened(open_bench):
    async with open_bench() as bench:
        await bench.press("escape")
        await bench.until(lambda: not isinstance(bench.app.screen, WorkbenchScreen))
