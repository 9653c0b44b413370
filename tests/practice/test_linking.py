"""A kata that did not pass calls questions back: the one about the mistake first, then its follow-ups."""

from pathlib import Path

import pytest

from kata.content import Kata, Library
from kata.content.katas import mistake_form
from kata.content.model import KataSpec, VariantSpec
from kata.practice import called
from kata.practice.linking import due_day
from kata.store import Failure
from tests.practice.made import bank, card, day, past, question

MISTAKE = '''"""The sign is wrong.

zh: 符号错了。

Caught by: one step
Question: a2
"""
'''


@pytest.fixture
def library(tmp_path: Path) -> Library:
    folder = tmp_path / "mlp"
    (folder / "jax" / "mistakes").mkdir(parents=True)
    (folder / "jax" / "mistakes" / "wrong_sign.py").write_text(MISTAKE, encoding="utf-8")
    spec = KataSpec(
        format=1,
        id="mlp",
        title="MLP",
        summary="…",
        level="mid",
        topics=("a",),
        minutes=30,
        follow_ups=("a0", "t0", "gone", "n0"),
        variants={"jax": VariantSpec(defines=("f",)), "torch": VariantSpec(defines=("f",))},
    )
    made = bank(
        "a", question("a0"), question("a2"), question("t0", frameworks=("torch",)), question("n0", frameworks=())
    )
    return Library([made], [Kata(spec, folder)])


def failure(*, mistake=None, variant="mlp-jax", ago=1):
    return Failure(variant, mistake, day(ago))


def test_a_failure_calls_the_follow_ups_of_its_framework_from_the_next_day_on(library):
    found = called(library, past(failures=(failure(),)))
    assert list(found) == ["a0", "n0"]
    assert {call.day for call in found.values()} == {day(0)}
    assert list(called(library, past(failures=(failure(variant="mlp-torch"),)))) == ["t0", "n0"]


def test_the_question_about_the_diagnosed_mistake_comes_first(library):
    assert list(called(library, past(failures=(failure(mistake="wrong_sign"),)))) == ["a2", "a0", "n0"]
    assert "a2" not in called(library, past(failures=(failure(mistake="another"),)))


def test_an_answer_on_a_later_day_settles_the_call_and_one_of_that_day_does_not(library):
    after = called(library, past(card("a0", ago=1), failures=(failure(ago=2),)))
    assert list(after) == ["n0"]
    same_day = called(library, past(card("a0", ago=2), failures=(failure(ago=2),)))
    assert "a0" in same_day


def test_a_call_brings_a_question_forward_and_never_puts_it_off(library):
    calls = called(library, past(failures=(failure(),)))
    assert due_day("a0", past(card("a0", due=30)), calls) == day(0)
    assert due_day("a0", past(card("a0", due=-3)), calls) == day(3)
    assert due_day("a0", past(), calls) is None


def test_failures_at_katas_that_no_longer_exist_call_nothing(library):
    assert called(library, past(failures=(failure(variant="gone-jax"),))) == {}


def test_the_form_of_a_mistake_takes_the_question_in_its_own_line_or_paragraph():
    assert mistake_form(MISTAKE)[1:] == ("one step", "a2")
    assert mistake_form(MISTAKE.replace("one step\n", "one step\n\n"))[1:] == ("one step", "a2")
    assert mistake_form(MISTAKE.replace("Question: a2\n", ""))[1:] == ("one step", None)
    assert mistake_form(MISTAKE).message.en == "The sign is wrong."
