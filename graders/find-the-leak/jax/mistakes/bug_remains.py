"""The bug is still there: while `step` is traced, `average` becomes a tracer, and the global holds it after
the trace has ended. The compiled program never writes to the global at all.

zh: bug 还在：追踪 `step` 时，`average` 成了 tracer，追踪结束后全局变量仍然拿着它。编译好的程序根本不会写全局变量。

Caught by: contract
"""

import jax
import jax.numpy as jnp

average = 0.0


def loss_of(params, x, y):
    """Return the mean squared error: ()."""
    outputs = jnp.tanh(x @ params["w"]) + params["b"]
    return jnp.mean((outputs - y) ** 2)


@jax.jit
def step(params, batch, held_out, lr, beta):
    """Return the params after one step."""
    global average
    grads = jax.grad(loss_of)(params, *batch)
    params = jax.tree.map(lambda p, g: p - lr * g, params, grads)
    watched = loss_of(params, *held_out)
    average = beta * average + (1 - beta) * watched
    return params


def train(params, batches, held_out, lr, beta):
    """Make one step for each batch.

    params: {"w": (features,), "b": ()}
    batches: a list of (x, y); held_out: one such pair
    Returns (params, averages): averages[k] is the running
    average of the held-out loss after step k.
    """
    averages = []
    for batch in batches:
        params = step(params, batch, held_out, lr, beta)
        averages.append(float(average))
    return params, averages
