"""You ask in Python whether there was an update. Under `jit` the count is a tracer without a value, and
`if` raises TracerBoolConversionError. The average is never asked for before the first update.

zh: 你在 Python 里判断是否有过更新。在 `jit` 之下计数是没有值的追踪器，`if` 会抛出 TracerBoolConversionError。第一次更新之前不会有人来取平均。

Caught by: as a compiled program
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
    if state["t"] == 0:
        return state["mean"]
    total = 1 - decay ** state["t"]  # of all weights
    return jax.tree.map(lambda m: m / total, state["mean"])
