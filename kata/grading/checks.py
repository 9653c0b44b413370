"""How a grader says what it checks: the `check` decorator, and the failure that a check raises."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NoReturn

import numpy as np

from kata.content.model import Framework, Text, say
from kata.i18n import language

if TYPE_CHECKING:
    from kata.grading.subject import Subject

Match = Literal["values", "failure"]
Body = Callable[["Subject", np.random.Generator], None]


class CheckFailed(Exception):  # noqa: N818  graders raise and catch it under this name
    """A check's outcome: the submission is wrong here. `code` and `place` say how and where, in no language."""

    def __init__(self, message: str, *, code: str, place: str = "", hint: str = "") -> None:
        super().__init__(f"{message}\n{hint}" if hint else message)
        self.code = code
        self.place = place


@dataclass(frozen=True)
class Check:
    """One named thing that the judge looks at."""

    title: Text
    body: Body
    match: Match = "values"
    needs_pass: bool = False
    frameworks: tuple[Framework, ...] | None = None

    @property
    def name(self) -> str:
        """The English title: stable, for reports."""
        return say(self.title, "en")

    def rng(self, seed: int) -> np.random.Generator:
        """Return the check's own generator: the same whatever ran before it."""
        name = int.from_bytes(hashlib.sha256(self.name.encode()).digest()[:8], "big")
        return np.random.default_rng([seed, name])

    def applies_to(self, framework: Framework) -> bool:
        """Whether it is checked in this framework."""
        return self.frameworks is None or framework in self.frameworks


def check(
    title: Text,
    *,
    match: Match = "values",
    needs_pass: bool = False,
    frameworks: Sequence[Framework] | None = None,
) -> Callable[[Body], Check]:
    """Make a function of a grader a check; checks run in the order of their definition.

    Args:
        title: its name; the English one is what reports and mistakes call it.
        match: what a diagnosis compares: every value that came back, or only how and where the check failed.
        needs_pass: skip it once an earlier check has failed.
        frameworks: where it applies; everywhere by default.
    """

    def register(body: Body) -> Check:
        return Check(title, body, match, needs_pass, None if frameworks is None else tuple(frameworks))

    return register


def fail(message: Text, *, code: str, hint: Text | None = None) -> NoReturn:
    """Fail the check with `message`; `code` names this kind of failure for the diagnosis."""
    raise CheckFailed(say(message, language()), code=code, hint=spoken(hint))


def spoken(text: Text | None) -> str:
    """Return `text` in the language spoken now, nothing for None."""
    return "" if text is None else say(text, language())
