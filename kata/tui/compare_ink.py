"""Tables and lines of a comparison in the colours of the theme, laid out by display width. Pure: text in, text out."""

from collections.abc import Iterator, Sequence
from typing import Final

from rich.cells import cell_len
from textual.content import Content

from kata.report.comparison import Cell, Ink, Line, Table

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
    """Return a table with columns aligned by display width; those that do not fit beside the others come below them."""
    if not table:
        return Content("")
    widths = [max(cell_len(row[at].text) for row in table) for at in range(len(table[0]))]
    gap = 2 if sum(widths) + 2 * (len(widths) - 1) <= width else 1
    blocks = _blocks([one + gap for one in widths], width + gap)
    return Content("\n\n").join(
        Content("\n").join(_row([row[at] for at in block], [widths[at] for at in block], gap) for row in table)
        for block in blocks
    )


def fits(table: Table, width: int) -> bool:
    """Say whether a table needs no more than `width` cells, with one between its columns."""
    widths = [max(cell_len(row[at].text) for row in table) for at in range(len(table[0]))]
    return sum(widths) + len(widths) - 1 <= width


def _blocks(widths: Sequence[int], room: int) -> Iterator[list[int]]:
    """Yield the columns in groups that fit, each with the first column, which names the rows."""
    block, used = [0], widths[0]
    for at, width in enumerate(widths[1:], 1):
        if len(block) > 1 and used + width > room:
            yield block
            block, used = [0], widths[0]
        block.append(at)
        used += width
    yield block


def _row(cells: Sequence[Cell], widths: Sequence[int], gap: int) -> Content:
    """Return one line: the first cell begins at the left, numbers end at the right."""
    first, *others = cells
    parts = [(first.text + " " * (widths[0] - cell_len(first.text)), INKS[first.tone])]
    for cell, width in zip(others, widths[1:], strict=True):
        parts.append((" " * (gap + width - cell_len(cell.text)) + cell.text, INKS[cell.tone]))
    return Content.assemble(*parts)
