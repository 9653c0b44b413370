"""What a training keeps alive: tensors saved for backward passes, and nodes of graphs."""

import torch
from torch.overrides import TorchFunctionMode

_wrapped = torch._C._functorch.is_functorch_wrapped_tensor


class _Held:
    """Counts how many of its kind are alive, and how many ever were at once."""

    alive = most = 0

    def __init__(self, tensor=None):
        self.tensor = None if tensor is None else tensor.detach()
        _Held.alive += 1
        _Held.most = max(_Held.most, _Held.alive)

    def __del__(self):
        _Held.alive -= 1


class _Marked(TorchFunctionMode):
    """Gives each new node of a graph something that lives as long as the node."""

    def __torch_function__(self, func, types, args=(), kwargs=None):
        result = func(*args, **(kwargs or {}))
        node = result.grad_fn if isinstance(result, torch.Tensor) and not _wrapped(result) else None
        if node is not None and "held" not in node.metadata:
            node.metadata["held"] = _Held()
        return result


def most_saved(train, *args):
    """Return how many tensors autograd held for backward passes at the worst moment of a training.

    torch.func refuses such hooks: there is nothing to count then, and the nodes tell.
    """
    _Held.alive = _Held.most = 0
    try:
        with torch.autograd.graph.saved_tensors_hooks(_Held, lambda held: held.tensor):
            train(*args)
    except RuntimeError as error:
        if "saved tensor hooks" not in str(error):
            raise
        return 0
    return _Held.most


def most_nodes(train, *args):
    """Return how many nodes of graphs were alive at the worst moment of a training."""
    _Held.alive = _Held.most = 0
    with _Marked():
        train(*args)
    return _Held.most
