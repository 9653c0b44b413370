"""You pick log p or log(1 - p) by asking whether the label is above one half. For labels of 0 and 1 that is
the same; a label of 0.25 means a mixture of both terms.

zh: 你根据标签是否大于二分之一来选择 log p 或 log(1 - p)。标签为 0 和 1 时结果相同；但 0.25 这样的标签意味着两项的混合。

Caught by: cross-entropy from logits
"""

import jax
import jax.numpy as jnp


def bce(logits, y):
    """Return the mean of -(y log p + (1 - y) log(1 - p)), p = sigmoid(logits): log(1 + exp(z)) - y z for each row."""
    return jnp.mean(jnp.logaddexp(jnp.where(y > 0.5, -logits, logits), 0.0))


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
