"""In which order choices, lines and cells are shown: drawn from the sitting's seed, so that resuming keeps it."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from kata.content.model import MatchQuestion, OrderQuestion, Text

T = TypeVar("T")


def shuffled(items: Sequence[T], question: str, seed: int) -> tuple[T, ...]:
    """Return `items` in an order that depends on the question's id and the sitting's seed alone."""
    order = list(items)
    Random(f"{seed}:{question}").shuffle(order)  # noqa: S311  no secret
    return tuple(order)


def first_order(question: OrderQuestion, seed: int) -> tuple[int, ...]:
    """Return the order in which the lines are shown first; never one that is right already."""
    right = tuple(range(len(question.lines)))
    order = shuffled(right, question.id, seed)
    while order == right or order in question.also:
        seed += 1
        order = shuffled(right, question.id, seed)
    return order


def cells_on_offer(question: MatchQuestion, column: int, seed: int) -> tuple[Text, ...]:
    """Return what may stand in the cells of a column (from 0): every cell of the table and the distractors, each once.

    The other columns' cells tempt: that PyTorch does what JAX does is what people get wrong.
    """
    cells = [cell for row in question.rows for cell in row.cells]
    return shuffled(tuple(dict.fromkeys([*cells, *question.distractors])), f"{question.id}:{column}", seed)
