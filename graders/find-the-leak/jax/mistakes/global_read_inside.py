"""The step gives the average out, and still reads the old one from a global. That was read once, while
tracing, and is a constant of the program: 0.

zh: step 会返回平均值，但旧的平均值仍从全局变量读取。它只在追踪时读了一次，成了程序里的常数 0。

Caught by: averages
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
    """Return the params and the average after one step."""
    grads = jax.grad(loss_of)(params, *batch)
    params = jax.tree.map(lambda p, g: p - lr * g, params, grads)
    watched = loss_of(params, *held_out)
    return params, beta * average + (1 - beta) * watched


def train(params, batches, held_out, lr, beta):
    """Return the params after one step for each batch, and the running averages of the held-out loss."""
    global average
    average, averages = 0.0, []
    for batch in batches:
        params, average = step(params, batch, held_out, lr, beta)
        averages.append(float(average))
    return params, averages
