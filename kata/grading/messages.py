"""What a screen and the grading service say to each other: msgpack frames on the service's stdin and stdout."""

import msgspec

from kata.content.model import ClozeQuestion
from kata.grading.report import Event, FillingResult, GradeRequest


class Prepare(msgspec.Struct, frozen=True, tag=True):
    """A grading of this variant is likely soon: warm up for it."""

    variant: str


class Grade(msgspec.Struct, frozen=True, tag=True):
    """Grade this; events come back under the same number."""

    number: int
    request: GradeRequest


class Fill(msgspec.Struct, frozen=True, tag=True):
    """Run a cloze question with these fillings, in this language."""

    number: int
    question: ClozeQuestion
    fillings: list[str]
    language: str


class Cancel(msgspec.Struct, frozen=True, tag=True):
    """Give up on what was asked under this number."""

    number: int


class Told(msgspec.Struct, frozen=True, tag=True):
    """An event of a grading."""

    number: int
    event: Event


class Filled(msgspec.Struct, frozen=True, tag=True):
    """The result of a filling."""

    number: int
    result: FillingResult


class Done(msgspec.Struct, frozen=True, tag=True):
    """Nothing more comes under this number; `fault` says why nothing came of it, if so."""

    number: int
    fault: str | None = None
    exit_code: int = 3


Asked = Prepare | Grade | Fill | Cancel
Answered = Told | Filled | Done
