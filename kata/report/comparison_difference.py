"""Two comparisons side by side as tables and lines: what became faster or slower, and what else is not the same."""

from collections import Counter
from typing import Final

from kata.compare.difference import Change, Circumstance, Difference, Row
from kata.compare.result import VARIANTS
from kata.i18n import _
from kata.report.comparison import Cell, Ink, Table, named, plain
from kata.report.comparison_words import size_of
from kata.report.quantities import number

_TONES: Final[dict[Change, Ink]] = {
    "faster": "best",
    "slower": "bad",
    "alike": "plain",
    "first only": "dim",
    "second only": "dim",
}


def change_in_words(change: Change) -> str:
    """Return how a variant's time changed."""
    return {
        "faster": _("faster"),
        "slower": _("slower"),
        "alike": _("alike"),
        "first only": _("only in the first"),
        "second only": _("only in the second"),
    }[change]


def difference_table(found: Difference, workload: str) -> Table:
    """Return a row for each variant, a column for each size: the second's time over the first's, and what that means.

    The last column is the same of the peak of memory, where both know it.
    """
    rows = {(row.variant, row.size): row for row in found.rows if row.workload == workload}
    sizes = sorted({size for _variant, size in rows})
    shown = [name for name in VARIANTS if any((name, size) in rows for size in sizes)]
    peaks = {name: peak for name in shown for size in sizes if (peak := _peak(rows.get((name, size)))) is not None}
    head = [Cell("", "head"), *(Cell(number(size), "head") for size in sizes)]
    table = [[named(name), *(_cell(rows.get((name, size))) for size in sizes)] for name in shown]
    if peaks:
        head.append(Cell(_("peak memory"), "head"))
        for row, name in zip(table, shown, strict=True):
            row.append(Cell(f"{peaks[name]:.2f}" if name in peaks else "·"))
    return (tuple(head), *map(tuple, table))


def _peak(row: Row | None) -> float | None:
    return None if row is None else row.peak


def _cell(row: Row | None) -> Cell:
    if row is None:
        return Cell("·", "dim")
    words = change_in_words(row.change)
    return Cell(words if row.ratio is None else f"{row.ratio:.2f} {words}", _TONES[row.change])


def summary(found: Difference) -> str:
    """Return how many became faster, slower, or are alike."""
    counts = Counter(row.change for row in found.rows)
    parts = [f"{counts[change]} {change_in_words(change)}" for change in _TONES if counts[change]]
    return _(", ").join(parts) + _(".") if parts else _("Nothing was timed in either.")


def circumstances(found: Difference) -> list[str]:
    """Return a line for each thing that differs and is no time."""
    return [f"{_name(one.name)}: {_value(one, first=True)} → {_value(one, first=False)}" for one in found.circumstances]


def _name(name: str) -> str:
    return {
        "system": _("system"),
        "processor": _("processor"),
        "cores": _("cores"),
        "memory": _("memory"),
        "gpu": "GPU",
        "gpu_memory": _("memory of the GPU"),
        "python": "Python",
        "device": _("device"),
        "dtype": "dtype",
        "threads": _("threads"),
        "rounds": _("rounds"),
        "seconds": _("seconds of timing"),
        "limit": _("time limit"),
        "whole": _("measured to the end"),
    }.get(name, plain(name))


def _value(one: Circumstance, *, first: bool) -> str:
    value = one.first if first else one.second
    match value:
        case None:
            return _("none")
        case bool():
            return _("yes") if value else _("no")
        case int() | float() if one.name in ("memory", "gpu_memory"):
            return size_of(value)
        case int() | float():
            return f"{value:g}"
    return plain(value)
