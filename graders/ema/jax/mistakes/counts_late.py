"""You correct with the count from before the update. At first that is `1 - decay**0`, 0, and you divide by
it.

zh: 你用更新之前的计数来校正。一开始那就是 `1 - decay**0`，即 0，而你除以了它。

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
    total = 1 - decay ** (state["t"] - 1)
    return jax.tree.map(lambda m: m / total, state["mean"])
