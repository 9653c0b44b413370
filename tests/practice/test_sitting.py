"""A sitting goes forward by values, can be resumed from what was stored, and is summed up."""

import pytest

from kata.practice import Mark, Sitting, resume, summarise
from kata.store import SavedSitting
from tests.practice.made import NOW, attempt

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
