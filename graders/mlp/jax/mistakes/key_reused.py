"""Every layer draws from the same key. A key is a value: the same key gives the same numbers, so layers of
equal shape are equal, and others are correlated. Split the key, and use each part once.

zh: 每一层都用同一个 PRNG 键抽样。键是一个值：同样的键给出同样的数，形状相同的层就完全一样，其他层也彼此相关。请拆分键，每一份只用一次。

Caught by: keys used once
Question: training-one-key-for-all
"""

import jax
import jax.numpy as jnp


def init_params(key, sizes):
    return [
        (jax.random.normal(key, (fan_in, fan_out)) * jnp.sqrt(2 / fan_in), jnp.zeros(fan_out))
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
