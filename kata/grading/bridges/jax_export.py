"""Functions of JAX as programs of their own: exported beside the submission, run where no submission is.

What can be exported is traced once with no values, so it neither looks at them in Python nor leaves JAX.
"""

import re
from collections.abc import Callable
from typing import Any, Final

import jax
import jax.export
import jax.numpy as jnp
import numpy as np

from kata.grading.bridges.base import CannotExportError, NotHereError

_jit = jax.jit
_clear_caches = jax.clear_caches
_export = jax.export.export
_LOCATION: Final = re.compile(r"\s*loc\((?:[^()\"]|\"[^\"]*\"|\([^()]*\))*\)|^#loc.*$", re.MULTILINE)
_CUSTOM_CALL: Final = re.compile(r"stablehlo\.custom_call\s+@\"?([\w.$-]+)")
# What XLA itself brings: linear algebra, sorting and the like. A call into Python is none of them.
_OF_XLA: Final = re.compile(
    r"(lapack_|cusolver_|cublas|cu_|hip|mhlo\.|stablehlo\.|chlo\.|Sharding$|ApproxTopK|TopK$|Eigh$|Qr$)"
)


def exported(function: Callable[..., Any], args: list[Any]) -> list[np.ndarray[Any, Any]]:
    """Return the bytes of `function` exported at `args`, twice, traced anew each time.

    Arrays and keys become the program's arguments; numbers and strings are a part of it. Raises what the function
    raises when it is traced, and `CannotExportError`.
    """
    return [_exported(function, args), _exported(function, args)]


def run_exported(programs: list[Any], args: list[Any]) -> dict[str, Any]:
    """Run programs with `args`: `values`, one for each program that differs from those before it, and `foreign`.

    `foreign` names what a program calls outside XLA; none is run then.
    """
    loaded = [jax.export.deserialize(bytearray(program.tobytes())) for program in programs]
    texts = {_without_places(one.mlir_module()): one for one in loaded}
    foreign = sorted({name for text in texts for name in _CUSTOM_CALL.findall(text) if not _OF_XLA.match(name)})
    arrays, _rebuild = _split(args)
    return {"foreign": foreign, "values": [] if foreign else [one.call(*arrays) for one in texts.values()]}


def _exported(function: Callable[..., Any], args: list[Any]) -> np.ndarray[Any, Any]:
    """Export once. Without clearing JAX's caches an inner `jit` would not run its Python again."""
    _clear_caches()
    arrays, rebuild = _split(args)
    program = _jit(lambda *traced: function(*rebuild(traced)))
    program.trace(*arrays)  # so that what the function raises is told from what cannot be exported
    try:
        return np.frombuffer(_export(program)(*arrays).serialize(), np.uint8)
    except ImportError as fault:
        raise NotHereError(f"jax.export needs another package: pip install flatbuffers ({fault})") from fault
    except Exception as fault:
        raise CannotExportError(str(fault)) from fault


def _split(args: list[Any]) -> tuple[list[Any], Callable[[Any], list[Any]]]:
    """Return the arrays among the leaves of `args`, keys as their data, and how to put traced ones in their place."""
    leaves, structure = jax.tree_util.tree_flatten(args)
    is_key = [_is_key(leaf) for leaf in leaves]

    def rebuild(traced: Any) -> list[Any]:
        arrays = iter(traced)
        new = [
            leaf if not isinstance(leaf, jax.Array) else jax.random.wrap_key_data(next(arrays)) if key else next(arrays)
            for leaf, key in zip(leaves, is_key, strict=True)
        ]
        args_again: list[Any] = jax.tree_util.tree_unflatten(structure, new)
        return args_again

    arrays = [
        jax.random.key_data(leaf) if key else leaf
        for leaf, key in zip(leaves, is_key, strict=True)
        if isinstance(leaf, jax.Array)
    ]
    return arrays, rebuild


def _is_key(leaf: Any) -> bool:
    """Whether a leaf is a typed key, which no exported program takes."""
    return isinstance(leaf, jax.Array) and bool(jnp.issubdtype(leaf.dtype, jax.dtypes.prng_key))


def _without_places(text: str) -> str:
    """Return a module's text without source positions, which differ with the path to the same operation."""
    return _LOCATION.sub("", text)
