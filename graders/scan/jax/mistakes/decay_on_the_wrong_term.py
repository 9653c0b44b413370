"""You weigh the new value by decay and the old average by 1 - decay: with a decay of 0.9 nearly everything
is forgotten in one step.

zh: 你让新值乘以 decay、旧的平均值乘以 1 - decay：decay 为 0.9 时，一步就几乎忘掉了全部历史。

Caught by: running average
"""

import jax
import jax.numpy as jnp


def momentum_average(start, xs, decay):
    """Return the last average and all of them: (d,), (t, d)."""

    def step(h, x):
        h = (1 - decay) * h + decay * x
        return h, h

    return jax.lax.scan(step, start, xs)


def train(loss, params, x, y, lr, momentum):
    """Return the parameters after one step for each batch, and each batch's loss before its step."""

    def step(carry, batch):
        params, velocity = carry
        value, grads = jax.value_and_grad(loss)(params, *batch)
        velocity = jax.tree.map(lambda v, g: momentum * v + g, velocity, grads)
        params = jax.tree.map(lambda p, v: p - lr * v, params, velocity)
        return (params, velocity), value

    velocity = jax.tree.map(jnp.zeros_like, params)
    (params, _), losses = jax.lax.scan(step, (params, velocity), (x, y))
    return params, losses
