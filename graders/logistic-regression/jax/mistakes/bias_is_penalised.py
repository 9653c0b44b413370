"""Your penalty includes b². The bias only shifts the decision boundary; pulling it towards 0 makes the fit
depend on where the data happen to lie. Penalise the weights alone.

zh: 你的惩罚项包含了 b²。偏置只是平移决策边界；把它拉向 0 会让拟合取决于数据恰好所处的位置。只应惩罚权重。

Caught by: loss with penalty
"""

import jax
import jax.numpy as jnp


def bce(logits, y):
    """Return the mean of -(y log p + (1 - y) log(1 - p)), p = sigmoid(logits): log(1 + exp(z)) - y z for each row."""
    return jnp.mean(jnp.logaddexp(logits, 0.0) - y * logits)


def predict(params, x):
    """Return the probabilities: (n,)."""
    w, b = params
    return jax.nn.sigmoid(x @ w + b)


def loss(params, x, y, l2):
    """Return the cross-entropy and the penalty on the weights."""
    w, b = params
    return bce(x @ w + b, y) + l2 / 2 * (w @ w + b * b)


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
