"""You collect the average as it was before x came in: `all` starts with h_0 and lacks the last one. Compute
the new state first, then return it as carry and as output.

zh: 你收集的是 x 到来之前的平均值：`all` 以 h_0 开头，又缺少最后一个。应先计算新状态，再把它同时作为 carry 和输出返回。

Caught by: running average
"""

import jax
import jax.numpy as jnp


def momentum_average(start, xs, decay):
    """Return the last average and all of them: (d,), (t, d)."""

    def step(h, x):
        return decay * h + (1 - decay) * x, h

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
