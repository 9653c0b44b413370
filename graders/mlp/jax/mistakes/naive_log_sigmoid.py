"""The loss takes the log of a probability. For a logit of 1000 the sigmoid rounds to 1, log(1 - 1) is -inf,
and 0 * inf is nan. Use softplus(z) - z * y, or jax.nn.log_sigmoid(z) and jax.nn.log_sigmoid(-z).

zh: 损失对概率取对数。logit 为 1000 时 sigmoid 被舍入为 1，log(1 - 1) 是 -inf，而 0 * inf 是 nan。请用 softplus(z) - z * y，或 jax.nn.log_sigmoid(z) 与 jax.nn.log_sigmoid(-z)。

Caught by: logits of ±1000
Question: training-stable-bce
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
    p = jax.nn.sigmoid(forward(params, x)[:, 0])
    return -jnp.mean(y * jnp.log(p) + (1 - y) * jnp.log(1 - p))


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
