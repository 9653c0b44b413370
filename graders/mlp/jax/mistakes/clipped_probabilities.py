"""Clipping the probabilities keeps log away from 0, but the loss of a confidently wrong answer stops at
-log(eps), about 16, instead of growing with the logit, and its gradient is gone. Compute from the logits;
then there is nothing to clip.

zh: 截断概率能让 log 避开 0，但对于自信却错误的预测，损失停在 -log(eps)，约 16，不再随 logit 增长，梯度也消失了。请从 logits 计算，这样就不需要截断。

Caught by: logits of ±1000
"""

import jax
import jax.numpy as jnp


def init_params(key, sizes):
    """He initialisation, W ~ N(0, 2 / fan_in), with a key of its own for every layer."""
    keys = jax.random.split(key, len(sizes) - 1)
    return [
        (jax.random.normal(k, (fan_in, fan_out)) * jnp.sqrt(2 / fan_in), jnp.zeros(fan_out))
        for k, fan_in, fan_out in zip(keys, sizes[:-1], sizes[1:])
    ]


def forward(params, x):
    *hidden, (W, b) = params
    for W_h, b_h in hidden:
        x = jax.nn.relu(x @ W_h + b_h)  # (batch, fan_out)
    return x @ W + b  # (batch, 1): logits


def loss(params, x, y):
    p = jnp.clip(jax.nn.sigmoid(forward(params, x)[:, 0]), 1e-7, 1 - 1e-7)
    return -jnp.mean(y * jnp.log(p) + (1 - y) * jnp.log(1 - p))


@jax.jit  # traced once for each combination of shapes and dtypes; lr is traced too, so a new value costs nothing
def step(params, x, y, lr):
    value, grads = jax.value_and_grad(loss)(params, x, y)
    return jax.tree.map(lambda p, g: p - lr * g, params, grads), value


def train(params, x, y, lr, steps):
    losses = []
    for _ in range(steps):
        params, value = step(params, x, y, lr)  # value: the loss before this step
        losses.append(value)  # still on the device: float(value) here would wait for every step
    return params, losses
