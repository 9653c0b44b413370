"""An evening on the screen: questions and katas in one sitting, left anywhere and gone on with, and what came of it."""

import pytest

from kata.tui.opening import evening
from kata.tui.screens.evening import EveningScreen
from kata.tui.screens.home import HomeScreen
from kata.tui.screens.kata_turn import KataTurnScreen
from kata.tui.screens.summary import SummaryScreen


def answer(store, question="true-or-false", *, correct=True, sitting=None):
    store.add_answer(
        question=question,
        topic="kinds",
        kind="boolean",
        answer=False,
        correct=correct,
        score=float(correct),
        seconds=60.0,
        sitting=sitting,
    )


def grade(store, verdict="passed", *, sitting=None):
    checks = [{"status": "passed"}, {"status": "passed" if verdict == "passed" else "failed"}]
    report = {"kata": "descent", "framework": "jax", "verdict": verdict, "seconds": 1.0, "checks": checks}
    return store.add_grade({**report, "diagnosis": None}, "x = 1", minutes=10, sitting=sitting)


@pytest.fixture
def with_kata(store, monkeypatch):
    """An evening of a kata and a question; the workbench is not opened but noted."""
    opened = []
    monkeypatch.setattr("kata.tui.app.KataApp.solve", lambda _app, *what: opened.append(what))
    plan = [
        {"item": "descent-jax", "kind": "kata", "why": "new", "minutes": 10.0},
        {"item": "true-or-false", "kind": "question", "why": "new", "minutes": 1.0},
    ]
    saved = store.begin_sitting(3, ("descent-jax", "true-or-false"), kind="practice", plan=plan)
    return saved, opened


@pytest.mark.slow
async def test_an_evening_says_where_it_is_and_how_long_it_takes(open_stage):
    async with open_stage(evening(3)) as stage:
        assert len(stage.quiz.running.sitting.questions) == 3
        assert "1 of 3 · 3 min left" in stage.text().splitlines()[0]
        await stage.press("escape", "enter")
        assert "1 of 3 · 3 min left" in stage.text().splitlines()[0], "it goes on, and is not planned anew"


async def test_yesterday_s_evening_is_planned_anew(open_stage, store, clock):
    before = store.begin_sitting(3, ("true-or-false", "give-number"), kind="practice", plan=[])
    clock.pass_by(days=1)
    async with open_stage(evening(3)) as stage:
        assert stage.quiz.running.id != before.id
        assert store.open_sitting("practice").id == stage.quiz.running.id


async def test_an_evening_without_anything_to_do_says_when_the_next_thing_comes(open_stage, store, library):
    for question in library.questions:
        answer(store, question.id)
    store.change_setting("new_katas", 0, of_cards=False)
    async with open_stage(evening(20)) as stage:
        assert isinstance(stage.app.screen, EveningScreen)
        assert "The next thing comes back on Thu 26 Nov." in stage.text()
        await stage.press("enter")
        assert isinstance(stage.app.screen, HomeScreen)


@pytest.mark.slow
async def test_a_kata_leads_to_the_workbench_and_after_its_pass_on_to_the_next_item(open_stage, store, with_kata):
    saved, opened = with_kata
    async with open_stage(evening(20)) as stage:
        assert isinstance(stage.app.screen, KataTurnScreen)
        assert "Kata · 1 of 2 · 11 min left" in stage.text().splitlines()[0]
        await stage.press("enter")
        assert opened == [("descent-jax", saved.id)]
        grade(store, "failed", sitting=saved.id)
        stage.app.screen.on_screen_resume()
        await stage.settled()
        assert "✗ 1 of 2 checks · comes back on Wed 25 Nov (again)" in stage.text()
        grade(store, sitting=saved.id)
        stage.app.screen.on_screen_resume()
        await stage.settled()
        assert "✓ Passed. · comes back on Thu 26 Nov (good)" in stage.text()
        await stage.press("4")
        assert "comes back on Wed 2 Dec (easy)" in stage.text()
        await stage.press("enter")
        assert stage.asked.question.id == "true-or-false"
        await stage.press("f", "enter", "enter")
        assert isinstance(stage.app.screen, SummaryScreen)
        assert "descent-jax  ✓ passed · comes back on Wed 2 Dec (easy)" in stage.text()
        assert "What you held, and when it comes back:" in stage.text()
        assert store.open_sitting("practice") is None


@pytest.mark.slow
async def test_a_pass_taken_back_brings_the_kata_back(open_stage, store, with_kata):
    saved, _opened = with_kata
    grade(store, sitting=saved.id)
    async with open_stage(evening(20)) as stage:
        assert stage.asked.question.id == "true-or-false"
        await stage.press("ctrl+z")
        assert isinstance(stage.app.screen, KataTurnScreen)
        assert store.attempts() == []


async def test_an_evening_of_a_kata_alone_counts_no_questions(open_stage, store):
    plan = [{"item": "descent-jax", "kind": "kata", "why": "due", "minutes": 10.0}]
    saved = store.begin_sitting(3, ("descent-jax",), kind="practice", plan=plan)
    grade(store, "failed", sitting=saved.id)
    async with open_stage(evening(20)) as stage:
        await stage.press("n")
        assert isinstance(stage.app.screen, SummaryScreen)
        assert "descent-jax  ✗ 50% of the checks" in stage.text()
        assert "0 of 0" not in stage.text()


@pytest.mark.slow
@pytest.mark.usefixtures("with_kata")
async def test_a_kata_put_off_is_not_asked_again_this_evening(open_stage):
    async with open_stage(evening(20)) as stage:
        await stage.press("n")
        assert stage.asked.question.id == "true-or-false"
        assert "1 of 1" in stage.text()
        await stage.press("escape", "enter")
        assert stage.asked.question.id == "true-or-false"


@pytest.mark.slow
async def test_help_says_how_an_answer_is_rated(open_stage):
    async with open_stage(evening(3), size=(120, 50)) as stage:
        stage.quiz.view.focus()
        await stage.press("question_mark")
        assert "1 again" in stage.text()
        assert "wrong, or less than two thirds of the points" in stage.text()


async def test_a_question_that_a_failed_kata_calls_says_so(open_stage, store):
    plan = [{"item": "true-or-false", "kind": "question", "why": "called", "minutes": 1.0}]
    store.begin_sitting(3, ("true-or-false",), kind="practice", plan=plan)
    async with open_stage(evening(3)) as stage:
        assert "called by a kata that did not pass" in stage.text()
