"""stop_gradient stands behind the hidden layer: values are right, but no gradient reaches the layers below,
and only the last one learns. Take it out.

zh: 隐藏层之后有 stop_gradient：数值没错，但梯度传不到下面的层，只有最后一层在学习。请去掉它。

Caught by: gradients
Question: autograd-stop-gradient
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
        x = jax.lax.stop_gradient(jax.nn.relu(x @ W_h + b_h))
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
