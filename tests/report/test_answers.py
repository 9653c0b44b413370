"""The right answer of every kind of question can be said in plain words, in both languages."""

import pytest

from kata.content import load_library
from kata.content.model import say
from kata.practice import mark
from kata.practice.typed import Offer, read_typed
from kata.report.answers import right_answer
from tests.cli.conftest import CONTENT


@pytest.fixture(scope="module")
def library():
    return load_library(CONTENT)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("choice", "b) the right one"),
        ("multi", "a) A\nc) C"),
        ("boolean", "true"),
        ("number", "203530 parameters"),
        ("shape", "(8, 16)"),
        ("output", "1\ntwo\nValueError"),
        ("order", "first()\nsecond()\nthird()"),
        ("cloze", "1\n2"),
        ("match", "shape: PyTorch: size; JAX: shape\ngradient: PyTorch: backward; JAX: grad"),
        ("bug", "line 2, instead: b = a + 1\na) an operand is missing"),
        ("open", "Because of three things."),
    ],
)
def test_the_right_answer_in_words(library, kind, said):
    assert right_answer(library.question(f"kinds-{kind}"), "en") == said


def test_the_right_answer_is_in_the_language_asked_for(library):
    assert right_answer(library.question("kinds-choice"), "zh") == "b) 对的"
    assert right_answer(library.question("kinds-number"), "zh") == "203530 个参数"


@pytest.mark.parametrize("kind", ["number", "shape", "output", "cloze", "boolean"])
def test_what_is_shown_as_right_is_marked_right_if_typed(library, kind):
    question = library.question(f"kinds-{kind}")
    lines = right_answer(question, "en").splitlines()
    assert mark(question, read_typed(question, Offer(), lines, "en")).correct


def test_every_built_in_question_has_a_right_answer_to_show(library):
    for question in library.questions:
        for language in ("en", "zh"):
            assert right_answer(question, language).strip(), say(question.prompt, language)
