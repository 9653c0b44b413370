"""where chooses the right value, but jax.grad goes through both branches: in the one that is not taken
exp(z) is inf, and 0 times inf is nan. Make the argument of exp safe before you choose, or use logaddexp.

zh: where 选出的值是对的，但 jax.grad 会经过两个分支：没有选中的分支里 exp(z) 是 inf，而 0 乘 inf 得 nan。应在选择之前让 exp 的自变量安全，或使用 logaddexp。

Caught by: gradient of huge logits
Question: autograd-nan-behind-where
"""

import jax
import jax.numpy as jnp


def bce(logits, y):
    """Return the mean of -(y log p + (1 - y) log(1 - p)), p = sigmoid(logits): log(1 + exp(z)) - y z for each row."""
    softplus = jnp.where(logits > 30, logits, jnp.log1p(jnp.exp(logits)))
    return jnp.mean(softplus - y * logits)


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
