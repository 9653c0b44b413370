"""Lines typed without a screen mean the same answers as a click."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kata.content.model import ChoiceQuestion, MultiQuestion, OrderQuestion
from kata.practice import AnswerError, BugAnswer, mark
from kata.practice.typed import Offer, offer, read_points, read_row, read_typed
from tests.practice.made import question
from tests.practice.test_marking import ABOUT, BUG, CHOICES, CLOZE, MATCH, NUMBER, ORDER

NOTHING = Offer()


@pytest.mark.parametrize("typed", ["b", "B", "b)", " b. ", "ｂ"])
def test_a_letter_is_read_as_a_person_types_it(typed):
    assert read_typed(ChoiceQuestion(**ABOUT, choices=CHOICES), NOTHING, [typed], "en") == "b"


@pytest.mark.parametrize("typed", ["a c", "a,c", "ac", "a) c)", "A、C", "a，c"])
def test_letters_are_read_with_or_without_something_between(typed):
    assert read_typed(MultiQuestion(**ABOUT, choices=CHOICES), NOTHING, [typed], "en") == ("a", "c")


@pytest.mark.parametrize(
    ("typed", "value"), [("t", True), ("Yes", True), ("对", True), ("f", False), ("no", False), ("错", False)]
)
def test_truth_is_read_in_both_languages(typed, value):
    assert read_typed(question("q"), NOTHING, [typed], "en") is value


def test_what_is_neither_true_nor_false_is_refused():
    with pytest.raises(AnswerError, match="true or false"):
        read_typed(question("q"), NOTHING, ["maybe"], "en")


def test_typed_text_goes_on_as_it_is():
    assert read_typed(NUMBER, NOTHING, ["16 MB"], "en") == "16 MB"
    assert read_typed(CLOZE, NOTHING, ["carry, carry", "x - 1"], "en") == ("carry, carry", "x - 1")


@pytest.mark.parametrize("typed", ["3 b", "3b", "3, B", "3: b)"])
def test_a_line_and_a_reason_are_read_together(typed):
    assert read_typed(BUG, NOTHING, [typed], "en") == BugAnswer(3, "b")


@pytest.mark.parametrize("typed", ["3", "b", "b 3", "line 3"])
def test_a_line_without_a_reason_is_refused_with_an_example(typed):
    with pytest.raises(AnswerError, match="3 b"):
        read_typed(BUG, NOTHING, [typed], "en")


@given(st.integers(0, 10**9))
def test_lines_to_order_are_never_shown_in_a_right_order(seed):
    shown = offer(ORDER, seed).lines
    assert sorted(shown) == [0, 1, 2, 3]
    assert not mark(ORDER, shown).correct
    assert offer(ORDER, seed).lines == shown


def test_even_where_every_order_is_right_the_lines_are_shown():
    every = ((0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0))
    assert sorted(offer(OrderQuestion(**ABOUT, lines=("x", "y", "z"), also=every), 1).lines) == [0, 1, 2]


@pytest.mark.parametrize("typed", ["2 1 4 3", "2143", "2,1,4,3", "2-1-4-3"])
def test_an_order_is_typed_by_the_numbers_shown(typed):
    assert read_typed(ORDER, Offer(lines=(3, 2, 1, 0)), [typed], "en") == (2, 3, 0, 1)


@pytest.mark.parametrize("typed", ["1 2 3", "1 1 2 3", "1 2 3 5", "abcd", "0 1 2 3"])
def test_an_order_that_misses_a_line_is_refused_with_an_example(typed):
    with pytest.raises(AnswerError, match="2 1 3 4"):
        read_typed(ORDER, Offer(lines=(0, 1, 2, 3)), [typed], "en")


def test_cells_are_chosen_by_letter_and_answered_in_the_reader_s_language():
    offered = offer(MATCH, 3)
    letter = {str(cell): "abcdefgh"[i] for i, cell in enumerate(offered.cells)}
    rows = [f"{letter['3']} {letter['never']}", f"{letter['1']}{letter['2']}"]
    assert read_typed(MATCH, offered, rows, "zh") == ("3", "从不", "1", "2")
    assert mark(MATCH, read_typed(MATCH, offered, rows, "en")).correct


@pytest.mark.parametrize("typed", ["a", "a b c", "a z", "1 2", ""])
def test_a_row_needs_a_letter_for_each_column(typed):
    with pytest.raises(AnswerError, match="2 letters"):
        read_row(MATCH, offer(MATCH, 3), typed, "en")


@pytest.mark.parametrize(("typed", "points"), [("", ()), ("1 3", (0, 2)), ("3,1,1", (0, 2)), ("１、３", (0, 2))])
def test_points_are_ticked_by_their_numbers(typed, points):
    assert read_points(typed, 3) == points


@pytest.mark.parametrize("typed", ["4", "0", "all", "-1"])
def test_points_that_are_not_there_are_refused(typed):
    with pytest.raises(AnswerError, match="1 to 3"):
        read_points(typed, 3)
