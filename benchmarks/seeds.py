"""A kata's own files under many seeds: what comes out otherwise under some of them than under the rest.

    python benchmarks/seeds.py [KATA or VARIANT ...] [--framework numpy] [--seeds 100] [--seconds 60] [--first 0]

A mistake that passes under one seed in fifty makes a grader that can be fooled one time in fifty; a solution that fails
under one in fifty makes one that is unfair. All checks run in this process, without confinement and without the kata's
list of what is forbidden (bare_grade.py): in a minute some hundred seeds of NumPy, fewer of PyTorch, a handful of JAX.
Katas that start processes or want several devices are left to `kata check`, which has real workers, and one seed a run.
Each variant gets at most so many seeds and about so many seconds. Printed is what did not come out as the file says,
with the number of seeds, of all that were tried, and one of them.
"""

import argparse
import signal
import time
from collections import defaultdict
from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Self, cast

from bare_grade import Inside

from kata.content import Mistake, Variant, load_library
from kata.grading.channel import Worker
from kata.grading.checks import Check
from kata.grading.diagnosis import diagnose, same_title
from kata.grading.graders import load_checks
from kata.grading.subject import Subject, Surroundings
from kata.grading.trial import Known, Trial
from kata.grading.wire import decode, encode

if TYPE_CHECKING:
    from pathlib import Path

    from kata.grading.submission import Submission

ONE_FILE = 300  # seconds; the slowest need one minute of them
STRIDE = 7919


class TooLongError(Exception):
    """A file took longer than any of a kata's own should."""


class Copying(Inside):
    """A worker that is no process, but shares no array with who asks."""

    def request(self, op: str, fields: dict[str, Any]) -> dict[str, Any]:
        """Answer as a worker would, through the wire's own bytes."""
        return travelled(super().request(op, travelled(fields)))


def travelled(fields: dict[str, Any]) -> dict[str, Any]:
    """Return what arrives at the other end."""
    header, buffers = encode(fields)
    arrived: dict[str, Any] = decode(memoryview(bytearray(header)), memoryview(bytearray(b"".join(buffers))))
    return arrived


@dataclass(frozen=True)
class Bare:
    """A submission whose workers are sessions in this process."""

    variant: Variant
    source: str
    seed: int
    device: str = "cpu"

    @property
    def framework(self) -> str:
        """Return the variant's."""
        return self.variant.framework

    def open(self) -> Worker:
        """Return a session that has loaded it."""
        return cast("Worker", Copying(loading(self.variant, self.source)))

    def open_clean(self) -> Worker:
        """Return one for exported programs; that it has loaded the source too harms nothing here."""
        return self.open()

    def end(self, worker: Worker) -> None:
        """Nothing has to end."""

    def end_clean(self, worker: Worker) -> None:
        """Nothing has to end."""

    def stopping(self, _stop: object) -> Self:
        """Nothing has to be stopped."""
        return self

    def subject(self) -> Subject:
        """Return what checks look at."""
        return Subject(self.variant.framework, "cpu", self.open(), Surroundings(self.open, self.open_clean))


def loading(variant: Variant, source: str) -> Variant:
    """Return what `Inside` reads of a variant, with another source for its solution."""
    return cast("Variant", SimpleNamespace(framework=variant.framework, solution=source, given=variant.given))


def first_failed(checks: list[Check], submission: Bare) -> tuple[str | None, Trial]:
    """Run the checks up to the first that fails; return its name and what came of all."""
    subject, trial = submission.subject(), Trial()
    for check in checks:
        if trial.attempt(check, subject, submission.seed) is not None:
            return check.name, trial
    return None, trial


def came_of(checks: list[Check], submission: Bare, mistake: Mistake | None, known: Known) -> str:
    """Grade one file; return what is wrong with what came of it, or nothing."""
    failed, trial = first_failed(checks, submission)
    known |= trial.known(submission.source, submission.seed)
    if mistake is None:
        return f"fails {failed}" if failed else ""
    if failed is None:
        return "passes"
    if not same_title(failed, mistake.caught_by):
        return f"fails {failed}"
    diagnosis = diagnose(submission.variant, cast("Submission", submission), checks, trial, failed, known=known)
    found = diagnosis.mistake if diagnosis else "nothing"
    return "" if found == mistake.name else f"diagnosed as {found}"


def sweep(variant: Variant, seeds: range, seconds: float) -> tuple[int, dict[tuple[str, str], list[int]]]:
    """Grade a variant's files under these seeds while there is time; return how many, and what went wrong where."""
    checks = list(load_checks(variant.kata.grader, variant.framework))
    right = [variant.solution_path, *(alternative.path for alternative in variant.alternatives)]
    files: list[tuple[Path, Mistake | None]] = [(path, None) for path in right]
    files += [(mistake.path, mistake) for mistake in variant.mistakes]
    texts = {path: path.read_text(encoding="utf-8") for path, _mistake in files}
    wrong: dict[tuple[str, str], list[int]] = defaultdict(list)
    began, done = time.monotonic(), 0
    for seed in seeds:
        if done and time.monotonic() - began > seconds:
            break
        known, done = Known(), done + 1
        for path, mistake in files:
            signal.alarm(ONE_FILE)
            try:
                fault = came_of(checks, Bare(variant, texts[path], seed), mistake, known)
            except Exception as stumbled:  # noqa: BLE001  it is reported, and the others go on
                fault = f"{type(stumbled).__name__}: {str(stumbled)[:100]}"
            finally:
                signal.alarm(0)
            if fault:
                wrong[path.relative_to(variant.solution_path.parents[2]).as_posix(), fault].append(seed)
    return done, wrong


def main() -> None:
    """Sweep the variants asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--framework", choices=("numpy", "torch", "jax"), action="append")
    parser.add_argument("--seeds", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--first", type=int, default=0)
    asked = parser.parse_args()

    def too_long(*_args: object) -> None:
        raise TooLongError(f"more than {ONE_FILE} s")

    signal.signal(signal.SIGALRM, too_long)
    katas = load_library().katas
    if unknown := set(asked.names) - {name for kata in katas for name in (kata.id, *(v.name for v in kata.variants))}:
        parser.error(f"no kata and no variant: {', '.join(sorted(unknown))}")
    seeds = range(asked.first * STRIDE, (asked.first + asked.seeds) * STRIDE, STRIDE)
    for kata in katas:
        for variant in kata.variants:
            if asked.names and not {kata.id, variant.name} & set(asked.names):
                continue
            if asked.framework and variant.framework not in asked.framework:
                continue
            if kata.spec.limits.processes or kata.spec.limits.devices > 1:
                print(f"{variant.name}: left out, needs processes or devices of its own", flush=True)
                continue
            done, wrong = sweep(variant, seeds, asked.seconds)
            print(f"{variant.name}: {done} seeds", flush=True)
            for (file, fault), where in sorted(wrong.items()):
                print(f"  {file}: {fault}: {len(where)} of {done}, as {where[0]}", flush=True)


if __name__ == "__main__":
    main()
