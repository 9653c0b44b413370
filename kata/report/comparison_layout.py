"""A comparison's tables as lines of spans, laid out by display width: for the shell and for the screen."""

from collections.abc import Iterator, Sequence
from typing import Final

from rich.cells import cell_len

from kata.report.comparison import Cell, Line, Span, Table

_GAP: Final = 2


def aligned(table: Table, columns: int | None = None) -> list[Line]:
    """Return a table as lines, the first column to the left, numbers to the right.

    In `columns` of a terminal the gaps close up first; what still does not fit continues below an empty line, with the
    first column, which names the rows, again.
    """
    if not table:
        return []
    widths = _widths(table)
    gap = _GAP if columns is None or _total(widths, _GAP) <= columns else 1
    lines: list[Line] = []
    for block in _blocks(widths, gap, columns):
        if lines:
            lines.append([])
        lines += [_row([row[at] for at in block], [widths[at] for at in block], gap) for row in table]
    return lines


def fits(table: Table, columns: int) -> bool:
    """Say whether a table needs no more columns of a terminal, with one between its own."""
    return _total(_widths(table), 1) <= columns


def _widths(table: Table) -> list[int]:
    return [max(cell_len(cell.text) for cell in column) for column in zip(*table, strict=True)]


def _total(widths: Sequence[int], gap: int) -> int:
    return sum(widths) + gap * (len(widths) - 1)


def _blocks(widths: Sequence[int], gap: int, columns: int | None) -> Iterator[list[int]]:
    """Yield the numbers of the columns in groups that fit, each with the first."""
    block = [0]
    for at in range(1, len(widths)):
        if columns is not None and len(block) > 1 and _total([widths[one] for one in [*block, at]], gap) > columns:
            yield block
            block = [0]
        block.append(at)
    yield block


def _row(cells: Sequence[Cell], widths: Sequence[int], gap: int) -> Line:
    """Return one line: the first cell begins at the left, numbers end at the right."""
    first, *others = cells
    padding = " " * (widths[0] - cell_len(first.text)) if others else ""
    line = [Span(first.text + padding, first.tone)]
    for cell, width in zip(others, widths[1:], strict=True):
        line.append(Span(" " * (gap + width - cell_len(cell.text)) + cell.text, cell.tone))
    return line
