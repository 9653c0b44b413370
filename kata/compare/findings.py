"""What follows from the numbers of one workload: codes and numbers; the sentences are made in `kata.report`.

A finding is a deduction: where the numbers do not carry it, it is not there. Each names the question that explains its
mechanism.
"""

import math
from collections.abc import Iterator
from typing import Final, Literal

from msgspec import Struct

from kata.compare.mechanisms import Dispatch, Evened, Fused, Unrolled, dispatch, evened, fused, unrolled
from kata.compare.prices import Compilation, Kept, Peak, compilation, kept, peak
from kata.compare.result import Comparison, VariantName
from kata.compare.statistics import ENOUGH, crossovers, sizes_timed, standing, timed
from kata.compare.workloads import ORDER, chosen

SHOWN: Final = 3  # more are not read
_Family = Literal["time", "memory", "compiling"]
_FAMILIES: Final[tuple[_Family, ...]] = ("time", "memory", "compiling")


class Place(Struct, frozen=True, kw_only=True):
    """How the variants stand at one size.

    `within`: how much longer the slowest of the fastest takes than the first of them, as a share. `next`: the first one
    that is beaten, and `ratio`, how many times as long it takes.
    """

    size: int
    fastest: tuple[VariantName, ...]
    within: float = 0.0
    next: VariantName | None = None
    ratio: float | None = None


class Verdict(Struct, frozen=True, kw_only=True, tag="verdict"):
    """Who is fastest at the smallest and at the largest size that tell, and near which sizes the lead changes hands."""

    places: tuple[Place, ...]
    turns: tuple[float, ...] = ()
    question: str = "performance-is-jax-faster"


Finding = Verdict | Dispatch | Unrolled | Evened | Fused | Peak | Kept | Compilation


class Links(Struct, frozen=True):
    """Ids of what it is good to look at after a workload."""

    questions: tuple[str, ...]
    katas: tuple[str, ...]


def findings(comparison: Comparison, workload: str) -> tuple[Finding, ...]:
    """Return what follows, what teaches most first: who is fastest, why, what it costs in memory and in compiling.

    After the strongest of each kind come the others. Empty as long as no two variants were timed at one size.
    """
    result = verdict(comparison, workload)
    if result is None:
        return ()
    left = sorted(_weighed(comparison, workload), key=lambda one: -one[1])
    first = [next((one for one in left if one[0] == family), None) for family in _FAMILIES]
    leading = [one for one in first if one is not None]
    return (result, *(one[2] for one in (*leading, *(one for one in left if one not in leading))))


def links(comparison: Comparison, workload: str) -> Links:
    """Return the questions of the findings that are shown, then the workload's own; and its katas."""
    known = chosen([workload])[0] if workload in ORDER else None  # a file may come from another version
    found = [one.question for one in findings(comparison, workload)[:SHOWN]]
    questions = dict.fromkeys([*found, *(known.questions if known else ())])
    return Links(tuple(questions), known.katas if known else ())


def verdict(comparison: Comparison, workload: str) -> Verdict | None:
    """Return who is fastest; None where no two variants were timed at one size."""
    found = [
        place for size in sizes_timed(comparison, workload) if (place := _place(comparison, workload, size)) is not None
    ]
    if not found:
        return None
    ends = (found[0], found[-1]) if len(found) > 1 else (found[0],)
    changes = crossovers(comparison, workload)
    turns = [one.size for one in changes if one.size is not None and not {*one.before} & {*one.after}]
    backwards = len(ends) > 1 and ends[0].fastest == ("jax.jit",) and ends[1].fastest != ("jax.jit",)
    question = "performance-faster-for-large-models" if backwards else "performance-is-jax-faster"
    return Verdict(places=ends, turns=tuple(turns), question=question)


def _place(comparison: Comparison, workload: str, size: int) -> Place | None:
    measured = comparison.of(workload, size)
    spreads = {name: held for name, held in timed(measured).items() if held.count >= ENOUGH}
    fastest = standing(measured).fastest
    if len(spreads) < 2:
        return None
    least = spreads[fastest[0]].median
    within = max(spreads[name].median for name in fastest) / least - 1
    beaten = next((name for name in spreads if name not in fastest), None)
    ratio = None if beaten is None else spreads[beaten].median / least
    return Place(size=size, fastest=fastest, within=within, next=beaten, ratio=ratio)


def _weighed(comparison: Comparison, workload: str) -> Iterator[tuple[_Family, float, Finding]]:
    """Yield all but the verdict, each with its weight: the logarithm of the factor that it explains."""
    if (starts := dispatch(comparison, workload)) is not None:
        yield "time", math.log(max(starts.ratio, 1.0)), starts
    if (loop := unrolled(comparison, workload)) is not None:
        yield "time", math.log(min(loop.operations / loop.others, 50)), loop
    if (same := evened(comparison, workload)) is not None:
        yield "time", math.log(same.before), same
    merged = fused(comparison, workload)
    told = starts is not None and merged is not None and (starts.size, starts.best) == (merged.size, merged.compiled)
    if merged is not None and not told:
        yield "time", math.log(merged.ratio), merged
    if (height := peak(comparison, workload)) is not None:
        yield "memory", math.log(height.ratio), height
    if (saved := kept(comparison, workload)) is not None:
        yield "memory", math.log(saved.ratio), saved
    if (paid := compilation(comparison, workload)) is not None:
        yield "compiling", 0.0, paid
