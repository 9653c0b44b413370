"""jax.jit is called inside the loop on a new function each time, so its cache starts empty: the step is
traced and compiled again at every iteration. Define the jitted step once, outside.

zh: 循环里每次都对一个新函数调用 jax.jit，它的缓存是空的：每次迭代都要重新追踪并编译这一步。请在循环外只定义一次。

Caught by: one trace for all steps
Question: jit-fresh-functions
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


def step(params, x, y, lr):
    value, grads = jax.value_and_grad(loss)(params, x, y)
    new = jax.tree.map(lambda p, g: p - lr * g, params, grads)
    return new, value


def train(params, x, y, lr, steps):
    losses = []
    for _ in range(steps):
        params, value = jax.jit(lambda p: step(p, x, y, lr))(params)
        losses.append(value)
    return params, losses
