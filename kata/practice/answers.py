"""What a reader answers, by kind of question, and what the answer is worth."""

from msgspec import Struct

from kata.content.model import Text


class BugAnswer(Struct, frozen=True):
    """The line held to be wrong (from 1) and the id of the reason chosen."""

    line: int
    reason: str


class OpenAnswer(Struct, frozen=True):
    """Free text, and the indices of the key points that the reader ticked afterwards."""

    text: str
    points: tuple[int, ...]


# choice: the id · multi: ids · boolean: bool · number, shape, output: the text typed · order: indices into `lines` ·
# cloze: one text per blank · match: one text per cell, row by row · bug: BugAnswer · open: OpenAnswer
Answer = str | bool | tuple[str, ...] | tuple[int, ...] | tuple[tuple[str, ...], ...] | BugAnswer | OpenAnswer


class Mark(Struct, frozen=True, kw_only=True):
    """What an answer is worth. `correct` is None for `open`; `score` is the part that was right, 0 to 1.

    `misconceptions` are the slugs that the answer reveals; `why` speaks to the wrong answer that was given.
    """

    correct: bool | None
    score: float
    misconceptions: tuple[str, ...] = ()
    why: tuple[Text, ...] = ()
