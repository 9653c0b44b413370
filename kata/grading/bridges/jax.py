"""The JAX bridge: arrays, typed keys, transformations, and what JAX tells about tracing."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Final

import jax
import jax.monitoring
import jax.numpy as jnp
import numpy as np

from kata.grading.bridges.base import Bridge, NotHereError
from kata.grading.values import Deleted, Precision
from kata.grading.wire import ITEM_SIZES

try:
    from kata.grading.bridges import jax_export
except ImportError as fault:  # JAX 0.5 exports only where absl is
    _WHY_NOT = f"this version of JAX exports only with other packages: pip install flatbuffers absl-py ({fault})"
else:
    _WHY_NOT = ""

# Taken now: a submission may replace what it finds under these names later.
_grad = jax.grad
_jit = jax.jit
_device_put = jax.device_put
_COMPILED: Final = "/jax/core/compile/backend_compile_duration"


class JaxBridge(Bridge):
    """Floating arrays become `jax.Array`s; 64-bit mode is on in calls of that precision."""

    name = "jax"

    def __init__(self) -> None:
        # By the function's identity: it may have no hash, and lives as long as what holds it here.
        self._compiled: dict[tuple[Any, ...], Callable[..., Any]] = {}

    def choose_device(self, device: str) -> str | None:
        """Keep to the CPU, or take the GPU where one is seen, with products as exact as the CPU's."""
        if device == "cpu":
            jax.config.update("jax_platforms", "cpu")
            return "cpu" if jax.default_backend() == "cpu" else None
        if jax.default_backend() not in ("gpu", "cuda", "rocm"):
            return None
        jax.config.update("jax_default_matmul_precision", "highest")
        return "gpu"

    def limber(self) -> None:
        """Trace, differentiate and compile a small function."""
        super().limber()
        gradient = _jit(_grad(lambda x: jnp.tanh(x @ x.T).sum()))
        gradient(jnp.ones((3, 2))).block_until_ready()

    def precision(self, precision: Precision) -> AbstractContextManager[Any]:
        """Turn 64-bit mode on or off."""
        wanted: AbstractContextManager[Any] = _enable_x64(precision == "float64")
        return wanted

    def array_in(self, array: Any, precision: Precision) -> Any:
        """Return a fresh array; typed keys come from `rng_in` alone."""
        # Canonical: 64-bit integers become 32-bit ones outside 64-bit mode, without a warning to the submission.
        dtype = precision if array.dtype.kind == "f" else jax.dtypes.canonicalize_dtype(array.dtype)
        # Converted by NumPy and put in place as it is: `jnp.array` compiles a program for each shape and type.
        # A copy of its own: memory shared with NumPy would be given away with a donated argument.
        return _device_put(array.astype(dtype, order="C"), may_alias=False)

    def rng_in(self, seed: int) -> Any:
        """Return a typed key: JAX's check of key reuse does not see the old ones."""
        return jax.random.key(seed)

    def switches(self) -> dict[str, Any]:
        """Return JAX's configuration too."""
        return {**super().switches(), "jax": dict(jax.config.values)}

    def homes(self) -> list[Any]:
        """Return JAX's too."""
        own = [jax, jnp, jax.lax, jax.nn, jax.random, jax.tree]
        return [*super().homes(), *own]

    def forget(self) -> None:
        """Drop the compiled derivatives: another function may get the same identity."""
        self._compiled.clear()

    def leaf_out(self, value: Any) -> Any:
        """Return an array's values; a typed key stays."""
        if not isinstance(value, jax.Array):
            return super().leaf_out(value)
        if jnp.issubdtype(value.dtype, jax.dtypes.prng_key) or value.dtype.name not in ITEM_SIZES:
            return NotImplemented
        return Deleted() if value.is_deleted() else np.asarray(value)

    def parameters(self, thing: Any) -> list[tuple[str, Any]]:
        """Return paths and leaves of a pytree."""
        leaves, _structure = jax.tree_util.tree_flatten_with_path(thing)
        return [(jax.tree_util.keystr(path), leaf) for path, leaf in leaves]

    def set_parameters(self, thing: Any, arrays: list[Any]) -> None:
        """Refuse: JAX's arrays cannot be changed."""
        del thing
        raise NotHereError(f"{len(arrays)} JAX arrays cannot be changed in place")

    def gradient(self, function: Callable[..., Any], args: list[Any], wrt: int) -> Any:
        """Return `jax.grad` with respect to `args[wrt]`, compiled as one program where the function can be traced.

        Operation by operation, XLA compiles each of them: four times as long for a small network. What was compiled is
        kept for the next call with such arguments. An axis, a flag or a name in `args` is a part of the program.
        """
        slope = _grad(function, argnums=wrt)
        leaves, structure = jax.tree_util.tree_flatten(args)
        fixed = [None if _traced(leaf) else leaf for leaf in leaves]
        key = (id(function), wrt, structure, *map(_known_by, fixed))
        if key not in self._compiled:
            self._compiled[key] = _jit(_with_fixed(slope, structure, fixed))
        arrays = [leaf for leaf in leaves if _traced(leaf)]
        try:
            return self._compiled[key](*arrays)
        except (jax.errors.JAXTypeError, jax.errors.JAXIndexError):  # Python looks at values: right under `grad` alone
            self._compiled[key] = _with_fixed(slope, structure, fixed)
            return slope(*args)

    def exported(self, function: Callable[..., Any], args: list[Any]) -> list[Any]:
        """Export with `jax.export`."""
        if _WHY_NOT:
            raise NotHereError(_WHY_NOT)
        return jax_export.exported(function, args)

    def run_exported(self, programs: list[Any], args: list[Any]) -> dict[str, Any]:
        """Run what `exported` gave, here: no submission is needed for it."""
        return jax_export.run_exported(programs, args)

    def finish(self, value: Any) -> None:
        """Wait until the device is done."""
        jax.block_until_ready(value)

    def observe(self, what: str, function: Callable[..., Any], args: Callable[[], list[Any]]) -> Any:
        """Ask JAX about reused keys, and count reads by the host."""
        if what == "key_reuse":
            return _reused_key(function, args())
        if what == "host_syncs":
            with _host_reads() as reads:
                self.finish(function(*args()))
            return reads["reads"]
        return super().observe(what, function, args)

    @contextmanager
    def counted_compilations(self) -> Iterator[Counter[str]]:
        """Count what XLA compiles."""
        count: Counter[str] = Counter()

        def listen(event: str, duration_secs: float, **_more: str | int) -> None:
            del duration_secs
            if event == _COMPILED and listening:
                count["compilations"] += 1

        listening = True
        jax.monitoring.register_event_duration_secs_listener(listen)
        try:
            yield count
        finally:
            # JAX cannot take a listener off again in public: this one falls silent instead.
            listening = False


def _traced(leaf: Any) -> bool:
    """Whether a leaf of the arguments is one of a compiled program's own arguments."""
    return isinstance(leaf, jax.Array | float)


def _known_by(leaf: Any) -> Any:
    """Return what tells leaves apart that are a part of the program: 1 is not True, and some have no hash."""
    return repr(leaf) if isinstance(leaf, int | str | np.generic | None) else id(leaf)


def _with_fixed(function: Callable[..., Any], structure: Any, fixed: list[Any]) -> Callable[..., Any]:
    """Return `function` of the leaves that are None in `fixed` alone; it also keeps the others alive."""

    def of_the_rest(*rest: Any) -> Any:
        given = iter(rest)
        leaves = [next(given) if leaf is None else leaf for leaf in fixed]
        return function(*jax.tree_util.tree_unflatten(structure, leaves))

    return of_the_rest


def _enable_x64(on: bool) -> Any:
    """Return the context manager, which moved to the top level in JAX 0.8."""
    if hasattr(jax, "enable_x64"):
        return jax.enable_x64(on)
    from jax.experimental import disable_x64, enable_x64

    return enable_x64() if on else disable_x64()


def _reused_key(function: Callable[..., Any], args: list[Any]) -> str | None:
    """Return the message of JAX's own check, or None where no key was used twice."""
    with jax.debug_key_reuse(True):
        try:
            jax.block_until_ready(function(*args))
        except jax.errors.KeyReuseError as fault:
            return str(fault)[:2000]
    return None


@contextmanager
def _host_reads() -> Iterator[Counter[str]]:
    """Count how often an array's value was fetched by Python: `float`, `if`, `.item()`, `np.asarray`."""
    reads: Counter[str] = Counter()
    names = {"__float__", "__int__", "__bool__", "__index__", "__array__", "item", "tolist"}

    def count(frame: Any, event: str, _argument: Any) -> None:
        code = frame.f_code
        if event == "call" and code.co_name in names and code.co_filename.endswith("jax/_src/array.py"):
            reads["reads"] += 1

    sys.setprofile(count)
    try:
        yield reads
    finally:
        sys.setprofile(None)


BRIDGE: Final = JaxBridge()
