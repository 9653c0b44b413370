"""How the screens look, as text: reviewed in a diff. `pytest --snapshot-update` writes them anew."""

import pytest

from kata.tui.asking import Wanted
from kata.tui.opening import katas, quiz
from tests.tui.bank import KINDS

pytestmark = pytest.mark.slow

SIZES = [(80, 24), (120, 40)]
WRONG = {
    "pick-one": ["1"],
    "pick-several": ["1", "2"],
    "true-or-false": ["t"],
    "give-number": ["1", "2"],
    "give-shape": [*"8x1"],
    "what-it-prints": [*"tensor"],
    "put-in-order": ["J"],
    "fill-blanks": [*"sum", "enter", "2"],
    "match-them": ["1", "2", "1", "2"],
    "find-bug": ["down", "down", "enter", "1"],
    "own-words": [*"recorded", "ctrl+s", "1"],
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_kind_and_the_summary(size, open_stage, snapshot):
    async with open_stage(quiz(Wanted(questions=tuple(KINDS), seed=4)), size=size) as stage:
        for name in KINDS:
            assert stage.text() == snapshot(name=f"{name} asked")
            await stage.press(*WRONG[name], "ctrl+s")
            assert stage.asked.answered
            assert stage.text() == snapshot(name=f"{name} answered")
            await stage.press("enter")
        assert stage.text() == snapshot(name="summary")
        await stage.press("enter")
        assert stage.text() == snapshot(name="home")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_first_start_help_and_katas(size, open_stage, snapshot):
    async with open_stage(size=size) as stage:
        assert stage.text() == snapshot(name="first start")
        await stage.press("question_mark")
        assert stage.text() == snapshot(name="help")
    async with open_stage(katas, size=size) as stage:
        assert stage.text() == snapshot(name="katas")
