"""Where snippets of a question are run, each from the same clean state; lives in the worker that proves.

torch and jax are imported here alone, and only when a question names them.
"""

import contextlib
import importlib
import io
import linecache
import os
import random
import sys
import traceback
import types
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from kata.content.model import Question, say


class Raised(msgspec.Struct, frozen=True):
    """An exception of a snippet: the class's name, the message, and the line of the snippet where it arose."""

    name: str
    message: str
    line: int | None

    def __str__(self) -> str:
        first = self.message.strip().splitlines()[0][:200] if self.message.strip() else ""
        return f"{self.name}: {first}" if first else self.name


class Outcome(msgspec.Struct, frozen=True):
    """What running setup, code and proof gave: their names, what the code printed, and who raised what."""

    names: dict[str, Any]
    printed: str
    code_raised: Raised | None = None
    proof_raised: Raised | None = None
    setup_raised: Raised | None = None

    @property
    def passed(self) -> bool:
        """Whether nothing raised; an exception of the code may be expected, and its proof then looks at `raised`."""
        return self.setup_raised is None and self.proof_raised is None and self.code_raised is None


class Bench:
    """Runs one question's snippets; the same snippets are run once and remembered."""

    def __init__(self, question: Question, settle: Callable[[], None]) -> None:
        self.setup = question.setup or ""
        self.settle = settle
        self._remembered: dict[tuple[str | None, str | None, str | None], Outcome] = {}

    def run(self, code: str | None, proof: str | None, body: str | None = None) -> Outcome:
        """Run setup, then `code` with its output and exception kept, then `proof`, all in one fresh module."""
        key = (code, proof, body)
        if key not in self._remembered:
            self.settle()
            with _fresh_main() as module, _kept_environment(), warnings.catch_warnings():
                self._remembered[key] = self._run(module, code, proof, body)
        return self._remembered[key]

    def _run(self, module: types.ModuleType, code: str | None, proof: str | None, body: str | None) -> Outcome:
        """Run the three snippets in a module."""
        names = module.__dict__
        raised = _execute(self.setup, "<setup>", names)[1]
        if raised is not None:
            return Outcome(names, "", setup_raised=raised)
        printed, code_raised, error = _execute(code or "", "<code>", names)
        names |= {"printed": printed, "raised": error, "CODE": code}
        if body is not None:
            names["BODY"] = body
        proof_raised = _execute(proof or "", "<proof>", names)[1]
        if "raised" in (proof or ""):
            code_raised = None
        return Outcome(names, printed, code_raised=code_raised, proof_raised=proof_raised)


def shown_code(question: Question) -> str | None:
    """Return the question's code as it is run (languages differ in comments only)."""
    return None if question.code is None else say(question.code, "en")


def _execute(source: str, filename: str, names: dict[str, Any]) -> tuple[str, Raised | None, BaseException | None]:
    """Execute a snippet; return what it printed and what it raised."""
    out = io.StringIO()
    # torch.jit and inspect look up the source of functions.
    linecache.cache[filename] = (len(source), None, source.splitlines(keepends=True), filename)
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        try:
            exec(compile(source, filename, "exec", dont_inherit=True), names)  # noqa: S102  running it is the purpose
        except BaseException as error:  # noqa: BLE001  a snippet may raise anything, also SystemExit
            return out.getvalue(), _described(error, filename), error
    return out.getvalue(), None, None


def _described(error: BaseException, filename: str) -> Raised:
    """Return the exception with the last line of the snippet that it passed through."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == filename]
    if isinstance(error, SyntaxError) and error.filename == filename:
        lines.append(error.lineno)
    return Raised(type(error).__name__, str(error), lines[-1] if lines else None)


@contextlib.contextmanager
def _fresh_main() -> Iterator[types.ModuleType]:
    """Let a fresh module be `__main__`, as a learner who runs the snippet has it."""
    before = sys.modules["__main__"]
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    try:
        yield module
    finally:
        sys.modules["__main__"] = before


@contextlib.contextmanager
def _kept_environment() -> Iterator[None]:
    """Put the environment variables back."""
    before = dict(os.environ)
    try:
        yield
    finally:
        if dict(os.environ) != before:
            os.environ.clear()
            os.environ.update(before)


class Settler:
    """Puts the process back to where proofs begin: seeds, threads, modes and configuration of the frameworks.

    One lives as long as its process: what it puts back is how a framework was when it was imported.
    """

    def __init__(self) -> None:
        self.restorers: dict[str, Callable[[], None]] = {}

    def begin(self, frameworks: tuple[str, ...]) -> None:
        """Import what a question needs, and forget what earlier ones compiled: a proof may count compilations."""
        for name in frameworks:
            if name not in self.restorers:
                self.restorers[name] = _RESTORERS[name](importlib.import_module(name))
        if "jax" in sys.modules:
            sys.modules["jax"].clear_caches()

    def __call__(self) -> None:
        """Settle the process."""
        random.seed(0)
        for restore in self.restorers.values():
            restore()


def _numpy_restorer(numpy: Any) -> Callable[[], None]:
    """Return what settles NumPy."""
    printing, errors = numpy.get_printoptions(), numpy.geterr()

    def restore() -> None:
        numpy.random.seed(0)
        numpy.set_printoptions(**printing)
        numpy.seterr(**errors)

    return restore


def _torch_restorer(torch: Any) -> Callable[[], None]:
    """Return what settles torch. Dynamo must forget: what it compiled before changes what it compiles later."""
    dynamo = importlib.import_module("torch._dynamo")
    before = dynamo.config.get_config_copy()

    def restore() -> None:
        dynamo.reset()
        for name, value in dynamo.config.get_config_copy().items():
            if value != before[name]:
                setattr(dynamo.config, name, before[name])
        torch.manual_seed(0)
        torch.set_num_threads(1)
        torch.set_default_dtype(torch.float32)
        torch.set_default_device(None)
        torch.set_grad_enabled(True)
        torch.set_float32_matmul_precision("highest")
        torch.autograd.set_detect_anomaly(False)
        torch.use_deterministic_algorithms(False)
        torch.set_printoptions(profile="default")

    return restore


def _jax_restorer(jax: Any) -> Callable[[], None]:
    """Return what settles JAX: every configuration flag as it was."""
    before = dict(jax.config.values)

    def restore() -> None:
        now = jax.config.values  # put together anew at each look
        for name, value in before.items():
            if now[name] != value:
                jax.config.update(name, value)

    return restore


_RESTORERS: dict[str, Callable[[Any], Callable[[], None]]] = {
    "numpy": _numpy_restorer,
    "torch": _torch_restorer,
    "jax": _jax_restorer,
}
