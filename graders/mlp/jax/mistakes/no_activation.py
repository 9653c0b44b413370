"""There is no ReLU between the layers. Linear layers in a row are one linear layer, so the model can only
draw a straight line. Apply jax.nn.relu after every layer but the last.

zh: 层与层之间没有 ReLU。几个线性层叠在一起仍是一个线性层，模型只能画出一条直线。除最后一层外，每层之后都要做 jax.nn.relu。

Caught by: forward values
Question: training-two-linear-layers
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
        x = x @ W_h + b_h
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
