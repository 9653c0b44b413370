"""JAX: everything is started and not waited for, on every device."""

from typing import Any, Final

import jax
import jax.numpy as jnp
import numpy as np

from kata.compare.frameworks.base import Framework, NotHereError, Run
from kata.compare.result import Device, DType, Program
from kata.compare.trees import Floats

_NO_WORK: Final = (" parameter(", " constant(", " tuple(", " get-tuple-element(", " bitcast(")


class Jax(Framework):
    """Full float32 products, as PyTorch is set to; 64-bit mode where float64 is asked for."""

    def __init__(self, device: Device, dtype: DType, threads: int) -> None:
        super().__init__(device, dtype)
        del threads  # XLA takes the cores that the process may use
        jax.config.update("jax_platforms", "cuda" if device == "gpu" else "cpu")
        jax.config.update("jax_default_matmul_precision", "highest")
        jax.config.update("jax_enable_x64", dtype == "float64")
        try:
            self.place = jax.devices()[0]
        except (RuntimeError, AssertionError) as fault:  # the second where this build knows no GPU at all
            raise NotHereError("no-gpu") from fault
        if device == "gpu":
            self.gpu = self.place.device_kind

    def array(self, value: np.ndarray[Any, Any]) -> Any:
        """Return an array that shares nothing with `value`."""
        return jax.device_put(jnp.array(value, self.dtype if value.dtype.kind == "f" else None), self.place)

    def wait(self, results: Any) -> None:
        """Wait for every array among the results."""
        jax.block_until_ready(results)

    def floats(self, leaf: Any) -> Floats:
        """Return one result as float64."""
        if isinstance(leaf, jax.Array) and leaf.dtype == jnp.bfloat16:
            leaf = leaf.astype("float32")
        return np.asarray(leaf, np.float64)

    def device_peak(self, run: Run) -> int | None:
        """Return the peak since the process began over what lies there now: the allocator cannot forget its peak."""
        self.wait(run())
        stats = self.place.memory_stats() or {}
        if "peak_bytes_in_use" not in stats:
            return None
        return int(stats["peak_bytes_in_use"] - stats["bytes_in_use"])

    def saved(self, module: Any, run: Run, inputs: dict[str, Any]) -> int | None:
        """Count the arrays that the pullback of the loss holds."""
        del run
        if not hasattr(module, "differentiated"):
            return None
        _value, pullback = jax.vjp(module.differentiated, *inputs.values())
        given = {leaf.unsafe_buffer_pointer() for leaf in jax.tree.leaves(inputs) if isinstance(leaf, jax.Array)}
        kept = {leaf.unsafe_buffer_pointer(): leaf.nbytes for leaf in jax.tree.leaves(pullback)}
        return int(sum(size for place, size in kept.items() if place not in given))

    def program(self, module: Any, run: Run, inputs: dict[str, Any], *, compiled: bool) -> Program | None:
        """Count the primitives of the jaxpr, and what XLA's program runs at its top."""
        del run
        arguments = tuple(inputs.values())
        if not compiled:
            function = getattr(module, "program_eager", module.program)
            operations = _equations(jax.make_jaxpr(function)(*arguments).jaxpr, inside=False)
            return Program(operations=operations, kernels=operations)
        operations = _equations(jax.make_jaxpr(module.program)(*arguments).jaxpr, inside=True)
        text = jax.jit(module.program).lower(*arguments).compile().as_text()
        return Program(operations=operations, kernels=_launched(text))

    def out_of_memory(self, fault: BaseException) -> bool:
        """Say whether XLA's allocator, or Python, found none."""
        return isinstance(fault, MemoryError) or "RESOURCE_EXHAUSTED" in str(fault)


def _equations(jaxpr: Any, *, inside: bool) -> int:
    """Return how many primitives a jaxpr has; `inside`: those of the jaxprs that one holds instead of that one."""
    count = 0
    for equation in jaxpr.eqns:
        held = [value for value in equation.params.values() if hasattr(value, "jaxpr") or hasattr(value, "eqns")]
        if inside and held:
            count += sum(_equations(getattr(value, "jaxpr", value), inside=True) for value in held)
        else:
            count += 1
    return count


def _launched(text: str | None) -> int | None:
    """Return how many instructions XLA's program runs at its top: fusions, products, loops, copies."""
    _before, entry, rest = (text or "").partition("\nENTRY ")
    if not entry:
        return None
    body = rest.partition("\n}")[0].splitlines()[1:]
    return sum(1 for line in body if " = " in line and not any(kind in line for kind in _NO_WORK))
