"""A comparison as one page that leaves the program: everything in it, nothing to load, no script.

What the page holds is made here, as plain values; `comparison.html.j2` lays it out.
"""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from kata import __version__
from kata.compare.result import VARIANTS, Comparison, VariantName
from kata.content.model import say
from kata.i18n import _, language
from kata.report.comparison import (
    Table,
    begun,
    commands,
    details_size,
    details_table,
    names_of,
    notes,
    plain,
    timing_table,
    title_of,
    variants_of,
    what_size_means,
    workload_of,
)
from kata.report.comparison_method import day_of, machine_words, method, remarks, settings_words
from kata.report.comparison_plot import Curves, curves, in_brief, roughly
from kata.report.comparison_words import article_claims, explained, size_of
from kata.report.pages import template
from kata.report.quantities import number

_WIDTH, _HEIGHT = 560, 300  # of a plot's axes
_ROOM: Final = 60  # left of the axes, for the times


class Curve(Struct, frozen=True):
    """A variant's medians in the plot's units: points of polylines, which break where a size has no time; and marks."""

    variant: VariantName
    runs: tuple[str, ...]
    marks: tuple[tuple[str, str], ...]


class Plot(Struct, frozen=True, kw_only=True):
    """Time against size, both logarithmic. Ticks and crossings are (place, label); `variants` in their usual order."""

    label: str
    variants: tuple[VariantName, ...]
    across: tuple[tuple[str, str], ...]
    up: tuple[tuple[str, str], ...]
    crossings: tuple[tuple[str, str], ...]
    curves: tuple[Curve, ...]


class Bar(Struct, frozen=True):
    """A variant's peak of memory: 0 to 1 of the largest, and in words."""

    variant: VariantName
    share: float
    text: str


class Section(Struct, frozen=True, kw_only=True):
    """All that is said of one workload."""

    name: str
    title: str
    about: str
    size: str
    times: Table
    notes: tuple[str, ...]
    plot: Plot | None
    details_at: str
    details: Table
    bars: tuple[Bar, ...]
    sentences: tuple[str, ...]
    commands: tuple[str, ...]


class Page(Struct, frozen=True, kw_only=True):
    """The page. `words` are the labels that the layout needs."""

    language: str
    title: str
    when: str
    remarks: tuple[str, ...]
    claims: tuple[str, ...]
    sections: tuple[Section, ...]
    method: tuple[str, ...]
    machine: tuple[str, ...]
    settings: tuple[tuple[str, str], ...]
    words: Mapping[str, str]


def to_html(comparison: Comparison) -> bytes:
    """Return the page of a comparison, in the language spoken now."""
    page = page_of(comparison)
    return template("comparison.html.j2").render(page=page, width=_WIDTH, height=_HEIGHT, room=_ROOM).encode()


def page_of(comparison: Comparison) -> Page:
    """Return what the page holds, in the language spoken now."""
    return Page(
        language=language(),
        title=_("PyTorch and JAX, measured on one machine"),
        when=day_of(comparison),
        remarks=tuple(remarks(comparison)),
        claims=tuple(article_claims(comparison)),
        sections=tuple(_section(comparison, name) for name in names_of(comparison) if begun(comparison, name)),
        method=tuple(method(comparison.settings)),
        machine=tuple(machine_words(comparison.machine)),
        settings=tuple(settings_words(comparison.settings)),
        words={
            "claims": _("What is often said"),
            "method": _("How it was measured"),
            "machine": _("Machine and versions"),
            "settings": _("Settings"),
            "memory": _("Peak memory"),
            "plot": _("Time of a run against size, both logarithmic"),
            "time": _("time of a run"),
            "crossing": _("the lead changes"),
            "go_on": _("Go on with:"),
            "made_by": _("Made by kata {version}: kata compare").format(version=__version__),
        },
    )


def _section(comparison: Comparison, name: str) -> Section:
    known, size = workload_of(name), details_size(comparison, name)
    return Section(
        name=plain(name),
        title=plain(title_of(name)),
        about="" if known is None else say(known.about, language()).strip(),
        size=what_size_means(name),
        times=timing_table(comparison, name, spreads=True),
        notes=tuple(notes(comparison, name)),
        plot=_plot(curves(comparison, name), name),
        details_at="" if size is None else _("At {size}").format(size=number(size)),
        details=details_table(comparison, name),
        bars=_bars(comparison, name),
        sentences=tuple(explained(comparison, name)),
        commands=tuple(commands(comparison, name)),
    )


def _plot(found: Curves | None, name: str) -> Plot | None:
    if found is None:
        return None

    def across(size: float) -> str:
        return f"{_ROOM + _WIDTH * found.sizes.share(size):.1f}"

    def up(time: float) -> str:
        return f"{_HEIGHT * (1 - found.times.share(time)):.1f}"

    drawn = []
    for variant, medians in found.medians.items():
        places = [
            None if time is None else (across(size), up(time)) for size, time in zip(found.at, medians, strict=True)
        ]
        runs: list[list[str]] = [[]]
        for place in places:
            if place is None:
                runs.append([])
            else:
                runs[-1].append(",".join(place))
        marks = tuple(place for place in places if place is not None)
        drawn.append(Curve(variant, tuple(" ".join(run) for run in runs if len(run) > 1), marks))
    return Plot(
        label=_("Time of a run against size, both logarithmic") + ": " + title_of(name),
        variants=tuple(sorted(found.medians, key=VARIANTS.index)),
        across=tuple((across(size), number(size)) for size in found.at),
        up=tuple((up(time), in_brief(time)) for time in found.times.ticks()),
        crossings=tuple((across(size), "≈" + roughly(size)) for size in found.crossings),
        curves=tuple(drawn),
    )


def _bars(comparison: Comparison, name: str) -> tuple[Bar, ...]:
    peaks = {one.variant: one.peak for one in comparison.of(name) if one.peak is not None}
    most = max(peaks.values(), default=0) or 1
    return tuple(
        Bar(variant, peaks[variant] / most, size_of(peaks[variant]))
        for variant in variants_of(comparison, name)
        if variant in peaks
    )
