"""You invert x.T @ x. When a column depends on others, that matrix is singular: the inverse does not exist,
and rounding decides whether you get an error, inf or huge weights. Even at full rank the condition number
is squared. Use lstsq or the pseudo-inverse, which pick the solution of smallest norm.

zh: 你对 x.T @ x 求逆。当某一列依赖于其他列时，这个矩阵是奇异的：逆不存在，得到的是报错、inf 还是巨大的权重全看舍入误差。即使满秩，条件数也会变成平方。请用 lstsq 或伪逆，它们会选出范数最小的解。

Caught by: closed form with dependent columns
"""

import jax
import jax.numpy as jnp


def closed_form(x, y):
    """Return (w, b) that minimise the loss; of several minimisers the one of smallest norm."""
    design = jnp.column_stack([x, jnp.ones(len(x))])  # (n, d + 1): b is the weight of a column of ones
    solution = jnp.linalg.inv(design.T @ design) @ design.T @ y
    return solution[:-1], solution[-1]


def loss(params, x, y):
    """Return the mean of the squared errors."""
    w, b = params
    return jnp.mean((x @ w + b - y) ** 2)


@jax.jit
def step(params, x, y, lr):
    """Return the parameters after one step, and the loss before it."""
    value, grads = jax.value_and_grad(loss)(params, x, y)
    return jax.tree.map(lambda p, g: p - lr * g, params, grads), value


def train(params, x, y, lr, steps):
    """Return the parameters after `steps` steps of gradient descent, and the loss before each."""
    losses = []
    for _ in range(steps):
        params, value = step(params, x, y, lr)
        losses.append(value)
    return params, losses
