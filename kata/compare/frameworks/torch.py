"""PyTorch: a GPU computes on its own; backward keeps what was saved for it."""

from typing import Any

import numpy as np
import torch
from torch.profiler import ProfilerActivity, profile

from kata.compare.frameworks.base import Framework, NotHereError, Run
from kata.compare.result import Device, DType, Program
from kata.compare.trees import Floats, leaves


class Torch(Framework):
    """Full float32 products, as JAX is set to: TensorFloat-32 would compare another computation."""

    def __init__(self, device: Device, dtype: DType, threads: int) -> None:
        super().__init__(device, dtype)
        torch.set_num_threads(threads)
        torch.set_float32_matmul_precision("highest")
        if device == "gpu":
            if not torch.cuda.is_available():
                raise NotHereError("no-gpu")
            self.gpu = torch.cuda.get_device_name()
            self.gpu_memory = torch.cuda.get_device_properties(0).total_memory
        self.place = torch.device("cuda" if device == "gpu" else "cpu")
        self.type = getattr(torch, dtype)

    def array(self, value: np.ndarray[Any, Any]) -> Any:
        """Return a tensor that shares nothing with `value`."""
        tensor = torch.from_numpy(np.ascontiguousarray(value))
        return tensor.to(self.place, self.type if value.dtype.kind == "f" else None, copy=True)

    def wait(self, results: Any) -> None:
        """Wait for the GPU; on a CPU everything is computed at once."""
        del results
        if self.device == "gpu":
            torch.cuda.synchronize()

    def floats(self, leaf: Any) -> Floats:
        """Return one result as float64."""
        if isinstance(leaf, torch.Tensor):
            leaf = leaf.detach().to("cpu", torch.float64).numpy()
        return np.asarray(leaf, np.float64)

    def device_peak(self, run: Run) -> int | None:
        """Return what the caching allocator counts: bytes asked for, not bytes reserved."""
        torch.cuda.synchronize()
        rest = torch.cuda.memory_allocated()
        torch.cuda.reset_peak_memory_stats()
        self.wait(run())
        return int(torch.cuda.max_memory_allocated() - rest)

    def saved(self, module: Any, run: Run, inputs: dict[str, Any]) -> int | None:
        """Count each storage once that autograd is given to keep."""
        del module
        known = {leaf.untyped_storage().data_ptr() for leaf in leaves(inputs) if isinstance(leaf, torch.Tensor)}
        kept: dict[int, int] = {}

        def pack(tensor: Any) -> Any:
            storage = tensor.untyped_storage()
            held = tensor if tensor._base is None else tensor._base  # noqa: SLF001  a view has no public way to its owner
            if not isinstance(held, torch.nn.Parameter) and storage.data_ptr() not in known:
                kept[storage.data_ptr()] = storage.nbytes()
            return tensor

        with torch.autograd.graph.saved_tensors_hooks(pack, lambda tensor: tensor):
            self.wait(run())
        return sum(kept.values()) or None

    def program(self, module: Any, run: Run, inputs: dict[str, Any], *, compiled: bool) -> Program | None:
        """Count ATen operations that no other one called; on a GPU also the kernels that it was given."""
        del module, inputs
        gpu = self.device == "gpu"
        with profile(activities=[ProfilerActivity.CPU, *([ProfilerActivity.CUDA] if gpu else [])]) as seen:
            self.wait(run())
        events = seen.events() or []
        operations = sum(1 for event in events if _outermost(event))
        if gpu:
            on_gpu = torch.autograd.DeviceType.CUDA
            return Program(operations=operations, kernels=sum(1 for event in events if event.device_type == on_gpu))
        return Program(operations=operations, kernels=operations + (_generated() if compiled else 0))

    def forget(self) -> None:
        """Without it the second size would be compiled for any size, and be slower."""
        torch.compiler.reset()

    def build_toolchain(self) -> None:
        """Compile a sum: Inductor tries which vectors the processor has and precompiles a header, some 15 seconds."""
        torch.compile(torch.add)(torch.ones(8), torch.ones(8))
        self.forget()

    def out_of_memory(self, fault: BaseException) -> bool:
        """Say whether it is CUDA's allocator, the CPU's, or Python that found none."""
        return isinstance(fault, (MemoryError, torch.OutOfMemoryError)) or "can't allocate memory" in str(fault)


def _generated() -> int:
    """Return how many kernels Inductor wrote for what was compiled in this process."""
    from torch._inductor import metrics  # noqa: PLC0415  there is no public way

    return int(metrics.generated_kernel_count)


def _outermost(event: Any) -> bool:
    """Say whether a profiled event is an ATen operation that no other ATen operation called."""
    if not event.name.startswith("aten::"):
        return False
    parent = event.cpu_parent
    while parent is not None:
        if parent.name.startswith("aten::"):
            return False
        parent = parent.cpu_parent
    return True
