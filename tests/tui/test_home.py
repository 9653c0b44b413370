"""Home: the one thing to do next, what was left, topics, days."""

import re

import pytest

from kata.tui.screens.home import HomeScreen
from kata.tui.screens.quiz import QuizScreen
from kata.tui.widgets.lines import Days
from kata.tui.widgets.menu import Menu


@pytest.fixture
def solved(monkeypatch):
    """The variants that a workbench was opened on."""
    opened = []
    monkeypatch.setattr("kata.tui.app.KataApp.solve", lambda _app, name: opened.append(name))
    return opened


def answer(store, question, *, correct, sitting=None):
    store.add_answer(
        question=question,
        topic="kinds",
        kind="number",
        answer="16",
        correct=correct,
        score=float(correct),
        seconds=5,
        sitting=sitting,
    )


async def test_a_first_start_welcomes_and_leads_straight_into_ten_questions(open_stage):
    async with open_stage() as stage:
        assert "Welcome" in stage.text()
        assert "░" not in stage.text(), "no empty bars"
        await stage.press("enter")
        assert len(stage.quiz.running.sitting.questions) == 10


async def test_an_unfinished_quiz_is_the_next_thing(open_stage, store):
    saved = store.begin_sitting(1, ("give-number", "give-shape", "pick-one"))
    answer(store, "give-number", correct=True, sitting=saved.id)
    async with open_stage() as stage:
        assert "Quiz: go on, 1/3" in stage.text()
        await stage.press("enter")
        assert stage.quiz.running.id == saved.id
        assert stage.asked.question.id == "give-shape"


@pytest.mark.slow
async def test_what_is_due_is_next(open_stage, store, clock):
    answer(store, "give-number", correct=False)
    clock.pass_by(days=1)
    async with open_stage() as stage:
        assert "1 due · 10 new" in stage.text()
        assert "Practise, 20 min" in stage.text()
        await stage.press("enter")
        assert stage.quiz.running.is_evening
        assert stage.quiz.running.sitting.questions[0] == "give-number"


async def test_a_draft_is_continued_by_w(open_stage, store, solved):
    answer(store, "give-number", correct=False)
    store.save_draft("descent-jax", "x = 1")
    async with open_stage() as stage:
        await stage.press("w")
        assert solved == ["descent-jax"]


async def test_with_nothing_left_there_is_nothing_to_continue(open_stage):
    async with open_stage() as stage:
        await stage.press("w")
        assert isinstance(stage.app.screen, HomeScreen)
        assert "Continue" not in stage.text()


async def test_a_topic_is_chosen_from_the_list(open_stage, store):
    answer(store, "give-number", correct=True)
    async with open_stage() as stage:
        assert re.search(r"One of .*\d+% ±\d", stage.text())
        assert re.search(r"PyTorch \d+% ±\d", stage.text())
        await stage.press("right", "enter")
        assert isinstance(stage.app.screen, QuizScreen)
        assert len(stage.quiz.running.sitting.questions) == 10


async def test_a_topic_is_chosen_by_mouse(open_stage, store):
    answer(store, "give-number", correct=True)
    async with open_stage() as stage:
        await stage.click("#topic-menu", offset=(5, 0))
        assert isinstance(stage.app.screen, QuizScreen)


async def test_home_shows_what_was_done_meanwhile(open_stage, store):
    answer(store, "give-number", correct=True)
    async with open_stage() as stage:
        assert stage.app.screen.query_one(Days).counts[-1] == 1
        await stage.press("q", "escape")
        assert "Quiz: go on, 0/10" in stage.text()


async def test_arrows_choose_what_enter_does(open_stage, store):
    answer(store, "give-number", correct=True)
    async with open_stage() as stage:
        actions = stage.app.screen.query_one("#actions", Menu)
        await stage.press("down", "down", "down", "down", "down")
        assert actions.current == "show_stats"
        await stage.press("up", "up")
        await stage.press("enter")
        assert type(stage.app.screen).__name__ == "KatasScreen"


async def test_days_in_a_row_are_counted(open_stage, store, clock):
    answer(store, "give-number", correct=True)
    clock.pass_by(days=1)
    answer(store, "give-number", correct=True)
    async with open_stage() as stage:
        assert "2 days in a row   Wed 25 Nov" in stage.text().splitlines()[0]
