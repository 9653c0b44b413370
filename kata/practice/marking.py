"""`mark`: what an answer to a question of any kind is worth, and which wrong belief it reveals."""

import math
import re
from collections.abc import Iterable, Sequence
from functools import singledispatch
from typing import Any

from kata.content.model import (
    BooleanQuestion,
    BugQuestion,
    Choice,
    ChoiceQuestion,
    ClozeQuestion,
    MatchQuestion,
    MultiQuestion,
    NumberQuestion,
    OpenQuestion,
    OrderQuestion,
    OutputQuestion,
    Question,
    ShapeQuestion,
    Tempting,
    Text,
    say,
)
from kata.i18n import _
from kata.practice.answers import Answer, BugAnswer, Mark, OpenAnswer
from kata.practice.numbers import AnswerError, read_number, read_shape
from kata.practice.texts import announces_nameless_error, same_printed, spoken, tight

RIGHT = Mark(correct=True, score=1.0)


def mark(question: Question, answer: Answer, filling_passed: bool | None = None) -> Mark:
    """Return what `answer` (see `answers` for its form by kind) is worth.

    `filling_passed` is for `cloze`: whether the code with the learner's filling passed its test; None where it was not
    run, and the accepted fillings decide.

    Raises:
        AnswerError: The answer can't be read; the message says what form is expected. It counts as no answer.
    """
    return _mark(question, answer, filling_passed)


@singledispatch
def _mark(question: Any, _answer: Any, _filling_passed: bool | None) -> Mark:
    raise TypeError(type(question).__name__)


@_mark.register
def _choice(question: ChoiceQuestion, answer: Any, _filling_passed: bool | None) -> Mark:
    chosen = _chosen(question.choices, answer)
    return RIGHT if chosen.correct else _wrong(0.0, [chosen])


@_mark.register
def _multi(question: MultiQuestion, answer: Any, _filling_passed: bool | None) -> Mark:
    if not isinstance(answer, tuple | list) or not answer:
        raise AnswerError(_("Choose at least one."))
    chosen = [_chosen(question.choices, letter) for letter in dict.fromkeys(answer)]
    mistaken = [choice for choice in chosen if not choice.correct]
    right = sum(choice.correct for choice in question.choices)
    hits = len(chosen) - len(mistaken)
    if hits == right and not mistaken:
        return RIGHT
    return _wrong(max(0, hits - len(mistaken)) / right, mistaken)


@_mark.register
def _boolean(question: BooleanQuestion, answer: Any, _filling_passed: bool | None) -> Mark:
    if not isinstance(answer, bool):
        raise AnswerError(_("Answer true or false."))
    if answer is question.answer:
        return RIGHT
    return Mark(correct=False, score=0.0, misconceptions=(question.misconception,))


@_mark.register
def _number(question: NumberQuestion, answer: Any, _filling_passed: bool | None) -> Mark:
    value = read_number(_text(answer), () if question.unit is None else spoken(question.unit))
    if _close(value, question.answer, question.tolerance):
        return RIGHT
    return _wrong(0.0, [wrong for wrong in question.wrong if _close(value, wrong.value, question.tolerance)])


@_mark.register
def _shape(question: ShapeQuestion, answer: Any, _filling_passed: bool | None) -> Mark:
    shape = read_shape(_text(answer))
    if shape == question.answer:
        return RIGHT
    return _wrong(0.0, [wrong for wrong in question.wrong if wrong.value == shape])


@_mark.register
def _output(question: OutputQuestion, answer: Any, _filling_passed: bool | None) -> Mark:
    typed = _text(answer, _("Type what is printed; if nothing is, type: nothing."))
    if same_printed(typed, question.answer, question.raises):
        return RIGHT
    expected = [wrong for wrong in question.wrong if same_printed(typed, wrong.value)]
    if not expected and announces_nameless_error(typed):  # unless the program prints that very word
        raise AnswerError(_("Name the class of the exception, for example ValueError."))
    return _wrong(0.0, expected)


@_mark.register
def _order(question: OrderQuestion, answer: Any, _filling_passed: bool | None) -> Mark:
    first = tuple(range(len(question.lines)))
    if not isinstance(answer, tuple | list) or sorted(answer) != list(first):
        raise AnswerError(_("Name every line once."))
    # Lines that read the same may change places.
    given = [question.lines[index] for index in answer]
    accepted = [[question.lines[index] for index in order] for order in (first, *question.also)]
    score = max(_share(line == other for line, other in zip(given, order, strict=True)) for order in accepted)
    return RIGHT if score == 1.0 else Mark(correct=False, score=score)


@_mark.register
def _cloze(question: ClozeQuestion, answer: Any, filling_passed: bool | None) -> Mark:
    if isinstance(answer, str):
        answer = (answer,)
    if not isinstance(answer, tuple | list) or len(answer) != len(question.answers[0]):
        raise AnswerError(_("Fill every blank."))
    if any(_same_code(answer, accepted) for accepted in question.answers):
        return RIGHT
    if filling_passed:
        return RIGHT
    return _wrong(0.0, [wrong for wrong in question.wrong if _same_code(answer, wrong.fillings)])


@_mark.register
def _match(question: MatchQuestion, answer: Any, _filling_passed: bool | None) -> Mark:
    cells = [cell for row in question.rows for cell in row.cells]
    given = [cell for part in answer for cell in ((part,) if isinstance(part, str) else part)]
    if len(given) != len(cells):
        raise AnswerError(_("Fill every cell of the table."))
    score = _share(_same_text(text, cell) for text, cell in zip(given, cells, strict=True))
    return RIGHT if score == 1.0 else Mark(correct=False, score=score)


@_mark.register
def _bug(question: BugQuestion, answer: Any, _filling_passed: bool | None) -> Mark:
    last = len(say(question.code or "", "en").splitlines())
    if not isinstance(answer, BugAnswer) or not 1 <= answer.line <= last:
        raise AnswerError(_("Give the number of a line, 1 to {last}, and a reason.").format(last=last))
    reason = _chosen(question.reasons, answer.reason)
    line_right = any(fix.line == answer.line for fix in question.fixes)
    if line_right and reason.correct:
        return RIGHT
    tempted = [] if line_right else [wrong for wrong in question.wrong if wrong.line == answer.line]
    return _wrong((line_right + reason.correct) / 2, [*tempted, *([] if reason.correct else [reason])])


@_mark.register
def _open(question: OpenQuestion, answer: Any, _filling_passed: bool | None) -> Mark:
    if not isinstance(answer, OpenAnswer):
        raise AnswerError(_("Answer in your own words, then tick the points you made."))
    ticked = set(answer.points) & set(range(len(question.points)))
    return Mark(correct=None, score=len(ticked) / len(question.points))


def _wrong(score: float, reasons: Sequence[Choice | Tempting]) -> Mark:
    """Return a wrong answer's mark, with what each wrong part of it stands for."""
    return Mark(
        correct=False,
        score=score,
        misconceptions=tuple(dict.fromkeys(reason.misconception for reason in reasons if reason.misconception)),
        why=tuple(reason.why for reason in reasons if reason.why is not None),
    )


def _chosen(choices: Sequence[Choice], letter: object) -> Choice:
    for choice in choices:
        if isinstance(letter, str) and choice.id == letter.strip().casefold():
            return choice
    letters = ", ".join(choice.id for choice in choices)
    raise AnswerError(_("Choose one of {letters}.").format(letters=letters))


def _text(answer: object, form: str = "") -> str:
    """Return a typed answer, refusing one that is empty."""
    if not isinstance(answer, str) or not answer.strip():
        raise AnswerError(form or _("Type an answer."))
    return answer


def _close(value: float, expected: float, tolerance: float) -> bool:
    """Compare within the question's tolerance, and never finer than a float can say."""
    if not math.isfinite(expected):
        return value == expected or (math.isnan(value) and math.isnan(expected))
    return abs(value - expected) <= tolerance + 1e-9 * abs(expected)


def _same_code(given: Sequence[str], accepted: Sequence[str]) -> bool:
    return [_code(text) for text in given] == [_code(text) for text in accepted]


def _code(text: str) -> str:
    """Return code as it is compared where it can't be run: without spacing and a semicolon at the end."""
    lines = [tight(line).replace(" - ", "-") for line in text.strip().rstrip(";").splitlines()]
    return "\n".join(line for line in lines if line)


def _same_text(given: str, cell: Text) -> bool:
    return any(re.sub(r"\s+", " ", given).strip() == re.sub(r"\s+", " ", text).strip() for text in spoken(cell))


def _share(hits: Iterable[bool]) -> float:
    found = list(hits)
    return sum(found) / len(found)
