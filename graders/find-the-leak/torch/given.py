"""What a training keeps alive: tensors saved for backward passes, and the graph behind its results."""

import torch


class _Held:
    """A saved tensor; counts how many of them are alive, and how many ever were at once."""

    alive = most = 0

    def __init__(self, tensor):
        self.tensor = tensor.detach()
        _Held.alive += 1
        _Held.most = max(_Held.most, _Held.alive)

    def __del__(self):
        _Held.alive -= 1


def most_saved(train, *args):
    """Return how many tensors autograd held for backward passes at the worst moment of a training.

    torch.func.grad refuses such hooks, keeps nothing after it has returned, and leaves nothing to count.
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


def nodes_behind(train, *args):
    """Return how many nodes of a graph the params that come back keep alive."""
    params, _ = train(*args)
    seen, ahead = set(), [p.grad_fn for p in params.values()]
    while ahead:
        node = ahead.pop()
        if node is not None and node not in seen:
            seen.add(node)
            ahead += [parent for parent, _ in node.next_functions]
    return len(seen)
