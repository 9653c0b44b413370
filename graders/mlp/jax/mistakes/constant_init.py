"""All weights start at the same number. The hidden units compute the same thing, receive the same gradient
and stay equal for ever: 32 units that are worth one. Draw the weights at random.

zh: 所有权重都从同一个数开始：隐藏单元的计算相同、梯度相同，永远保持一致，32 个单元只抵一个。请随机抽取权重。

Caught by: initial parameters
"""

import jax
import jax.numpy as jnp


def init_params(key, sizes):
    return [
        (jnp.full((fan_in, fan_out), 0.1), jnp.zeros(fan_out))
        for fan_in, fan_out in zip(sizes[:-1], sizes[1:])
    ]


def forward(params, x):
    *hidden, (W, b) = params
    for W_h, b_h in hidden:
        x = jax.nn.relu(x @ W_h + b_h)  # (batch, fan_out)
    return x @ W + b  # (batch, 1): logits


def loss(params, x, y):
    """Mean binary cross-entropy, from logits.

    softplus(z) = log(1 + exp(z)) never overflows.
    """
    z = forward(params, x)[:, 0]  # (batch,), like y
    return jnp.mean(jax.nn.softplus(z) - z * y)


# Traced once for these shapes and dtypes. lr is traced too, so
# a new value of it costs nothing.
@jax.jit
def step(params, x, y, lr):
    value, grads = jax.value_and_grad(loss)(params, x, y)
    new = jax.tree.map(lambda p, g: p - lr * g, params, grads)
    return new, value


def train(params, x, y, lr, steps):
    losses = []
    for _ in range(steps):
        params, value = step(params, x, y, lr)
        # Still on the device: float(value) would wait for it.
        losses.append(value)
    return params, losses
