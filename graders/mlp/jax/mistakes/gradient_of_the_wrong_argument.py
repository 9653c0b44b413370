"""The gradient is taken with respect to the data: argnums counts from 0, and argnums=1 is x. What comes back
has the shape of x and does not fit the parameters. Leave argnums at 0, or put the parameters first.

zh: 求的是对数据的梯度：argnums 从 0 开始计数，argnums=1 是 x。得到的梯度形状与 x 相同，与参数对不上。请保持 argnums 为 0，也就是让参数作为第一个参数。

Caught by: contract
Question: autograd-wrong-argument
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


@jax.jit
def step(params, x, y, lr):
    value, grads = jax.value_and_grad(loss, argnums=1)(params, x, y)
    new = jax.tree.map(lambda p, g: p - lr * g, params, grads)
    return new, value


def train(params, x, y, lr, steps):
    losses = []
    for _ in range(steps):
        params, value = step(params, x, y, lr)
        # Still on the device: float(value) would wait for it.
        losses.append(value)
    return params, losses
