"""The comparison on screen: measured, ended, kept, predicted; what it leads to."""

import pytest
from msgspec.structs import replace

from kata.compare.result import Finished, News, Progress
from kata.compare.workloads import chosen
from kata.errors import KataError
from kata.tui.keys import keys_of
from kata.tui.screens.compare import CompareScreen
from kata.tui.screens.compare_predict import PredictScreen
from kata.tui.screens.home import HomeScreen
from kata.tui.screens.quiz import QuizScreen
from kata.tui.screens.side_by_side import SideBySideScreen
from tests.tui.engine import FakeEngine

KNOWN = FIRST, SECOND = chosen(["matmul", "mlp-small"])


@pytest.fixture
def engine():
    return FakeEngine()


@pytest.fixture
def opening(engine):
    """Opens the screen on workloads whose links lead into the tiny library."""
    known = [replace(one, questions=("pick-one",), katas=("descent",)) for one in KNOWN]
    return lambda: CompareScreen(engine, known)


def news_of(workload):
    return lambda event: isinstance(event, News) and event.measured.workload == workload


@pytest.mark.slow
async def test_c_on_home_leads_there_and_escape_back(open_stage):
    async with open_stage() as stage:
        await stage.press("c")
        assert isinstance(stage.app.screen, CompareScreen)
        await stage.press("escape")
        assert isinstance(stage.app.screen, HomeScreen)


async def test_before_anything_is_measured_it_says_what_the_workload_shows(open_stage, opening):
    async with open_stage(opening) as stage:
        assert FIRST.about.en[:20] in stage.text()
        await stage.press("down")
        assert SECOND.about.en[:20] in stage.text()


async def test_enter_measures_the_one_under_the_cursor(open_stage, opening, engine):
    async with open_stage(opening) as stage:
        await stage.press("down", "enter")
        assert [list(how.sizes) for how in engine.asked] == [[SECOND.name]]
        assert "● torch.compile" in stage.text()


@pytest.mark.slow
async def test_a_measures_all(open_stage, opening, engine):
    async with open_stage(opening) as stage:
        await stage.press("a")
        assert list(engine.asked[0].sizes) == [one.name for one in KNOWN]
        await stage.until(lambda: not stage.app.screen.state.busy)
        assert stage.app.screen.workload.name == KNOWN[-1].name, "what is shown goes along with what is measured"
        assert len(stage.app.screen.state.kept) == len(KNOWN)


async def test_the_table_fills_while_it_is_measured_and_says_how_long_it_will_take(open_stage, opening, engine):
    engine.hold = lambda event: isinstance(event, Progress) and event.variant == "jax"
    async with open_stage(opening) as stage:
        await stage.press("enter")
        await stage.until(lambda: "● torch.compile" in stage.text())
        text = stage.text()
        assert "measuring" in text
        assert " left " in text.splitlines()[0]
        compiled, eager = (next(line for line in text.splitlines() if name in line) for name in ("● torch.", "□ jax "))
        assert "µs" in compiled
        assert "s" not in eager.split("jax")[1]


@pytest.mark.slow
async def test_escape_ends_the_engine_and_what_is_measured_stays(open_stage, opening, engine):
    engine.hold = news_of(SECOND.name)
    async with open_stage(opening) as stage:
        await stage.press("a")
        await stage.until(lambda: "esc Stop" in stage.text())
        await stage.press("escape")
        await stage.until(lambda: engine.ended == 1 and not stage.app.screen.state.busy)
        assert isinstance(stage.app.screen, CompareScreen)
        assert list(stage.app.screen.state.kept) == [FIRST.name]
        assert stage.app.screen.state.kept[FIRST.name].whole


@pytest.mark.slow
async def test_ctrl_c_ends_it_too(open_stage, opening, engine):
    engine.hold = news_of(SECOND.name)
    async with open_stage(opening) as stage:
        await stage.press("a", "ctrl+c")
        await stage.until(lambda: engine.ended == 1)


@pytest.mark.slow
async def test_a_workload_ended_in_the_middle_says_so(open_stage, opening, engine):
    engine.hold = lambda event: news_of(FIRST.name)(event) and event.measured.size > FIRST.sizes.cpu[0]
    async with open_stage(opening) as stage:
        await stage.press("enter", "escape")
        await stage.until(lambda: "ended early" in stage.text())


async def test_leaving_the_program_ends_the_engine_and_keeps_what_is_measured(open_stage, opening, engine):
    engine.hold = news_of(SECOND.name)
    async with open_stage(opening) as stage:
        await stage.press("a")
        folder = stage.app.screen.folder
        assert engine.ended == 0
    assert engine.ended == 1
    assert [file.name for file in folder.iterdir()] == [f"{FIRST.name}.json"]


@pytest.mark.slow
async def test_an_engine_that_fails_is_told_and_can_be_asked_again(open_stage, opening, engine):
    engine.fault = KataError("The engine broke.")
    async with open_stage(opening) as stage:
        await stage.press("enter")
        assert "The engine broke." in stage.text()
        engine.fault = None
        await stage.press("enter")
        assert not stage.app.screen.state.problem


@pytest.mark.slow
async def test_what_was_measured_is_there_the_next_time_with_its_date(open_stage, opening):
    async with open_stage(opening) as stage:
        await stage.press("enter")
        table = stage.text()
        assert "2026-11-26 05:30" in table
    async with open_stage(opening) as stage:
        assert stage.text() == table


@pytest.mark.slow
async def test_a_broken_file_is_left_out_with_a_word(open_stage, opening):
    async with open_stage(opening) as stage:
        await stage.press("a")
        file = stage.app.screen.folder / f"{FIRST.name}.json"
    file.write_text("{")
    async with open_stage(opening) as stage:
        assert FIRST.name not in stage.app.screen.state.kept
        assert SECOND.name in stage.app.screen.state.kept
        assert "is left out" in stage.text()


@pytest.mark.slow
async def test_results_that_cannot_be_kept_are_shown_all_the_same(open_stage, opening, store):
    store.path.with_name("comparisons").write_text("a file where the folder belongs")
    async with open_stage(opening) as stage:
        await stage.press("enter")
        assert "cannot be written" in stage.app.screen.state.problem
        assert "● torch.compile" in stage.text()


@pytest.mark.slow
async def test_earlier_results_stay_until_there_are_new_ones(open_stage, opening, engine):
    async with open_stage(opening) as stage:
        await stage.press("enter")
        before = stage.app.screen.state.kept
        engine.hold = lambda event: isinstance(event, News)
        await stage.press("enter")
        await stage.until(lambda: "measuring" in stage.text())
        assert "µs" in stage.text()
        await stage.press("escape")
        await stage.until(lambda: not stage.app.screen.state.busy)
        assert stage.app.screen.state.kept == before


async def test_a_click_shows_and_does_not_measure(open_stage, opening, engine):
    async with open_stage(opening) as stage:
        await stage.click("#workloads", offset=(5, 1))
        assert stage.app.screen.workload.name == SECOND.name
        assert engine.asked == []


@pytest.mark.slow
async def test_quick_and_the_device_hold_for_what_is_measured_next(open_stage, opening, engine):
    async with open_stage(opening) as stage:
        assert stage.text().splitlines()[0].endswith("thorough · cpu")
        await stage.press("t", "d", "enter")
        assert stage.text().splitlines()[0].endswith("quick · gpu")
        assert (engine.asked[0].device, engine.asked[0].sizes[FIRST.name]) == ("gpu", FIRST.sizes.gpu)
        await stage.press("t", "d", "enter")
        assert (engine.asked[1].device, engine.asked[1].sizes[FIRST.name]) == ("cpu", FIRST.sizes.cpu)


@pytest.mark.slow
async def test_what_is_predicted_is_shown_beside_what_came_and_recorded(open_stage, opening, store, clock):
    async with open_stage(opening, size=(120, 40)) as stage:
        await stage.press("p")
        assert isinstance(stage.app.screen, PredictScreen)
        assert "What will be fastest?" in stage.text()
        clock.pass_by(seconds=7)
        await stage.press("2", "enter")
        assert "least memory" in stage.text()
        await stage.press("3", "enter")
        await stage.until(lambda: "you said" in stage.text())
        assert "✓ least memory: you said torch.compile, it was torch.compile" in stage.text()
        (attempt,) = store.attempts(f"compare-{FIRST.name}")
        assert (attempt.kind, attempt.seconds) == ("prediction", 7)
        await stage.press("enter")
        assert "you said" not in stage.text(), "measured anew, without a prediction"
        assert len(store.attempts()) == 1


@pytest.mark.slow
async def test_whoever_leaves_the_prediction_has_nothing_measured(open_stage, opening, engine):
    async with open_stage(opening) as stage:
        await stage.press("p", "escape")
        assert isinstance(stage.app.screen, CompareScreen)
        assert engine.asked == []


@pytest.mark.slow
async def test_a_prediction_of_what_was_ended_is_no_attempt(open_stage, opening, engine, store):
    engine.hold = lambda event: isinstance(event, Finished) or (isinstance(event, News) and event.measured.peak)
    async with open_stage(opening) as stage:
        await stage.press("p", "1", "enter", "enter", "escape")
        await stage.until(lambda: not stage.app.screen.state.busy)
        assert [it.kind for it in store.attempts()] in ([], ["prediction"])


@pytest.mark.slow
async def test_a_question_and_a_kata_are_one_key_away(open_stage, opening, monkeypatch):
    solved = []
    monkeypatch.setattr("kata.tui.app.KataApp.solve", lambda _app, name: solved.append(name))
    async with open_stage(opening) as stage:
        await stage.press("3", "tab", "enter")
        assert isinstance(stage.app.screen, QuizScreen)
        assert stage.asked.question.id == "pick-one"
        await stage.press("escape", "down", "enter")
        assert solved == ["descent-jax"]


@pytest.mark.slow
async def test_nothing_that_runs_code_is_opened_while_it_is_measured(open_stage, opening, engine):
    engine.hold = lambda event: isinstance(event, News)
    async with open_stage(opening) as stage:
        await stage.press("enter", "3", "tab", "enter")
        assert isinstance(stage.app.screen, CompareScreen)
        assert "would disturb" in stage.text()


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_v_shows_the_code_of_both_frameworks(open_stage, opening, size):
    async with open_stage(opening, size=size) as stage:
        await stage.press("v")
        assert isinstance(stage.app.screen, SideBySideScreen)
        assert "import torch" in stage.text()
        assert ("import jax" in stage.text()) == (size[0] > 110)
        await stage.press("escape")
        assert isinstance(stage.app.screen, CompareScreen)


async def test_help_and_palette_offer_what_can_be_done_now(open_stage, opening, engine):
    engine.hold = lambda event: isinstance(event, News)
    async with open_stage(opening) as stage:
        described = {key.description for key in keys_of(stage.app.screen)}
        assert {"Measure", "All", "Predict", "Quick", "Device", "Code", "Home"} <= described
        assert "Stop" not in described
        await stage.press("enter")
        described = {key.description for key in keys_of(stage.app.screen)}
        assert "Stop" in described
        assert not described & {"Measure", "All", "Predict", "Quick", "Device", "Home"}
