"""Printed output and code compared as a person would: spacing, quotes and an exception's message don't count."""

import re
from typing import Final

from msgspec import Struct

from kata.content.model import Text

# `ValueError`, `raises ValueError`, `jax.errors.TracerBoolConversionError: message`, `KeyError('a')`
_EXCEPTION: Final = (
    r"(?:it )?(?:raises?|抛出|引发)?\s*(?:\w+\.)*"
    r"(?P<name>{names}\w*(?:Error|Exception|Warning|Interrupt|Iteration|Exit))(?:\(.*\)|:.*)?"
)
_NOTHING: Final = frozenset({"nothing", "(nothing)", "no output", "无", "无输出", "没有输出"})
_NAMELESS: Final = frozenset({"error", "an error", "exception", "raises", "raise", "报错", "异常", "错误", "出错"})


class Printed(Struct, frozen=True):
    """What a program printed, line by line without what doesn't count, and the exception that ended it."""

    lines: tuple[str, ...]
    exception: str | None


def spoken(text: Text) -> tuple[str, ...]:
    """Return a text in every language it has: an answer may be given in any."""
    if isinstance(text, str):
        return (text,)
    return (text.en,) if text.zh is None else (text.en, text.zh)


def tight(line: str) -> str:
    """Return a line of output or code as it is compared: one kind of quote, no space but between words.

    `1.` and `1.0` are the same float, printed by tensors and by Python.
    """
    quoted = line.replace('"', "'")
    spaced = re.sub(r"\s+", " ", quoted).strip()
    joined = re.sub(r"\s*([^\w\s.'\-])\s*", r"\1", spaced)
    return re.sub(r"(?<=\d)\.(?!\d)", ".0", joined)


def read_printed(typed: str, raises: str | None = None) -> Printed:
    """Return what was typed as printed lines and an exception; `raises` is a class to know besides the usual names."""
    lines = [line for line in map(tight, typed.splitlines()) if line]
    last = lines[-1] if lines else ""
    if last.casefold() in _NOTHING:
        return Printed((), None)
    found = _exception_pattern(raises).fullmatch(last)
    if found is None:
        return Printed(tuple(lines), None)
    return Printed(tuple(lines[:-1]), found["name"].casefold())


def same_printed(typed: str, printed: str, raises: str | None = None) -> bool:
    """Say whether the typed text is what was printed (quotes around it don't count) and then raised."""
    one, other = read_printed(typed, raises), read_printed(f"{printed}\n{raises or ''}", raises)
    return one == other or _unquoted(one) == _unquoted(other)


def announces_nameless_error(typed: str) -> bool:
    """Say whether the text ends in the word that something is raised, but not what."""
    return bool(typed.strip()) and tight(typed.strip().splitlines()[-1]).casefold() in _NAMELESS


def _exception_pattern(raises: str | None) -> re.Pattern[str]:
    known = "" if raises is None else re.escape(raises.rpartition(".")[2]) + "|"
    return re.compile(_EXCEPTION.format(names=known), re.IGNORECASE)


def _unquoted(printed: Printed) -> Printed:
    return Printed(tuple(line.strip("'") for line in printed.lines), printed.exception)
