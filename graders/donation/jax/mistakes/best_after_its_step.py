"""You take the parameters after the step. The loss was measured at those before it; these ones have moved
on, and nobody knows their loss yet.

zh: 你取的是这一步之后的参数。损失是在它之前的参数处测得的；现在这些已经移动过了，它们的损失还没有人知道。

Caught by: best parameters
"""

from functools import partial

import jax
import jax.numpy as jnp


def init(params):
    """Return the first state: no two of its arrays, and none of the caller's, share memory."""
    return {
        "params": jax.tree.map(jnp.copy, params),
        "velocity": jax.tree.map(jnp.zeros_like, params),
        "average": jax.tree.map(jnp.copy, params),
    }


def make_step(loss, lr, momentum, decay):
    """Return step(state, x, y) -> (state, value), compiled; the old state's memory becomes the new one's."""

    @partial(jax.jit, donate_argnums=0)
    def step(state, x, y):
        value, grads = jax.value_and_grad(loss)(state["params"], x, y)
        velocity = jax.tree.map(lambda v, g: momentum * v + g, state["velocity"], grads)
        params = jax.tree.map(lambda p, v: p - lr * v, state["params"], velocity)
        average = jax.tree.map(lambda a, p: decay * a + (1 - decay) * p, state["average"], params)
        return {"params": params, "velocity": velocity, "average": average}, value

    return step


def train(step, params, batches):
    """Return the last state, the parameters with the lowest loss, and all losses."""
    state, losses, best = init(params), [], None
    for x, y in batches:
        state, value = step(state, x, y)
        if not losses or value < min(losses):
            best = jax.tree.map(jnp.copy, state["params"])
        losses.append(value)
    return state, best, losses
