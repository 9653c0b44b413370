"""Faults of answers, kind by kind: what cannot be answered, or not rightly, or only by chance."""

import builtins
import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from kata.content.lint_code import BLANK
from kata.content.lint_text import Finding
from kata.content.model import (
    BugQuestion,
    Choice,
    ChoiceQuestion,
    ClozeQuestion,
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
    say,
)
from kata.content.source import Steps
from kata.i18n import _


def answer_findings(question: Question) -> Iterator[Finding]:
    """Find faults in the answer fields of a question."""
    if check := _CHECKS.get(type(question)):
        yield from check(question)


def _choices(choices: tuple[Choice, ...], name: str) -> Iterator[Finding]:
    """Every wrong choice stands for a misconception and says why it tempts; a correct one does neither."""
    for place, choice in enumerate(choices):
        here: Steps = (name, place)
        expected = chr(ord("a") + place)
        if choice.id != expected:
            message = _("the choices are lettered in order: expected '{expected}', found '{found}'")
            yield (*here, "id"), message.format(expected=expected, found=choice.id)
        if choice.correct:
            for field in ("misconception", "why"):
                if getattr(choice, field) is not None:
                    message = _(
                        "a correct choice stands for no misconception: remove `{field}` (the explanation says why)"
                    )
                    yield (*here, field), message.format(field=field)
        else:
            lacking = [f"`{field}`" for field in ("misconception", "why") if getattr(choice, field) is None]
            if lacking:
                yield here, _("a wrong choice needs {fields}").format(fields=_(" and ").join(lacking))
    yield from _repeated([say(choice.text, "en") for choice in choices], (name,), "text")


def _repeated(items: Iterable[Any], steps: Steps, field: str | None = None) -> Iterator[Finding]:
    """Two entries of a list that are the same."""
    seen: list[Any] = []
    for place, item in enumerate(items):
        if item in seen:
            where = (*steps, place) if field is None else (*steps, place, field)
            yield where, _("the same as entry {number}").format(number=seen.index(item) + 1)
        seen.append(item)


def _one_correct(choices: tuple[Choice, ...], name: str) -> Iterator[Finding]:
    """Exactly one choice is correct."""
    correct = [choice.id for choice in choices if choice.correct]
    if not correct:
        yield (name,), _("no choice is correct: mark one with `correct: true`")
    if len(correct) > 1:
        message = _("several choices are correct ({ids}): keep one, or make the kind `multi`")
        yield (name,), message.format(ids=", ".join(correct))


def _choice(question: ChoiceQuestion) -> Iterator[Finding]:
    """At least two choices, one correct."""
    if len(question.choices) < 2:
        yield ("choices",), _("needs at least two choices")
    yield from _one_correct(question.choices, "choices")
    yield from _choices(question.choices, "choices")


def _multi(question: MultiQuestion) -> Iterator[Finding]:
    """Neither all nor none correct."""
    correct = sum(choice.correct for choice in question.choices)
    if correct == 0:
        yield ("choices",), _("no choice is correct: mark the right ones with `correct: true`")
    elif correct == len(question.choices):
        yield ("choices",), _("every choice is correct: add a wrong one")
    yield from _choices(question.choices, "choices")


def _number(question: NumberQuestion) -> Iterator[Finding]:
    """A finite answer, and every wrong number outside the tolerance."""
    if not math.isfinite(question.answer):
        yield ("answer",), _("must be a finite number")
    for place, wrong in enumerate(question.wrong):
        if abs(wrong.value - question.answer) <= question.tolerance:
            message = _("{value} lies inside the tolerance, so it would be marked right")
            yield ("wrong", place, "value"), message.format(value=wrong.value)


def _shape(question: ShapeQuestion) -> Iterator[Finding]:
    """Sizes from zero up, and no wrong shape that is the answer."""
    for steps, shape in [
        (("answer",), question.answer),
        *((("wrong", n, "value"), w.value) for n, w in enumerate(question.wrong)),
    ]:
        if any(size < 0 for size in shape):
            yield steps, _("a size cannot be negative")
    yield from _equal_to_answer([wrong.value for wrong in question.wrong], question.answer)
    yield from _repeated([wrong.value for wrong in question.wrong], ("wrong",), "value")


def _equal_to_answer(wrong: list[Any], answer: Any) -> Iterator[Finding]:
    """A wrong answer must differ from the right one."""
    for place, value in enumerate(wrong):
        if value == answer:
            yield ("wrong", place, "value"), _("is the right answer itself")


def is_exception_name(name: str) -> bool:
    """Tell whether a name can be an exception class: a built-in one, or named as they are."""
    found = getattr(builtins, name, None)
    if isinstance(found, type):
        return issubclass(found, BaseException)
    return name.isidentifier() and name.endswith(("Error", "Exception", "Warning", "Interrupt", "Exit"))


def _output(question: OutputQuestion) -> Iterator[Finding]:
    """Code that prints or raises something; running it is the proof."""
    if question.code is None:
        yield (), _("needs `code`: what does it print?")
    if question.proof is not None:
        yield ("proof",), _("running `code` is the proof: remove `proof`")
    if question.raises is None and not question.answer.strip():
        yield ("answer",), _("is empty, and the code raises nothing: nothing is asked")
    if question.raises is not None and not is_exception_name(question.raises):
        yield ("raises",), _("'{name}' is not the name of an exception's class").format(name=question.raises)
    answer = _lines(f"{question.answer}\n{question.raises or ''}")
    yield from _equal_to_answer([_lines(wrong.value) for wrong in question.wrong], answer)
    yield from _repeated([_lines(wrong.value) for wrong in question.wrong], ("wrong",), "value")


def _lines(text: str) -> list[str]:
    """Return printed text without what doesn't count when an answer is marked: spaces, empty lines, kind of quotes."""
    lines = ["".join(line.split()).replace('"', "'") for line in text.splitlines()]
    return [line for line in lines if line]


def _order(question: OrderQuestion) -> Iterator[Finding]:
    """Lines that differ; other orders that are permutations, each once."""
    yield from _repeated([say(line, "en") for line in question.lines], ("lines",))
    places = tuple(range(len(question.lines)))
    for number, order in enumerate(question.also):
        if tuple(sorted(order)) != places:
            message = _("{order} is not a permutation of 0 to {last}")
            yield ("also", number), message.format(order=list(order), last=len(places) - 1)
        elif order == places:
            yield ("also", number), _("this is the order of `lines` itself: remove it")
    yield from _repeated(question.also, ("also",))


def _cloze(question: ClozeQuestion) -> Iterator[Finding]:
    """Blanks numbered from 1, and one text per blank in every filling."""
    if question.code is None:
        yield (), _("needs `code` with blanks such as {{1}}")
        return
    for language in ("en", "zh"):
        numbers = sorted({int(number) for number in BLANK.findall(say(question.code, language))})
        if numbers != list(range(1, len(numbers) + 1)) or not numbers:
            message = _("the blanks must be {{1}}, {{2}} … without a gap; found {numbers}")
            yield ("code",), message.replace("{numbers}", str(numbers))
            return
    yield from _fillings(question, len(numbers))
    if question.proof is None:
        yield (), _("needs a `proof`: the test that the reader's filling must pass")


def _fillings(question: ClozeQuestion, blanks: int) -> Iterator[Finding]:
    """Every filling has a text per blank; none is both right and wrong."""
    rows: list[tuple[Steps, tuple[str, ...]]] = [(("answers", n), row) for n, row in enumerate(question.answers)]
    rows += [(("wrong", n, "fillings"), wrong.fillings) for n, wrong in enumerate(question.wrong)]
    for steps, row in rows:
        if len(row) != blanks:
            yield steps, _("{found} fillings for {blanks} blanks").format(found=len(row), blanks=blanks)
    for place, wrong in enumerate(question.wrong):
        if wrong.fillings in question.answers:
            yield ("wrong", place, "fillings"), _("stands among the accepted answers too")
    yield from _repeated(question.answers, ("answers",))
    yield from _repeated([wrong.fillings for wrong in question.wrong], ("wrong",), "fillings")


def _match(question: MatchQuestion) -> Iterator[Finding]:
    """A cell per column in every row; distractors that are right nowhere."""
    cells = {say(cell, "en") for row in question.rows for cell in row.cells}
    for place, row in enumerate(question.rows):
        if len(row.cells) != len(question.columns):
            message = _("{found} cells for {columns} columns")
            yield ("rows", place, "cells"), message.format(found=len(row.cells), columns=len(question.columns))
    for place, cell in enumerate(question.distractors):
        if say(cell, "en") in cells:
            yield ("distractors", place), _("is right in a row: a distractor must be right nowhere")
    if len(cells) < 2:
        yield ("rows",), _("every cell is the same: nothing is asked")
    yield from _repeated([say(row.label, "en") for row in question.rows], ("rows",), "label")
    yield from _repeated([say(cell, "en") for cell in question.distractors], ("distractors",))


def _bug(question: BugQuestion) -> Iterator[Finding]:
    """Lines that exist, fixes that change something, one correct reason."""
    if question.code is None:
        yield (), _("needs `code` with the wrong line in it")
        return
    lines = say(question.code, "en").splitlines()
    for name, numbers in (("fixes", [fix.line for fix in question.fixes]), ("wrong", [w.line for w in question.wrong])):
        for place, number in enumerate(numbers):
            if number > len(lines):
                message = _("the code has {count} lines, there is no line {line}")
                yield (name, place, "line"), message.format(count=len(lines), line=number)
    for place, fix in enumerate(question.fixes):
        if fix.line <= len(lines) and fix.code.rstrip() == lines[fix.line - 1].rstrip():
            yield ("fixes", place, "code"), _("is the same as line {line}: nothing is fixed").format(line=fix.line)
    fixed = {fix.line for fix in question.fixes}
    for place, wrong in enumerate(question.wrong):
        if wrong.line in fixed:
            yield ("wrong", place, "line"), _("line {line} is one of the fixed lines").format(line=wrong.line)
    yield from _one_correct(question.reasons, "reasons")
    yield from _choices(question.reasons, "reasons")


def claim_findings(question: OpenQuestion) -> Iterator[Finding]:
    """An open question that others rely on makes three points or more, each proven or resting on a source."""
    if len(question.points) < 3:
        yield ("points",), _("needs three points or more")
    if question.sources and question.checked:
        return
    claims: tuple[tuple[str, tuple[Point | Misbelief, ...]], ...] = (
        ("points", question.points),
        ("misconceptions", question.misconceptions),
    )
    for name, items in claims:
        for place, item in enumerate(items):
            if item.proof is None:
                yield (name, place), _("needs a `proof`, or the question `sources` and `checked`")


_CHECKS: Final[dict[type, Callable[[Any], Iterator[Finding]]]] = {
    ChoiceQuestion: _choice,
    MultiQuestion: _multi,
    NumberQuestion: _number,
    ShapeQuestion: _shape,
    OutputQuestion: _output,
    OrderQuestion: _order,
    ClozeQuestion: _cloze,
    MatchQuestion: _match,
    BugQuestion: _bug,
}
