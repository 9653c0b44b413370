"""The parts of the screens that need no terminal."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from kata.content.model import say
from kata.practice import Mark, Sitting, summarise
from kata.practice.readiness import Estimate
from kata.practice.sitting import Step
from kata.report.schedule import day_in_words
from kata.tui.asking import Asked, how_in_words, kind_in_words, nearest_order, verdict_in_words
from kata.tui.bars import bar, columns, fitted, ready_row
from kata.tui.days import last_days
from kata.tui.right_answers import plain_number, right_answer
from kata.tui.shuffling import cells_on_offer, first_order, shuffled
from kata.tui.summing_up import came_of_it, first_line
from kata.tui.widgets.answers.blanks import with_fillings
from kata.tui.widgets.code import highlighted
from kata.tui.widgets.inline import inline
from kata.tui.widgets.lines import spread
from tests.tui.bank import KINDS

WORDS = st.text(st.sampled_from("ab 自动微分，x"), max_size=30)


@given(WORDS, st.integers(2, 40))
def test_a_fitted_text_is_exactly_as_wide_as_asked(text, width):
    assert cell_len(fitted(text, width)) == width


@pytest.mark.slow
@given(WORDS, st.text(st.sampled_from("mid 中级"), max_size=8), st.integers(12, 60))
def test_a_spread_line_is_as_wide_as_the_screen_and_keeps_its_right_end(left, right, width):
    line = spread(left, right, max(width, cell_len(right) + 3))
    assert cell_len(line) == max(width, cell_len(right) + 3)
    assert line.endswith(right)


@given(st.floats(0, 1), st.integers(1, 40))
def test_a_bar_keeps_its_width(share, width):
    assert cell_len(bar(share, width).plain) == width


def test_a_bar_is_full_only_at_all_and_empty_only_at_nothing():
    assert bar(1.0, 10).plain == "█" * 10
    assert bar(0.0, 10).plain == "░" * 10
    assert bar(0.5, 10).plain == "█████░░░░░"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [34, 60, 90])
def test_rows_of_readiness_align_in_both_languages(library, language, width):
    title = say(library.banks[0].title, language)
    for chance, deviation, words in ((0.5, 0.22, "50% ±22"), (1.0, 0.0, "100% ±0")):
        row = ready_row(title, Estimate(chance=chance, spread=deviation, questions=10, seen=0), width)
        assert cell_len(row.plain) == width
        assert words in row.plain


def test_columns_are_as_high_as_their_share_and_days_without_work_are_points():
    assert columns([0, 1, 4, 8], 7) == "· ▁ ▄ █"
    assert columns([0, 1, 4, 8], 6) == "·▁▄█"
    assert columns([], 10) == ""


def test_a_day_with_little_work_is_still_a_column():
    assert columns([1, 1000], 3) == "▁ █"


def test_days_without_work_are_shown_too():
    day = date(2026, 11, 24)
    assert last_days({day: 2, day - timedelta(days=2): 1, day - timedelta(days=9): 5}, day, 4) == [0, 1, 0, 2]


def test_a_day_is_written_as_people_do():
    assert day_in_words(date(2026, 11, 24)) == "Tue 24 Nov"


@given(st.integers(0, 10_000))
def test_the_same_seed_shuffles_alike_and_loses_nothing(seed):
    once = shuffled("abcdef", "question", seed)
    assert once == shuffled("abcdef", "question", seed)
    assert sorted(once) == list("abcdef")


def test_another_seed_or_question_shuffles_otherwise():
    orders = {shuffled("abcdef", name, seed) for name in ("one", "two") for seed in range(5)}
    assert len(orders) > 5


def test_lines_never_begin_in_a_right_order(library):
    question = library.question("put-in-order")
    right = {(0, 1, 2, 3), (1, 0, 2, 3)}
    assert all(first_order(question, seed) not in right for seed in range(200))


def test_a_column_is_offered_every_cell_of_the_table_and_the_distractors(library):
    question = library.question("match-them")
    cells = ["jax.grad", "jax.vmap", "numpy.vectorize", "torch.func.grad", "torch.func.vmap"]
    assert sorted(map(str, cells_on_offer(question, 1, 3))) == cells


def test_the_nearest_right_order_is_shown(library):
    question = library.question("put-in-order")
    assert nearest_order(question, (1, 0, 3, 2)) == (1, 0, 2, 3)
    assert nearest_order(question, (0, 1, 3, 2)) == (0, 1, 2, 3)


@pytest.mark.parametrize(
    ("mark", "words"),
    [
        (Mark(correct=True, score=1.0), "✓ Right."),
        (Mark(correct=False, score=0.0), "✗ Wrong."),
        (Mark(correct=False, score=0.5), "✗ Partly right: 50%."),
        (Mark(correct=None, score=0.75), "● You made 75% of the key points."),
    ],
)
def test_a_verdict_is_said_in_words_and_a_sign(mark, words):
    assert verdict_in_words(mark) == words


@pytest.mark.parametrize("name", KINDS)
def test_every_kind_says_what_to_do_and_how(library, name):
    question = library.question(name)
    assert kind_in_words(question)
    assert how_in_words(question)


def test_hints_end_with_the_last_one(library):
    asked = Asked(question=library.question("pick-one"))
    for _ in range(5):
        asked = asked.hinted()
    assert asked.hints == 2


@pytest.mark.parametrize(
    ("name", "answer", "text", "code"),
    [
        ("give-number", "1", "Right is 16 parameters.", ""),
        ("give-shape", "1", "Right is (8, 16).", ""),
        ("what-it-prints", "1", "It prints:", "tensor(12.)"),
        ("fill-blanks", ("a", "b"), "This passes:", "1  mean\n2  2"),
        ("pick-one", "a", "", ""),
    ],
)
def test_the_right_answer_is_told_where_the_form_cannot_show_it(library, name, answer, text, code):
    right = right_answer(library.question(name), answer, "en")
    assert (right.text, right.code) == (text, code)


@pytest.mark.parametrize(
    ("printed", "raises", "text"),
    [
        ("", "ValueError", "It raises ValueError."),
        ("1\n", "ValueError", "It prints this, then raises ValueError:"),
        ("", None, "It prints nothing."),
    ],
)
def test_what_is_raised_is_told(library, printed, raises, text):
    from msgspec.structs import replace

    question = replace(library.question("what-it-prints"), answer=printed, raises=raises)
    assert right_answer(question, "x", "en").text == text


@pytest.mark.parametrize(("value", "written"), [(16.0, "16"), (0.25, "0.25"), (1e-9, "1e-09"), (203530.0, "203530")])
def test_numbers_are_written_plainly(value, written):
    assert plain_number(value) == written


def test_blanks_show_their_number_until_they_are_filled():
    assert with_fillings("np.{{1}}(x ** {{2}})", ("", "2")).plain == "np. 1 (x ** 2)"


def test_code_keeps_every_character():
    code = "def f(x):\n\n    return '[b]' + x  # [/b] 中文"
    assert highlighted(code).plain == code


def test_backticks_are_code_and_brackets_are_only_brackets():
    assert inline("`x[0]` is [bold] not").plain == "x[0] is [bold] not"


def test_the_first_line_of_a_prompt_has_no_signs_of_markdown():
    assert first_line("\n# What does `f` **do**?\n\nmore") == "What does f do?"


@pytest.mark.parametrize(("passed", "said"), [(True, True), (False, False)])
def test_a_kata_that_failed_is_something_to_come_back_to(passed, said):
    question = Step(question="q", topic="t", mark=Mark(correct=True, score=1.0))
    kata = Step(question="mlp-jax", topic="", kata=True, mark=Mark(correct=passed, score=0.5))
    done = summarise(Sitting(("q", "mlp-jax"), (question, kata)))
    assert ("Nothing to come back to." in came_of_it(done)) is said
