"""Proofs of banks, run in worker processes: which keys the installed frameworks confirm, and which they don't."""

import contextlib
import os
import selectors
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Literal, Self

import msgspec
from packaging.requirements import InvalidRequirement, Requirement

from kata.content.fault import Fault
from kata.content.library import BankFile
from kata.content.model import Misbelief, OpenQuestion, OutputQuestion, Point, Question
from kata.content.proving import Report
from kata.content.source import Document
from kata.i18n import _, language

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
    versions: Versions = installed,
    tell: Callable[[ProofResult], None] = lambda result: None,  # noqa: ARG005
) -> list[ProofResult]:
    """Prove every question of the banks, `workers` at a time, each within `seconds`.

    Args:
        files: Banks as read; questions that could not be converted are left out.
        workers: Processes that run at the same time.
        seconds: Wall clock of one question with all its corrupted keys; more is a failure.
        versions: The installed version of a package, or None.
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
    queue: SimpleQueue[int] = SimpleQueue()
    results: dict[int, ProofResult] = {}
    for number, job in enumerate(jobs):
        if done := _without_running(job, versions):
            results[number] = done
            tell(done)
        else:
            queue.put(number)

    def work() -> None:
        with _Worker() as worker, contextlib.suppress(Empty):
            while True:
                number = queue.get_nowait()
                results[number] = _prove(jobs[number], worker, seconds)
                tell(results[number])

    with ThreadPoolExecutor(workers) as pool:
        for future in [pool.submit(work) for _worker in range(workers)]:
            future.result()
    return [results[number] for number in range(len(jobs))]


def _without_running(job: _Job, versions: Versions) -> ProofResult | None:
    """Return the result of a question of which nothing is run here, or None if it must be run."""
    question = job.question
    if not _has_proof(question):
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


def _has_proof(question: Question) -> bool:
    """Tell whether there is something to run."""
    if isinstance(question, OpenQuestion):
        items: tuple[Point | Misbelief, ...] = (*question.points, *question.misconceptions)
        return question.proof is not None or any(item.proof is not None for item in items)
    return question.proof is not None or isinstance(question, OutputQuestion)


def _prove(job: _Job, worker: "_Worker", seconds: float) -> ProofResult:
    """Prove one question in the worker, or in a new one if it wants a process of its own."""
    try:
        if job.question.isolate:
            with _Worker() as own:
                return job.judged(own.ask(job.question, seconds))
        return job.judged(worker.ask(job.question, seconds))
    except TimeoutError:
        return job.failed(_("the proof did not end within {seconds:g} seconds").format(seconds=seconds))
    except ConnectionError as error:
        return job.failed(_("the process of the proof died: {reason}").format(reason=error))


class _Worker:
    """A process that proves one question after another; it is started when first asked, and anew after it died."""

    def __init__(self) -> None:
        self.folder = tempfile.TemporaryDirectory(prefix="kata-proof-")
        self.process: subprocess.Popen[bytes] | None = None
        self.reports = -1
        self.rest = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        self.folder.cleanup()

    def ask(self, question: Question, seconds: float) -> Report:
        """Return the report on a question; TimeoutError or ConnectionError (with the last words) if none comes."""
        if self.process is None:
            self.start()
        assert self.process is not None
        assert self.process.stdin is not None
        try:
            self.process.stdin.write(msgspec.json.encode(question) + b"\n")
            self.process.stdin.flush()
            return msgspec.json.decode(self._line(seconds), type=Report)
        except BrokenPipeError as error:
            raise ConnectionError(self._last_words()) from error
        except (TimeoutError, ConnectionError):
            self.stop()
            raise

    def start(self) -> None:
        """Start the process in a session of its own, with one descriptor for reports."""
        self.reports, write_end = os.pipe()
        self.rest = b""
        with self._errors().open("wb") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "kata.content.proving", str(write_end)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=errors,
                cwd=self.folder.name,
                env=_environment(),
                pass_fds=[write_end],
                start_new_session=True,
            )
        os.close(write_end)

    def stop(self) -> None:
        """End the process and all that it started."""
        if self.process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        assert self.process.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        os.close(self.reports)
        self.process = None

    def _line(self, seconds: float) -> bytes:
        """Return the next line of the reports."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.reports, selectors.EVENT_READ)
            while b"\n" not in self.rest:
                if not selector.select(seconds):
                    raise TimeoutError
                chunk = os.read(self.reports, 65536)
                if not chunk:
                    raise ConnectionError(self._last_words())
                self.rest += chunk
        line, _newline, self.rest = self.rest.partition(b"\n")
        return line

    def _errors(self) -> Path:
        """Return the file that takes the process's stderr."""
        return Path(self.folder.name) / "stderr"

    def _last_words(self) -> str:
        """Return the last line that the process wrote to stderr, else how it ended."""
        assert self.process is not None
        lines = self._errors().read_text(encoding="utf-8", errors="replace").strip().splitlines()
        return lines[-1] if lines else _("exit status {code}").format(code=self.process.wait())


def _environment() -> dict[str, str]:
    """Return the environment of a worker: CPU only, one thread, our language."""
    kept = {name: value for name, value in os.environ.items() if name != "XLA_FLAGS"}
    ours = {
        "KATA_LANG": language(),
        "JAX_PLATFORMS": "cpu",
        "CUDA_VISIBLE_DEVICES": "",
        "OMP_NUM_THREADS": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return kept | ours
