"""Why a variant is fast or slow, as far as its numbers tell: starting operations, kernels, fusion, unrolled loops."""

from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from kata.compare.result import Comparison, Measured, Program, VariantName
from kata.compare.statistics import faster, sizes_timed, spread_of, timed

COMPILED: Final[dict[VariantName, VariantName]] = {"torch": "torch.compile", "jax": "jax.jit"}
# Over sizes at least `GROWN` times apart an operation takes as long up to the factor `CONSTANT`: its data don't matter.
CONSTANT: Final = 1.5
GROWN: Final = 2
CLEARLY: Final = 4.0  # with one size alone: so many times as fast in one program, which fusing alone hardly brings
EVEN: Final = 0.25  # as a share: closer together than this
SHRUNK: Final = 2.0  # and by this factor further apart at the smallest size
MERGED: Final = 1.2  # a compiler's program is so many times as fast, or nothing is told of it
LONG: Final = 64  # a loop is told by its operations from so many rounds on,
ROUND: Final = 3  # with so many operations a round


class Starts(Struct, frozen=True):
    """What it takes to hand out `operations` one by one, `each` in seconds."""

    operations: int
    each: float


class Dispatch(Struct, frozen=True, kw_only=True, tag="dispatch"):
    """At `size` starting operations decides, for the eager variants in `starts`.

    `up_to`: the next size, at which an operation takes as long still; None with one size alone. `ratio`: how many times
    as long the slowest of them takes as `best`, the fastest compiled variant, where that is faster.
    """

    size: int
    up_to: int | None
    starts: dict[VariantName, Starts]
    slowest: VariantName
    best: VariantName | None = None
    ratio: float = 1.0
    question: str = "performance-step-without-jit"


class Unrolled(Struct, frozen=True, kw_only=True, tag="unrolled"):
    """PyTorch hands out a loop's operations one by one, `each` in seconds; JAX has `others`, one of them the loop."""

    size: int
    operations: int
    each: float
    others: int
    question: str = "graphs-loop-is-unrolled"


class Evened(Struct, frozen=True, kw_only=True, tag="evened"):
    """At `size` all but `besides` lie within the share `within`; at `small` they lay a factor `before` apart."""

    size: int
    within: float
    besides: tuple[VariantName, ...]
    small: int
    before: float
    question: str = "performance-faster-for-large-models"


class Fused(Struct, frozen=True, kw_only=True, tag="fused"):
    """A compiler starts `kernels` where its eager starts `operations`, and is `ratio` times as fast."""

    size: int
    compiled: VariantName
    eager: VariantName
    operations: int
    kernels: int
    ratio: float
    question: str = "performance-bytes-of-a-chain"


def dispatch(comparison: Comparison, workload: str) -> Dispatch | None:
    """Return what starting an operation costs where that decides: at the smallest size that was timed."""
    sizes = sizes_timed(comparison, workload)
    if not sizes:
        return None
    size, up_to = sizes[0], next((one for one in sizes if one >= GROWN * sizes[0]), None)
    told = {name: _starts(comparison, workload, name, size, up_to) for name in COMPILED}
    starts = {name: one for name, one in told.items() if one is not None}
    if not starts:
        return None
    spreads = timed(comparison.of(workload, size))
    slowest = next(name for name in reversed(spreads) if name in starts)
    question = "performance-step-without-jit" if "jax" in starts else "performance-operations-per-line"
    found = Dispatch(size=size, up_to=up_to, starts=starts, slowest=slowest, question=question)
    best = next((name for name in spreads if name in COMPILED.values()), None)
    if best is None or not faster(spreads[best], spreads[slowest]):
        return found
    return replace(found, best=best, ratio=spreads[slowest].median / spreads[best].median)


def _starts(comparison: Comparison, workload: str, eager: VariantName, size: int, up_to: int | None) -> Starts | None:
    """Return what an eager framework takes for an operation, None where its data may decide."""
    here = _one(comparison, workload, size, eager)
    operations = _operations(comparison, workload, size, eager)
    spread = None if here is None else spread_of(here)
    if spread is None or operations is None or operations < 2:
        return None
    compiled = _one(comparison, workload, size, COMPILED[eager])
    rest = None if compiled is None else spread_of(compiled)
    if up_to is None:
        if rest is None or spread.median < CLEARLY * rest.median:
            return None
    else:
        there = _one(comparison, workload, up_to, eager)
        later = None if there is None else spread_of(there)
        more = _operations(comparison, workload, up_to, eager)
        if later is None or more is None or later.median / more > CONSTANT * spread.median / operations:
            return None
    # What jit leaves is the computing, and the start of one program; PyTorch has nothing as lean to subtract.
    computing = rest.median if eager == "jax" and rest is not None and rest.median < spread.median else 0.0
    return Starts(operations, (spread.median - computing) / operations)


def _one(comparison: Comparison, workload: str, size: int, variant: VariantName) -> Measured | None:
    return next((one for one in comparison.of(workload, size) if one.variant == variant), None)


def _operations(comparison: Comparison, workload: str, size: int, variant: VariantName) -> int | None:
    """Return how many operations a variant has at a size; where it is not known, at the largest of which it is."""
    known = {
        one.size: one.program.operations for one in comparison.of(workload) if one.variant == variant and one.program
    }
    return known.get(size) or known.get(max(known, default=size))


def unrolled(comparison: Comparison, workload: str) -> Unrolled | None:
    """Return what a loop costs that Python unrolls, at the largest size of which its operations are known.

    That there is a loop is told by the operations, many for each unit of size in one framework and few in the other.
    """
    for size in sorted({one.size for one in comparison.of(workload) if one.size >= LONG}, reverse=True):
        torch, jax = (_one(comparison, workload, size, name) for name in ("torch", "jax.jit"))
        many, few = _count(torch), _count(jax)
        spread = None if torch is None else spread_of(torch)
        if many is not None and few is not None and spread is not None:
            alike = many < ROUND * size or few * 4 > many
            return None if alike else Unrolled(size=size, operations=many, each=spread.median / many, others=few)
    return None


def _count(measured: Measured | None) -> int | None:
    program = Program() if measured is None or measured.program is None else measured.program
    return program.operations or None


def evened(comparison: Comparison, workload: str) -> Evened | None:
    """Return that nearly all variants lie close together at the largest size, where they did not at the smallest."""
    sizes = sizes_timed(comparison, workload)
    if len(sizes) < 2:
        return None
    small, large = (timed(comparison.of(workload, size)) for size in (sizes[0], sizes[-1]))
    if len(large) < 3:
        return None
    least = next(iter(large.values())).median
    close = [name for name, held in large.items() if held.median <= least * (1 + EVEN)]
    besides = tuple(name for name in large if name not in close)
    both = any(name.startswith("torch") for name in close) and any(name.startswith("jax") for name in close)
    if len(besides) > 1 or not both or not all(name in small for name in close):
        return None
    within = large[close[-1]].median / least - 1
    then = [small[name].median for name in close]
    before = max(then) / min(then)
    if before < SHRUNK * (1 + within):
        return None
    return Evened(size=sizes[-1], within=within, besides=besides, small=sizes[0], before=before)


def fused(comparison: Comparison, workload: str) -> Fused | None:
    """Return what the compiler does that gains most at the largest size, in fewer kernels than there are operations."""
    sizes = sizes_timed(comparison, workload)
    found = [
        merged
        for eager, compiled in COMPILED.items()
        if (merged := _fused(comparison, workload, sizes[-1] if sizes else 0, eager, compiled)) is not None
    ]
    return max(found, key=lambda one: one.ratio, default=None)


def _fused(comparison: Comparison, workload: str, size: int, eager: VariantName, compiled: VariantName) -> Fused | None:
    slow, fast = _one(comparison, workload, size, eager), _one(comparison, workload, size, compiled)
    if slow is None or fast is None or fast.program is None:
        return None
    before, after = spread_of(slow), spread_of(fast)
    operations, kernels = _operations(comparison, workload, size, eager), fast.program.kernels
    if before is None or after is None or not operations or not kernels or kernels >= operations:
        return None
    ratio = before.median / after.median
    if not faster(after, before) or ratio < MERGED:
        return None
    found = Fused(size=size, compiled=compiled, eager=eager, operations=operations, kernels=kernels, ratio=ratio)
    # A training step is no chain of element-wise operations.
    return replace(found, question="performance-what-a-compiler-removes") if slow.saved else found
