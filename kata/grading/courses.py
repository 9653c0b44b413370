"""What solutions of a kata are raced over: `race.py` beside its grader, trusted like it and run where it is."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from kata.content.model import Text, say
from kata.errors import CannotGradeHereError
from kata.grading.graders import load_grader
from kata.i18n import _

if TYPE_CHECKING:
    from kata.grading.racing import Runner

FILENAME: Final = "race.py"
Body = Callable[["Runner", np.random.Generator], None]


@dataclass(frozen=True)
class Course:
    """One thing to be done as fast as possible: `body` asks for it and looks at what came back."""

    title: Text
    body: Body

    @property
    def name(self) -> str:
        """The English title: stable, for files."""
        return say(self.title, "en")

    def rng(self, seed: int) -> np.random.Generator:
        """Return the generator of every lap: each contestant is asked for the same, each time."""
        name = int.from_bytes(hashlib.sha256(self.name.encode()).digest()[:8], "big")
        return np.random.default_rng([seed, name])


def race(title: Text) -> Callable[[Body], Course]:
    """Make a function of `race.py` a course; what it asks for with `call`, `gradient` and `vjp` takes time."""

    def register(body: Body) -> Course:
        return Course(title, body)

    return register


def has_courses(folder: Path) -> bool:
    """Say whether solutions of the kata in this folder can be raced."""
    return (folder / FILENAME).is_file()


def load_courses(folder: Path) -> list[Course]:
    """Return a kata's courses in the order of their definition; raises `CannotGradeHereError`."""
    path = folder / FILENAME
    try:
        module = load_grader(path)
    except Exception as fault:
        message = _("{path} does not load: {type}: {fault}")
        raise CannotGradeHereError(message.format(path=path, type=type(fault).__name__, fault=fault)) from fault
    courses = [value for value in vars(module).values() if isinstance(value, Course)]
    if not courses:
        raise CannotGradeHereError(_("{path} defines no course.").format(path=path))
    return courses
