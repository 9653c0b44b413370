"""Your average begins with the weights that it was made with. They count for `decay**t` of it for a long
time, random initial weights included. Begin with zeros and correct.

zh: 你的平均从创建时的权重开始。它们会在很长时间里占 `decay**t` 的份额，包括随机的初始权重。应从零开始，再做校正。

Caught by: the first update
"""

import jax
import jax.numpy as jnp


def init(params):
    """Return the state: the raw average and the count."""
    mean = params
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
