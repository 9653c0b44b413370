"""What a comparison is made of, as frozen structs: they travel between processes, and are the JSON that is shared."""

from typing import Final, Literal

import msgspec
from msgspec import Struct

VariantName = Literal["numpy", "torch", "torch.compile", "jax", "jax.jit"]
VARIANTS: Final[tuple[VariantName, ...]] = ("numpy", "torch", "torch.compile", "jax", "jax.jit")
DType = Literal["float32", "float64", "bfloat16", "float16"]
Device = Literal["cpu", "gpu"]
# waiting: not begun. done: timed. missing: a framework, a compiler or a GPU is not here. unsuited: the variant makes no
# sense there (`note` says why). wrong: its results differ from float64's. timeout, memory, failed: what ended it.
Status = Literal["waiting", "done", "missing", "unsuited", "wrong", "timeout", "memory", "failed"]
FORMAT: Final = 1


class Machine(Struct, frozen=True, kw_only=True):
    """Where it was measured. `memory` in bytes; `gpu` and its `gpu_memory` only where one was used."""

    system: str
    processor: str
    cores: int
    memory: int
    python: str
    versions: dict[str, str]
    gpu: str | None = None
    gpu_memory: int | None = None


class Settings(Struct, frozen=True, kw_only=True):
    """How it was measured. `sizes`: per workload, in the order measured. `rounds`: how often each variant had its turn.

    `threads`: what each framework may use, by affinity and by its own setting. `seconds`: the aim for one variant's
    timing at one size; `limit`: seconds after which a variant's first calls, or a turn, count as out of time.
    `without`: variants left out of a workload, because they would take longer than there is time.
    """

    device: Device = "cpu"
    dtype: DType = "float32"
    threads: int = 1
    sizes: dict[str, tuple[int, ...]]
    variants: tuple[VariantName, ...] = VARIANTS
    rounds: int = 11
    seconds: float = 0.25
    limit: float = 60.0
    memory: bool = True
    without: dict[str, tuple[VariantName, ...]] = {}

    def variants_of(self, workload: str) -> tuple[VariantName, ...]:
        """Return the variants of a workload that are looked at, in order."""
        return tuple(name for name in self.variants if name not in self.without.get(workload, ()))


class Program(Struct, frozen=True, kw_only=True):
    """How large the program of one run is.

    `operations`: what Python hands out one by one (ATen operations, or primitives of the jaxpr, loops unrolled by
    Python counted as they come). `kernels`: what is launched after compiling; for eager variants the operations.
    """

    operations: int | None = None
    kernels: int | None = None


class Measured(Struct, frozen=True, kw_only=True):
    """One variant of one workload at one size.

    `first`: seconds of the first call (tracing, compiling, running). `times`: seconds of one run, one value a round,
    rounds interleaved with the other variants'; `runs`: how many runs each value is the mean of. `error`: the largest
    deviation from NumPy's float64 results, relative to each result's largest value. `peak`: bytes that a run takes
    more at its height than lie there between runs, in a process of its own (on a GPU: of its memory). `saved`: bytes
    kept for the backward pass. Memory and program are measured at the largest size alone.
    """

    workload: str
    size: int
    variant: VariantName
    status: Status = "waiting"
    note: str = ""
    first: float | None = None
    times: tuple[float, ...] = ()
    runs: int = 1
    error: float | None = None
    peak: int | None = None
    saved: int | None = None
    program: Program | None = None


class Comparison(Struct, frozen=True, kw_only=True):
    """All of it: what `--json` writes and `--diff` reads. `at`: UTC, ISO 8601. `whole`: it was not interrupted."""

    format: int = FORMAT
    at: str
    whole: bool
    machine: Machine
    settings: Settings
    measured: tuple[Measured, ...]

    def of(self, workload: str, size: int | None = None) -> tuple[Measured, ...]:
        """Return what was measured of a workload, at one size or at all of them, in the order of `VARIANTS`."""
        found = [one for one in self.measured if one.workload == workload and size in (None, one.size)]
        return tuple(sorted(found, key=lambda one: (one.size, VARIANTS.index(one.variant))))


class Progress(Struct, frozen=True, kw_only=True, tag="progress"):
    """What is being done now. `share`: of the whole, 0 to 1. `left`: seconds, as far as one can tell."""

    workload: str
    size: int
    variant: VariantName | None
    phase: Literal["starting", "preparing", "timing", "memory"]
    share: float
    left: float


class Begun(Struct, frozen=True, kw_only=True, tag="begun"):
    """The first event: where and how; every variant of every workload still waiting."""

    comparison: Comparison


class News(Struct, frozen=True, kw_only=True, tag="news"):
    """A variant's state has changed; replaces the earlier one of the same workload, size and variant."""

    measured: Measured


class Complete(Struct, frozen=True, kw_only=True, tag="complete"):
    """All is known about a workload: times, and memory where that is looked at."""

    workload: str


class Finished(Struct, frozen=True, kw_only=True, tag="finished"):
    """The last event."""


Event = Begun | Progress | News | Complete | Finished


def folded(comparison: Comparison | None, event: Event) -> Comparison | None:
    """Return the comparison after an event: what screen and shell hold while it runs, and keep when it is ended."""
    match event:
        case Begun(comparison=begun):
            return begun
        case News(measured=new) if comparison is not None:
            key = (new.workload, new.size, new.variant)
            kept = [new if (one.workload, one.size, one.variant) == key else one for one in comparison.measured]
            return msgspec.structs.replace(comparison, measured=tuple(kept))
        case Finished() if comparison is not None:
            return msgspec.structs.replace(comparison, whole=True)
    return comparison
