"""You hand out the raw average. It began at 0, so early averages are far too small: with a decay of 0.999
the first is a thousandth of the weights. Divide by `1 - decay**t`.

zh: 你交出的是原始平均。它从 0 开始，因此早期的平均小得多：衰减率为 0.999 时，第一个平均只有权重的千分之一。应除以 `1 - decay**t`。

Caught by: the first update
"""

import jax
import jax.numpy as jnp


def init(params):
    """Return the state: the raw average and the count."""
    mean = jax.tree.map(jnp.zeros_like, params)
    return {"mean": mean, "t": jnp.zeros((), int)}


def update(state, params, decay):
    """Return the state with params averaged in."""
    mean = jax.tree.map(
        lambda m, p: decay * m + (1 - decay) * p,
        state["mean"],
        params,
    )
    return {"mean": mean, "t": state["t"] + 1}


def average(state, decay):
    """Return the average, corrected for the start at 0."""
    total = 1 - decay ** state["t"]  # of all weights
    return jax.tree.map(lambda m: m, state["mean"])
