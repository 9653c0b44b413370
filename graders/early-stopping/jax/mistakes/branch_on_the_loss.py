"""You ask in Python whether the loss is better. Under `jit` it is a tracer without a value, and `if` raises
TracerBoolConversionError. Compute both and choose with `jnp.where`.

zh: 你在 Python 里判断损失是否更好。在 `jit` 之下它是没有值的追踪器，`if` 会抛出 TracerBoolConversionError。应两者都算出，再用 `jnp.where` 选择。

Caught by: as a compiled program
"""

import jax
import jax.numpy as jnp


def init(params):
    """Return the state before the first epoch."""
    return {
        "loss": jnp.array(jnp.inf),
        "params": params,
        "waited": jnp.zeros((), int),
    }


def update(state, loss, params, patience, min_delta):
    """Return (state, stop)."""
    # False for NaN: that is no improvement
    better = loss < state["loss"] - min_delta

    def choose(new, old):
        return jnp.asarray(new if better else old)

    waited = choose(0, state["waited"] + 1)
    state = {
        "loss": choose(loss, state["loss"]),
        "params": jax.tree.map(choose, params, state["params"]),
        "waited": waited,
    }
    return state, waited >= patience


def best(state):
    """Return the weights of the best epoch."""
    return state["params"]
