"""What the right answer is, in text and code, for kinds whose form cannot show it by itself."""

from functools import singledispatch

from msgspec import Struct

from kata.content.model import (
    BugQuestion,
    ClozeQuestion,
    MatchQuestion,
    NumberQuestion,
    OpenQuestion,
    OrderQuestion,
    OutputQuestion,
    Question,
    ShapeQuestion,
    say,
)
from kata.i18n import _
from kata.practice import Answer
from kata.tui.asking import nearest_order


class RightAnswer(Struct, frozen=True):
    """A sentence, and code or output that belongs to it; either may be empty."""

    text: str = ""
    code: str = ""


def right_answer(question: Question, answer: Answer, language: str) -> RightAnswer:
    """Return what to show beside a wrong answer; empty where the form marks the right rows itself."""
    return _right(question, answer, language)


@singledispatch
def _right(_question: object, _answer: object, _language: str) -> RightAnswer:
    return RightAnswer()


@_right.register
def _number(question: NumberQuestion, _answer: object, language: str) -> RightAnswer:
    unit = "" if question.unit is None else " " + say(question.unit, language)
    return RightAnswer(_("Right is {answer}.").format(answer=f"{plain_number(question.answer)}{unit}"))


@_right.register
def _shape(question: ShapeQuestion, _answer: object, _language: str) -> RightAnswer:
    return RightAnswer(_("Right is {answer}.").format(answer=str(question.answer)))


@_right.register
def _output(question: OutputQuestion, _answer: object, _language: str) -> RightAnswer:
    printed = question.answer.rstrip("\n")
    if question.raises is None:
        return RightAnswer(_("It prints:") if printed else _("It prints nothing."), printed)
    raised = _("It raises {name}.").format(name=question.raises)
    return RightAnswer(
        _("It prints this, then raises {name}:").format(name=question.raises) if printed else raised, printed
    )


@_right.register
def _order(question: OrderQuestion, answer: tuple, language: str) -> RightAnswer:  # type: ignore[type-arg]
    lines = [say(question.lines[at], language) for at in nearest_order(question, answer)]
    return RightAnswer(_("The right order:"), "\n".join(lines))


@_right.register
def _cloze(question: ClozeQuestion, _answer: object, _language: str) -> RightAnswer:
    best = question.answers[0]
    numbered = best if len(best) == 1 else [f"{number}  {filling}" for number, filling in enumerate(best, 1)]
    return RightAnswer(_("This passes:"), "\n".join(numbered))


@_right.register
def _match(question: MatchQuestion, _answer: object, language: str) -> RightAnswer:
    rows = [
        f"- {say(row.label, language)} → " + " · ".join(say(cell, language) for cell in row.cells)
        for row in question.rows
    ]
    return RightAnswer(_("Right is:") + "\n\n" + "\n".join(rows))


@_right.register
def _bug(question: BugQuestion, _answer: object, _language: str) -> RightAnswer:
    fix = question.fixes[0]
    return RightAnswer(_("Line {number} should be:").format(number=fix.line), fix.code.rstrip("\n"))


@_right.register
def _open(question: OpenQuestion, _answer: object, language: str) -> RightAnswer:
    return RightAnswer(_("One good answer:") + "\n\n" + say(question.model_answer, language))


def plain_number(value: float) -> str:
    """Return a number as people write it: no trailing `.0`, no exponent for what fits in a line."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else f"{value:g}"
