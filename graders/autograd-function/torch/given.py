"""Derivatives of a submission's function, and what its backward pass does."""

import torch

_grad = torch.autograd.grad


def is_custom(function, kind, x, scale):
    """Return whether the result was made by `kind`, a Function with a backward of its own."""
    if not (isinstance(kind, type) and issubclass(kind, torch.autograd.Function)):
        return False
    y = function(x.requires_grad_(), scale.requires_grad_())
    return y.grad_fn is not None and type(y.grad_fn).__name__ == kind.__name__ + "Backward"


def gradients(function, x, scale, upstream):
    """Return the gradients of x and scale; None where none arrives."""
    x.requires_grad_()
    scale.requires_grad_()
    return _grad(function(x, scale), (x, scale), upstream, allow_unused=True)


def second(function, x, scale, upstream, u, v):
    """Return the gradients of <u, d_x> + <v, d_scale> with respect to x, scale and upstream; None where none arrives."""
    inputs = [tensor.requires_grad_() for tensor in (x, scale, upstream)]
    d_x, d_scale = _grad(function(x, scale), inputs[:2], upstream, create_graph=True)
    value = (u * d_x).sum() + (v * d_scale).sum()
    return _grad(value, inputs, allow_unused=True) if value.requires_grad else (None, None, None)


def none_where_not_needed(function, x, scale, upstream):
    """Return whether backward gives None for scale where x alone needs a gradient, and the other way round."""
    seen = []
    for need_x in (True, False):
        y = function(x.clone().requires_grad_(need_x), scale.clone().requires_grad_(not need_x))
        results = y.grad_fn.apply(upstream)
        seen.append(results[int(need_x)] is None)
    return seen


def notices(function, x, scale):
    """Return whether autograd notices that x, or else scale, was overwritten before the backward pass."""
    seen = []
    for overwritten in range(2):
        inputs = [x.clone().requires_grad_(), scale.clone().requires_grad_()]
        copies = [tensor * 1 for tensor in inputs]
        y = function(*copies)
        with torch.no_grad():
            copies[overwritten].mul_(2)
        try:
            _grad(y.sum(), inputs)
        except RuntimeError:
            seen.append(True)
        else:
            seen.append(False)
    return seen
