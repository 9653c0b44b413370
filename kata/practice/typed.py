"""Answers typed as lines, for where there is no screen: what the lines mean, by kind of question.

`Offer` holds what the reader sees under letters and numbers: the lines of an `order` question and the cells of a
`match` question, both mixed by the sitting's seed.
"""

import random
import re
import unicodedata
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
from kata.i18n import _, ngettext
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
        shuffles = (tuple(rng.sample(right[0], len(right[0]))) for _attempt in range(100))
        return Offer(lines=next((lines for lines in shuffles if lines not in right), right[0][::-1]))
    if isinstance(question, MatchQuestion):
        cells = dict.fromkeys([cell for row in question.rows for cell in row.cells] + [*question.distractors])
        return Offer(cells=tuple(rng.sample(list(cells), len(cells))))
    return Offer()


def read_typed(question: Question, offered: Offer, typed: Sequence[str], language: str) -> Answer:
    """Return the answer that the typed lines mean: one line, but one a blank (`cloze`) and one a row (`match`).

    Raises:
        AnswerError: They can't be read; the message says what form is expected.
    """
    text = _plain(typed[0])
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
            return tuple(cell for line in typed for cell in read_row(question, offered, line, language))
        case BugQuestion():
            return _bug(text)
        case ChoiceQuestion():
            return text.rstrip(").").casefold()
    return "\n".join(typed)


def read_row(question: MatchQuestion, offered: Offer, typed: str, language: str) -> tuple[str, ...]:
    """Return the cells of one row of a `match` question, typed as a letter for each column.

    Raises:
        AnswerError: They are not as many letters as columns, or not on offer.
    """
    letters = _letters(_plain(typed))
    known = [chr(ord("a") + number) for number in range(len(offered.cells))]
    if len(letters) != len(question.columns) or not set(letters) <= set(known):
        message = ngettext(
            "Type one letter, a to {last}.", "Type {count} letters, each a to {last}.", len(question.columns)
        )
        raise AnswerError(message.format(count=len(question.columns), last=known[-1]))
    return tuple(say(offered.cells[known.index(letter)], language) for letter in letters)


def read_points(typed: str, count: int) -> tuple[int, ...]:
    """Return the indices (from 0) of the key points whose numbers (from 1) were typed; none for an empty line.

    Raises:
        AnswerError: There is no such point.
    """
    plain = _plain(typed)
    numbers = sorted({int(number) for number in re.findall(r"\d+", plain)})
    if re.sub(r"[\d\s,.;、]", "", plain) or not all(1 <= number <= count for number in numbers):
        raise AnswerError(_("Type the numbers of points, 1 to {last}, or nothing.").format(last=count))
    return tuple(number - 1 for number in numbers)


def _plain(typed: str) -> str:
    """Return the text with full-width letters, digits and commas made plain."""
    return unicodedata.normalize("NFKC", typed).strip()


def _letters(text: str) -> list[str]:
    """Split `a c`, `a,c`, `a) c)` or `ac` into letters."""
    parts = [part for part in re.split(r"[\s,.;)、]+", text.casefold()) if part]
    return list(parts[0]) if len(parts) == 1 else parts


def _truth(text: str) -> bool:
    if text.casefold() in TRUE:
        return True
    if text.casefold() in FALSE:
        return False
    raise AnswerError(_("Answer true or false."))


def _order(text: str, shown: Sequence[int]) -> tuple[int, ...]:
    digits = re.findall(r"\d", text) if re.fullmatch(r"[\d\s,.;>、-]+", text) else []
    places = [int(digit) - 1 for digit in digits]
    if sorted(places) != list(range(len(shown))):
        raise AnswerError(_("Name every line once, for example {example}.").format(example=_example(len(shown))))
    return tuple(shown[place] for place in places)


def _example(count: int) -> str:
    return " ".join(str(number) for number in [2, 1, *range(3, count + 1)])


def _bug(text: str) -> BugAnswer:
    found = re.fullmatch(r"(\d+)\W*([a-z])\W*", text.casefold())
    if found is None:
        raise AnswerError(_("Type the line's number and the reason's letter, for example 3 b."))
    return BugAnswer(line=int(found[1]), reason=found[2])
