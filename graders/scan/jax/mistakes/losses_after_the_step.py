"""Each loss is computed at the parameters after its step. It costs another forward pass, and it flatters
the training: the model has just seen this batch.

zh: 每个损失都是在它那一步之后的参数处计算的。这多花一次前向计算，还会美化训练：模型刚刚见过这个批量。

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
        params, velocity = carry
        value, grads = jax.value_and_grad(loss)(params, *batch)
        velocity = jax.tree.map(lambda v, g: momentum * v + g, velocity, grads)
        params = jax.tree.map(lambda p, v: p - lr * v, params, velocity)
        return (params, velocity), loss(params, *batch)

    velocity = jax.tree.map(jnp.zeros_like, params)
    (params, _), losses = jax.lax.scan(step, (params, velocity), (x, y))
    return params, losses
