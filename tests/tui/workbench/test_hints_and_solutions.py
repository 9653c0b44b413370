import pytest

from kata.tui.screens.solution import ConfirmSolution, SolutionScreen
from kata.tui.screens.workbench import WorkbenchScreen
from kata.tui.widgets.editor import CodeEditor
from tests.tui.workbench.fakes import FAILED, PASSED


def looks(store):
    return [(seen.what, seen.number) for seen in store.reveals("descent-jax")]


@pytest.mark.slow
async def test_hints_come_one_by_one_the_katas_before_the_variants(open_bench, store):
    async with open_bench("descent-jax") as bench:
        await bench.press("f1")
        await bench.until(lambda: "Hint 1 of 3" in bench.shows())
        assert "Downhill" in bench.shows()
        assert "Subtract" not in bench.shows()
        assert looks(store) == [("hint", 1)]
        await bench.press("f1", "f1")
        await bench.until(lambda: "jax.tree.map" in bench.shows())
        assert looks(store) == [("hint", 1), ("hint", 2), ("hint", 3)]
        await bench.press("f1")
        await bench.until(lambda: "no more hints" in bench.shows())
        assert len(looks(store)) == 3


async def test_hints_looked_at_before_are_there_again(open_bench, store):
    store.reveal("descent-jax", "hint", 1)
    async with open_bench("descent-jax", size=(120, 50)) as bench:
        await bench.until(lambda: "Hint 1 of 3" in bench.shows())
        await bench.press("f1")
        await bench.until(lambda: "Hint 2 of 3" in bench.shows())
        assert looks(store)[-1] == ("hint", 2)


async def test_a_hint_on_a_narrow_terminal_shows_the_task(open_bench):
    async with open_bench("descent-jax", size=(80, 24)) as bench:
        await bench.press("f1")
        await bench.until(lambda: "Hint 1 of 3" in bench.shows())


@pytest.mark.slow
async def test_the_solution_before_a_pass_takes_one_confirmation_and_is_recorded(open_bench, store):
    async with open_bench("descent-jax") as bench:
        await bench.press("f6")
        await bench.until(lambda: isinstance(bench.app.screen, ConfirmSolution))
        await bench.press("n")
        assert isinstance(bench.app.screen, WorkbenchScreen)
        assert looks(store) == []
        await bench.press("f6", "y")
        await bench.until(lambda: isinstance(bench.app.screen, SolutionScreen))
        assert looks(store) == [("solution", 1)]
        await bench.press("escape", "f6")
        await bench.until(lambda: isinstance(bench.app.screen, SolutionScreen))
        assert looks(store) == [("solution", 1)]


@pytest.mark.slow
async def test_after_a_failure_the_solution_still_asks(open_bench):
    async with open_bench() as bench:
        await bench.grade(FAILED)
        await bench.press("f6")
        await bench.until(lambda: isinstance(bench.app.screen, ConfirmSolution))


@pytest.mark.slow
async def test_after_a_pass_the_solutions_open_at_once_and_nothing_is_recorded(open_bench, store):
    async with open_bench() as bench:
        await bench.grade(PASSED)
        await bench.press("f6")
        await bench.until(lambda: isinstance(bench.app.screen, SolutionScreen))
        assert store.reveals("descent-numpy") == []


@pytest.mark.slow
async def test_a_pass_of_another_day_still_opens_the_solutions(open_bench):
    async with open_bench() as bench:
        await bench.grade(PASSED)
        await bench.press("x")
    async with open_bench() as bench:
        await bench.press("f6")
        await bench.until(lambda: isinstance(bench.app.screen, SolutionScreen))


@pytest.mark.slow
async def test_the_other_frameworks_stand_beside_yours(open_bench):
    async with open_bench() as bench:
        await bench.grade(PASSED)
        await bench.press("f6")
        await bench.until(lambda: "# numpy" in bench.shows())
        assert "raise NotImplementedError" in bench.shows()
        for marker in ("# torch", "# jax", "# a loop"):
            await bench.press("n")
            await bench.until(lambda marker=marker: marker in bench.shows())
            assert "raise NotImplementedError" in bench.shows()
        await bench.press("p")
        await bench.until(lambda: "# jax" in bench.shows())


@pytest.mark.slow
async def test_on_a_narrow_terminal_yours_is_a_tab(open_bench):
    async with open_bench(size=(80, 24)) as bench:
        await bench.grade(PASSED)
        await bench.press("f6")
        await bench.until(lambda: "# numpy" in bench.shows())
        assert "raise NotImplementedError" not in bench.shows()
        await bench.press("p")
        await bench.until(lambda: "raise NotImplementedError" in bench.shows())
        assert "# numpy" not in bench.shows()


@pytest.mark.slow
async def test_solutions_are_for_reading(open_bench):
    async with open_bench() as bench:
        await bench.grade(PASSED)
        await bench.press("f6")
        await bench.until(lambda: isinstance(bench.app.screen, SolutionScreen))
        for editor in bench.app.screen.query(CodeEditor):
            before = editor.text
            editor.focus()
            await bench.press("z", "enter", "backspace", "ctrl+underscore")
            assert editor.text == before
