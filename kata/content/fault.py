"""A fault in content: where it lies and what to do about it."""

from collections.abc import Iterable
from difflib import get_close_matches
from pathlib import Path

from msgspec import Struct

from kata.i18n import _


class Fault(Struct, frozen=True, order=True):
    """Something wrong in a content file; `line` counts from 1."""

    file: Path
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name that looks most like `name`, or None if none does."""
    near = get_close_matches(name, sorted(set(known)), n=1, cutoff=0.6)
    return near[0] if near else None


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return `, did you mean 'x'?` with the nearest of the known names, or an empty string."""
    near = nearest(name, known)
    return _(", did you mean '{name}'?").format(name=near) if near else ""
