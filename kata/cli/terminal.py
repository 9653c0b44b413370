"""What the commands know about the terminal: whether there is one, and how wide a text stands on it."""

import os
import sys
import unicodedata
from collections.abc import Mapping, Sequence


def on_terminal(environ: Mapping[str, str] = os.environ) -> bool:
    """Say whether a program that draws on the screen can run: input and output are one, and no dumb one."""
    return sys.stdin.isatty() and sys.stdout.isatty() and environ.get("TERM") != "dumb"


def width(text: str) -> int:
    """Return how many columns a text takes: two for a Chinese character, none for a combining one."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of equal length as lines, columns aligned by display width, two spaces between them."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    lines = (
        "  ".join(cell + " " * (space - width(cell)) for cell, space in zip(row, widths, strict=True)) for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)
