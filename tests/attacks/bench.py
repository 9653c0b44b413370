"""Grades in a process of its own, which the tests bound from outside and may kill: one JSON line in, one out.

It is the parent of whatever a submission leaves behind, so that nothing can escape by losing its own parent.
"""

import os
import resource
import sys
import time
from pathlib import Path

import msgspec

from kata.content import load_library
from kata.content.katas import Kata, Variant
from kata.content.model import Limits
from kata.errors import KataError
from kata.grading.judge import grade
from kata.grading.limits import adopt_orphans
from kata.grading.processes import Pool
from kata.grading.report import GradeReport, GradeRequest

PATIENCE = 3.0


class Order(msgspec.Struct):
    """What to grade, by the checks in `kata/` or in a folder of it."""

    framework: str
    source: str
    limits: Limits
    requires: tuple[str, ...] = ()
    checks: str = "."


class Outcome(msgspec.Struct):
    """What came of it; `strangers` are processes and `left` are files that should have gone."""

    report: GradeReport | None
    fault: str
    seconds: float
    strangers: list[str]
    left: list[str]
    parent: int


def descendants(root: int) -> dict[int, str]:
    """Return the living processes below `root`, with their names."""
    parents, names = {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            before, _, after = (folder / "stat").read_text().rpartition(")")
        except (FileNotFoundError, ProcessLookupError):
            continue
        state, parent = after.split()[:2]
        if state != "Z":
            parents[int(folder.name)] = int(parent)
            names[int(folder.name)] = before.partition("(")[2]
    below: set[int] = set()
    while more := {pid for pid, parent in parents.items() if parent in below | {root}} - below:
        below |= more
    return {pid: names[pid] for pid in below}


class Bench:
    """One pool of warm processes, and the kata under attack."""

    def __init__(self, pool: Pool, folder: Path) -> None:
        self.pool = pool
        self.folder = folder
        self.kata = load_library().kata("mlp")
        self.known: set[Path] = set()

    def variant(self, order: Order) -> Variant:
        """Return the kata with the order's limits and rules, and with the cheap checks."""
        rules = self.kata.spec.variants[order.framework]
        variants = {order.framework: msgspec.structs.replace(rules, requires=order.requires)}
        spec = msgspec.structs.replace(self.kata.spec, limits=order.limits, variants=variants)
        return Kata(spec, Path(__file__).parent / "kata" / order.checks).variants[0]

    def serve(self, order: Order) -> Outcome:
        """Grade; look for what is left."""
        variant = self.variant(order)
        request = GradeRequest(variant=variant.name, source=order.source, device="cpu")
        report, fault, began = None, "", time.monotonic()
        try:
            report = grade(request, variant, pool=self.pool)
        except KataError as raised:
            fault = str(raised)
        seconds = time.monotonic() - began
        parent = self.pool.starter(order.framework)
        return Outcome(report, fault, seconds, self.strangers(), self.left(), parent.pid)

    def strangers(self) -> list[str]:
        """Return the processes that are no warm parents, having waited a little for the killed ones."""
        deadline = time.monotonic() + PATIENCE
        while (found := self.unknown()) and time.monotonic() < deadline:
            time.sleep(0.01)
        return [f"{pid} {name}" for pid, name in found.items()]

    def unknown(self) -> dict[int, str]:
        ours = {parent.pid for parent in self.pool._warm.values()}
        return {pid: name for pid, name in descendants(os.getpid()).items() if pid not in ours}

    def left(self) -> list[str]:
        """Return what is new in the temporary folder beside the folders of the warm parents, and new in these."""
        ours = {parent.folder for parent in self.pool._warm.values()}
        beside = {path for path in self.folder.iterdir() if path not in ours}
        found = beside | {inner for folder in ours if folder.is_dir() for inner in folder.iterdir()}
        new, self.known = found - self.known, self.known | found
        return sorted(map(str, new))


def bound() -> None:
    """Limit this process and all that it starts, as a last wall around the walls under test."""
    for kind, value in (
        (resource.RLIMIT_FSIZE, 512 << 20),
        (resource.RLIMIT_DATA, 8 << 30),
        (resource.RLIMIT_CPU, 900),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 8192),
    ):
        hard = resource.getrlimit(kind)[1]
        lowered = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (lowered, lowered))


def main() -> None:
    bound()
    adopt_orphans()
    replies = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    with Pool() as pool:
        bench = Bench(pool, Path(os.environ["TMPDIR"]))
        for line in sys.stdin:
            outcome = bench.serve(msgspec.json.decode(line, type=Order))
            replies.write(msgspec.json.encode(outcome).decode() + "\n")
            replies.flush()


if __name__ == "__main__":
    main()
