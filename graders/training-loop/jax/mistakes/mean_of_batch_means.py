"""Your training loss averages the batches' means, each with the same weight. The last batch is smaller, so
its examples weigh more: multiply each mean by the batch's size, and divide by the number of examples.

zh: 你的训练损失是各批均值的平均，每批权重相同。最后一批较小，它的样本因此更重：应把每批的均值乘以该批大小，再除以样本数。

Caught by: an uneven last batch
"""

import jax
import jax.numpy as jnp


def loss(params, x, y):
    """Return the mean squared error."""
    w, b = params
    return jnp.mean((x @ w + b - y) ** 2)


evaluate = jax.jit(loss)


@jax.jit
def step(params, x, y, lr):
    """Return the weights after a step, and the loss before."""
    value, grads = jax.value_and_grad(loss)(params, x, y)
    new = jax.tree.map(lambda p, g: p - lr * g, params, grads)
    return new, value


def fit(params, train, valid, orders, batch_size, lr):
    """Return the best weights and the history."""
    x, y = train
    best, best_loss = params, jnp.inf
    history = []
    for order in orders:
        total = 0.0
        for start in range(0, len(order), batch_size):
            rows = order[start : start + batch_size]
            params, value = step(params, x[rows], y[rows], lr)
            total += value
        valid_loss = evaluate(params, *valid)
        history.append((total / -(-len(order) // batch_size), valid_loss))
        if valid_loss < best_loss:  # waits, once an epoch
            best, best_loss = params, valid_loss
    return best, history
