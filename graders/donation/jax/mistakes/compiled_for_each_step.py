"""You call `jax.jit` in each step, on a function made anew, so each is traced and compiled again. Compile
once in `make_step`, and return what `jax.jit` gives.

zh: 你在每一步里都对新建的函数调用 `jax.jit`，于是每一步都重新追踪、重新编译。请在 `make_step` 中只编译一次，返回 `jax.jit` 的结果。

Caught by: one program
"""

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

    def step(state, x, y):
        value, grads = jax.value_and_grad(loss)(state["params"], x, y)
        velocity = jax.tree.map(lambda v, g: momentum * v + g, state["velocity"], grads)
        params = jax.tree.map(lambda p, v: p - lr * v, state["params"], velocity)
        average = jax.tree.map(lambda a, p: decay * a + (1 - decay) * p, state["average"], params)
        return {"params": params, "velocity": velocity, "average": average}, value

    return lambda state, x, y: jax.jit(lambda *args: step(*args), donate_argnums=0)(state, x, y)


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
