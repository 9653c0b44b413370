"""Blocks to run, and what a run keeps: gradients, noise, runs of each block, live bytes."""

import torch
from torch import nn
from torch.multiprocessing.reductions import StorageWeakRef
from torch.utils._python_dispatch import TorchDispatchMode
from torch.utils._pytree import tree_leaves

_grad = torch.autograd.grad


class Block(nn.Module):
    """A residual block with dropout; remembers its noise and counts its runs."""

    def __init__(self, width, hidden, p):
        super().__init__()
        self.up = nn.Linear(width, hidden)
        self.down = nn.Linear(hidden, width)
        self.drop = nn.Dropout(p)
        self.runs = 0
        self.noises = None

    def forward(self, x, mask):
        """Return the outputs: (n, width)."""
        self.runs += 1
        h = self.down(torch.tanh(self.up(x)))
        noise = self.drop(torch.ones_like(h))
        if self.noises is not None:
            self.noises.append(noise.detach().clone())
        return x + mask * (noise * h)


def blocks(parameters, p):
    """Return a ModuleList of blocks with these parameters."""
    hidden, width = parameters[0][0].shape
    result = nn.ModuleList(Block(width, hidden, p) for _ in parameters)
    with torch.no_grad():
        for block, values in zip(result, parameters, strict=True):
            for parameter, value in zip(block.parameters(), values, strict=True):
                parameter.copy_(value)
    return result.double()


def gradients(run_blocks, modules, x, mask, every, cotangent):
    """Return the output, the gradients of all parameters (None where none arrives), the first noise, and the runs."""
    for block in modules:
        block.runs, block.noises = 0, []
    output = run_blocks(modules, x, mask, every)
    parameters = list(modules.parameters())
    grads = [None] * len(parameters)
    if output.requires_grad:
        grads = _grad((output * cotangent).sum(), parameters, allow_unused=True)
    return {
        "output": output,
        "grads": grads,
        "noise": [block.noises[0] for block in modules],
        "runs": [block.runs for block in modules],
    }


def input_gradient(run_blocks, modules, x, mask, every, cotangent):
    """Return the gradient of sum(cotangent * output) with respect to x; None where none arrives."""
    output = run_blocks(modules, x.requires_grad_(), mask, every)
    return _grad((output * cotangent).sum(), x, allow_unused=True)[0] if output.requires_grad else None


def state_after(run_blocks, modules, x, mask, every):
    """Return whether the global generator is, after forward and backward, where it is after a plain run."""
    states = []
    for run in (_plain, run_blocks):
        torch.default_generator.manual_seed(0)
        output = run(modules, x, mask, every)
        if output.requires_grad:
            _grad(output.sum(), list(modules.parameters()), allow_unused=True)
        states.append(torch.default_generator.get_state())
    return torch.equal(*states)


def _plain(modules, x, mask, _every):
    for block in modules:
        x = block(x, mask)
    return x


class _Live(TorchDispatchMode):
    """Watches the storages that operations make, floating ones, as long as they live."""

    def __init__(self, known):
        super().__init__()
        self.known = {tensor.untyped_storage()._cdata for tensor in known}
        self.watched = {}
        self.peak = 0

    def __torch_dispatch__(self, func, types, args=(), kwargs=None):
        result = func(*args, **(kwargs or {}))
        for tensor in tree_leaves(result):
            if isinstance(tensor, torch.Tensor) and tensor.is_floating_point():
                storage = tensor.untyped_storage()
                if storage._cdata not in self.known:
                    self.watched[storage._cdata] = StorageWeakRef(storage), storage.nbytes()
        self.peak = max(self.peak, self.bytes())
        return result

    def bytes(self):
        """Return the bytes that are alive."""
        self.watched = {key: (ref, size) for key, (ref, size) in self.watched.items() if not ref.expired()}
        return sum(size for _, size in self.watched.values())


def memory(run_blocks, modules, x, mask, every):
    """Return the bytes kept after the forward pass, and the peak of all, as shares of those of a plain run."""
    for block in modules:
        block.noises = None
    found = []
    for run in (run_blocks, _plain):
        parameters = list(modules.parameters())
        with _Live([x, mask, *parameters]) as live:
            output = run(modules, x, mask, every)
            kept = live.bytes() - output.untyped_storage().nbytes()
            if output.requires_grad:
                _grad(output.sum(), parameters, allow_unused=True)
        found.append((kept, live.peak))
    (kept, peak), (plain_kept, plain_peak) = found
    return [kept / plain_kept, peak / plain_peak]
