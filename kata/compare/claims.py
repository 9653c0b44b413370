"""What two sentences that one often reads come to on this machine: JAX is faster; JAX needs less memory.

They are about frameworks, so each framework stands for what it can do: by its better variant, eager or compiled.
"""

from collections.abc import Sequence
from typing import Final, Literal

from msgspec import Struct

from kata.compare.mechanisms import COMPILED
from kata.compare.prices import WORTH, peaks_at
from kata.compare.result import Comparison, VariantName
from kata.compare.statistics import APART, ENOUGH, faster, needs_less, sizes_timed, timed

FEW: Final = 3  # workloads: of fewer nothing general is said
_COMPUTES_NOTHING: Final = {"transfer"}
Outcome = Literal["held", "partly", "tie", "failed"]
_Framework = Literal["torch", "jax"]
_VARIANTS: Final[dict[_Framework, tuple[VariantName, ...]]] = {
    "torch": ("torch", "torch.compile"),
    "jax": ("jax", "jax.jit"),
}


class Duel(Struct, frozen=True):
    """Who wins one workload at one size, None for a tie; `ratio`: what PyTorch takes over what JAX takes."""

    workload: str
    winner: _Framework | None
    ratio: float


class Speed(Struct, frozen=True, kw_only=True):
    """Whether JAX computes faster, especially for large models and data.

    The duels at each workload's largest size and at its smallest, where it has two; `grew`: in how many of those JAX
    stands better at the largest.
    """

    outcome: Outcome
    large: tuple[Duel, ...]
    small: tuple[Duel, ...]
    grew: int


class Memory(Struct, frozen=True, kw_only=True):
    """Whether JAX needs less memory, because its graph is static.

    The duels at the largest sizes, and those without compilers; `lowered`: for each framework in how many workloads its
    compiler lowered the peak, and of how many both are known.
    """

    outcome: Outcome
    duels: tuple[Duel, ...]
    eager: tuple[Duel, ...]
    lowered: dict[_Framework, tuple[int, int]]


def won(duels: Sequence[Duel], framework: _Framework | None) -> tuple[str, ...]:
    """Return the workloads that a framework wins, with None those that are tied."""
    return tuple(one.workload for one in duels if one.winner == framework)


def speed(comparison: Comparison) -> Speed | None:
    """Return whether JAX was faster and more so with size; None where too few workloads tell."""
    large, small, grew = [], [], 0
    for workload in _workloads(comparison):
        found = [one for size in sizes_timed(comparison, workload) if (one := _raced(comparison, workload, size))]
        large += found[-1:]
        if len(found) > 1:
            small.append(found[0])
            grew += found[-1].ratio > found[0].ratio * (1 + APART)
    if len(large) < FEW:
        return None
    return Speed(
        outcome=_outcome(large, because=grew * 2 > len(small)), large=tuple(large), small=tuple(small), grew=grew
    )


def memory(comparison: Comparison) -> Memory | None:
    """Return whether JAX needed less, and whether it is compiling that lowers the peak; None where too few tell."""
    duels, eager = [], []
    pairs: dict[_Framework, list[bool]] = {"torch": [], "jax": []}
    for workload in _workloads(comparison):
        sizes = sorted({one.size for one in comparison.of(workload)})
        peaks = next((found for size in reversed(sizes) if (found := peaks_at(comparison, workload, size))), {})
        peaks.pop("numpy", None)
        if max(peaks.values(), default=0) < WORTH:
            continue
        best = {name: min((peaks[one] for one in own if one in peaks), default=None) for name, own in _VARIANTS.items()}
        duels += _weighed(workload, best["torch"], best["jax"])
        eager += _weighed(workload, peaks.get("torch"), peaks.get("jax"))
        for name, lower in pairs.items():
            if name in peaks and COMPILED[name] in peaks:
                lower.append(needs_less(peaks[COMPILED[name]], peaks[name]))
    if len(duels) < FEW:
        return None
    because = sum(pairs["jax"]) * 2 > len(pairs["jax"])
    lowered = {name: (sum(found), len(found)) for name, found in pairs.items()}
    return Memory(outcome=_outcome(duels, because=because), duels=tuple(duels), eager=tuple(eager), lowered=lowered)


def _workloads(comparison: Comparison) -> list[str]:
    return [
        name for name in dict.fromkeys(one.workload for one in comparison.measured) if name not in _COMPUTES_NOTHING
    ]


def _raced(comparison: Comparison, workload: str, size: int) -> Duel | None:
    spreads = {name: held for name, held in timed(comparison.of(workload, size)).items() if held.count >= ENOUGH}
    torch, jax = (next((held for name, held in spreads.items() if name in own), None) for own in _VARIANTS.values())
    if torch is None or jax is None:
        return None
    winner: _Framework | None = "jax" if faster(jax, torch) else "torch" if faster(torch, jax) else None
    return Duel(workload, winner, torch.median / jax.median)


def _weighed(workload: str, torch: int | None, jax: int | None) -> list[Duel]:
    if torch is None or jax is None:
        return []
    winner: _Framework | None = "jax" if needs_less(jax, torch) else "torch" if needs_less(torch, jax) else None
    return [Duel(workload, winner, torch / max(jax, 1))]


def _outcome(duels: Sequence[Duel], *, because: bool) -> Outcome:
    """Return what the claim comes to: it holds where JAX wins most duels and the rest of it is seen in most too."""
    jax, torch, ties = (len(won(duels, name)) for name in ("jax", "torch", None))
    if jax * 2 > len(duels):
        return "held" if because else "partly"
    if ties * 2 >= len(duels):
        return "tie"
    return "partly" if jax > torch else "failed"
