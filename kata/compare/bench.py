"""A worker: it holds the variants of one framework, runs them and reads the clock. It decides nothing.

The engine sends `(operation, arguments)` and gets `("value", …)`, or `("fault", status, note)` for what went wrong.
"""

import ctypes
import gc
import os
import timeit
import traceback
from collections.abc import Callable
from contextlib import suppress
from math import ceil
from multiprocessing.connection import Connection
from pathlib import Path
from time import perf_counter
from typing import Any, Final, NamedTuple, TypeVar

from kata.compare.frameworks import Framework, NotHereError, Run, framework
from kata.compare.lanes import Place
from kata.compare.reference import RUNS, load, make_inputs, read
from kata.compare.result import Device, DType, Program, Status, VariantName
from kata.compare.trees import deviation
from kata.compare.workloads import MAKERS

_WARM: Final = 0.05  # seconds of runs before the clock is believed
_MMAP_THRESHOLD, _TRIM_THRESHOLD = -3, -1  # of mallopt(3)
_LARGE: Final = 128 * 1024
_NOTE: Final = 300
T = TypeVar("T")


class First(NamedTuple):
    """What came of the first runs: seconds of the first call, deviation from what is expected, seconds of a run."""

    seconds: float
    error: float | None
    estimate: float


class Footprint(NamedTuple):
    """What a variant needs, in bytes, and how large its program is; see `Measured`."""

    peak: int | None
    saved: int | None
    program: Program | None


class Prepared(NamedTuple):
    """A variant that is ready to run: the file it stands in, the inputs it was made with."""

    module: Any
    inputs: dict[str, Any]
    run: Run


class Bench:
    """The operations of a worker."""

    def __init__(self) -> None:
        self.framework: Framework | None = None
        self.place: Place | None = None
        self.prepared: dict[VariantName, Prepared] = {}

    def start(
        self, name: str, device: Device, dtype: DType, threads: int, lane: int = 0
    ) -> tuple[str | None, int | None]:
        """Import the framework; return the GPU's name and its memory in bytes, where one is used.

        On a CPU it is held to a lane's cores. With a GPU the cores only prepare, and compile: XLA tries many kernels
        for one product.
        """
        if device == "cpu":
            self.place = Place(threads)
            self.place.move(lane)
        self.framework = framework(name, device, dtype, threads)
        return self.framework.gpu, self.framework.gpu_memory

    def prepare(self, workload: str, size: int, variant: VariantName, expected: str | None) -> First:
        """Make a variant's run, time its first call, and hold the results of the first runs against `expected`."""
        held = self.framework
        assert held is not None
        kind, maker = MAKERS[variant]
        module = load(workload, kind)
        inputs = held.inputs(make_inputs(workload, size))
        run = getattr(module, maker)(**inputs)
        held.wait(inputs)
        begun = perf_counter()
        results = run()
        held.wait(results)
        seconds = perf_counter() - begun
        found = held.flat(results)
        for _turn in range(RUNS - 1):
            found += held.flat(run())
        self.prepared[variant] = Prepared(module, inputs, run)
        error = None if expected is None else deviation(found, read(Path(expected)))
        return First(seconds, error, self._warmed(variant))

    def _warmed(self, variant: VariantName) -> float:
        """Run for a little while; return the seconds of one run."""
        runs, seconds = 1, self.turn(variant, 1)
        while seconds < _WARM:
            runs *= min(10, max(2, ceil(_WARM / max(seconds, 1e-7))))
            seconds = self.turn(variant, runs)
        return seconds / runs

    def move(self, lane: int) -> None:
        """Compute on the cores of this lane from now on."""
        if self.place is not None:
            self.place.move(lane)

    def toolchain(self) -> None:
        """Have the compiler build what its kernels share; what goes wrong there is told where a variant needs it."""
        assert self.framework is not None
        with suppress(Exception):
            self.framework.build_toolchain()

    def turn(self, variant: VariantName, runs: int) -> float:
        """Return the seconds that `runs` runs take until all they started is computed."""
        held, run = self.framework, self.prepared[variant].run
        assert held is not None
        wait = held.wait

        def all_of_them() -> None:
            results = None
            for _run in range(runs):
                results = run()
            wait(results)

        return timeit.Timer(all_of_them).timeit(1)  # without the garbage collector

    def drop(self) -> None:
        """Forget what was prepared."""
        self.prepared.clear()
        gc.collect()
        if self.framework is not None:
            self.framework.forget()

    def footprint(self, workload: str, size: int, variant: VariantName) -> Footprint:
        """Return what a variant needs; asked of a process that has done nothing before."""
        held = self.framework
        assert held is not None
        _give_back_at_once()
        self.prepare(workload, size, variant, None)
        module, inputs, run = self.prepared[variant]
        peak = held.device_peak(run) if held.device == "gpu" else _peak(lambda: held.wait(run()))
        saved = None if variant == "jax.jit" else _tried(lambda: held.saved(module, run, inputs))
        compiled = variant in ("torch.compile", "jax.jit")
        fresh = held.inputs(make_inputs(workload, size))  # a run may have given its own away
        program = _tried(lambda: held.program(module, run, fresh, compiled=compiled))
        return Footprint(peak, saved, program)


def _tried(measure: Callable[[], T]) -> T | None:
    """Return what was measured; None where this version of the framework does not tell: the rest is worth having."""
    with suppress(Exception):
        return measure()
    return None


def _give_back_at_once() -> None:
    """Have the C library return large blocks to the system when they are freed, so that what is resident is used."""
    with suppress(AttributeError, OSError):
        libc = ctypes.CDLL(None)
        libc.mallopt(_MMAP_THRESHOLD, _LARGE)
        libc.mallopt(_TRIM_THRESHOLD, _LARGE)


def _peak(run: Callable[[], object]) -> int | None:
    """Return the bytes that a run takes more at its height than are resident between runs; None where Linux is not."""
    status = Path("/proc/self/status")
    try:
        gc.collect()
        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).malloc_trim(0)
        rest = _resident(status, "VmRSS:")
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget the height so far: proc(5)
        for _run in range(RUNS):
            run()
        return max(0, _resident(status, "VmHWM:") - rest)
    except OSError:
        return None


def _resident(status: Path, name: str) -> int:
    """Return a figure of /proc/self/status, in bytes."""
    line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith(name))
    return int(line.split()[1]) * 1024


def serve(connection: Connection) -> None:
    """Answer until the engine closes the connection."""
    bench = Bench()
    operations: dict[str, Callable[..., Any]] = {
        "start": bench.start,
        "prepare": bench.prepare,
        "move": bench.move,
        "toolchain": bench.toolchain,
        "turn": bench.turn,
        "drop": bench.drop,
        "footprint": bench.footprint,
    }
    while True:
        try:
            operation, arguments = connection.recv()
        except EOFError:
            return
        try:
            connection.send(("value", operations[operation](*arguments)))
        except BaseException as fault:  # noqa: BLE001  whatever a framework raises becomes a line of the table
            connection.send(("fault", *_told(fault, bench.framework)))


def _told(fault: BaseException, held: Framework | None) -> tuple[Status, str]:
    """Return status and note for an exception."""
    if isinstance(fault, NotHereError):
        return "missing", str(fault)
    if held is not None and held.out_of_memory(fault):
        return "memory", ""
    if type(fault).__name__ == "InvalidCxxCompiler" or "InvalidCxxCompiler" in str(fault):
        return "missing", "no-compiler"
    if os.environ.get("KATA_COMPARE_DEBUG"):
        traceback.print_exception(fault)
    first = (str(fault).strip().splitlines() or [""])[0]
    return "failed", f"{type(fault).__name__}: {first}"[:_NOTE]
