"""Every kind of question, answered by keyboard alone and by mouse."""

import pytest

from kata.practice import BugAnswer, OpenAnswer
from kata.tui.asking import Wanted
from kata.tui.opening import quiz
from kata.tui.widgets.answers.bug_line import CodeLines
from kata.tui.widgets.answers.matching import Cell, Offer
from kata.tui.widgets.answers.ordering import OrderList
from kata.tui.widgets.choice_list import ChoiceList
from kata.tui.widgets.fields import LineField, TextField
from kata.tui.widgets.gutter_row import GutterRow
from tests.tui.bank import KINDS

pytestmark = pytest.mark.slow


def asking(name):
    return quiz(Wanted(questions=(name,), seed=3))


def digit_of(stage, text):
    """The digit of the choice that reads so: choices are shuffled."""
    rows = stage.quiz.query(GutterRow)
    return str(next(row.at for row in rows if text in row.text.plain) + 1)


def row_of(stage, text):
    return next(row for row in stage.quiz.query(GutterRow) if text in row.text.plain)


RIGHT = {
    "give-number": (["1", "6", "enter"], "16"),
    "give-shape": ([*"8x16", "enter"], "8x16"),
    "true-or-false": (["f", "enter"], False),
    "what-it-prints": ([*"tensor", "left_parenthesis", *"12.", "right_parenthesis", "ctrl+s"], "tensor(12.)"),
    "fill-blanks": ([*"mean", "enter", "2", "enter"], ("mean", "2")),
}


@pytest.mark.parametrize("name", RIGHT)
async def test_typed_kinds_are_answered_by_keyboard(name, open_stage, store):
    keys, answer = RIGHT[name]
    async with open_stage(asking(name)) as stage:
        await stage.press(*keys)
        assert stage.asked.answer == answer
        assert "✓ Right." in stage.text()
    assert store.attempts()[0].correct


async def test_one_choice_by_digit(open_stage):
    async with open_stage(asking("pick-one")) as stage:
        await stage.press(digit_of(stage, "twice"), "enter")
        assert stage.asked.answer == "b"
        assert "✓ Right." in stage.text()


@pytest.mark.parametrize("down", ["down", "j"])
async def test_one_choice_by_moving(open_stage, down):
    async with open_stage(asking("pick-one")) as stage:
        await stage.press(*[down] * int(digit_of(stage, "twice")), "enter")
        assert stage.asked.answer == "b"


async def test_several_choices_by_space(open_stage):
    async with open_stage(asking("pick-several")) as stage:
        for text in ("torch.ones(3, requires", "torch.ones(3)"):
            at = int(digit_of(stage, text)) - 1
            await stage.press("up", "up", "up", *["down"] * at, "space")
        await stage.press("enter")
        assert stage.asked.answer == ("a", "c")
        assert "✓ Right." in stage.text()


async def test_the_same_digit_again_takes_a_tick_back(open_stage):
    async with open_stage(asking("pick-several")) as stage:
        await stage.press("1", "1", "enter")
        assert not stage.asked.answered
        assert "Tick at least one first" in stage.text()


@pytest.mark.parametrize(("key", "answer"), [("t", True), ("1", True), ("f", False), ("2", False)])
async def test_true_or_false_by_letter_or_digit(open_stage, key, answer):
    async with open_stage(asking("true-or-false")) as stage:
        await stage.press(key, "enter")
        assert stage.asked.answer is answer


@pytest.mark.parametrize(("up", "down"), [("shift+up", "shift+down"), ("K", "J")])
async def test_lines_are_put_in_order(open_stage, up, down):
    async with open_stage(asking("put-in-order")) as stage:
        lines = stage.quiz.query_one(OrderList)
        for place in range(4):
            at = lines.order.index(place)
            await stage.press(*["up"] * 4, *["down"] * at, *[up] * (at - place))
        assert lines.order == (0, 1, 2, 3)
        await stage.press("up", "up", "up", down, "enter")
        assert stage.asked.answer == (1, 0, 2, 3)
        assert "✓ Right." in stage.text(), "the other right order counts too"


async def test_space_lifts_a_line_and_arrows_carry_it(open_stage):
    async with open_stage(asking("put-in-order")) as stage:
        lines = stage.quiz.query_one(OrderList)
        first = lines.order[0]
        await stage.press("space", "down", "down", "space", "up")
        assert lines.order[2] == first
        assert lines.cursor == 1


async def test_cells_are_filled_by_number(open_stage):
    async with open_stage(asking("match-them")) as stage:
        for cell in ("torch.func.grad", "jax.grad", "torch.func.vmap", "jax.vmap"):
            offer = next(offer for offer in stage.quiz.query(Offer) if str(offer.render()).endswith(cell))
            await stage.press(str(offer.at + 1))
        await stage.press("enter")
        assert stage.asked.answer == (("torch.func.grad", "jax.grad"), ("torch.func.vmap", "jax.vmap"))
        assert "✓ Right." in stage.text()


async def test_space_goes_through_the_choices_of_a_cell_and_backspace_empties_it(open_stage):
    async with open_stage(asking("match-them")) as stage:
        table = stage.quiz.query_one("MatchTable")
        await stage.press("right", "down", "space", "space")
        assert table.filled == (None, None, None, 1)
        await stage.press("backspace", "enter")
        assert table.filled == (None,) * 4
        assert "Fill every cell first" in stage.text()


async def test_the_line_then_the_reason(open_stage):
    async with open_stage(asking("find-bug")) as stage:
        await stage.press("down", "down", "down", "down", "enter")
        assert not stage.asked.answered
        await stage.press(digit_of(stage, "cleared before"), "enter")
        assert stage.asked.answer == BugAnswer(4, "a")
        assert "✓ Right." in stage.text()


async def test_a_wrong_line_shows_the_right_one_and_its_repair(open_stage):
    async with open_stage(asking("find-bug")) as stage:
        await stage.press("down", "enter", digit_of(stage, "cleared before"), "enter")
        assert "▸✗  1" in stage.text()
        assert "✓  4" in stage.text()
        assert "Line 4 should be:" in stage.text()


async def test_an_open_answer_is_ticked_by_its_reader(open_stage, store):
    async with open_stage(asking("own-words")) as stage:
        assert "A dynamic graph is recorded" not in stage.text()
        await stage.press(*"recorded", "enter", *"ok", "ctrl+s")
        assert not stage.asked.answered
        assert "A dynamic graph is recorded" in stage.text()
        await stage.press("1", "3", "enter")
        assert stage.asked.answer == OpenAnswer("recorded\nok", (0, 2))
        assert "You made 67% of the key points." in stage.text()
        await stage.press("end")
        assert "JAX is always static." in stage.text()
    assert store.attempts()[0].correct is None


async def test_no_point_ticked_is_an_answer_too(open_stage):
    async with open_stage(asking("own-words")) as stage:
        await stage.press(*"dunno", "ctrl+s", "enter")
        assert stage.asked.answer == OpenAnswer("dunno", ())


@pytest.mark.parametrize("name", KINDS)
async def test_nothing_entered_is_no_answer(name, open_stage, store):
    async with open_stage(asking(name)) as stage:
        await stage.press("ctrl+s")
        if name == "put-in-order":  # there always is an order
            assert stage.asked.answered
        else:
            assert not stage.asked.answered
            assert store.attempts() == []
            assert stage.asked.notice in stage.text()
            assert stage.asked.notice


@pytest.mark.parametrize(("name", "typed"), [("give-number", "many"), ("give-shape", "wide")])
async def test_what_cannot_be_read_is_no_answer_and_says_what_can(name, typed, open_stage, store):
    async with open_stage(asking(name)) as stage:
        await stage.press(*typed, "enter")
        assert f"“{typed}” is no" in stage.text()
        assert store.attempts() == []


async def test_choices_by_mouse(open_stage):
    async with open_stage(asking("pick-one")) as stage:
        await stage.click(row_of(stage, "three times"))
        await stage.click(row_of(stage, "twice"))
        await stage.click("KeyLine", offset=(1, 0))
        assert stage.asked.answer == "b"


async def test_ticks_by_mouse(open_stage):
    async with open_stage(asking("pick-several")) as stage:
        for text in ("torch.ones(3, requires", "w * 2", "torch.ones(3)", "w * 2"):
            await stage.click(row_of(stage, text))
        assert stage.quiz.query_one(ChoiceList).chosen == {
            int(digit_of(stage, text)) - 1 for text in ("torch.ones(3, requires", "torch.ones(3)")
        }


async def test_true_or_false_by_mouse(open_stage):
    async with open_stage(asking("true-or-false")) as stage:
        await stage.click(row_of(stage, "False"))
        await stage.click("KeyLine", offset=(1, 0))
        assert stage.asked.answer is False


@pytest.mark.parametrize(("name", "field"), [("give-number", LineField), ("what-it-prints", TextField)])
async def test_fields_by_mouse(name, field, open_stage):
    async with open_stage(asking(name)) as stage:
        stage.quiz.set_focus(None)
        await stage.click(field)
        await stage.press("1", "6")
        await stage.click("KeyLine", offset=(1, 0))
        assert stage.asked.answer == "16"


async def test_blanks_by_mouse(open_stage):
    async with open_stage(asking("fill-blanks")) as stage:
        await stage.click(list(stage.quiz.query(LineField))[1])
        await stage.press("2")
        await stage.click(next(iter(stage.quiz.query(LineField))))
        await stage.press(*"mean")
        assert "np.mean((a - b) ** 2)" in stage.text()
        await stage.click("KeyLine", offset=(1, 0))
        assert stage.asked.answer == ("mean", "2")


async def test_a_line_is_lifted_and_put_down_by_mouse(open_stage):
    async with open_stage(asking("put-in-order")) as stage:
        lines, rows = stage.quiz.query_one(OrderList), list(stage.quiz.query(GutterRow))
        before = lines.order
        await stage.click(rows[0])
        await stage.click(rows[2])
        assert lines.order == (before[1], before[2], before[0], before[3])


async def test_cells_by_mouse(open_stage):
    async with open_stage(asking("match-them")) as stage:
        await stage.click(list(stage.quiz.query(Cell))[3])
        offer = next(offer for offer in stage.quiz.query(Offer) if str(offer.render()).endswith("jax.vmap"))
        await stage.click(offer)
        assert stage.quiz.query_one("MatchTable").text(3) == "jax.vmap"


async def test_line_and_reason_by_mouse(open_stage):
    async with open_stage(asking("find-bug")) as stage:
        await stage.click(CodeLines, offset=(8, 3))
        await stage.click(row_of(stage, "cleared before"))
        await stage.click("KeyLine", offset=(1, 0))
        assert stage.asked.answer == BugAnswer(4, "a")


async def test_points_by_mouse(open_stage):
    async with open_stage(asking("own-words")) as stage:
        await stage.press(*"graphs", "ctrl+s")
        await stage.click(row_of(stage, "static graph is captured"))
        await stage.press("enter")
        assert stage.asked.answer == OpenAnswer("graphs", (1,))
