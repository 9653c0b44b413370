"""The gradient function closes over the initial parameters, and jit keeps what a closure saw when it was
traced. Every step uses the gradient of the first parameters. Pass the parameters as an argument.

zh: 求梯度的函数通过闭包用到了初始参数，而 jit 会保留追踪时闭包所见的值，于是每一步都用初始参数的梯度。请把参数作为函数的参数传入。

Caught by: three steps of descent
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
    z = forward(params, x)[:, 0]  # (batch,), like y
    return jnp.mean(jax.nn.softplus(z) - z * y)


def train(params, x, y, lr, steps):
    losses = []
    initial = params
    slope = jax.jit(lambda: jax.grad(loss)(initial, x, y))
    value_of = jax.jit(loss)
    for _ in range(steps):
        value = value_of(params, x, y)
        params = jax.tree.map(lambda p, g: p - lr * g, params, slope())
        losses.append(value)
    return params, losses
