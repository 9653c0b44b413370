"""Answers typed as lines, for where there is no screen: what the lines mean, by kind of question.

`Offer` holds what the reader sees under letters and numbers: the lines of an `order` question and the cells of a `match`
question, both mixed by the sitting's seed.
"""

import random
import re
from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from kata.content.model import (
    BooleanQuestion,
    BugQuestion,
    ChoiceQuestion,
    ClozeQuestion,
    MatchQuestion,
    MultiQuestion,
    OrderQuestion,
    Question,
    Text,
    say,
)
from kata.i18n import _
from kata.practice.answers import Answer, BugAnswer
from kata.practice.numbers import AnswerError

TRUE: Final = frozenset({"t", "true", "yes", "y", "1", "对", "是", "真", "正确"})
FALSE: Final = frozenset({"f", "false", "no", "n", "0", "错", "否", "假", "不", "错误", "不对"})


class Offer(Struct, frozen=True):
    """What is on offer: `lines`, indices of an `order` question's lines as shown; `cells` of a `match` question."""

    lines: tuple[int, ...] = ()
    cells: tuple[Text, ...] = ()


def offer(question: Question, seed: int) -> Offer:
    """Return what a question offers, mixed by the seed; the lines to order never stand in the right order."""
    rng = random.Random(f"{seed} {question.id}")  # noqa: S311  no secret
    if isinstance(question, OrderQuestion):
        right = [tuple(range(len(question.lines))), *question.also]
        lines = right[0]
        while lines in right:
            lines = tuple(rng.sample(right[0], len(right[0])))
        return Offer(lines=lines)
    if isinstance(question, MatchQuestion):
        cells = dict.fromkeys([cell for row in question.rows for cell in row.cells] + [*question.distractors])
        return Offer(cells=tuple(rng.sample(list(cells), len(cells))))
    return Offer()


def read_typed(question: Question, offered: Offer, typed: Sequence[str], language: str) -> Answer:
    """Return the answer that the typed lines mean: one line, but one a blank (`cloze`) and one a row (`match`).

    Raises:
        AnswerError: They can't be read; the message says what form is expected.
    """
    text = typed[0].strip()
    match question:
        case MultiQuestion():
            return tuple(_letters(text))
        case BooleanQuestion():
            return _truth(text)
        case OrderQuestion():
            return _order(text, offered.lines)
        case ClozeQuestion():
            return tuple(typed)
        case MatchQuestion():
            return _cells(typed, offered.cells, len(question.columns), language)
        case BugQuestion():
            return _bug(text)
        case ChoiceQuestion():
            return text.rstrip(").").casefold()
    return "\n".join(typed)


def read_points(typed: str, count: int) -> tuple[int, ...]:
    """Return the indices (from 0) of the key points whose numbers (from 1) were typed; none for an empty line.

    Raises:
        AnswerError: There is no such point.
    """
    numbers = sorted({int(number) for number in re.findall(r"\d+", typed)})
    if re.sub(r"[\d\s,.;、，]", "", typed) or not all(1 <= number <= count for number in numbers):
        raise AnswerError(_("Type the numbers of points, 1 to {last}, or nothing.").format(last=count))
    return tuple(number - 1 for number in numbers)


def _letters(text: str) -> list[str]:
    """Split `a c`, `a,c`, `a) c)` or `ac` into letters."""
    parts = [part for part in re.split(r"[\s,.;)、，]+", text.casefold()) if part]
    return list(parts[0]) if len(parts) == 1 else parts


def _truth(text: str) -> bool:
    if text.casefold() in TRUE:
        return True
    if text.casefold() in FALSE:
        return False
    raise AnswerError(_("Answer true or false."))


def _order(text: str, shown: Sequence[int]) -> tuple[int, ...]:
    digits = re.findall(r"\d", text) if re.fullmatch(r"[\d\s,.;>、，-]+", text) else []
    places = [int(digit) - 1 for digit in digits]
    if sorted(places) != list(range(len(shown))):
        raise AnswerError(_("Name every line once, for example {example}.").format(example=_example(len(shown))))
    return tuple(shown[place] for place in places)


def _example(count: int) -> str:
    return " ".join(str(number) for number in [2, 1, *range(3, count + 1)])


def _cells(typed: Sequence[str], cells: Sequence[Text], columns: int, language: str) -> tuple[str, ...]:
    chosen: list[str] = []
    for line in typed:
        letters = _letters(line)
        indices = [ord(letter) - ord("a") for letter in letters if len(letter) == 1]
        if len(indices) != columns or len(letters) != columns or not all(0 <= i < len(cells) for i in indices):
            message = _("Type one letter a column, a to {last}.")
            raise AnswerError(message.format(last=chr(ord("a") + len(cells) - 1)))
        chosen += [say(cells[index], language) for index in indices]
    return tuple(chosen)


def _bug(text: str) -> BugAnswer:
    found = re.fullmatch(r"(\d+)\W*([a-z])\W*", text.casefold())
    if found is None:
        raise AnswerError(_("Type the line's number and the reason's letter, for example 3 b."))
    return BugAnswer(line=int(found[1]), reason=found[2])
