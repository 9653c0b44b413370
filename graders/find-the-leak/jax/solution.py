"""The bug: the compiled step writes a tracer into a global. What a step changes has to go in and come out."""

import jax
import jax.numpy as jnp


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
    average, averages = jnp.zeros(()), []
    for batch in batches:
        params, average = step(params, average, batch, held_out, lr, beta)
        averages.append(float(average))
    return params, averages
