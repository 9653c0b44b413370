"""A submission about to be graded: what the judge needs to open workers that have loaded it."""

import hashlib
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Protocol

from kata.content.model import Framework, Limits
from kata.errors import CannotGradeHereError, KataError
from kata.grading.channel import Worker, WorkerLostError
from kata.grading.processes import IMPORT_SECONDS, ParentLostError, Pool
from kata.grading.replies import SubmissionRefusedError, understood
from kata.grading.report import Device
from kata.i18n import _


class UndefinedNamesError(Exception):
    """The submission does not define what its kata asks for."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


class LacksRequiredError(Exception):
    """The source does not use what its kata requires."""

    def __init__(self, names: list[str]) -> None:
        super().__init__(", ".join(names))
        self.names = names


class Waiting(Protocol):
    """What may have a worker that waits: `ready.Ready`, and `shelf.Shelf` in rehearsals."""

    def take(self, framework: Framework, limits: Limits) -> Worker | None:
        """Return one that holds nothing of a submission, or None."""

    def retire(self, worker: Worker) -> None:
        """Take a worker that is not needed any more: nothing of its submission runs from now on."""


@dataclass(frozen=True)
class Submission:
    """Source, rules, and where and with what it runs.

    `ready` may have workers for it; `clean` those that run its exported programs.
    """

    source: str
    framework: Framework
    defines: tuple[str, ...]
    forbids: tuple[str, ...]
    requires: tuple[str, ...]
    limits: Limits
    seed: int
    pool: Pool
    device: Device = "cpu"
    given: str = ""
    cancelled: Callable[[], bool] = lambda: False
    ready: Waiting | None = None
    clean: Waiting | None = None

    def open(self, announce: Callable[[Worker], None] = lambda _worker: None) -> Worker:
        """Start a worker and load the submission in it; `announce` sees the worker before foreign code runs.

        Raises `WorkerLostError`, `UndefinedNamesError`, `LacksRequiredError`, and what `understood` raises.
        """
        worker = self._taken() or start_worker(self.pool, self.framework, self.limits, self.device, self.cancelled)
        announce(worker)
        try:
            self._load(worker)
        except BaseException:
            worker.close()
            raise
        return worker

    def end(self, worker: Worker) -> None:
        """End a worker: where something can collect it later, nobody waits until the system has its memory back."""
        if self.ready is None or self.limits.processes:
            worker.close()
        else:
            self.ready.retire(worker)

    def stopping(self, stop: threading.Event) -> "Submission":
        """Return the same submission; what its workers are doing also ends as cancelled once `stop` is set."""
        return replace(self, cancelled=lambda: stop.is_set() or self.cancelled())

    def prepare(self) -> None:
        """Let the warm process import, beside the first worker, what JAX needs late; without waiting for it."""

        def deepen() -> None:
            with suppress(KataError):
                self.pool.starter(self.framework, gpu=self.device == "gpu").deepen()

        if self.framework == "jax":  # a quarter of a second; what PyTorch needs late would hold up other workers
            threading.Thread(target=deepen, daemon=True).start()

    def open_clean(self) -> Worker:
        """Start a worker that runs nothing of the submission's source: for programs that were exported from it."""
        waiting = self.clean.take(self.framework, self.limits) if self.clean is not None else None
        return waiting or start_worker(self.pool, self.framework, self.limits, self.device, self.cancelled)

    def end_clean(self, worker: Worker) -> None:
        """End what `open_clean` gave."""
        if self.clean is None:
            worker.close()
        else:
            self.clean.retire(worker)

    def _taken(self) -> Worker | None:
        """Return a worker that waits for this, if there is one."""
        if self.ready is None or self.device != "cpu":
            return None
        worker = self.ready.take(self.framework, self.limits)
        if worker is not None:
            worker.cancelled = self.cancelled
        return worker

    def _load(self, worker: Worker) -> None:
        """Scan and run the source."""
        fields: dict[str, Any] = {
            "source": self.source,
            "given": self.given,
            "forbids": list(self.forbids),
            "requires": list(self.requires),
            "defines": list(self.defines),
            # Replays alike, and tells nothing of the judge's own seed.
            "seed": int.from_bytes(hashlib.sha256(f"globals {self.seed}".encode()).digest()[:4], "big"),
        }
        reply = worker.request("load", fields)
        if reply["kind"] in ("undefined", "lacks"):
            names = [name for name in reply.get("names") or [] if type(name) is str]
            raise (UndefinedNamesError if reply["kind"] == "undefined" else LacksRequiredError)(names)
        understood(reply, "solution.py")


def start_worker(
    pool: Pool, framework: Framework, limits: Limits, device: Device, cancelled: Callable[[], bool]
) -> Worker:
    """Start a worker on this device; its first request also waits for a cold import."""
    gpu = device == "gpu"
    try:
        worker = Worker(pool.starter(framework, gpu=gpu), limits, cancelled, gpu=gpu)
    except ParentLostError:  # killed by an earlier submission, perhaps: a fresh one serves this one
        worker = Worker(pool.starter(framework, gpu=gpu), limits, cancelled, gpu=gpu)
    try:
        reply = understood(worker.request("device", {"device": device}, IMPORT_SECONDS), framework)
    except WorkerLostError as fault:
        worker.close()
        printed = worker.output.text().strip()
        raise CannotGradeHereError(printed or str(fault)) from fault
    except BaseException:
        worker.close()
        raise
    if reply["value"] != device:
        worker.close()
        raise CannotGradeHereError(_("{framework} sees no GPU on this machine.").format(framework=framework))
    return worker


__all__ = ["LacksRequiredError", "Submission", "SubmissionRefusedError", "UndefinedNamesError", "start_worker"]
