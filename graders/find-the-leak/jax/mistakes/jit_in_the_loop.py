"""You compile the step anew for each batch, so that Python code in it runs each time. That costs a trace
for each step and hides why it did not run before.

zh: 你对每个批量都重新编译 step，好让其中的 Python 代码每次都运行。这让每一步都要重新追踪，也掩盖了它之前为什么没有运行。

Caught by: compiled once
"""

import jax
import jax.numpy as jnp


def loss_of(params, x, y):
    """Return the mean squared error: ()."""
    outputs = jnp.tanh(x @ params["w"]) + params["b"]
    return jnp.mean((outputs - y) ** 2)


def step(params, average, batch, held_out, lr, beta):
    """Return the params and the average after one step."""
    grads = jax.grad(loss_of)(params, *batch)
    params = jax.tree.map(lambda p, g: p - lr * g, params, grads)
    watched = loss_of(params, *held_out)
    return params, beta * average + (1 - beta) * watched


def train(params, batches, held_out, lr, beta):
    """Return the params after one step for each batch, and the running averages of the held-out loss."""
    average, averages = jnp.zeros(()), []
    for batch in batches:
        params, average = jax.jit(lambda *args: step(*args))(params, average, batch, held_out, lr, beta)
        averages.append(float(average))
    return params, averages
