"""The right answer of a question in plain words, and an answer as it was given."""

from collections.abc import Sequence
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
    say,
)
from kata.i18n import _


def right_answer(question: Question, language: str) -> str:
    """Return the right answer in `language`; more than one line where it has more."""
    match question:
        case ChoiceQuestion() | MultiQuestion():
            return "\n".join(_lettered(question.choices, language))
        case BooleanQuestion():
            return _("true") if question.answer else _("false")
        case NumberQuestion():
            return f"{question.answer:.12g} {say(question.unit or '', language)}".strip()
        case ShapeQuestion():
            return str(question.answer)
        case OutputQuestion():
            return "\n".join(part for part in (question.answer.rstrip(), question.raises) if part)
        case OrderQuestion():
            return "\n".join(say(line, language) for line in question.lines)
        case ClozeQuestion():
            return "\n".join(question.answers[0])
        case MatchQuestion():
            return "\n".join(_row(question, number, language) for number in range(len(question.rows)))
        case BugQuestion():
            return _bug(question, language)
        case OpenQuestion():
            return say(question.model_answer, language)


def given_answer(question: Question, answer: Any, language: str) -> str:
    """Return an answer as it is stored (a JSON value) in words; more than one line where it has more."""
    match question:
        case ChoiceQuestion() | MultiQuestion():
            return "\n".join(_named(question.choices, [answer] if isinstance(answer, str) else answer, language))
        case BooleanQuestion():
            return _("true") if answer else _("false")
        case OrderQuestion():
            return "\n".join(say(question.lines[index], language) for index in answer)
        case MatchQuestion():
            cells = [cell for part in answer for cell in ([part] if isinstance(part, str) else part)]
            width = len(question.columns)
            rows = [cells[at : at + width] for at in range(0, len(cells), width)]
            labels = (say(row.label, language) for row in question.rows)
            return "\n".join(f"{label}: {'; '.join(row)}" for label, row in zip(labels, rows, strict=False))
        case BugQuestion():
            line = _("line {number}").format(number=answer["line"])
            return "\n".join([line, *_named(question.reasons, [answer["reason"]], language)])
        case OpenQuestion():
            return str(answer["text"])
    return answer if isinstance(answer, str) else "\n".join(map(str, answer))


def _named(choices: Sequence[Choice], ids: Sequence[str], language: str) -> list[str]:
    return [f"{choice.id}) {say(choice.text, language)}" for choice in choices if choice.id in ids]


def _lettered(choices: Sequence[Choice], language: str) -> list[str]:
    return [f"{choice.id}) {say(choice.text, language)}" for choice in choices if choice.correct]


def _row(question: MatchQuestion, number: int, language: str) -> str:
    row = question.rows[number]
    cells = [say(cell, language) for cell in row.cells]
    if len(cells) > 1:
        columns = [say(column, language) for column in question.columns]
        cells = [f"{column}: {cell}" for column, cell in zip(columns, cells, strict=True)]
    return f"{say(row.label, language)}: {'; '.join(cells)}"


def _bug(question: BugQuestion, language: str) -> str:
    fix = question.fixes[0]
    line = _("line {number}, instead: {code}").format(number=fix.line, code=fix.code.strip())
    return "\n".join([line, *_lettered(question.reasons, language)])
