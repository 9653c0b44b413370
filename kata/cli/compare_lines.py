"""What `kata compare` says of a workload and at the end, as lines of spans: for a terminal with pictures, or plain."""

from collections.abc import Iterable, Iterator
from typing import Final

from kata.compare.result import Comparison
from kata.compare.statistics import sizes_timed
from kata.compare.workloads import Workload
from kata.content.model import say
from kata.i18n import _, language
from kata.report.comparison import (
    SIGNS,
    Cell,
    Line,
    Span,
    Table,
    begun,
    commands,
    details_size,
    details_table,
    names_of,
    notes,
    timing_table,
    title_of,
    what_size_means,
    workload_of,
)
from kata.report.comparison_layout import aligned
from kata.report.comparison_method import day_of, machine_words, method, remarks
from kata.report.comparison_plot import memory_bars, time_plot
from kata.report.comparison_words import article_claims, explained
from kata.report.quantities import number

_PLOT: Final = (76, 12)  # columns at most, lines


def without_signs(table: Table) -> Table:
    """Return a table whose variants go by their names alone: signs are for plots, and read aloud they are noise."""
    signs = {f"{sign} {name}": name for name, sign in SIGNS.items()}
    return tuple((Cell(signs.get(row[0].text, row[0].text), row[0].tone), *row[1:]) for row in table)


def workload_lines(comparison: Comparison, name: str, columns: int | None) -> Iterator[Line]:
    """Yield everything that is said of one workload; with `columns` for a terminal that wide, else without pictures."""
    yield from heading_lines(name)
    yield []
    yield from _table(timing_table(comparison, name, spreads=True), columns)
    yield from ([Span(line, "bad")] for line in notes(comparison, name))
    if columns is not None and (plot := time_plot(comparison, name, min(columns, _PLOT[0]), _PLOT[1])):
        yield []
        yield [Span(_plot_title(comparison, name), "dim")]
        yield from plot
    if (size := details_size(comparison, name)) is not None:
        details = details_table(comparison, name)
        yield []
        yield [Span(_("At {size}").format(size=number(size)), "dim")]
        yield from _table(details, columns)
    if columns is not None and (bars := memory_bars(comparison, name, min(columns, _PLOT[0]))):
        yield []
        yield [Span(_("Peak memory"), "dim")]
        yield from bars
    if said := explained(comparison, name):
        yield []
        yield from ([Span(sentence)] for sentence in said)
    yield from _link_lines(comparison, name)


def heading_lines(name: str) -> Iterator[Line]:
    """Yield what a workload is called, what it computes and what its size counts."""
    found = workload_of(name)
    yield [Span(title_of(name), "head"), *([Span(f"  {name}", "dim")] if found else [])]
    if found is not None:
        yield [Span(say(found.about, language()).strip(), "dim")]
    if meaning := what_size_means(name):
        yield [Span(_("Size: {meaning}.").format(meaning=meaning), "dim")]


def _table(table: Table, columns: int | None) -> list[Line]:
    return aligned(without_signs(table)) if columns is None else aligned(table, columns)


def _plot_title(comparison: Comparison, name: str) -> str:
    if len(sizes_timed(comparison, name)) > 1:
        return _("Time of a run against size, both logarithmic")
    return _("Time of a run")


def _link_lines(comparison: Comparison, name: str) -> Iterator[Line]:
    found = commands(comparison, name)
    if found:
        yield []
        yield [Span(_("Go on with:"), "dim")]
        yield from ([Span(f"  {command}", "dim")] for command in found)


def ending_lines(comparison: Comparison) -> Iterator[Line]:
    """Yield what holds for all of it: the article's claims, how it was measured, and where."""
    if claims := article_claims(comparison):
        yield [Span(_("What is often said"), "head")]
        yield from ([Span(claim)] for claim in claims)
        yield []
    yield [Span(_("How it was measured"), "head")]
    yield from ([Span(line, "dim")] for line in method(comparison.settings))
    yield [Span(" · ".join([*machine_words(comparison.machine), day_of(comparison)]), "dim")]
    yield from ([Span(remark, "bad")] for remark in remarks(comparison))


def workload_rows(workloads: Iterable[Workload]) -> list[tuple[str, str, str]]:
    """Return name, title and what the size counts, of each."""
    return [(one.name, say(one.title, language()), say(one.size, language())) for one in workloads]


def left_to_tell(comparison: Comparison, told: Iterable[str]) -> list[str]:
    """Return the workloads of which something is known and nothing was said."""
    already = set(told)
    return [name for name in names_of(comparison) if name not in already and begun(comparison, name)]
