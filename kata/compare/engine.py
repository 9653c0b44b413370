"""The engine: a process that starts workers, gives each variant its turns and prints what happens, a line an event.

`python -m kata.compare.engine FOLDER` reads `Settings` as one line of JSON and writes `Event`s; all that it leaves lies
in the folder. It ends, with all that it has started and with the folder, when its input is closed.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import ExitStack, suppress
from datetime import UTC, datetime
from math import ceil
from multiprocessing import get_context
from pathlib import Path
from queue import PriorityQueue, SimpleQueue
from time import monotonic, sleep
from typing import Final, Literal

import msgspec

from kata.compare import bench
from kata.compare.lanes import lanes
from kata.compare.looks import Looker
from kata.compare.machine import this_machine
from kata.compare.reference import path_of
from kata.compare.result import (
    Begun,
    Comparison,
    Complete,
    Event,
    Finished,
    Measured,
    News,
    Progress,
    Settings,
    VariantName,
)
from kata.compare.workers import Cell, LostError, Worker
from kata.compare.workloads import MAKERS, chosen
from kata.content.model import Framework

# Imported once for all workers. Not where a GPU is used: it starts CUDA, which no fork survives.
_COMPILER: Final = ("torch._dynamo", "torch._inductor.compile_fx")
# In which lane variants are made ready; what is measured run by run has its turns in the first.
_LANES: Final[dict[Framework, int]] = {"torch": 0, "numpy": 1, "jax": 1}
_START_LIMIT: Final = 120.0  # seconds for the imports of all frameworks on a slow disk
_GLANCE: Final = 0.02
_LEAST_ROUNDS: Final = 6  # fewer give no 95 % interval of a median
# Relative to float32: how far a dtype may lie from float64.
_PRECISION: Final = {"float32": 1.0, "float64": 2.0**-29, "bfloat16": 2.0**16, "float16": 2.0**13}
_ROUGH: Final = 0.1
_STARTING: Final = 6.0  # seconds: the imports of all frameworks, once
# What a variant costs at one size, and its process for memory, in seconds: a first guess, mended as it goes.
_PREPARING: Final[dict[VariantName, float]] = {
    "numpy": 0.2,
    "torch": 0.2,
    "torch.compile": 4,
    "jax": 0.6,
    "jax.jit": 0.4,
}
_OWN_PROCESS: Final[dict[VariantName, float]] = {
    "numpy": 0.3,
    "torch": 1,
    "torch.compile": 3,
    "jax": 1.5,
    "jax.jit": 1.5,
}


class Engine:
    """One comparison: what is known so far, and the workers that are alive."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self.settings = settings
        self.folder = folder
        self.machine = this_machine()
        self.lanes = lanes(settings, self.machine.cores)
        self.workloads = {one.name: one for one in chosen(list(settings.sizes))}
        self.workers: dict[Framework, Worker] = {}
        self._references: subprocess.Popen[bytes] | None = None
        self.found: dict[tuple[str, int, VariantName], Measured] = {}
        self.noted: set[Cell] = set()  # whose memory and program are looked at
        self.to_see, self.seen = PriorityQueue[tuple[int, Cell]](), SimpleQueue[tuple[Cell, bench.Footprint]]()
        self.unseen = 0
        self.unknown = Counter[str]()  # sizes and looks that a workload still lacks
        self.lookers = [
            Looker(settings, lane, self.to_see, self.seen, self._is_lost)
            for lane in range(self.lanes if settings.memory else 0)
        ]
        self.plan: dict[tuple[Cell, str], float] = {}
        self.done, self.began = 0.0, monotonic()

    def run(self) -> Iterator[Event]:
        """Measure everything, workload by workload, small sizes first."""
        rows = [
            [Cell(name, size, variant) for variant in self.settings.variants_of(name)]
            for name in self.workloads
            for size in self.settings.sizes[name]
        ]
        for cell in (cell for row in rows for cell in row):
            self._keep(cell, Measured(workload=cell.workload, size=cell.size, variant=cell.variant))
            self._plan(cell)
            self.unknown[cell.workload] += (cell, "memory") in self.plan
            # At once, but for what Inductor compiles: its first call would find it in the cache.
            if self.lanes > 1 and cell.variant != "torch.compile":
                self._note(cell)
        self.unknown.update(row[0].workload for row in rows)
        self._begin_references()
        yield Begun(comparison=self._comparison())
        yield self._progress(rows[0][0], "starting")
        with suppress(LostError):
            self._worker(MAKERS[rows[0][0].variant][0])  # the first one waits for the imports of all frameworks
        self.done += _STARTING
        yield from self._see_gpu()
        for row in rows:
            yield from self._one_size(row)
        yield from self._looks()
        yield Finished()

    def _comparison(self) -> Comparison:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        return Comparison(
            at=now, whole=False, machine=self.machine, settings=self.settings, measured=tuple(self.found.values())
        )

    def _see_gpu(self) -> Iterator[Event]:
        """Say which GPU it is, once a framework has seen it."""
        if self.settings.device == "cpu":
            return
        for kind in ("torch", "jax"):
            with suppress(LostError):
                worker = self._worker(kind)
                self.machine = msgspec.structs.replace(self.machine, gpu=worker.gpu, gpu_memory=worker.gpu_memory)
                yield Begun(comparison=self._comparison())
                return

    def _one_size(self, cells: list[Cell]) -> Iterator[Event]:
        """Prepare each variant and let them take turns; at the largest size memory is looked at too."""
        rates: dict[Cell, float] = {}
        yield from self._preparations(cells, rates)
        yield from self._turns({cell: rates[cell] for cell in cells if cell in rates})
        for worker in self.workers.values():
            worker.holds.clear()
            if worker.alive:
                with suppress(LostError):
                    worker.ask("drop")
        for cell in cells:
            self._note(cell)
        yield from self._known(cells[0].workload)
        if self.lanes == 1:
            yield from self._looks()

    def _preparations(self, cells: list[Cell], rates: dict[Cell, float]) -> Iterator[Event]:
        """Make each variant ready; `rates` gets the seconds of a run of each that can be timed.

        Where there are cores for that the frameworks do so beside each other; in the lane that is ready first memory is
        looked at meanwhile.
        """
        expected = self._expected(cells[0])
        left = list(cells)
        with ExitStack() as stack:
            # One after the other in its lane: the variants of a framework share a worker.
            threads = [stack.enter_context(ThreadPoolExecutor(1)) for _lane in range(self.lanes)]
            begun: dict[Future[tuple[Measured, float | None]], Cell] = {}
            for cell in cells:
                lane = _LANES[MAKERS[cell.variant][0]] % self.lanes
                begun[threads[lane].submit(self._prepare, cell, expected, lane)] = cell
            if self.lanes > 1:
                for looker in self.lookers:
                    threads[looker.lane].submit(looker.go_on)
            for ended in as_completed(begun):
                yield self._progress(left[0], "preparing")
                cell = begun[ended]
                left.remove(cell)
                news, rate = ended.result()
                if rate is not None:
                    rates[cell] = rate
                self._spent(cell, "prepare")
                yield self._keep(cell, news)
        for looker in self.lookers:
            looker.pause()
        while not self.seen.empty():
            yield from self._looked()

    def _begin_references(self) -> None:
        """Have NumPy compute what must come out, for everything, while the frameworks are imported."""
        wanted = [f"{name}:{size}" for name in self.workloads for size in self.settings.sizes[name]]
        free = {name: value for name, value in os.environ.items() if name not in _THREADS}
        command = [sys.executable, "-m", "kata.compare.reference", str(self.folder), *wanted]
        self._references = subprocess.Popen(command, env=free, stdin=subprocess.DEVNULL)  # noqa: S603  our own

    def _expected(self, cell: Cell) -> Path | None:
        """Wait for what must come out; None where that takes too long or failed."""
        path = path_of(self.folder, cell.workload, cell.size)
        until = monotonic() + self.settings.limit
        while not path.exists() and monotonic() < until:
            if self._references is None or self._references.poll() is not None:
                break
            sleep(_GLANCE)
        return path if path.exists() else None

    def _asked_to_prepare(self, cell: Cell, expected: Path | None, lane: int) -> bench.First:
        """Have the framework's worker make a variant's run; raises `LostError`."""
        worker = self._worker(MAKERS[cell.variant][0], lane)
        if self._compiles_kernels(cell):
            worker.build_toolchain()
        path = None if expected is None else str(expected)
        first: bench.First = worker.ask("prepare", cell.workload, cell.size, cell.variant, path)
        worker.holds.add(cell.variant)
        return first

    def _compiles_kernels(self, cell: Cell) -> bool:
        """Say whether Inductor has kernels to write and compile."""
        return cell.variant == "torch.compile" and self.workloads[cell.workload].generates

    def _worker(self, kind: Framework, lane: int = 0) -> Worker:
        """Return the framework's worker in this lane, a new one where the last was lost; raises `LostError`."""
        if kind not in self.workers or not self.workers[kind].alive:
            self.workers[kind] = Worker(self.settings, kind, lane)
        self.workers[kind].move(lane)
        return self.workers[kind]

    def _prepare(self, cell: Cell, expected: Path | None, lane: int) -> tuple[Measured, float | None]:
        """Return what is known after the first calls, and the seconds of a run where it can be timed."""
        known = self._of(cell)
        if cell.variant in self.workloads[cell.workload].unsuited:
            return msgspec.structs.replace(known, status="unsuited"), None
        try:
            first = self._asked_to_prepare(cell, expected, lane)
        except LostError as lost:
            return msgspec.structs.replace(known, status=lost.status, note=lost.note), None
        known = msgspec.structs.replace(known, first=first.seconds, error=first.error)
        tolerance = self.workloads[cell.workload].tolerance
        allowed = min(tolerance * _PRECISION[self.settings.dtype], max(_ROUGH, tolerance))
        if first.error is not None and first.error > allowed:
            return msgspec.structs.replace(known, status="wrong"), None
        return known, first.estimate

    def _turns(self, rates: dict[Cell, float]) -> Iterator[Event]:
        """Time them round by round, each round in an order of its own."""
        rounds = {cell: self._rounds(rate) for cell, rate in rates.items()}
        turns = random.Random(0)  # noqa: S311  no secret: an order
        for number in range(max(rounds.values(), default=0)):
            for cell in turns.sample(list(rates), len(rates)):
                if number < rounds[cell] and self._of(cell).status in ("waiting", "done"):
                    yield self._progress(cell, "timing")
                    yield self._keep(cell, self._turn(cell, rates[cell]))
                    self._spent(cell, "timing", 1 / rounds[cell])

    def _rounds(self, rate: float) -> int:
        """Return how many turns a variant gets: fewer where one run takes long, never too few for an interval."""
        return max(_LEAST_ROUNDS, min(self.settings.rounds, round(3 * self.settings.seconds / rate)))

    def _turn(self, cell: Cell, rate: float) -> Measured:
        known = self._of(cell)
        runs = max(1, ceil(self.settings.seconds / self.settings.rounds / rate))
        try:
            if cell.variant not in self._worker(MAKERS[cell.variant][0]).holds:  # the last worker was lost
                self._asked_to_prepare(cell, None, 0)
            seconds = self._worker(MAKERS[cell.variant][0]).ask("turn", cell.variant, runs)
        except LostError as lost:
            return msgspec.structs.replace(known, status=lost.status, note=lost.note)
        return msgspec.structs.replace(known, status="done", runs=runs, times=(*known.times, seconds / runs))

    def _note(self, cell: Cell) -> None:
        """Have a variant looked at when there is time for that, once."""
        if (cell, "memory") in self.plan and cell not in self.noted:
            self.noted.add(cell)
            self.unseen += 1
            self.to_see.put((list(self.workloads).index(cell.workload), cell))

    def _looks(self) -> Iterator[Event]:
        """Look at all that is still to be seen, in all lanes: no clock runs here."""
        for looker in self.lookers:
            looker.go_on()
        while self.unseen:
            cell = yield from self._looked()
            yield self._progress(cell, "memory")
        for looker in self.lookers:
            looker.pause()

    def _looked(self) -> Generator[Event, None, Cell]:
        """Wait for what has been seen of a variant, tell it, and return which."""
        cell, seen = self.seen.get()
        self.unseen -= 1
        self._spent(cell, "memory")
        known = self._of(cell)
        yield self._keep(cell, msgspec.structs.replace(known, peak=seen.peak, saved=seen.saved, program=seen.program))
        yield from self._known(cell.workload)
        return cell

    def _known(self, workload: str) -> Iterator[Event]:
        """Take note that one more thing is known about a workload."""
        self.unknown[workload] -= 1
        if not self.unknown[workload]:
            yield Complete(workload=workload)

    def _is_lost(self, cell: Cell) -> bool:
        return self._of(cell).status not in ("waiting", "done")

    def _of(self, cell: Cell) -> Measured:
        return self.found[cell.workload, cell.size, cell.variant]

    def _keep(self, cell: Cell, measured: Measured) -> News:
        self.found[cell.workload, cell.size, cell.variant] = measured
        return News(measured=measured)

    def _plan(self, cell: Cell) -> None:
        """Note what is to be done with a cell and what it may take."""
        if cell.variant in self.workloads[cell.workload].unsuited:
            return
        self.plan[cell, "prepare"] = _PREPARING[cell.variant]
        self.plan[cell, "timing"] = self.settings.seconds
        if self._looks_closer(cell):
            self.plan[cell, "memory"] = _OWN_PROCESS[cell.variant]

    def _looks_closer(self, cell: Cell) -> bool:
        """Say whether memory and program are looked at: at a workload's largest size, where that is asked for."""
        return self.settings.memory and cell.size == max(self.settings.sizes[cell.workload])

    def _spent(self, cell: Cell, what: str, part: float = 1.0) -> None:
        self.done += self.plan.get((cell, what), 0.0) * part

    def _progress(self, cell: Cell, phase: Literal["starting", "preparing", "timing", "memory"]) -> Progress:
        """Return where it is: the share by what was planned, the time left by the pace so far."""
        total = _STARTING + sum(self.plan.values())
        share = min(self.done / total, 1.0)
        pace = (monotonic() - self.began) / self.done if self.done > _STARTING else 1.0
        return Progress(
            workload=cell.workload,
            size=cell.size,
            variant=cell.variant,
            phase=phase,
            share=share,
            left=(total - self.done) * pace,
        )

    def close(self) -> None:
        """End every worker."""
        if self._references is not None:
            self._references.kill()
            self._references.wait()
        for looker in self.lookers:
            looker.end()
        for worker in self.workers.values():
            worker.end()


_THREADS: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def _environment(settings: Settings, folder: Path) -> None:
    """Set what the frameworks read when they are imported: threads, memory of the GPU, caches of their own."""
    for name in _THREADS:
        os.environ[name] = str(settings.threads)
    os.environ["TORCHINDUCTOR_COMPILE_THREADS"] = "1"
    os.environ["TORCHINDUCTOR_CACHE_DIR"] = str(folder / "inductor")  # cold at first, and no file left behind
    os.environ["TRITON_CACHE_DIR"] = str(folder / "triton")
    os.environ["XLA_PYTHON_CLIENT_PREALLOCATE"] = "false"
    os.environ["PYTORCH_NVML_BASED_CUDA_CHECK"] = "1"  # looks for a GPU without starting CUDA
    os.environ.pop("JAX_COMPILATION_CACHE_DIR", None)
    os.environ.pop("XLA_FLAGS", None)


def _end_with_input(folder: Path) -> None:
    """Remove the folder and kill the whole group once nobody holds the other end of our input."""
    while os.read(0, 1):
        pass
    shutil.rmtree(folder, ignore_errors=True)
    os.killpg(0, signal.SIGKILL)


def _preloaded(settings: Settings) -> list[str]:
    """Return what every worker has imported when it begins: the compiler's own import is no compile time."""
    used = {
        variant
        for one in chosen(list(settings.sizes))
        for variant in settings.variants_of(one.name)
        if variant not in one.unsuited
    }
    frameworks = sorted({MAKERS[variant][0] for variant in used})
    compiler = _COMPILER if "torch.compile" in used and settings.device == "cpu" else ()
    return [*frameworks, *compiler, "kata.compare.bench"]


def main() -> None:
    """Read the settings, print events."""
    line = b""
    while not line.endswith(b"\n"):
        if not (more := os.read(0, 1)):
            return
        line += more
    settings = msgspec.json.decode(line, type=Settings)
    folder = Path(sys.argv[1])
    threading.Thread(target=_end_with_input, args=(folder,), daemon=True).start()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a framework prints is no event
    _environment(settings, folder)
    get_context("forkserver").set_forkserver_preload(_preloaded(settings))
    engine = Engine(settings, folder)
    try:
        for event in engine.run():
            out.write(msgspec.json.encode(event) + b"\n")
            out.flush()
    finally:
        engine.close()


if __name__ == "__main__":
    main()
