"""Logits of shape (n, 1) meet labels of shape (n,). They broadcast to (n, n) without a word, so every logit
is compared with every label, and the best answer is a constant. Give both the same shape;
jax.numpy_rank_promotion("raise") finds such places.

zh: 形状为 (n, 1) 的 logits 遇到形状为 (n,) 的标签，会悄悄广播成 (n, n)：每个 logit 都与所有标签比较，最优解变成一个常数。请让两者形状一致；jax.numpy_rank_promotion("raise") 能找出这种地方。

Caught by: loss values
Question: training-broadcast-in-the-loss
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
    """Mean binary cross-entropy, from logits.

    softplus(z) = log(1 + exp(z)) never overflows.
    """
    z = forward(params, x)
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
