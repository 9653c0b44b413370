"""A sitting goes forward by values, can be resumed from what was stored, and is summed up."""

from pathlib import Path

import pytest

from kata.content import Kata, Library
from kata.content.model import KataSpec, VariantSpec
from kata.practice import Mark, Sitting, resume, summarise
from kata.store import KataAttempt, SavedSitting
from tests.practice.made import NOW, TODAY, attempt

RIGHT, WRONG = Mark(correct=True, score=1.0), Mark(correct=False, score=0.0, misconceptions=("m1",))


def saved(*questions):
    return SavedSitting(id="4", started=NOW, ended=None, seed=1, questions=questions)


def test_answering_returns_the_next_state_and_leaves_this_one():
    sitting = Sitting(("a0", "b0"))
    later = sitting.answered(RIGHT, topic="a", attempt=1)
    assert (sitting.position, sitting.current) == (0, "a0")
    assert (later.position, later.current, later.marks) == (1, "b0", (RIGHT,))
    end = later.answered(WRONG, topic="b")
    assert end.finished
    assert end.current is None
    with pytest.raises(ValueError, match="finished"):
        end.answered(RIGHT, topic="a")


def test_the_last_answer_can_be_doubted():
    doubted = Sitting(("a0",)).answered(RIGHT, topic="a").marked_unsure()
    assert doubted.steps[-1].unsure
    assert not doubted.marked_unsure(False).steps[-1].unsure
    with pytest.raises(ValueError, match="nothing"):
        Sitting(("a0",)).marked_unsure()


def test_a_stored_sitting_goes_on_where_it_was_left(library):
    answers = [attempt("b0", correct=False, sitting="4", misconceptions=("m1",)), attempt("a0", sitting="4", hints=1)]
    sitting = resume(library, saved("a0", "b0", "c0"), answers)
    assert (sitting.id, sitting.position, sitting.current) == ("4", 2, "c0")
    assert sitting.marks == (RIGHT, WRONG)
    assert [step.hints for step in sitting.steps] == [1, 0]


def test_answers_of_other_sittings_do_not_count(library):
    assert resume(library, saved("a0"), [attempt("a0", sitting="3"), attempt("a0")]).position == 0


def test_a_question_that_no_longer_exists_is_left_out(library):
    assert resume(library, saved("gone", "a0"), []).questions == ("a0",)


def test_a_question_answered_in_two_windows_counts_once_by_its_first_answer(library):
    answers = [attempt("a0", correct=False, sitting="4"), attempt("a0", sitting="4")]
    assert resume(library, saved("a0", "b0"), answers).marks == (RIGHT,)


def test_the_summary_says_what_went_well_and_what_to_revisit():
    sitting = (
        Sitting(("a0", "a1", "b0", "b1", "b2", "c0"))
        .answered(RIGHT, topic="a")
        .answered(WRONG, topic="a")
        .answered(RIGHT, topic="b", unsure=True)
        .answered(Mark(correct=False, score=0.5, misconceptions=("m2", "m1")), topic="b")
        .answered(Mark(correct=None, score=0.75), topic="b")
    )
    result = summarise(sitting)
    assert (result.asked, result.answered, result.right, result.unsure) == (6, 5, 3, 1)
    assert result.well == ("a0", "b2")
    assert result.revisit == ("a1", "b0", "b1")
    assert result.misconceptions == (("m1", 2), ("m2", 1))
    assert [(it.topic, it.answered, it.right) for it in result.topics] == [("a", 2, 1), ("b", 3, 2)]
    assert result.score == pytest.approx(3.25 / 5)


def test_right_with_a_hint_is_right_and_revisited():
    result = summarise(Sitting(("a0",)).answered(RIGHT, topic="a", hints=1))
    assert (result.right, result.well, result.revisit) == (1, (), ("a0",))


def test_a_sitting_without_answers_can_be_summed_up():
    assert summarise(Sitting(("a0",))).score == 0.0


def grading(verdict="failed", passed=1, **changed):
    facts = {"id": 9, "at": NOW, "day": TODAY, "variant": "mlp-jax", "verdict": verdict, "passed_checks": passed}
    facts |= {"checks": 4, "mistake": None, "seconds": 1.0, "source": "", "report": None}
    return KataAttempt(**(facts | changed))


@pytest.fixture
def with_kata(library):
    spec = KataSpec(
        format=1,
        id="mlp",
        title="MLP",
        summary="…",
        level="mid",
        topics=("a",),
        minutes=30,
        variants={"jax": VariantSpec(defines=("f",))},
    )
    return Library(library.banks, [Kata(spec, Path("mlp"))])


def evening(*items):
    return SavedSitting(id="4", started=NOW, ended=None, seed=1, questions=items, kind="practice")


def test_a_kata_is_done_with_once_it_was_passed(with_kata):
    going_on = resume(with_kata, evening("mlp-jax", "a0"), [grading()])
    assert (going_on.current, going_on.position) == ("mlp-jax", 0)
    done = resume(with_kata, evening("mlp-jax", "a0"), [grading("passed", 4), grading()])
    assert done.current == "a0"
    assert done.steps[0].kata
    assert done.steps[0].mark == Mark(correct=True, score=1.0)


def test_a_kata_put_off_is_done_with_as_far_as_it_got(with_kata):
    done = resume(with_kata, evening("mlp-jax", "a0"), [grading(passed=1), grading(passed=3)], {"mlp-jax"})
    assert done.current == "a0"
    assert done.steps[0].mark == Mark(correct=False, score=0.75)
    assert resume(with_kata, evening("mlp-jax", "a0"), [], {"mlp-jax"}).questions == ("a0",)


def test_katas_are_told_apart_from_questions_in_the_summary(with_kata):
    sitting = resume(with_kata, evening("mlp-jax", "a0", "b0"), [grading("passed"), attempt("a0", sitting="4")])
    result = summarise(sitting)
    assert (result.asked, result.answered, result.right) == (2, 1, 1)
    assert [(step.question, step.right) for step in result.katas] == [("mlp-jax", True)]
    assert [topic.topic for topic in result.topics] == ["a"]


def test_an_answer_taken_back_is_asked_again():
    sitting = Sitting(("a0", "b0")).answered(RIGHT, topic="a")
    assert sitting.undone() == Sitting(("a0", "b0"))
    with pytest.raises(ValueError, match="nothing"):
        Sitting(("a0",)).undone()


def test_an_item_is_passed_over():
    assert Sitting(("a0", "b0")).without_current() == Sitting(("b0",))
