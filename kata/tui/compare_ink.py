"""Tables and lines of a comparison in the colours of the theme. Pure: text in, text out."""

from collections.abc import Sequence
from typing import Final

from textual.content import Content

from kata.report.comparison import Ink, Line, Table
from kata.report.comparison_layout import aligned

INKS: Final[dict[Ink, str]] = {
    "head": "$text-muted",
    "best": "$success bold",
    "tie": "$success",
    "plain": "",
    "dim": "$text-muted",
    "bad": "$error",
    "numpy": "$secondary",
    "torch": "$warning",
    "torch.compile": "$code-number",
    "jax": "$primary",
    "jax.jit": "$accent",
}


def styled(lines: Sequence[Line]) -> Content:
    """Return lines of spans in the colours of the theme."""
    return Content("\n").join(Content.assemble(*((span.text, INKS[span.ink]) for span in line)) for line in lines)


def laid_out(table: Table, width: int) -> Content:
    """Return a table in the colours of the theme, in lines of at most so many cells if its columns allow it."""
    return styled(aligned(table, width))
