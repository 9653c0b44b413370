"""Label smoothing with rows to ignore, in JAX.

Fill in the body; keep the name.
"""

import jax
import jax.numpy as jnp


def loss(logits, labels, smoothing, ignore_index):
    """Return the mean loss of the rows that are kept.

    logits: (rows, classes); labels: (rows,), integers.
    smoothing: the share that goes to all classes alike.
    Rows labelled ignore_index do not count. The result has
    the shape (); it runs under jit and jax.grad.
    """
    # TODO
    return jnp.zeros(())
