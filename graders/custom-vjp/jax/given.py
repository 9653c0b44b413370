"""Pullbacks of a submission's functions, and what they keep between forward and backward."""

import jax
import jax.numpy as jnp

_vjp = jax.vjp


def pullback(function, x, g, *rest):
    """Return what function(x, *rest) is, and the gradient of sum(g * function(x, *rest)) with respect to x."""
    y, pull = _vjp(lambda inputs: function(inputs, *rest), x)
    return y, pull(g)[0]


def mapped_clip(clip_gradient, x, bounds, g):
    """Return the gradients of x and bound for each row with its own bound, compiled."""

    def of_one(row, bound, upstream):
        return _vjp(clip_gradient, row, bound)[1](upstream)

    return jax.jit(jax.vmap(of_one))(x, bounds, g)


def mapped_slopes(log1pexp, quantize, x):
    """Return the gradients of the sums of both functions for each row, compiled."""

    def of_one(row):
        return jax.grad(lambda r: log1pexp(r).sum())(row), jax.grad(lambda r: quantize(r, 4).sum())(row)

    return jax.jit(jax.vmap(of_one))(x)


def kept(clip_gradient, x, bound):
    """Return how many numbers the pullback of clip_gradient keeps."""
    _y, pull = _vjp(lambda inputs: clip_gradient(inputs, bound), x)
    return sum(jnp.size(leaf) for leaf in jax.tree.leaves(pull))
