"""Corrupted copies of a question, each of which its proof must reject: the proof of the proof."""

import math
from collections.abc import Callable, Iterator
from typing import Any, Final

from msgspec.structs import replace

from kata.content.model import (
    BooleanQuestion,
    BugQuestion,
    ChoiceQuestion,
    ClozeQuestion,
    Fix,
    MatchQuestion,
    Misbelief,
    MultiQuestion,
    NumberQuestion,
    OpenQuestion,
    OrderQuestion,
    OutputQuestion,
    Point,
    Question,
    ShapeQuestion,
    WrongFilling,
    say,
)
from kata.content.verdicts import fixed
from kata.i18n import _

# What was corrupted, in words, and the question with that corruption.
Corrupted = tuple[str, Question]


def corruptions(question: Question) -> Iterator[Corrupted]:
    """Yield the question with its key corrupted in every plausible way."""
    yield from _CORRUPTIONS[type(question)](question)


def _choice(question: ChoiceQuestion) -> Iterator[Corrupted]:
    """Each other choice as the correct one."""
    for key in question.choices:
        if not key.correct:
            choices = tuple(replace(choice, correct=choice.id == key.id) for choice in question.choices)
            yield _("correct: {ids}").format(ids=key.id), replace(question, choices=choices)


def _multi(question: MultiQuestion) -> Iterator[Corrupted]:
    """Each choice flipped."""
    for key in question.choices:
        choices = tuple(replace(choice, correct=choice.correct ^ (choice.id == key.id)) for choice in question.choices)
        ids = ", ".join(choice.id for choice in choices if choice.correct) or "-"
        yield _("correct: {ids}").format(ids=ids), replace(question, choices=choices)


def _boolean(question: BooleanQuestion) -> Iterator[Corrupted]:
    """The other truth value."""
    yield _answer(not question.answer), replace(question, answer=not question.answer)


def _answer(value: object) -> str:
    """Name a corrupted answer."""
    return _("answer: {value}").format(value=value)


def _number(question: NumberQuestion) -> Iterator[Corrupted]:
    """Each wrong number, the other sign, ten times as much, one more."""
    answer = question.answer
    others = [wrong.value for wrong in question.wrong] + [
        -answer,
        answer * 10,
        answer + 1,
        answer + 3 * question.tolerance,
    ]
    for value in dict.fromkeys(others):
        if abs(value - answer) > 2 * question.tolerance and not math.isclose(value, answer, rel_tol=1e-6):
            yield _answer(value), replace(question, answer=value, wrong=())


def _shape(question: ShapeQuestion) -> Iterator[Corrupted]:
    """Each wrong shape, the shape reversed, one axis more."""
    others = [wrong.value for wrong in question.wrong] + [question.answer[::-1], (*question.answer, 1)]
    for value in dict.fromkeys(others):
        if value != question.answer:
            yield _answer(value), replace(question, answer=value, wrong=())


def _output(question: OutputQuestion) -> Iterator[Corrupted]:
    """Each wrong output, the lines reversed, a letter more; the exception forgotten or made up."""
    lines = question.answer.splitlines()
    others = [wrong.value for wrong in question.wrong] + ["\n".join(reversed(lines)), question.answer.rstrip() + "x"]
    for value in dict.fromkeys(others):
        if value.split() != question.answer.split():
            yield _answer(repr(value)), replace(question, answer=value, wrong=())
    raises = "KeyError" if question.raises is None else None
    yield _("raises: {name}").format(name=raises), replace(question, raises=raises, wrong=())


def _order(question: OrderQuestion) -> Iterator[Corrupted]:
    """Two neighbours swapped, the lines reversed, an accepted order left out."""
    places = tuple(range(len(question.lines)))
    accepted = {places, *question.also}
    swaps = [(*places[:at], places[at + 1], places[at], *places[at + 2 :]) for at in places[:-1]]
    for order in dict.fromkeys([*swaps, places[::-1]]):
        if order not in accepted:
            yield _("also: {order}").format(order=list(order)), replace(question, also=(*question.also, order))
    for order in question.also:
        rest = tuple(other for other in question.also if other != order)
        yield _("also: without {order}").format(order=list(order)), replace(question, also=rest)


def _cloze(question: ClozeQuestion) -> Iterator[Corrupted]:
    """Each wrong filling as an accepted one, each accepted one as wrong."""
    for wrong in question.wrong:
        shown = " | ".join(wrong.fillings)
        yield _("answers: {fillings}").format(fillings=shown), replace(question, answers=(wrong.fillings,), wrong=())
    for fillings in question.answers:
        wrong = WrongFilling(fillings=fillings, misconception="none", why="")
        yield _("wrong: {fillings}").format(fillings=" | ".join(fillings)), replace(question, wrong=(wrong,))


def _match(question: MatchQuestion) -> Iterator[Corrupted]:
    """Each cell replaced by every other text on offer."""
    offered = {say(cell, "en"): cell for row in question.rows for cell in row.cells}
    offered |= {say(cell, "en"): cell for cell in question.distractors}
    for place, row in enumerate(question.rows):
        for column, cell in enumerate(row.cells):
            for text, other in offered.items():
                if text != say(cell, "en"):
                    cells = (*row.cells[:column], other, *row.cells[column + 1 :])
                    rows = (*question.rows[:place], replace(row, cells=cells), *question.rows[place + 1 :])
                    name = _("row {row}, column {column}: {text}")
                    yield name.format(row=place + 1, column=column + 1, text=text), replace(question, rows=rows)


def _bug(question: BugQuestion) -> Iterator[Corrupted]:
    """The code already fixed; each fix undone, or one line off."""
    code = say(question.code or "", "en")
    lines = code.splitlines()
    for place, fix in enumerate(question.fixes):
        repaired = fixed(code, fix.line, fix.code)
        name = _("the code as fix {number} leaves it").format(number=place + 1)
        yield name, replace(question, code=repaired, fixes=())
        undone = Fix(line=fix.line, code=lines[fix.line - 1])
        yield _("fix {number} undone").format(number=place + 1), replace(question, fixes=(undone,))
        for line in (fix.line - 1, fix.line + 1):
            if 1 <= line <= len(lines) and line not in {other.line for other in question.fixes}:
                name = _("fix {number} at line {line}").format(number=place + 1, line=line)
                yield name, replace(question, fixes=(Fix(line=line, code=fix.code),))


def _open(question: OpenQuestion) -> Iterator[Corrupted]:
    """Each misconception as a point, each point as a misconception."""
    for place, belief in enumerate(question.misconceptions):
        if belief.proof is not None:
            point = Point(text=belief.text, proof=belief.proof)
            name = _("misconception {number} as a point").format(number=place + 1)
            yield name, replace(question, points=(point,), misconceptions=(), proof=None)
    for place, point in enumerate(question.points):
        if point.proof is not None:
            belief = Misbelief(misconception="none", text=point.text, proof=point.proof)
            name = _("point {number} as a misconception").format(number=place + 1)
            yield name, replace(question, points=(), misconceptions=(belief,), proof=None)


_CORRUPTIONS: Final[dict[type, Callable[[Any], Iterator[Corrupted]]]] = {
    ChoiceQuestion: _choice,
    MultiQuestion: _multi,
    BooleanQuestion: _boolean,
    NumberQuestion: _number,
    ShapeQuestion: _shape,
    OutputQuestion: _output,
    OrderQuestion: _order,
    ClozeQuestion: _cloze,
    MatchQuestion: _match,
    BugQuestion: _bug,
    OpenQuestion: _open,
}
