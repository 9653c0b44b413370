"""You update the entries that this loss happens to have, by name. Any other pytree, here a tuple, breaks
it. `jax.tree.map` walks through both trees whatever their structure.

zh: 你按名称逐个更新这个损失恰好有的条目。换成别的 pytree（这里是元组）就会出错。无论什么结构，`jax.tree.map` 都能同时遍历两棵树。

Caught by: another loss
"""

import jax


def sensitivities(loss, params, x, y):
    """Return the gradients of the value with respect to params and x."""
    grads, _aux = jax.grad(loss, argnums=(0, 1), has_aux=True)(params, x, y)
    return grads


def step(loss, params, x, y, lr):
    """Return the parameters after one step, and the value and aux before it."""
    (value, aux), grads = jax.value_and_grad(loss, has_aux=True)(params, x, y)
    new_params = {
        "hidden": params["hidden"] - lr * grads["hidden"],
        "out": {name: params["out"][name] - lr * grads["out"][name] for name in ("w", "b")},
    }
    return new_params, value, aux


def curvature(f, t):
    """Return the second derivative of f at t."""
    return jax.grad(jax.grad(f))(t)
