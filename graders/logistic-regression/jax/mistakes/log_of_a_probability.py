"""You take the logarithm of a sigmoid. Far from 0 it is exactly 0 or 1, log(0) is -inf, and 0 times -inf is
nan even for a label that fits. Simplify on paper: log(1 + exp(z)) - y z, with logaddexp for the first
term.

zh: 你对 sigmoid 取对数。远离 0 时它恰好是 0 或 1，log(0) 是 -inf，而 0 乘 -inf 得 nan，即使标签是对的也一样。应先在纸上化简为 log(1 + exp(z)) - y z，第一项用 logaddexp 计算。

Caught by: extreme logits
Question: training-stable-bce
"""

import jax
import jax.numpy as jnp


def bce(logits, y):
    """Return the mean of -(y log p + (1 - y) log(1 - p)), p = sigmoid(logits): log(1 + exp(z)) - y z for each row."""
    p = jax.nn.sigmoid(logits)
    return -jnp.mean(y * jnp.log(p) + (1 - y) * jnp.log(1 - p))


def predict(params, x):
    """Return the probabilities: (n,)."""
    w, b = params
    return jax.nn.sigmoid(x @ w + b)


def loss(params, x, y, l2):
    """Return the cross-entropy and the penalty on the weights."""
    w, b = params
    return bce(x @ w + b, y) + l2 / 2 * w @ w


gradients = jax.jit(jax.grad(loss))  # (d loss / d w, d loss / d b)


@jax.jit
def step(params, x, y, lr, l2):
    """Return the parameters after one step, and the loss before it."""
    value, grads = jax.value_and_grad(loss)(params, x, y, l2)
    return jax.tree.map(lambda p, g: p - lr * g, params, grads), value


def train(params, x, y, lr, steps, l2):
    """Return the parameters after `steps` steps of gradient descent, and the loss before each."""
    losses = []
    for _ in range(steps):
        params, value = step(params, x, y, lr, l2)
        losses.append(value)
    return params, losses
