"""A comparison as pictures made of characters: time against size, and memory as bars. No terminal here."""

import math
from collections.abc import Mapping, Sequence
from typing import Final

from msgspec import Struct

from kata.compare.result import Comparison, VariantName
from kata.compare.statistics import crossovers, sizes_timed, timed
from kata.report.braille import Canvas
from kata.report.comparison import SIGNS, Ink, Line, Span, variants_of
from kata.report.comparison_words import duration, size_of
from kata.report.quantities import number

_MARGIN: Final = 7  # columns for the times beside the axis
_LEAST: Final = (16, 3)  # columns and rows below which nothing can be seen
_DECADE: Final = 10.0  # the least range of times: differences of a few per cent must not look like mountains
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"
_CROSSING: Final = "┊"


class Axis(Struct, frozen=True):
    """A logarithmic axis from `low` to `high`."""

    low: float
    high: float

    def share(self, value: float) -> float:
        """Return where a value lies, 0 at `low` and 1 at `high`."""
        return math.log(value / self.low) / math.log(self.high / self.low)

    def ticks(self) -> list[float]:
        """Return round values on the axis: powers of ten, where there are fewer than two of them 1, 2 and 5 of each."""
        powers = [
            10.0**power for power in range(math.floor(math.log10(self.low)), math.ceil(math.log10(self.high)) + 1)
        ]
        for steps in ((1,), (1, 2, 5)):
            found = [step * power for power in powers for step in steps if self.low <= step * power <= self.high]
            if len(found) > 1:
                break
        return found


class Curves(Struct, frozen=True):
    """What is drawn: for each variant that was timed its median at each size, None where there is none.

    The one that is slowest at the last size comes first, so that the fastest is drawn over it. `crossings`: sizes at
    which the lead changes hands; one who is joined or left by others in a tie has not lost it.
    """

    sizes: Axis
    times: Axis
    at: tuple[int, ...]
    medians: Mapping[VariantName, tuple[float | None, ...]]
    crossings: tuple[float, ...]


def curves(comparison: Comparison, workload: str) -> Curves | None:
    """Return the curves of a workload; None with fewer than two sizes: a point is no curve."""
    sizes = sizes_timed(comparison, workload)
    if len(sizes) < 2:
        return None
    columns = [timed(comparison.of(workload, size)) for size in sizes]
    order = list(reversed(columns[-1]))
    order = [name for name in variants_of(comparison, workload) if name not in order] + order
    medians = {name: tuple(column[name].median if name in column else None for column in columns) for name in order}
    medians = {name: values for name, values in medians.items() if any(values)}
    every = [value for values in medians.values() for value in values if value is not None]
    changes = [one for one in crossovers(comparison, workload) if not {*one.before} & {*one.after}]
    crossings = tuple(one.size for one in changes if one.size is not None)
    return Curves(Axis(sizes[0], sizes[-1]), _times(min(every), max(every)), sizes, medians, crossings)


def _times(least: float, most: float) -> Axis:
    """Return an axis of at least a decade with some room at both ends."""
    room = max(1.25, math.sqrt(_DECADE * least / most))
    return Axis(least / room, most * room)


def time_plot(comparison: Comparison, workload: str, width: int, height: int) -> list[Line]:
    """Return `height` lines of at most `width` columns: the median against the size, both axes logarithmic.

    Each variant has its sign and its ink; an upright line stands where the fastest changes. With one size there are
    bars instead. Empty where it does not fit.
    """
    found = curves(comparison, workload)
    if found is None:
        return time_bars(comparison, workload, width)
    columns, rows = width - _MARGIN - 1, height - 2
    if columns < _LEAST[0] or rows < _LEAST[1]:
        return []
    canvas = Canvas[Ink](columns, rows)
    _draw(canvas, found)
    ticks = {
        round((1 - found.times.share(tick)) * (rows - 1)): in_brief(tick) for tick in reversed(found.times.ticks())
    }
    body = [
        [
            Span(ticks.get(row, "").rjust(_MARGIN) + ("┤" if row in ticks else "│"), "dim"),
            *(Span(text, ink or "plain") for text, ink in canvas.runs(row)),
        ]
        for row in range(rows)
    ]
    return [*body, *_floor(found, columns)]


def _draw(canvas: Canvas[Ink], found: Curves) -> None:
    def dot(size: float, time: float) -> tuple[int, int]:
        x = found.sizes.share(size) * (canvas.width - 1)
        return round(x), round((1 - found.times.share(time)) * (canvas.height - 1))

    points = {
        name: [None if value is None else dot(size, value) for size, value in zip(found.at, values, strict=True)]
        for name, values in found.medians.items()
    }
    for name, dots in points.items():
        canvas.line(dots, name)
    for name, dots in points.items():
        for x, y in filter(None, dots):
            canvas.sign(x, y, SIGNS[name], name)
    for size in found.crossings:
        canvas.upright(dot(size, found.times.low)[0], _CROSSING, "dim")


def _floor(found: Curves, columns: int) -> list[Line]:
    """Return the axis and the sizes under it: those measured and, where there is room, those of the crossings."""
    floor, numbers = ["─"] * columns, [" "] * columns

    def put(size: float, text: str) -> int:
        place = round(found.sizes.share(size) * (columns - 1))
        start = min(max(0, place - len(text) // 2), columns - len(text))
        if all(char == " " for char in numbers[max(0, start - 1) : start + len(text) + 1]):
            numbers[start : start + len(text)] = text
        return place

    for size in (found.at[0], *found.at[:0:-1]):  # the ends before the rest: there may be no room for all
        floor[put(size, number(size))] = "┬"
    for crossing in found.crossings:
        floor[put(crossing, "≈" + roughly(crossing))] = _CROSSING
    return [
        [Span(" " * _MARGIN + "└" + "".join(floor), "dim")],
        [Span(" " * (_MARGIN + 1) + "".join(numbers).rstrip(), "dim")],
    ]


def roughly(size: float) -> str:
    """Return a size between those that were measured to two digits: it is no more certain."""
    rounded = float(f"{size:.1e}")
    return number(int(rounded)) if rounded >= 10 else f"{rounded:g}"


def in_brief(time: float) -> str:
    """Return a round time, such as a tick has."""
    for unit, name in ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs")):
        if time >= unit * 0.999:
            return f"{time / unit:.3g} {name}"
    return f"{time * 1e9:.3g} ns"


def time_bars(comparison: Comparison, workload: str, width: int) -> list[Line]:
    """Return a bar for each variant's median at the largest size that was timed."""
    sizes = sizes_timed(comparison, workload)
    found = timed(comparison.of(workload, sizes[-1])) if sizes else {}
    rows = [(name, found[name].median) for name in variants_of(comparison, workload) if name in found]
    return _bars([(name, value, duration(value)) for name, value in rows], width)


def memory_bars(comparison: Comparison, workload: str, width: int) -> list[Line]:
    """Return a bar for each variant's peak of memory, at the largest size for which it is known."""
    found = {one.variant: one.peak for one in comparison.of(workload) if one.peak is not None}
    rows = [(name, found[name]) for name in variants_of(comparison, workload) if name in found]
    return _bars([(name, value, size_of(value)) for name, value in rows], width)


def _bars(rows: Sequence[tuple[VariantName, float, str]], width: int) -> list[Line]:
    """Return a line for each row: sign and name, a bar in eighths of a column, what it stands for."""
    if not rows:
        return []
    names, texts = max(len(name) for name, _value, _text in rows), max(len(text) for _name, _value, text in rows)
    room = width - names - texts - 6
    most = max(value for _name, value, _text in rows) or 1
    return [
        [
            Span(f"{SIGNS[name]} {name.ljust(names)}  ", name),
            *([Span(_bar(value / most, room), name)] if room > 0 else []),
            Span(f"  {text.rjust(texts)}"),
        ]
        for name, value, text in rows
    ]


def _bar(share: float, columns: int) -> str:
    full, rest = divmod(round(share * columns * 8), 8)
    return ("█" * full + _EIGHTHS[rest].strip()).ljust(columns)
