"""The loss is the mean squared error of sigmoid(z) and y. The task asks for cross-entropy: under squared error a
confidently wrong example has a slope of almost 0, since s(1 - s) vanishes there, and hardly teaches anything.

zh: 你的损失是 sigmoid(z) 与 y 的均方误差，而题目要求交叉熵。用均方误差时，自信却错误的样本斜率几乎为 0（因为 s(1 - s) 趋于 0），几乎学不到东西。

Caught by: loss values
Question: losses-why-not-squared-error
"""

import jax
import jax.numpy as jnp


def init_params(key, sizes):
    """He: W ~ N(0, 2 / fan_in), with a key for every layer."""
    keys = jax.random.split(key, len(sizes) - 1)
    return [
        (
            jax.random.normal(k, (m, n)) * jnp.sqrt(2 / m),
            jnp.zeros(n),
        )
        for k, m, n in zip(keys, sizes[:-1], sizes[1:])
    ]


def forward(params, x):
    *hidden, (W, b) = params
    for W_h, b_h in hidden:
        x = jax.nn.relu(x @ W_h + b_h)  # (batch, fan_out)
    return x @ W + b  # (batch, 1): logits


def loss(params, x, y):
    z = forward(params, x)[:, 0]  # (batch,), like y
    return jnp.mean((jax.nn.sigmoid(z) - y) ** 2)


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
