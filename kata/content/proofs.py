"""Proofs of banks, run in worker processes: which keys the installed frameworks confirm, and which they don't."""

import sys
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_EXCEPTION, ThreadPoolExecutor, wait
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

import msgspec
from packaging.requirements import InvalidRequirement, Requirement

from kata.content.fault import Fault
from kata.content.library import BankFile
from kata.content.model import Misbelief, OpenQuestion, OutputQuestion, Point, Question
from kata.content.proof_worker import Worker
from kata.content.proving import Report
from kata.content.source import Document
from kata.i18n import _

Versions = Callable[[str], str | None]


class ProofResult(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one question's proof.

    `status`: `proven`; `failed`, with faults; `skipped`, with the reason; `documented` (it rests on a source).
    `tried` corrupted keys were tested, of which `caught` were rejected.
    """

    id: str
    file: Path
    line: int
    status: Literal["proven", "failed", "skipped", "documented"]
    reason: str = ""
    faults: tuple[Fault, ...] = ()
    seconds: float = 0.0
    tried: int = 0
    caught: int = 0


class _Job(msgspec.Struct, frozen=True):
    """A question with the place it comes from."""

    document: Document
    place: int
    question: Question

    def result(self, **said: object) -> ProofResult:
        """Return a result about this question."""
        line = self.document.line(("questions", self.place, "id"))
        return ProofResult(id=self.question.id, file=self.document.path, line=line, **said)  # type: ignore[arg-type]

    def failed(self, message: str) -> ProofResult:
        """Return a failure of the proof as a whole."""
        return self.result(status="failed", faults=(self._fault(("proof",), message),))

    def judged(self, report: Report) -> ProofResult:
        """Return what a worker's report says."""
        faults = [self._fault(entry.steps, entry.message, entry.line) for entry in report.complaints]
        faults += [
            self._fault(("proof",), _("the proof accepts a corrupted key, {name}").format(name=name))
            for name in report.accepted
        ]
        return self.result(
            status="failed" if faults else "proven",
            faults=tuple(faults),
            seconds=report.seconds,
            tried=report.tried,
            caught=report.tried - len(report.accepted),
        )

    def _fault(self, steps: tuple[str | int, ...], message: str, line: int | None = None) -> Fault:
        """Return a fault in this question, on a line of the snippet if one is known."""
        whole = ("questions", self.place, *steps)
        place = self.document.line(whole) if line is None else self.document.start(whole) + line - 1
        return Fault(self.document.path, place, f"{self.question.id}: {message}")


def installed(package: str) -> str | None:
    """Return the version of an installed package, or None."""
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def run_proofs(
    files: Iterable[BankFile],
    *,
    workers: int = 2,
    seconds: float = 120.0,
    python: str = sys.executable,
    versions: Versions = installed,
    tell: Callable[[ProofResult], None] = lambda result: None,  # noqa: ARG005
) -> list[ProofResult]:
    """Prove every question of the banks, `workers` at a time, each within `seconds`.

    Args:
        files: Banks as read; questions that could not be converted are left out.
        workers: Processes that run at the same time.
        seconds: Wall clock of one question with all its corrupted keys; more is a failure.
        python: The interpreter that runs them.
        versions: The version of a package that is installed there, or None.
        tell: Called with each result as it comes, in no particular order, from several threads.

    Returns:
        The results in the order of the questions.
    """
    jobs = [
        _Job(file.document, place, question)
        for file in files
        if file.converted.bank
        for place, question in zip(file.converted.places, file.converted.bank.questions, strict=True)
    ]
    results: dict[int, ProofResult] = {}
    waiting: list[int] = []
    for number, job in enumerate(jobs):
        if done := _without_running(job, versions):
            results[number] = done
            tell(done)
        else:
            waiting.append(number)

    def prove(number: int, worker: Worker) -> None:
        results[number] = _prove(jobs[number], worker, seconds)
        tell(results[number])

    # A process of its own costs the warm one: such questions come last.
    _share(sorted(waiting, key=lambda number: jobs[number].question.isolate), prove, workers, python)
    return [results[number] for number in range(len(jobs))]


def _share(numbers: list[int], prove: Callable[[int, Worker], None], count: int, python: str) -> None:
    """Let `count` workers take numbers until none is left; an interruption ends them at once."""
    queue = deque(numbers)
    programs = tempfile.TemporaryDirectory(prefix="kata-programs-")
    workers = [Worker(python, programs.name) for _number in range(min(count, len(numbers)))]

    def work(worker: Worker) -> None:
        with worker:
            for number in _taken(queue):
                prove(number, worker)

    with programs, ThreadPoolExecutor(max(1, len(workers))) as pool:
        futures = [pool.submit(work, worker) for worker in workers]
        try:
            for future in wait(futures, return_when=FIRST_EXCEPTION).done:
                future.result()
        except BaseException:
            queue.clear()
            for worker in workers:
                worker.kill()
            raise


def _taken(queue: deque[int]) -> Iterator[int]:
    """Take numbers from a queue that others take from too, until it is empty."""
    while True:
        try:
            yield queue.popleft()
        except IndexError:
            return


def _without_running(job: _Job, versions: Versions) -> ProofResult | None:
    """Return the result of a question of which nothing is run here, or None if it must be run."""
    question = job.question
    if not has_proof(question):
        return job.result(status="documented")
    for framework in question.frameworks:
        if versions(framework) is None:
            return job.result(status="skipped", reason=_("{name} is not installed").format(name=framework))
    return _outside_versions(job, question.valid, versions) if question.valid is not None else None


def _outside_versions(job: _Job, valid: str, versions: Versions) -> ProofResult | None:
    """Return why the installed versions are outside the question's range, or None if they are inside."""
    try:
        wanted = Requirement(valid)
    except InvalidRequirement:
        return job.failed(_("'{text}' is not a range of versions such as jax<0.11").format(text=valid))
    found = versions(wanted.name)
    if found is None or not wanted.specifier.contains(found, prereleases=True):
        reason = _("valid for {valid}; installed is {found}").format(valid=valid, found=found or "-")
        return job.result(status="skipped", reason=reason)
    return None


def has_proof(question: Question) -> bool:
    """Tell whether there is something to run."""
    if isinstance(question, OpenQuestion):
        items: tuple[Point | Misbelief, ...] = (*question.points, *question.misconceptions)
        return question.proof is not None or any(item.proof is not None for item in items)
    return question.proof is not None or isinstance(question, OutputQuestion)


def _prove(job: _Job, worker: Worker, seconds: float) -> ProofResult:
    """Prove one question in the worker; one that wants a process of its own leaves none behind."""
    if job.question.isolate:
        worker.stop()
    try:
        return job.judged(worker.ask(job.question, seconds))
    except TimeoutError:
        return job.failed(_("the proof did not end within {seconds:g} seconds").format(seconds=seconds))
    except ConnectionError as error:
        return job.failed(_("the process of the proof died: {reason}").format(reason=error))
    finally:
        if job.question.isolate:
            worker.stop()
