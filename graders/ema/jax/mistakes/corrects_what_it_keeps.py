"""You store the corrected average, so the next update mixes it in as if it were raw, and corrects it again.
Keep the raw one and divide only for handing it out.

zh: 你保存的是校正后的平均，下一次更新又把它当作原始值混入，并再次校正。应保存原始值，只在交出时相除。

Caught by: several updates
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
    t = state["t"] + 1
    mean = jax.tree.map(lambda m: m / (1 - decay**t), mean)
    return {"mean": mean, "t": t}


def average(state, decay):
    """Return the average, corrected for the start at 0."""
    total = 1 - decay ** state["t"]  # of all weights
    return jax.tree.map(lambda m: m, state["mean"])
