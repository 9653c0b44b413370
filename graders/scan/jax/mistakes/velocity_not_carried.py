"""The velocity starts anew in each step: the inner function closes over the zeros outside instead of taking
it from the carry. What lives from one step to the next must be in the carry.

zh: velocity 每一步都重新从零开始：内层函数捕获了外面的零，而没有从 carry 中取它。凡是要从一步活到下一步的，都必须放在 carry 里。

Caught by: losses
"""

import jax
import jax.numpy as jnp


def momentum_average(start, xs, decay):
    """Return the last average and all of them: (d,), (t, d)."""

    def step(h, x):
        h = decay * h + (1 - decay) * x
        return h, h

    return jax.lax.scan(step, start, xs)


def train(loss, params, x, y, lr, momentum):
    """Return the parameters after one step for each batch, and each batch's loss before its step."""

    def step(carry, batch):
        params, _ = carry
        velocity = jax.tree.map(jnp.zeros_like, params)
        value, grads = jax.value_and_grad(loss)(params, *batch)
        velocity = jax.tree.map(lambda v, g: momentum * v + g, velocity, grads)
        params = jax.tree.map(lambda p, v: p - lr * v, params, velocity)
        return (params, velocity), value

    velocity = jax.tree.map(jnp.zeros_like, params)
    (params, _), losses = jax.lax.scan(step, (params, velocity), (x, y))
    return params, losses
