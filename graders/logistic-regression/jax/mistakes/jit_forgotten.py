"""The step is not compiled: in every iteration Python runs through your functions and jax.grad traces the
loss anew. The result is right and slow. Put @jax.jit on the step, outside the loop.

zh: step 没有编译：每次迭代 Python 都要重新执行你的函数，jax.grad 也要重新追踪损失。结果正确，但很慢。在循环之外给 step 加上 @jax.jit。

Caught by: one trace for all steps
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
    return bce(x @ w + b, y) + l2 / 2 * w @ w


gradients = jax.jit(jax.grad(loss))  # (d loss / d w, d loss / d b)


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
