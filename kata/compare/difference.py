"""Two comparisons side by side: what became faster or slower, and what else differs between them."""

from typing import Final, Literal

from msgspec import Struct

from kata.compare.result import VARIANTS, Comparison, Measured, VariantName
from kata.compare.statistics import faster, spread_of

Change = Literal["faster", "slower", "alike", "first only", "second only"]
_MEMORY_ALIKE: Final = 0.01  # what a system calls its memory moves a little from start to start


class Row(Struct, frozen=True, kw_only=True):
    """One variant at one size that was timed in one of the comparisons, or in both.

    `ratio`: seconds of a run in the second over those in the first, so that less than 1 is faster. `peak`: the same of
    the bytes at the height of memory. None where one of the two is lacking.
    """

    workload: str
    size: int
    variant: VariantName
    change: Change
    ratio: float | None = None
    peak: float | None = None


class Circumstance(Struct, frozen=True):
    """Something other than times that differs: `name` is the field's, a version's is the distribution's."""

    name: str
    first: str | int | float | bool | None
    second: str | int | float | bool | None


class Difference(Struct, frozen=True, kw_only=True):
    """All rows, in the order of the first comparison and then of the second; and what else differs."""

    circumstances: tuple[Circumstance, ...]
    rows: tuple[Row, ...]


def difference(first: Comparison, second: Comparison) -> Difference:
    """Return how the second comparison differs from the first; what was timed in neither is left out.

    A row is faster or slower by the rule that ranks variants, intervals apart and 5 % between the medians. The
    intervals know what varies within a comparison, not what varies from one day to the next.
    """
    before, after = _by_key(first), _by_key(second)
    keys = sorted({*before, *after}, key=lambda key: (_order(first, second, key[0]), key[1], VARIANTS.index(key[2])))
    rows = (_row(key, before.get(key), after.get(key)) for key in keys)
    return Difference(
        circumstances=tuple(_circumstances(first, second)), rows=tuple(row for row in rows if row is not None)
    )


_Key = tuple[str, int, VariantName]


def _by_key(comparison: Comparison) -> dict[_Key, Measured]:
    return {(one.workload, one.size, one.variant): one for one in comparison.measured}


def _order(first: Comparison, second: Comparison, workload: str) -> int:
    names = [one.workload for comparison in (first, second) for one in comparison.measured]
    return names.index(workload)


def _row(key: _Key, before: Measured | None, after: Measured | None) -> Row | None:
    workload, size, variant = key
    old = None if before is None else spread_of(before)
    new = None if after is None else spread_of(after)
    if old is None and new is None:
        return None
    change: Change
    if old is None or new is None or before is None or after is None:
        change = "second only" if old is None else "first only"
        return Row(workload=workload, size=size, variant=variant, change=change)
    change = "faster" if faster(new, old) else "slower" if faster(old, new) else "alike"
    ratio = new.median / old.median
    peak = after.peak / before.peak if before.peak and after.peak else None
    return Row(workload=workload, size=size, variant=variant, change=change, ratio=ratio, peak=peak)


def _circumstances(first: Comparison, second: Comparison) -> list[Circumstance]:
    old, new = first.machine, second.machine
    found = [_between(name, old, new) for name in ("system", "processor", "cores", "memory", "gpu", "gpu_memory")]
    found += [
        Circumstance(name, old.versions.get(name), new.versions.get(name))
        for name in sorted({*old.versions, *new.versions})
    ]
    found.append(_between("python", old, new))
    settings = ("device", "dtype", "threads", "rounds", "seconds", "limit")
    found += [_between(name, first.settings, second.settings) for name in settings]
    found.append(_between("whole", first, second))
    return [one for one in found if not _alike(one)]


def _between(name: str, old: Struct, new: Struct) -> Circumstance:
    return Circumstance(name, getattr(old, name), getattr(new, name))


def _alike(one: Circumstance) -> bool:
    if one.name in ("memory", "gpu_memory") and isinstance(one.first, int) and isinstance(one.second, int):
        return abs(one.first - one.second) <= _MEMORY_ALIKE * max(one.first, one.second)
    return one.first == one.second
