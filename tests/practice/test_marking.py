"""An answer is worth what a person would give it, and a wrong one names the belief behind it."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kata.content.model import (
    BooleanQuestion,
    BugQuestion,
    Choice,
    ChoiceQuestion,
    ClozeQuestion,
    Fix,
    Localized,
    MatchQuestion,
    MultiQuestion,
    NumberQuestion,
    OpenQuestion,
    OrderQuestion,
    OutputQuestion,
    Point,
    Row,
    ShapeQuestion,
    WrongFilling,
    WrongLine,
    WrongNumber,
    WrongOutput,
    WrongShape,
)
from kata.practice import AnswerError, BugAnswer, OpenAnswer, mark

ABOUT = {"id": "q", "level": "mid", "frameworks": ("jax",), "tags": (), "prompt": "?", "explanation": "!"}
CHOICES = (
    Choice(id="a", text="A", correct=True),
    Choice(id="b", text="B", misconception="b-holds", why="why b"),
    Choice(id="c", text="C", correct=True),
    Choice(id="d", text="D", misconception="d-holds", why=Localized("why d", "为何 d")),
)


def is_right(question, answer, *more):
    worth = mark(question, answer, *more)
    return worth.correct is True and worth.score == 1.0 and worth.misconceptions == () and worth.why == ()


def test_a_wrong_choice_reveals_its_misconception_and_says_why():
    question = ChoiceQuestion(**ABOUT, choices=CHOICES[:2])
    assert is_right(question, "a")
    assert is_right(question, " A ")
    wrong = mark(question, "b")
    assert (wrong.correct, wrong.score, wrong.misconceptions, wrong.why) == (False, 0.0, ("b-holds",), ("why b",))


@pytest.mark.parametrize("answer", ["z", "", "ab", None, 1])
def test_a_choice_that_is_not_there_is_refused(answer):
    with pytest.raises(AnswerError, match="a, b"):
        mark(ChoiceQuestion(**ABOUT, choices=CHOICES[:2]), answer)


@pytest.mark.parametrize(
    ("answer", "score", "misconceptions"),
    [
        (("a",), 0.5, ()),
        (("a", "b"), 0.0, ("b-holds",)),
        (("a", "c", "b"), 0.5, ("b-holds",)),
        (("b", "d"), 0.0, ("b-holds", "d-holds")),
        (("a", "b", "c", "d"), 0.0, ("b-holds", "d-holds")),
    ],
)
def test_several_choices_are_worth_hits_less_false_ones(answer, score, misconceptions):
    worth = mark(MultiQuestion(**ABOUT, choices=CHOICES), answer)
    assert (worth.correct, worth.score, worth.misconceptions) == (False, score, misconceptions)


def test_only_the_exact_set_is_right_in_any_order_and_however_often():
    assert is_right(MultiQuestion(**ABOUT, choices=CHOICES), ("c", "a"))
    assert is_right(MultiQuestion(**ABOUT, choices=CHOICES), ("a", "c", "a"))


def test_no_choice_at_all_is_refused():
    with pytest.raises(AnswerError, match="at least one"):
        mark(MultiQuestion(**ABOUT, choices=CHOICES), ())


@given(st.sets(st.sampled_from("abcd"), min_size=1))
def test_a_set_of_choices_is_right_exactly_if_it_is_the_key(chosen):
    worth = mark(MultiQuestion(**ABOUT, choices=CHOICES), tuple(sorted(chosen)))
    assert worth.correct is (chosen == {"a", "c"})
    assert 0.0 <= worth.score <= 1.0
    assert (worth.score == 1.0) is worth.correct


@pytest.mark.parametrize("key", [True, False])
def test_the_other_truth_value_reveals_the_misconception(key):
    question = BooleanQuestion(**ABOUT, answer=key, misconception="thinks-otherwise")
    assert is_right(question, key)
    assert mark(question, not key).misconceptions == ("thinks-otherwise",)
    with pytest.raises(AnswerError):
        mark(question, "true")


NUMBER = NumberQuestion(
    **ABOUT,
    answer=16.0,
    tolerance=0.05,
    unit=Localized("MB", "兆字节"),
    wrong=(
        WrongNumber(value=12.0, misconception="no-gradients", why="forgot the gradients"),
        WrongNumber(value=12.0, misconception="one-moment", why="one moment"),
    ),
)


@pytest.mark.parametrize("typed", ["16", "16.05", "15.95", "16 MB", "16 兆字节", "2^4", "1.6e1"])
def test_a_number_within_the_tolerance_is_right(typed):
    assert is_right(NUMBER, typed)


def test_a_number_that_mistakes_lead_to_reveals_all_of_them():
    assert mark(NUMBER, "12.04").misconceptions == ("no-gradients", "one-moment")
    assert mark(NUMBER, "16.06").misconceptions == ()
    assert mark(NUMBER, "16.06").correct is False


def test_a_tolerance_of_zero_forgives_what_floats_cannot_hold():
    assert is_right(NumberQuestion(**ABOUT, answer=0.3), "0.1+0.2")
    assert not is_right(NumberQuestion(**ABOUT, answer=203530), "203531")


@pytest.mark.parametrize(("key", "typed"), [("inf", "∞"), ("-inf", "-inf"), ("nan", "NaN")])
def test_infinity_and_nan_can_be_right(key, typed):
    assert is_right(NumberQuestion(**ABOUT, answer=float(key)), typed)
    assert not is_right(NumberQuestion(**ABOUT, answer=float(key)), "1")


def test_a_wrong_shape_reveals_its_misconception():
    wrong = WrongShape(value=(16, 8), misconception="transposed", why="rows and columns")
    question = ShapeQuestion(**ABOUT, answer=(8, 16), wrong=(wrong,))
    assert is_right(question, "8x16")
    assert mark(question, "(16, 8)").misconceptions == ("transposed",)
    assert mark(question, "()").misconceptions == ()


def test_a_scalar_s_shape_can_be_right():
    assert is_right(ShapeQuestion(**ABOUT, answer=()), "()")


def test_expected_but_wrong_output_reveals_its_misconception():
    wrong = WrongOutput(value="tracing\ntracing", misconception="traces-each-call", why="traced once")
    question = OutputQuestion(**ABOUT, code="…", answer="tracing\n", wrong=(wrong,))
    assert is_right(question, "tracing")
    assert mark(question, "tracing\n tracing").misconceptions == ("traces-each-call",)


@pytest.mark.parametrize("question", [NUMBER, ShapeQuestion(**ABOUT, answer=()), OutputQuestion(**ABOUT, answer="1")])
def test_an_empty_line_is_no_answer(question):
    with pytest.raises(AnswerError, match=r"^Type "):
        mark(question, "  ")


def test_nothing_can_be_the_output():
    assert is_right(OutputQuestion(**ABOUT), "nothing")
    assert not is_right(OutputQuestion(**ABOUT, answer="1"), "nothing")


def test_an_error_must_be_named_unless_the_program_prints_that_word():
    with pytest.raises(AnswerError, match="class of the exception"):
        mark(OutputQuestion(**ABOUT, raises="ValueError"), "error")
    with pytest.raises(AnswerError, match="class of the exception"):
        mark(OutputQuestion(**ABOUT, answer="1"), "error")
    wrong = WrongOutput(value="error", misconception="m", why="w")
    assert is_right(OutputQuestion(**ABOUT, answer="ok\nerror"), "ok\nerror")
    assert mark(OutputQuestion(**ABOUT, answer="ok", wrong=(wrong,)), "error").misconceptions == ("m",)


ORDER = OrderQuestion(**ABOUT, lines=("zero", "forward", "backward", "step"), also=((1, 0, 2, 3),))


def test_every_accepted_order_is_right_and_no_other():
    right = {order for order in itertools.permutations(range(4)) if mark(ORDER, order).correct}
    assert right == {(0, 1, 2, 3), (1, 0, 2, 3)}


def test_lines_that_read_the_same_may_change_places():
    assert is_right(OrderQuestion(**ABOUT, lines=("x", "y", "x")), (2, 1, 0))


@given(st.permutations(range(4)))
def test_an_order_is_worth_its_places_that_are_right(order):
    worth = mark(ORDER, tuple(order))
    assert (worth.score == 1.0) is worth.correct
    assert 0.0 <= worth.score <= 1.0


@pytest.mark.parametrize("answer", [(0, 1), (0, 0, 1, 2), (0, 1, 2, 4)])
def test_an_order_that_leaves_out_a_line_is_refused(answer):
    with pytest.raises(AnswerError, match="every line once"):
        mark(ORDER, answer)


CLOZE = ClozeQuestion(
    **ABOUT,
    code="carry, ys = f({{1}}); return {{2}}",
    answers=(("carry, carry", "x - 1"), ("(carry, carry)", "x - 1")),
    wrong=(WrongFilling(fillings=("carry", "x - 1"), misconception="one-result", why="two are due"),),
)


def test_an_accepted_filling_is_right_whatever_its_spacing():
    assert is_right(CLOZE, ("carry,carry", "x-1"))
    assert is_right(CLOZE, ("( carry, carry )", "x - 1"), False)


def test_a_filling_whose_code_passed_is_right_though_nobody_foresaw_it():
    assert mark(CLOZE, ("[carry]*2", "x - 1")).correct is False
    assert is_right(CLOZE, ("[carry]*2", "x - 1"), True)


def test_a_rejected_filling_reveals_its_misconception():
    assert mark(CLOZE, ("carry", "x-1"), False).misconceptions == ("one-result",)


def test_every_blank_must_be_filled_in():
    with pytest.raises(AnswerError, match="every blank"):
        mark(CLOZE, ("carry",))


MATCH = MatchQuestion(
    **ABOUT,
    columns=("PyTorch", "JAX"),
    rows=(Row(label="r1", cells=("3", Localized("never", "从不"))), Row(label="r2", cells=("1", "2"))),
    distractors=("0",),
)


def test_a_table_is_marked_cell_by_cell_in_either_language():
    assert is_right(MATCH, ("3", "never", "1", "2"))
    assert is_right(MATCH, (("3", "从不"), ("1", "2")))
    assert mark(MATCH, ("3", "0", "1", "0")).score == 0.5


def test_a_table_with_an_empty_cell_is_refused():
    with pytest.raises(AnswerError, match="every cell"):
        mark(MATCH, ("3", "never", "1"))


BUG = BugQuestion(
    **ABOUT,
    code="a\nb\nc\nd\n",
    fixes=(Fix(line=2, code="B"), Fix(line=3, code="C")),
    reasons=(Choice(id="a", text="right", correct=True), Choice(id="b", text="x", misconception="belief", why="no")),
    wrong=(WrongLine(line=4, misconception="suspects-d", why="d is fine"),),
)


@pytest.mark.parametrize(
    ("line", "reason", "score", "misconceptions"),
    [
        (2, "b", 0.5, ("belief",)),
        (4, "a", 0.5, ("suspects-d",)),
        (4, "b", 0.0, ("suspects-d", "belief")),
        (1, "a", 0.5, ()),
    ],
)
def test_the_line_and_the_reason_count_half_each(line, reason, score, misconceptions):
    worth = mark(BUG, BugAnswer(line, reason))
    assert (worth.correct, worth.score, worth.misconceptions) == (False, score, misconceptions)


def test_any_line_that_can_be_repaired_is_right():
    assert is_right(BUG, BugAnswer(2, "a"))
    assert is_right(BUG, BugAnswer(3, "a"))


@pytest.mark.parametrize("answer", [BugAnswer(0, "a"), BugAnswer(5, "a"), "2 a"])
def test_a_line_that_is_not_there_is_refused(answer):
    with pytest.raises(AnswerError, match="1 to 4"):
        mark(BUG, answer)


def test_an_open_answer_is_worth_the_points_it_made_and_is_never_right_or_wrong():
    question = OpenQuestion(
        **ABOUT, points=(Point(text="1"), Point(text="2"), Point(text="3"), Point(text="4")), model_answer="…"
    )
    worth = mark(question, OpenAnswer("because", (0, 2, 2, 9)))
    assert (worth.correct, worth.score, worth.misconceptions) == (None, 0.5, ())
    with pytest.raises(AnswerError):
        mark(question, "because")
