"""The average goes in and comes out, and between trainings it lives in a global: the second training begins
with the last one's average.

zh: 平均值有进有出，但在两次训练之间存放在全局变量里：第二次训练从上一次的平均值开始。

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
def step(params, average, batch, held_out, lr, beta):
    """Return the params and the average after one step."""
    grads = jax.grad(loss_of)(params, *batch)
    params = jax.tree.map(lambda p, g: p - lr * g, params, grads)
    watched = loss_of(params, *held_out)
    return params, beta * average + (1 - beta) * watched


def train(params, batches, held_out, lr, beta):
    """Return the params after one step for each batch, and the running averages of the held-out loss."""
    global average
    averages = []
    for batch in batches:
        params, average = step(params, average, batch, held_out, lr, beta)
        averages.append(float(average))
    return params, averages
