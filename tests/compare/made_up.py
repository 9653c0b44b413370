"""Comparisons that nobody measured: what tests of words, pictures and commands begin with.

The times follow a law for each variant, a start and a growth, with a little noise that is the same at every run.
"""

from collections.abc import Iterator
from random import Random

from msgspec.structs import replace

from kata.compare.result import (
    VARIANTS,
    Begun,
    Comparison,
    Complete,
    Event,
    Finished,
    Machine,
    Measured,
    News,
    Program,
    Progress,
    Settings,
)

KIB, MIB = 1 << 10, 1 << 20
AT = "2026-11-26T05:30:00Z"
VERSIONS = {"numpy": "2.3.5", "torch": "2.13.0", "jax": "0.10.2", "jaxlib": "0.10.2"}
CPU = Machine(
    system="Linux 6.8", processor="Intel Xeon 2.20 GHz", cores=2, memory=8 << 30, python="3.12.3", versions=VERSIONS
)
GPU = replace(CPU, gpu="NVIDIA H100 80GB", gpu_memory=80 << 30)
SIZES = {
    "matmul": (16, 128, 1024),
    "pointwise": (16, 4096, 1_000_000),
    "mlp-small": (16, 256, 4096),
    "mlp-large": (32, 128, 512),
    "attention": (32, 128, 512),
    "scan": (16, 128, 1024),
    "per-example-gradients": (16, 64, 256),
    "transfer": (1024, 65_536, 16_777_216),
}
TRAIN = {"mlp-small", "mlp-large", "attention", "per-example-gradients"}
POWER = {"matmul": 3, "attention": 2}
# microseconds: what a run costs at the least, and nanoseconds for each unit of size (to the power above)
LAWS = {
    "matmul": ((1.2, 0.021), (3.1, 0.021), (22, 0.0212), (44, 0.0214), (8, 0.0213)),
    "pointwise": ((11, 22), (24, 13), (29, 6.6), (146, 27), (12, 12.6)),
    "mlp-small": ((55, 300), (215, 200), (320, 170), (6500, 420), (61, 450)),
    "mlp-large": ((400, 34_000), (500, 28_000), (560, 28_100), (7000, 46_000), (300, 32_000)),
    "attention": ((160, 130), (350, 60), (420, 41), (9000, 110), (120, 70)),
    "scan": ((9, 4100), (30, 16_000), (40, 9000), (300, 152_000), (14, 800)),
    "per-example-gradients": ((90, 5200), (900, 900), (700, 500), (21_000, 1400), (90, 650)),
    "transfer": ((1, 0.2), (2, 0.4), (2, 0.4), (30, 0.4), (30, 0.4)),
}
FIRST = {"numpy": 0.0004, "torch": 0.09, "torch.compile": 6.3, "jax": 0.31, "jax.jit": 0.21}
PEAK = {"numpy": 44, "torch": 38, "torch.compile": 19, "jax": 52, "jax.jit": 28}
SAVED = {"torch": 36, "torch.compile": 18, "jax": 64, "jax.jit": 24}
PROGRAM = {
    "torch": Program(operations=31, kernels=31),
    "torch.compile": Program(operations=31, kernels=4),
    "jax": Program(operations=118, kernels=118),
    "jax.jit": Program(operations=118, kernels=9),
}


def settings(*names: str, **changes) -> Settings:
    """Settings for these workloads, all of them where none is named."""
    return replace(Settings(sizes={name: SIZES[name] for name in names or SIZES}), **changes)


def measured(workload: str, size: int, variant: str, *, rounds: int = 11, last: bool = True, **changes) -> Measured:
    """One variant, timed; with memory and program where `last` says that the size is the largest."""
    at = VARIANTS.index(variant)
    start, growth = LAWS[workload][at]
    law = start * 1e-6 + growth * 1e-9 * float(size) ** POWER.get(workload, 1)
    noise = Random(f"{workload} {size} {variant}")
    one = Measured(
        workload=workload,
        size=size,
        variant=variant,
        status="done",
        first=FIRST[variant] + law,
        times=tuple(law * (1 + 0.01 * noise.random()) for _ in range(rounds)),
        runs=max(1, round(0.03 / law)),
        error=0.0 if variant == "numpy" else 2e-7 * (1 + at),
    )
    if last:
        saved = SAVED.get(variant, 0) * MIB if workload in TRAIN else None
        one = replace(one, peak=PEAK[variant] * MIB, saved=saved or None, program=PROGRAM.get(variant))
    return replace(one, **changes)


def comparison(*names: str, machine: Machine = CPU, whole: bool = True, how: Settings | None = None) -> Comparison:
    """Everything measured, nothing failed."""
    how = how or settings(*names)
    every = [
        measured(workload, size, variant, rounds=how.rounds, last=size == sizes[-1] and how.memory)
        for workload, sizes in how.sizes.items()
        for size in sizes
        for variant in how.variants
    ]
    return Comparison(at=AT, whole=whole, machine=machine, settings=how, measured=tuple(every))


def but(given: Comparison, workload: str, variant: str, size: int | None = None, **changes) -> Comparison:
    """The same, with one variant changed at one size, or at all of them."""
    found = tuple(
        replace(one, **changes)
        if (one.workload, one.variant) == (workload, variant) and size in (None, one.size)
        else one
        for one in given.measured
    )
    assert found != given.measured, (workload, variant, size)
    return replace(given, measured=found)


NOTHING = {"runs": 1, "first": None, "times": (), "error": None, "peak": None, "saved": None, "program": None}


def quick() -> Comparison:
    """As `--quick` leaves it: few rounds, one or two sizes, no memory."""
    sizes = {"matmul": (16, 512), "mlp-small": (64,)}
    return comparison(how=Settings(sizes=sizes, rounds=5, seconds=0.05, memory=False))


def on_gpu() -> Comparison:
    """On a GPU, where NumPy has nothing to do."""
    given = comparison(machine=GPU, how=settings("matmul", "mlp-small", device="gpu"))
    for name in ("matmul", "mlp-small"):
        given = but(given, name, "numpy", status="unsuited", note="NumPy computes on the CPU alone.", **NOTHING)
    return given


def without_torch() -> Comparison:
    """Where PyTorch is not installed."""
    given = comparison("matmul", "mlp-small")
    for name in ("matmul", "mlp-small"):
        for variant in ("torch", "torch.compile"):
            given = but(given, name, variant, status="missing", note="no-framework", **NOTHING)
    machine = replace(CPU, versions={"numpy": "2.3.5", "jax": "0.10.2", "jaxlib": "0.10.2"})
    return replace(given, machine=machine)


def with_every_status() -> Comparison:
    """One workload in which everything that can happen has happened."""
    given = comparison("mlp-small", "matmul")
    given = but(given, "mlp-small", "numpy", 4096, status="waiting", **NOTHING)
    given = but(given, "mlp-small", "torch", 256, status="wrong", note="", **NOTHING | {"error": 0.31})
    given = but(given, "mlp-small", "torch.compile", status="missing", note="no-compiler", **NOTHING)
    given = but(given, "mlp-small", "jax", 4096, status="timeout", note="", **NOTHING | {"first": 30.0})
    given = but(given, "mlp-small", "jax.jit", 16, status="memory", note="", **NOTHING)
    given = but(given, "matmul", "jax", 16, status="failed", note="RuntimeError: boom\x1b[31m", **NOTHING)
    return but(given, "matmul", "numpy", status="unsuited", note="NumPy has no such thing.", **NOTHING)


def interrupted() -> Comparison:
    """Ended by the user in the midst of the second workload."""
    given = comparison("matmul", "mlp-small", whole=False)
    given = but(given, "mlp-small", "jax.jit", 256, status="waiting", **NOTHING)
    for variant in VARIANTS:
        given = but(given, "mlp-small", variant, 4096, status="waiting", **NOTHING)
    return given


def nothing_measured() -> Comparison:
    """No framework is here."""
    given = comparison("matmul")
    for variant in VARIANTS:
        given = but(given, "matmul", variant, status="missing", note="no-framework", **NOTHING)
    return given


def events(given: Comparison) -> Iterator[Event]:
    """What the engine would say until it comes to this: size by size, timed; then, at the largest, memory."""
    waiting = tuple(Measured(workload=one.workload, size=one.size, variant=one.variant) for one in given.measured)
    yield Begun(comparison=replace(given, whole=False, measured=waiting))
    total = len(given.measured)
    for done, one in enumerate(given.measured):
        share = done / total
        left = (total - done) * 1.5
        facts = {"workload": one.workload, "size": one.size, "share": share, "left": left}
        yield Progress(variant=one.variant, phase="preparing", **facts)
        if one.status == "waiting":
            continue
        if one.times:
            yield Progress(variant=None, phase="timing", **facts)
            half = one.times[: len(one.times) // 2]
            yield News(measured=replace(one, times=half, peak=None, saved=None, program=None))
            yield News(measured=replace(one, peak=None, saved=None, program=None))
        if one.peak is not None:
            yield Progress(variant=one.variant, phase="memory", **facts)
        yield News(measured=one)
        own = given.of(one.workload)
        if one is own[-1] and all(it.status != "waiting" for it in own):
            yield Complete(workload=one.workload)
    if given.whole:
        yield Finished()
