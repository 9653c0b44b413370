"""The submission as a grader sees it: calls go to a worker, trees of arrays come back, everything is recorded."""

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, Self, TypeVar, cast

import numpy as np

from kata.content.model import Framework, Text
from kata.grading.channel import Worker
from kata.grading.checks import spoken
from kata.grading.evidence import exported
from kata.grading.replies import (
    GraderFaultError,
    SubmissionRaisedError,
    SubmissionRefusedError,
    fact,
    pairs,
    understood,
    watched,
)
from kata.grading.report import Curve, Device
from kata.grading.values import Given, Handle, Precision

Item = TypeVar("Item")
Result = TypeVar("Result")
MAX_SIDE_BY_SIDE = 4


@dataclass
class Recording:
    """What came back in one check, in order, for the diagnosis; and what the check wants to show."""

    responses: list[tuple[str, Any]] = field(default_factory=list)


@dataclass
class Surroundings:
    """What a subject needs beside its worker: how to start others, and where curves and remarks go.

    `open_worker` starts one that has loaded the submission, `open_clean` one that has not. `close_worker` and
    `close_clean` end what these gave, or see to it that it ends before the grading does. `stop` makes the calls of
    those that `open_worker` has started end soon.
    """

    open_worker: Callable[[], Worker]
    open_clean: Callable[[], Worker]
    close_worker: Callable[[Worker], object] = lambda worker: worker.close()
    close_clean: Callable[[Worker], object] = lambda worker: worker.close()
    stop: Callable[[], None] = lambda: None
    on_curve: Callable[[Curve], None] = lambda _curve: None
    on_remark: Callable[[str], None] = lambda _remark: None
    lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def with_submission(self) -> Iterator[Worker]:
        """Open a worker that has loaded the submission, for a while."""
        worker = self.open_worker()
        try:
            yield worker
        finally:
            self.close_worker(worker)

    @contextmanager
    def clean(self) -> Iterator[Worker]:
        """Open one that has not, for a while."""
        worker = self.open_clean()
        try:
            yield worker
        finally:
            self.close_clean(worker)


class Subject:
    """One submission in one worker."""

    def __init__(self, framework: Framework, device: Device, worker: Worker, surroundings: Surroundings) -> None:
        self.framework = framework
        self.device = device
        self.recording = Recording()
        self._worker = worker
        self._surroundings = surroundings

    def call(
        self,
        name: str | Given,
        *args: Any,
        on: Handle | None = None,
        precision: Precision = "float32",
        keep: bool = False,
        seed: int | None = None,
    ) -> Any:
        """Call a function, a class, or a method of what the handle `on` holds; `Given(name)` calls the kata's own.

        Floating arrays arrive as the framework's arrays of `precision`; the result comes back as a tree of NumPy
        arrays, NumPy scalars and Python scalars; what cannot travel, or everything with `keep`, as a `Handle`.
        """
        fields = _fields(name, args, on, precision) | {"keep": keep, "seed": seed, "watching": False}
        return self._ask("call", fields)["value"]

    def call_watching(
        self,
        name: str | Given,
        *args: Any,
        on: Handle | None = None,
        precision: Precision = "float32",
        keep: bool = False,
        seed: int | None = None,
    ) -> tuple[Any, list[Any]]:
        """Call like `call`; return the value and the arguments as they are afterwards, donated buffers as `Deleted`."""
        fields = _fields(name, args, on, precision) | {"keep": keep, "seed": seed, "watching": True}
        reply = self._ask("call", fields)
        return reply["value"], watched(reply, len(args))

    def parameters(self, handle: Handle) -> list[tuple[str, np.ndarray[Any, Any]]]:
        """Return names and values of the parameters that a handle holds, in the module's own order."""
        return pairs(self._ask("parameters", {"name": "parameters", "on": handle})["value"])

    def buffers(self, handle: Handle) -> list[tuple[str, np.ndarray[Any, Any]]]:
        """Return names and values of a module's buffers."""
        return pairs(self._ask("buffers", {"name": "buffers", "on": handle})["value"])

    def set_parameters(self, handle: Handle, arrays: Sequence[np.ndarray[Any, Any]]) -> None:
        """Write `arrays` over the parameters in place, in the module's own order."""
        self._ask("set_parameters", {"name": "set_parameters", "on": handle, "arrays": list(arrays)})

    def gradient(
        self, name: str | Given, *args: Any, wrt: int = 0, on: Handle | None = None, precision: Precision = "float32"
    ) -> Any:
        """Return the framework's own derivative of a scalar function with respect to `args[wrt]`."""
        return self._ask("gradient", _fields(name, args, on, precision) | {"wrt": wrt})["value"]

    def vjp(
        self, handle: Handle, x: Any, cotangent: Any, *, precision: Precision = "float32"
    ) -> list[tuple[str, np.ndarray[Any, Any] | None]]:
        """Return the gradient of sum(cotangent * module(x)) for each parameter; None where none arrives."""
        return pairs(self._ask("vjp", _fields("forward", (x, cotangent), handle, precision))["value"])

    def observe(
        self,
        what: Literal["traces", "key_reuse", "global_rng", "host_syncs"],
        name: str | Given,
        *args: Any,
        on: Handle | None = None,
        precision: Precision = "float32",
    ) -> Any:
        """Return a fact that the worker measures about itself: it may fail a submission and never rescue one."""
        return fact(what, self._ask("observe", _fields(name, args, on, precision) | {"what": what})["value"])

    def exported(self, name: str, *args: Any, precision: Precision = "float32") -> Any:
        """Return what function `name` gives as a program of its own, run in a worker without the submission (JAX).

        A fresh worker exports it, twice, with the arrays and keys in `args` as arguments of the program and other
        values as part of it. Fails the check if it cannot be exported, calls back into Python, or is not pure:
        traced anew, it became a program that computes something else.
        """
        fields = _fields(name, args, None, precision)
        with self._recorded() as record:
            value = exported(self._surroundings.with_submission, self._surroundings.clean, fields)
            record([value, None])
        return value

    @contextmanager
    def noted(self) -> Iterator[Callable[[Any], None]]:
        """Let a diagnosis compare what is noted in this block instead of all that comes back in it.

        For what is a submission's own affair: how a module lays out its parameters, whether losses are a list.
        """
        responses = self.recording.responses
        before = len(responses)
        notes: list[Any] = []
        try:
            yield notes.append
        finally:
            responses[before:] = [("value", note) for note in notes]

    def repeatedly(self, function: Callable[[Self], None], rng: np.random.Generator) -> None:
        """Run `function(subject)`, which draws new values of one shape, some 6 to 16 times; then in a fresh worker.

        What remembers by shape, is right for the first calls alone, or only after some, fails one of them. In JAX,
        whose fresh workers compile everything again, `exported` has one.
        """
        for _call in range(int(rng.integers(6, 17))):
            function(self)
        if self.framework != "jax":
            self.side_by_side(lambda other, _item: function(other), [None])

    def side_by_side(self, function: Callable[[Self, Item], Result], items: Sequence[Item]) -> list[Result]:
        """Return `function(subject, item)` for each item, spread over fresh workers that run at the same time."""
        shares = min(len(items), MAX_SIDE_BY_SIDE, _cores())
        if not shares:
            return []
        with ThreadPoolExecutor(shares) as threads:
            try:
                futures = [threads.submit(self._share, function, items[start::shares]) for start in range(shares)]
                outcomes = [future.result() for future in futures]
            except BaseException:  # ctrl+c; a fault of the submission's is an outcome
                self._surroundings.stop()
                raise
        return list(self._in_order(outcomes, len(items)))

    def curve(self, curve: Curve) -> None:
        """Show a training's loss."""
        with self._surroundings.lock:
            self._surroundings.on_curve(curve)

    def remark(self, remark: Text) -> None:
        """Say something to the user that fails nothing."""
        with self._surroundings.lock:
            self._surroundings.on_remark(spoken(remark))

    def _share(self, function: Callable[[Self, Item], Result], items: Sequence[Item]) -> "list[_Outcome[Result]]":
        """Run one worker's share of the items, up to the first that raises."""
        done: list[_Outcome[Result]] = []
        with self._surroundings.with_submission() as worker:
            for item in items:
                subject = type(self)(self.framework, self.device, worker, self._surroundings)
                done.append(_attempt(function, subject, item))
                if done[-1].fault is not None:
                    break
        return done

    def _in_order(self, outcomes: "list[list[_Outcome[Result]]]", count: int) -> Iterator[Result]:
        """Yield results in the items' order, or raise what the first of them that failed raised."""
        for index in range(count):
            outcome = outcomes[index % len(outcomes)][index // len(outcomes)]
            self.recording.responses += outcome.recording.responses
            if outcome.fault is not None:
                raise outcome.fault
            yield cast("Result", outcome.result)

    def _ask(self, op: str, fields: dict[str, Any]) -> dict[str, Any]:
        """Send a request, record what came back, and raise what it means."""
        called = str(fields["name"])
        with self._recorded() as record:
            reply = understood(self._worker.request(op, fields), called)
            value = _comparable(reply["value"]) if fields.get("what") == "traces" else reply["value"]
            record([value, reply.get("after")])
        return reply

    @contextmanager
    def _recorded(self) -> Iterator[Callable[[Any], None]]:
        """Record what comes back in this block, or the type of what the submission raises in it."""
        try:
            yield lambda value: self.recording.responses.append(("value", value))
        except SubmissionRaisedError as fault:
            self.recording.responses.append(("raised", fault.type))
            raise


@dataclass
class _Outcome(Generic[Result]):
    """What one item of `side_by_side` came to."""

    recording: Recording
    result: Result | None = None
    fault: Exception | None = None


def _attempt(function: Callable[[Any, Item], Result], subject: Subject, item: Item) -> _Outcome[Result]:
    """Run one item; keep what it raised, so that the first in order can be raised whichever thread was faster."""
    try:
        return _Outcome(subject.recording, function(subject, item))
    except Exception as fault:  # noqa: BLE001  raised again by the thread that asked
        return _Outcome(subject.recording, fault=fault)


def _cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _comparable(traces: Any) -> Any:
    """Return the part of the fact "traces" in which submissions that do the same agree.

    Helpers have names of their own, and the first call depends on what was compiled before it.
    """
    return traces.get("compilations") if isinstance(traces, dict) else traces


def _fields(name: str | Given, args: Sequence[Any], on: Handle | None, precision: Precision) -> dict[str, Any]:
    return {"name": name, "args": list(args), "on": on, "precision": precision}


__all__ = ["GraderFaultError", "Subject", "SubmissionRaisedError", "SubmissionRefusedError", "Surroundings"]
