"""You donate x and y as well. No result of the step has their shape, so nothing is saved, and JAX warns
that the buffers were not usable. Where a shape did fit, your data would be gone.

zh: 你把 x 和 y 也捐出了。这一步没有任何结果与它们形状相同，所以什么也没省下，JAX 还会警告缓冲区无法使用。万一形状恰好相符，你的数据就没有了。

Caught by: the batch is not
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

    @partial(jax.jit, donate_argnums=(0, 1, 2))
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
        before = jax.tree.map(jnp.copy, state["params"])  # the step will give them away
        state, value = step(state, x, y)
        if not losses or value < min(losses):
            best = before
        losses.append(value)
    return state, best, losses
