"""Log-sum-exp and log-softmax along an axis, in JAX.

Fill in the bodies; keep the names.
"""

import jax
import jax.numpy as jnp


def logsumexp(x, axis):
    """Return log(sum(exp(x))) along `axis`.

    x: floats, of any size; some may be -inf.
    Returns an array without that axis; -inf where a slice is
    nothing but -inf. jax.grad must be able to go through it.
    """
    # TODO: exp overflows above 88 in float32. What can be
    # taken out of the sum, and what if it is -inf?
    return jnp.zeros_like(x.sum(axis=axis))


def log_softmax(x, axis):
    """Return x - logsumexp(x) along `axis`, shaped like x.

    -inf throughout a slice that is nothing but -inf.
    """
    # TODO
    return jnp.zeros_like(x)


def log_softmax_grad(x, upstream, axis):
    """Return the gradient of sum(upstream * log_softmax(x)).

    With respect to x, and shaped like it; x is finite here.
    From the formula, without jax.grad.
    """
    # TODO: derive it; every output depends on every input of
    # its slice
    return jnp.zeros_like(x)
