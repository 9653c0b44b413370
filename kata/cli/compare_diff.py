"""`kata compare --diff A.json B.json`: how the second differs from the first."""

from collections.abc import Iterator
from pathlib import Path

from kata.cli.compare_lines import without_signs
from kata.compare.difference import Difference, difference
from kata.i18n import _
from kata.report.comparison import Line, Span, title_of
from kata.report.comparison_difference import circumstances, difference_table, summary
from kata.report.comparison_json import read_comparison
from kata.report.comparison_layout import aligned


def difference_lines(first: Path, second: Path, columns: int | None) -> Iterator[Line]:
    """Yield the lines; raises KataError where a file is no comparison."""
    found = difference(read_comparison(first), read_comparison(second))
    yield [Span(_("From {first} to {second}").format(first=first, second=second), "head")]
    yield from _circumstance_lines(found)
    for name in dict.fromkeys(row.workload for row in found.rows):
        table = difference_table(found, name)
        yield []
        yield [Span(title_of(name), "head")]
        yield from aligned(without_signs(table) if columns is None else table, columns)
    yield []
    yield [Span(_("A number is the second's time over the first's, so that less than 1 is faster."), "dim")]
    yield [Span(_("Faster and slower: the intervals separate, and the medians by 5% at least."), "dim")]
    yield [Span(summary(found))]


def _circumstance_lines(found: Difference) -> Iterator[Line]:
    lines = circumstances(found)
    if lines:
        yield [Span(_("What else differs:"), "dim")]
        yield from ([Span(f"  {line}", "bad")] for line in lines)
    else:
        yield [Span(_("Machine, versions and settings are the same."), "dim")]
