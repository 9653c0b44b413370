"""Nothing is jitted: value_and_grad traces loss anew at every step and runs it operation by operation. The
numbers are right, the time goes into Python. Put the whole step under jax.jit, outside the loop.

zh: 没有任何 jit：value_and_grad 在每一步都重新追踪 loss，并逐个算子地执行。结果是对的，时间却花在 Python 上。请在循环外把整个单步函数放进 jax.jit。

Caught by: one trace for all steps
Question: performance-step-without-jit
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
        params, value = step(params, x, y, lr)
        # Still on the device: float(value) would wait for it.
        losses.append(value)
    return params, losses
