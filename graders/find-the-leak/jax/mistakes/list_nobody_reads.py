"""The average is right, and the step still appends to a list outside. Nobody reads it; it holds one tracer
for each trace, which keeps the whole trace alive.

zh: 平均值是对的，但 step 仍往外面的列表里追加。没有人读它；每次追踪都会留下一个 tracer，使整个追踪一直存活。

Caught by: no tracer escapes
"""

import jax
import jax.numpy as jnp


seen = []


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
    seen.append(watched)
    return params, beta * average + (1 - beta) * watched


def train(params, batches, held_out, lr, beta):
    """Return the params after one step for each batch, and the running averages of the held-out loss."""
    average, averages = jnp.zeros(()), []
    for batch in batches:
        params, average = step(params, average, batch, held_out, lr, beta)
        averages.append(float(average))
    return params, averages
