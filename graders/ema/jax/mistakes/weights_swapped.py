"""You keep `1 - decay` of the average and take `decay` of the new weights. The average then remembers
hardly more than the last step. What decays is the past.

zh: 你保留了平均的 `1 - decay`，却取了新权重的 `decay`。这样的平均几乎只记得最后一步。衰减的应是过去。

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
        lambda m, p: (1 - decay) * m + decay * p,
        state["mean"],
        params,
    )
    return {"mean": mean, "t": state["t"] + 1}


def average(state, decay):
    """Return the average, corrected for the start at 0."""
    total = 1 - decay ** state["t"]  # of all weights
    return jax.tree.map(lambda m: m / total, state["mean"])
