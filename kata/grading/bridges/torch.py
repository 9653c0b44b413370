"""The PyTorch bridge: tensors, modules, generators, autograd."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import numpy as np
import torch
from torch.utils._python_dispatch import TorchDispatchMode

from kata.grading.bridges.base import Bridge, NotHereError
from kata.grading.values import Precision
from kata.grading.wire import ITEM_SIZES, Bits

# Taken now: a submission may replace what it finds under these names later.
_grad = torch.autograd.grad
_from_numpy = torch.from_numpy
_DTYPES: Final = {name: getattr(torch, name) for name in ("float16", "bfloat16", "float32", "float64")}


class TorchBridge(Bridge):
    """Floating arrays become tensors on the chosen device."""

    name = "torch"

    def __init__(self) -> None:
        self.device = torch.device("cpu")

    def choose_device(self, device: str) -> str | None:
        """Take the GPU where it is asked for and seen: new tensors and modules lie there too, as in JAX."""
        if device == "cpu":
            return "cpu"
        if not torch.cuda.is_available():
            return None
        self.device = torch.device("cuda")
        torch.set_default_device(self.device)
        return "gpu"

    def limber(self) -> None:
        """Run a network forwards and backwards; autograd's own thread starts."""
        super().limber()
        network = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.ReLU(), torch.nn.Linear(2, 2))
        loss = torch.nn.functional.cross_entropy(network(torch.ones(4, 3)), torch.zeros(4, dtype=torch.long))
        loss.backward()
        with torch.no_grad():
            for parameter in network.parameters():
                parameter.sub_(parameter)

    @contextmanager
    def precision(self, precision: Precision) -> Iterator[None]:
        """Make new tensors of this type too, as JAX does in 64-bit mode."""
        before = torch.get_default_dtype()
        torch.set_default_dtype(_DTYPES["float64" if precision == "float64" else "float32"])
        try:
            yield
        finally:
            torch.set_default_dtype(before)

    def array_in(self, array: Any, precision: Precision) -> Any:
        """Return a fresh tensor."""
        tensor = _from_numpy(np.array(array, order="C"))
        dtype = _DTYPES[precision] if array.dtype.kind == "f" else None
        return tensor.to(device=self.device, dtype=dtype)

    def rng_in(self, seed: int) -> Any:
        """Return a generator on the device, as `torch.randn(generator=...)` wants it."""
        return torch.Generator(self.device).manual_seed(seed)

    def seed_globals(self, seed: int) -> None:
        """Seed torch too."""
        super().seed_globals(seed)
        # What torch.manual_seed does, less three stacks of calls that it writes down for devices which are not here.
        torch.default_generator.manual_seed(seed)
        if self.device.type == "cuda":
            torch.cuda.manual_seed_all(seed)

    def global_states(self) -> dict[str, Any]:
        """Return torch's state beside the others, of the device that draws."""
        state = torch.cuda.get_rng_state() if self.device.type == "cuda" else torch.get_rng_state()
        return {**super().global_states(), "torch": state.numpy().tobytes()}

    def switches(self) -> dict[str, Any]:
        """Return torch's modes and defaults too."""
        return {
            **super().switches(),
            "dtype": torch.get_default_dtype(),
            "device": torch.get_default_device(),
            "gradients": (torch.is_grad_enabled(), torch.is_inference_mode_enabled(), torch.is_anomaly_enabled()),
            "autocast": (torch.is_autocast_enabled("cpu"), torch.get_autocast_dtype("cpu")),
            "deterministic": (
                torch.are_deterministic_algorithms_enabled(),
                torch.utils.deterministic.fill_uninitialized_memory,
            ),
            "arithmetic": (
                torch.get_float32_matmul_precision(),
                torch.get_num_threads(),
                torch.backends.mkldnn.enabled,
            ),
        }

    def homes(self) -> list[Any]:
        """Return torch's too."""
        own = [torch, torch.Tensor, torch.nn, torch.nn.functional, torch.nn.Module, torch.autograd, torch.linalg]
        return [*super().homes(), *own]

    def leaf_out(self, value: Any) -> Any:
        """Return a tensor's values, without its graph."""
        if not isinstance(value, torch.Tensor):
            return super().leaf_out(value)
        if value.layout != torch.strided or value.is_quantized or value.device.type == "meta":
            return NotImplemented
        plain = value.detach().cpu().resolve_conj().resolve_neg().contiguous()
        if plain.dtype is torch.bfloat16:
            return Bits("bfloat16", np.array(plain.view(torch.int16).numpy()))
        if str(plain.dtype).removeprefix("torch.") not in ITEM_SIZES:
            return NotImplemented
        return np.array(plain.numpy())

    def prepare(self, thing: Any, precision: Precision) -> Any:
        """Convert a module to the precision of the call."""
        return thing.to(_DTYPES[precision]) if isinstance(thing, torch.nn.Module) else thing

    def parameters(self, thing: Any) -> list[tuple[str, Any]]:
        """Return a module's named parameters, or the leaves of a tree."""
        return list(thing.named_parameters()) if isinstance(thing, torch.nn.Module) else super().parameters(thing)

    def buffers(self, thing: Any) -> list[tuple[str, Any]]:
        """Return a module's named buffers."""
        return list(thing.named_buffers()) if isinstance(thing, torch.nn.Module) else super().buffers(thing)

    def set_parameters(self, thing: Any, arrays: list[Any]) -> None:
        """Copy into the parameters in place."""
        parameters = self.parameters(thing)
        if len(parameters) != len(arrays):
            raise NotHereError(f"{len(arrays)} arrays for {len(parameters)} parameters")
        with torch.no_grad():
            for (_name, parameter), array in zip(parameters, arrays, strict=True):
                parameter.copy_(_from_numpy(np.array(array)))

    def gradient(self, function: Callable[..., Any], args: list[Any], wrt: int) -> Any:
        """Return the gradient as a tree like `args[wrt]`; None where none arrives."""
        leaves: list[Any] = []

        def collect(leaf: Any) -> Any:
            leaves.append(leaf.requires_grad_())
            return leaf

        args[wrt] = _map(args[wrt], collect)
        gradients = iter(self._gradients(function(*args), leaves))
        return _map(args[wrt], lambda _leaf: next(gradients))

    def vjp(self, module: Any, x: Any, cotangent: Any) -> list[tuple[str, Any]]:
        """Return what reaches each parameter that wants a gradient."""
        names, parameters = zip(*module.named_parameters(), strict=True)
        product = (module(x) * cotangent).sum()
        # An output that is cut off from every parameter has no graph to differentiate: nothing arrives anywhere.
        wanted = [parameter for parameter in parameters if parameter.requires_grad] if product.requires_grad else []
        arrived = iter(self._gradients(product, wanted) if wanted else ())
        gradients = [next(arrived) if parameter.requires_grad and wanted else None for parameter in parameters]
        return list(zip(names, gradients, strict=True))

    def _gradients(self, output: Any, leaves: list[Any]) -> tuple[Any, ...]:
        """Return autograd's gradients; a default device would look the function up anew, where a kata may forbid it."""
        if self.device.type == "cuda":
            torch.set_default_device(None)
        try:
            return tuple(_grad(output, leaves, allow_unused=True))
        finally:
            if self.device.type == "cuda":
                torch.set_default_device(self.device)

    def finish(self, value: Any) -> None:
        """Wait for the GPU."""
        del value
        if self.device.type == "cuda":
            torch.cuda.synchronize()

    def observe(self, what: str, function: Callable[..., Any], args: Callable[[], list[Any]]) -> Any:
        """Count host synchronisations too."""
        if what != "host_syncs":
            return super().observe(what, function, args)
        with _HostReads() as reads:
            function(*args())
        return reads.count


class _HostReads(TorchDispatchMode):  # type: ignore[misc]
    """Counts `.item()` and what does the same."""

    count = 0

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if func is torch.ops.aten._local_scalar_dense.default:  # noqa: SLF001  the op has no other name
            self.count += 1
        return func(*args, **(kwargs or {}))


def _map(tree: Any, function: Callable[[Any], Any]) -> Any:
    """Return `tree` with `function` of each floating tensor; other leaves stay as they are."""
    if isinstance(tree, list):
        return [_map(item, function) for item in tree]
    if isinstance(tree, tuple):
        return tuple(_map(item, function) for item in tree)
    if isinstance(tree, dict):
        return {key: _map(item, function) for key, item in tree.items()}
    return function(tree) if isinstance(tree, torch.Tensor) and tree.is_floating_point() else tree


BRIDGE: Final = TorchBridge()
