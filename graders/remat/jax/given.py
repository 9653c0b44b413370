"""A block, and what backward keeps of a network of such blocks."""

from math import prod

import jax
import jax.numpy as jnp
from jax.ad_checkpoint import checkpoint_name

_vjp = jax.vjp


def block(p, x):
    """Return the output of one block: (n, d) -> (n, d)."""
    hidden = checkpoint_name(jnp.tanh(x @ p["up"]), "hidden")
    mixed = checkpoint_name(jnp.sin(hidden @ p["mix"]) * jnp.cos(hidden @ p["gate"]), "mixed")
    return x + mixed @ p["down"]


def value_and_slopes(function, params, x, g, *rest):
    """Return the output, and the gradients of sum(g * output) with respect to params and x, compiled."""

    def of(params, x, g):
        y, pull = _vjp(lambda params, x: function(block, params, x, *rest), params, x)
        return y, pull(g)

    return jax.jit(of)(params, x, g)


def kept(function, params, x, *rest):
    """Return how many numbers backward keeps beside the parameters: in arrays with an axis of x's rows."""
    shapes = jax.eval_shape(lambda params, x: _vjp(lambda p, z: function(block, p, z, *rest), params, x)[1], params, x)
    return sum(prod(leaf.shape) for leaf in jax.tree.leaves(shapes) if len(x) in leaf.shape)
