"""What a workload's speed costs: memory at its height, what waits for the backward pass, the time of compiling."""

import math
from typing import Final

from msgspec import Struct

from kata.compare.mechanisms import COMPILED
from kata.compare.result import Comparison, Measured, VariantName
from kata.compare.statistics import APART, faster, needs_less, spread_of

WORTH: Final = 8 << 20  # bytes: below, it is allocators and pages that are compared
MORE: Final = 1.25  # times as much memory is worth telling


class Peak(Struct, frozen=True, kw_only=True, tag="peak"):
    """Who needs least memory at its height and who most, in bytes; `compilers`: those that lower what eager needs."""

    size: int
    least: VariantName
    least_bytes: int
    most: VariantName
    most_bytes: int
    compilers: tuple[VariantName, ...] = ()
    question: str = "memory-is-jax-thriftier"

    @property
    def ratio(self) -> float:
        """How many times the least the most is."""
        return self.most_bytes / max(self.least_bytes, 1)


class Kept(Struct, frozen=True, kw_only=True, tag="kept"):
    """The bytes that eager PyTorch and JAX without jit keep for the backward pass."""

    size: int
    torch: int
    jax: int
    question: str = "graphs-jax-keeps-activations"

    @property
    def ratio(self) -> float:
        """How many times as much the one keeps that keeps more."""
        return max(self.torch, self.jax) / min(self.torch, self.jax)


class Payback(Struct, frozen=True, kw_only=True):
    """What compiling costs against `eager`: `first` seconds for the first call. Ahead in total from run `calls` on.

    None where later runs are not faster: never.
    """

    eager: VariantName

    first: float
    calls: int | None


class Compilation(Struct, frozen=True, kw_only=True, tag="compilation"):
    """When each of the compilers pays, against the same framework without it."""

    size: int
    paid: dict[VariantName, Payback]
    question: str = "performance-compiling-pays-off"


def peak(comparison: Comparison, workload: str) -> Peak | None:
    """Return who needs least and most, at the largest size at which that is known; None where it is nearly the same."""
    found = {
        size: peaks for size in _sizes(comparison, workload) if len(peaks := peaks_at(comparison, workload, size)) > 1
    }
    if not found:
        return None
    size = max(found)
    peaks = found[size]
    least, most = min(peaks, key=peaks.__getitem__), max(peaks, key=peaks.__getitem__)
    if peaks[most] < WORTH or peaks[most] < MORE * peaks[least]:
        return None
    pairs = [(eager, one) for eager, one in COMPILED.items() if eager in peaks and one in peaks]
    compilers = tuple(one for eager, one in pairs if needs_less(peaks[one], peaks[eager]))
    return Peak(
        size=size,
        least=least,
        least_bytes=peaks[least],
        most=most,
        most_bytes=peaks[most],
        compilers=compilers,
    )


def peaks_at(comparison: Comparison, workload: str, size: int) -> dict[VariantName, int]:
    """Return the bytes of each variant at its height, of those that ended well."""
    measured = comparison.of(workload, size)
    return {one.variant: one.peak for one in measured if one.status == "done" and one.peak is not None}


def _sizes(comparison: Comparison, workload: str) -> set[int]:
    return {one.size for one in comparison.of(workload)}


def kept(comparison: Comparison, workload: str) -> Kept | None:
    """Return what waits for the backward pass without a compiler, at the largest size at which both are known."""
    for size in sorted(_sizes(comparison, workload), reverse=True):
        saved = {one.variant: one.saved for one in comparison.of(workload, size) if one.status == "done"}
        torch, jax = saved.get("torch"), saved.get("jax")
        if torch and jax:
            return Kept(size=size, torch=torch, jax=jax) if max(torch, jax) >= WORTH else None
    return None


def compilation(comparison: Comparison, workload: str) -> Compilation | None:
    """Return what compiling costs and when it pays, at the largest size at which that is known of either compiler."""
    for size in sorted(_sizes(comparison, workload), reverse=True):
        measured = {one.variant: one for one in comparison.of(workload, size)}
        pairs = [(measured[eager], measured[one]) for eager, one in COMPILED.items() if {eager, one} <= {*measured}]
        paid = {
            compiled.variant: found for eager, compiled in pairs if (found := _payback(eager, compiled)) is not None
        }
        if paid:
            return Compilation(size=size, paid=paid)
    return None


def _payback(eager: Measured, compiled: Measured) -> Payback | None:
    """Return the first n with F + (n - 1) c <= f + (n - 1) e: the first call and a later one, compiled and eager."""
    fast, slow = spread_of(compiled), spread_of(eager)
    if fast is None or slow is None or compiled.first is None:
        return None
    if not faster(fast, slow):
        unclear = fast.median * (1 + APART) <= slow.median  # ahead, but for intervals that overlap
        return None if unclear else Payback(eager=eager.variant, first=compiled.first, calls=None)
    behind = compiled.first - (slow.median if eager.first is None else eager.first)
    later = math.ceil(behind / (slow.median - fast.median))
    return Payback(eager=eager.variant, first=compiled.first, calls=1 + max(0, later))
