"""What may be said of times and of memory: an interval for the median, who is faster, who ties, who needs less.

Of a variant's times neither the mean nor the least is told. One pause of the machine moves the mean. The least is the
luckiest run, which nobody will meet again: Georges, Buytaert and Eeckhout (2007), "Statistically rigorous Java
performance evaluation", OOPSLA, show how reports of a best run mislead, and ask for intervals that do not overlap.
"""

import math
import statistics
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from msgspec import Struct

from kata.compare.result import Comparison, Measured, VariantName

CONFIDENCE: Final = 0.95
# Less than this share apart is no difference, however narrow the intervals: another run of the whole, with memory laid
# out differently, moves a median by as much (Mytkowicz et al. 2009, "Producing wrong data without doing anything
# obviously wrong!", ASPLOS).
APART: Final = 0.05
# Heights of memory are read from the system page by page, beside what allocators hold back: closer is no difference.
_ALIKE_SHARE: Final = 0.05
_ALIKE_BYTES: Final = 1 << 20
ENOUGH: Final = 5  # rounds: the extremes of so many enclose the median with 94 %, of fewer with 88 % at best
_TICK: Final = 1e-12  # seconds: nothing runs in less, whatever a file says


class Spread(Struct, frozen=True):
    """The median of `count` times, and the interval in which their true median lies, in seconds."""

    median: float
    low: float
    high: float
    count: int


class Standing(Struct, frozen=True):
    """Who is fastest: one, or several that tie on this machine, the least median first.

    Nobody where none has `ENOUGH` rounds, as while they are still being timed.
    """

    fastest: tuple[VariantName, ...]


class Crossover(Struct, frozen=True, kw_only=True):
    """Between two neighbouring sizes the fastest changes from `before` to `after`; where several stand, they tie.

    `size`: where the lines of the two least medians cross, both axes logarithmic; `time`: the seconds there. None where
    the same one leads, tied on one side, or where one of the two was timed at one end alone.
    """

    below: int
    above: int
    before: tuple[VariantName, ...]
    after: tuple[VariantName, ...]
    size: float | None = None
    time: float | None = None


def spread(times: Sequence[float]) -> Spread:
    """Return the median of one or more times and its interval, whatever their distribution.

    The number of times below the true median is binomial(n, 1/2), so the r-th least and the r-th greatest enclose it
    with probability 1 - 2 P(binomial < r). `r` is the largest with at least 95 %; of fewer than six times even the
    extremes give less, and they are returned. Conover (1999), "Practical nonparametric statistics", 3rd ed., section
    3.2; Hahn and Meeker (1991), "Statistical intervals", chapter 5.
    """
    ordered = sorted(times)
    rank = _rank(len(ordered))
    return Spread(statistics.median(ordered), ordered[rank - 1], ordered[-rank], len(ordered))


def _rank(count: int) -> int:
    """Return the largest rank, from 1, whose interval still has `CONFIDENCE`."""
    below, rank = 1, 1  # `below`: 2**n P(binomial < rank)
    while rank < count // 2:
        below += math.comb(count, rank)
        if 1 - 2 * below / 2**count < CONFIDENCE:
            break
        rank += 1
    return rank


def faster(one: Spread, other: Spread) -> bool:
    """Say whether one is faster than the other: enough rounds, intervals apart, and medians by at least 5 %."""
    enough = min(one.count, other.count) >= ENOUGH
    return enough and one.high < other.low and other.median >= one.median * (1 + APART)


def spread_of(measured: Measured) -> Spread | None:
    """Return the spread of a variant's times, None where it was not timed or did not end well."""
    if measured.status != "done" or not measured.times or min(measured.times) < _TICK:
        return None
    return spread(measured.times)


def timed(measured: Sequence[Measured]) -> dict[VariantName, Spread]:
    """Return the spread of each variant that was timed, the least median first; of what was measured at one size."""
    found = [(one.variant, held) for one in measured if (held := spread_of(one)) is not None]
    return dict(sorted(found, key=lambda pair: pair[1].median))


def standing(measured: Sequence[Measured]) -> Standing:
    """Return who is fastest of what was measured at one size: who has the least median, and all it does not beat."""
    spreads = {name: held for name, held in timed(measured).items() if held.count >= ENOUGH}
    if not spreads:
        return Standing(())
    best = next(iter(spreads.values()))
    return Standing(tuple(name for name, held in spreads.items() if not faster(best, held)))


def sizes_timed(comparison: Comparison, workload: str) -> tuple[int, ...]:
    """Return the sizes of a workload at which anything was timed, small to large."""
    return tuple(sorted({one.size for one in comparison.of(workload) if spread_of(one) is not None}))


def crossovers(comparison: Comparison, workload: str) -> tuple[Crossover, ...]:
    """Return each change of the fastest between neighbouring sizes at which anything was timed."""
    found = []
    for below, above in pairwise(sizes_timed(comparison, workload)):
        lower, upper = comparison.of(workload, below), comparison.of(workload, above)
        before, after = standing(lower).fastest, standing(upper).fastest
        if before and after and set(before) != set(after):
            size, time = _crossing((below, timed(lower)), (above, timed(upper)), before[0], after[0])
            found.append(Crossover(below=below, above=above, before=before, after=after, size=size, time=time))
    return tuple(found)


def _crossing(
    below: tuple[int, dict[VariantName, Spread]],
    above: tuple[int, dict[VariantName, Spread]],
    one: VariantName,
    other: VariantName,
) -> tuple[float, float] | tuple[None, None]:
    """Return size and time at which the lines of two variants cross, straight where both axes are logarithmic."""
    if one == other or not all(name in spreads for name in (one, other) for _, spreads in (below, above)):
        return None, None
    lead, lag = (math.log(spreads[other].median / spreads[one].median) for _, spreads in (below, above))
    share = lead / (lead - lag) if lead != lag else 0.5  # lead >= 0 >= lag: each leads at its end
    size = below[0] * (above[0] / below[0]) ** share
    start, end = below[1][one].median, above[1][one].median
    return size, start * (end / start) ** share


def needs_less(one: int, other: int) -> bool:
    """Say whether one needs less memory than the other, of bytes at the height."""
    return other > max(one * (1 + _ALIKE_SHARE), one + _ALIKE_BYTES)
