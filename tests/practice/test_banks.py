"""Every built-in question is marked as its writer meant it: typed keys are right, listed wrong answers are known."""

import pytest

from kata.content import load_library
from kata.content.model import (
    BooleanQuestion,
    BugQuestion,
    ChoiceQuestion,
    ClozeQuestion,
    MatchQuestion,
    MultiQuestion,
    NumberQuestion,
    OpenQuestion,
    OrderQuestion,
    OutputQuestion,
    ShapeQuestion,
    say,
)
from kata.practice import BugAnswer, OpenAnswer, mark

QUESTIONS = load_library().questions


def keys(question):
    """Return every answer that the question's writer calls right."""
    match question:
        case ChoiceQuestion():
            return [choice.id for choice in question.choices if choice.correct]
        case MultiQuestion():
            return [tuple(choice.id for choice in question.choices if choice.correct)]
        case BooleanQuestion():
            return [question.answer]
        case NumberQuestion():
            unit = say(question.unit or "", "zh")
            return [f"{question.answer:.15g}", repr(question.answer), f"{question.answer:.15g} {unit}"]
        case ShapeQuestion():
            return [str(question.answer), "x".join(map(str, question.answer)) or "()"]
        case OutputQuestion():
            return [f"{question.answer}\n{question.raises or ''}", f"{question.answer}\n{question.raises or ''}: why"][
                : 2 if question.raises else 1
            ]
        case OrderQuestion():
            return [tuple(range(len(question.lines))), *question.also]
        case ClozeQuestion():
            return list(question.answers)
        case MatchQuestion():
            cells = [cell for row in question.rows for cell in row.cells]
            return [tuple(say(cell, language) for cell in cells) for language in ("en", "zh")]
        case BugQuestion():
            reason = next(choice.id for choice in question.reasons if choice.correct)
            return [BugAnswer(fix.line, reason) for fix in question.fixes]
    return []


def mistakes(question):
    """Return (answer, the misconception it stands for) for every wrong answer that the writer lists."""
    match question:
        case ChoiceQuestion():
            return [(choice.id, choice.misconception) for choice in question.choices if not choice.correct]
        case MultiQuestion():
            return [((choice.id,), choice.misconception) for choice in question.choices if not choice.correct]
        case BooleanQuestion():
            return [(not question.answer, question.misconception)]
        case NumberQuestion():
            return [(repr(wrong.value), wrong.misconception) for wrong in question.wrong]
        case ShapeQuestion():
            return [(str(wrong.value), wrong.misconception) for wrong in question.wrong]
        case OutputQuestion():
            return [(wrong.value or "nothing", wrong.misconception) for wrong in question.wrong]
        case ClozeQuestion():
            return [(wrong.fillings, wrong.misconception) for wrong in question.wrong]
        case BugQuestion():
            right = next(choice.id for choice in question.reasons if choice.correct)
            lines = [(BugAnswer(wrong.line, right), wrong.misconception) for wrong in question.wrong]
            line = question.fixes[0].line
            reasons = [(BugAnswer(line, it.id), it.misconception) for it in question.reasons if not it.correct]
            return lines + reasons
    return []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_the_key_is_marked_right(question):
    if isinstance(question, OpenQuestion):
        every = tuple(range(len(question.points)))
        assert mark(question, OpenAnswer("…", every)).score == 1.0
        return
    assert keys(question)
    for key in keys(question):
        assert mark(question, key).correct is True, key


@pytest.mark.parametrize(
    ("question", "answer", "misconception"),
    [pytest.param(it, *wrong, id=f"{it.id}-{n}") for it in QUESTIONS for n, wrong in enumerate(mistakes(it))],
)
def test_a_listed_wrong_answer_reveals_its_misconception(question, answer, misconception):
    worth = mark(question, answer)
    assert worth.correct is False
    assert misconception is None or misconception in worth.misconceptions
