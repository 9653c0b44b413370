"""What all bridges share: walking trees, and the facts that can be measured in any framework."""

import builtins
import math
import os
import random
import sys
import threading
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import numpy as np
import numpy.random  # which NumPy does at its first use: 20 ms in each worker

from kata.grading.values import Deleted, Precision, Rng
from kata.grading.wire import ITEM_SIZES

SOLUTION = "solution.py"
Keep = Callable[[Any], Any]


class NotHereError(Exception):
    """The framework cannot do what a check asked for: the grader's fault, not the submission's."""


class CannotExportError(Exception):
    """A function cannot become a program of its own, e.g. because it calls back into Python."""


class Bridge:
    """The NumPy bridge, and the base of the others. `keep` turns what cannot travel into a handle."""

    name = "numpy"

    def choose_device(self, device: str) -> str | None:
        """Prepare `cpu` or `gpu`; return it, or None where there is none."""
        return None if device == "gpu" else "cpu"

    def limber(self) -> None:
        """Run a little of what most submissions run: pages are read, libraries set up, and what is lazy is done."""
        x = np.ones((3, 2))
        np.exp(x @ x.T).sum(axis=-1, keepdims=True)

    def precision(self, precision: Precision) -> AbstractContextManager[Any]:
        """Return the context in which a call of this precision runs."""
        del precision
        return nullcontext()

    def array_in(self, array: Any, precision: Precision) -> Any:
        """Return a fresh array of the framework: floating ones in `precision`, others in their own type."""
        return array.astype(precision) if array.dtype.kind == "f" else array.copy()

    def rng_in(self, seed: int) -> Any:
        """Return the framework's own generator or key."""
        return np.random.default_rng(seed)

    def seed_globals(self, seed: int) -> None:
        """Seed every global generator that the framework knows."""
        random.seed(seed)
        np.random.seed(seed % 2**32)  # noqa: NPY002  submissions use the global generator

    def global_states(self) -> dict[str, Any]:
        """Return something comparable for each global generator."""
        return {"random": random.getstate(), "numpy.random": str(np.random.get_state())}  # noqa: NPY002  ditto

    def switches(self) -> dict[str, Any]:
        """Return something comparable for each setting of the process that a file can change and leave behind."""
        return {
            "errors": np.geterr(),
            "printing": np.get_printoptions(),
            "warnings": list(warnings.filters),
            "recursion": sys.getrecursionlimit(),
            "hooks": (sys.gettrace(), sys.getprofile(), sys.excepthook, sys.displayhook),
            "path": (list(sys.path), list(sys.meta_path)),
            "environment": dict(os.environ),
            "folder": (os.getcwd(), sorted(os.listdir())),  # noqa: PTH109, PTH208  names are enough
            "threads": threading.active_count(),
            "names": [
                _functions_of(home) for home in (builtins, math, random, np, np.random, np.linalg, *self.homes())
            ],
        }

    def homes(self) -> list[Any]:
        """Return modules and classes of the framework whose functions files call, and might replace."""
        return []

    def forget(self) -> None:
        """Drop what is held of the file that was loaded."""

    def tree_in(self, value: Any, precision: Precision, handles: Callable[[Any], Any]) -> Any:
        """Return `value` with arrays, generators and handles replaced by what they stand for."""
        if isinstance(value, list):
            return [self.tree_in(item, precision, handles) for item in value]
        if isinstance(value, tuple):
            return tuple(self.tree_in(item, precision, handles) for item in value)
        if isinstance(value, dict):
            return {key: self.tree_in(item, precision, handles) for key, item in value.items()}
        if isinstance(value, np.ndarray):
            return self.array_in(value, precision)
        if isinstance(value, Rng):
            return self.rng_in(value.seed)
        return handles(value)

    def leaf_out(self, value: Any) -> Any:
        """Return an array or scalar that can travel, or `NotImplemented`."""
        if isinstance(value, np.ndarray | np.generic):
            plain = np.asarray(value)
            if plain.dtype.name not in ITEM_SIZES:
                return NotImplemented
            return plain[()] if isinstance(value, np.generic) else plain
        return NotImplemented

    def tree_out(self, value: Any, keep: Keep, depth: int = 0) -> Any:
        """Return `value` as a tree that can travel; what cannot is kept and stands there as a handle."""
        if value is None or isinstance(value, Deleted):
            return value
        if type(value) in (bool, float, str) or (type(value) is int and abs(value) < 1 << 63):
            return value
        if isinstance(value, list | tuple) and depth < 16:
            items = [self.tree_out(item, keep, depth + 1) for item in value]
            return items if isinstance(value, list) else tuple(items)
        if isinstance(value, dict) and depth < 16 and all(type(key) in (str, int) for key in value):
            return {key: self.tree_out(item, keep, depth + 1) for key, item in value.items()}
        leaf = self.leaf_out(value)
        if leaf is not NotImplemented:
            return leaf
        return keep(value)

    def prepare(self, thing: Any, precision: Precision) -> Any:
        """Return `thing`, which a handle held, ready for a call of this precision."""
        del precision
        return thing

    def parameters(self, thing: Any) -> list[tuple[str, Any]]:
        """Return names and values of the arrays in a tree, in order."""
        return list(_leaves(thing, ""))

    def set_parameters(self, thing: Any, arrays: list[Any]) -> None:
        """Write `arrays` over the parameters in place, in their order."""
        names = self.parameters(thing)
        if len(names) != len(arrays):
            raise NotHereError(f"{len(arrays)} arrays for {len(names)} parameters")
        for (_name, target), array in zip(names, arrays, strict=True):
            target[...] = array

    def buffers(self, thing: Any) -> list[tuple[str, Any]]:
        """Return names and values of what belongs to the state and is not trained."""
        raise NotHereError(f"a {type(thing).__name__} has no buffers")

    def gradient(self, function: Callable[..., Any], args: list[Any], wrt: int) -> Any:
        """Return the framework's derivative of a scalar function with respect to `args[wrt]`."""
        raise NotHereError(f"{self.name} has no derivative of {function} in {args[wrt]} of its own")

    def vjp(self, module: Any, x: Any, cotangent: Any) -> list[tuple[str, Any]]:
        """Return the gradient of sum(cotangent * module(x)) for each parameter; None where none arrives."""
        del x, cotangent
        raise NotHereError(f"{self.name} has no modules: {module}")

    def exported(self, function: Callable[..., Any], args: list[Any]) -> list[Any]:
        """Return the bytes of `function` exported as a program, twice, traced anew each time."""
        raise NotHereError(f"{self.name} exports nothing: {function} with {len(args)} arguments")

    def run_exported(self, programs: list[Any], args: list[Any]) -> dict[str, Any]:
        """Run exported programs: `values`, one for each that differs, and `foreign`, what they call outside."""
        raise NotHereError(f"{self.name} runs no programs: {len(programs)} with {len(args)} arguments")

    def finish(self, value: Any) -> None:
        """Wait until `value` is computed."""

    def observe(self, what: str, function: Callable[..., Any], args: Callable[[], list[Any]]) -> Any:
        """Return the fact called `what` about calls of `function` with fresh arguments."""
        if what == "global_rng":
            before = self.global_states()
            function(*args())
            after = self.global_states()
            return [name for name in before if before[name] != after[name]]
        if what == "traces":
            return self.traces(function, args)
        raise NotHereError(f"nothing measures {what} in {self.name}")

    def traces(self, function: Callable[..., Any], args: Callable[[], list[Any]]) -> dict[str, Any]:
        """Count how often the submission's functions run in Python, in a first call and in a second one like it."""
        with counted_calls() as first, self.counted_compilations() as compiled_first:
            self.finish(function(*args()))
        with counted_calls() as again, self.counted_compilations() as compiled_again:
            self.finish(function(*args()))
        return {
            "first": dict(first),
            "again": dict(again),
            "compilations_first": compiled_first["compilations"],
            "compilations": compiled_again["compilations"],
        }

    def counted_compilations(self) -> AbstractContextManager[Counter[str]]:
        """Return a context that counts compilations; there are none where nothing compiles."""
        return nullcontext(Counter())


@contextmanager
def counted_calls() -> Iterator[Counter[str]]:
    """Count calls of the functions that the submission's own file defines, by qualified name."""
    calls: Counter[str] = Counter()

    def count(frame: Any, event: str, _argument: Any) -> None:
        if event == "call" and frame.f_code.co_filename == SOLUTION:
            calls[frame.f_code.co_qualname] += 1

    sys.setprofile(count)
    try:
        yield calls
    finally:
        sys.setprofile(None)


def _functions_of(home: Any) -> dict[str, int]:
    """Return the identity of each public function and class of a module, or of each method of a class."""
    return {name: id(value) for name, value in vars(home).items() if callable(value) and not name.startswith("_")}


def _leaves(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Yield path and value of each array in nested lists, tuples and dicts."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _leaves(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from _leaves(item, f"{path}[{index}]")
    else:
        yield path, value
