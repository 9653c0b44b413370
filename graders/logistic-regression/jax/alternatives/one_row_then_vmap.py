"""The loss of one row, through log_sigmoid; vmap makes the batch of it, and a fori_loop the training."""

import jax
import jax.numpy as jnp


def row_loss(z, y):
    return -(y * jax.nn.log_sigmoid(z) + (1 - y) * jax.nn.log_sigmoid(-z))


def bce(logits, y):
    return jax.vmap(row_loss)(logits, y).mean()


def predict(params, x):
    return jax.vmap(lambda row: jax.nn.sigmoid(row @ params[0] + params[1]))(x)


def loss(params, x, y, l2):
    w, b = params
    return bce(jnp.dot(x, w) + b, y) + l2 * jnp.dot(w, w) / 2


def gradients(params, x, y, l2):
    return jax.grad(loss)(params, x, y, l2)


@jax.jit
def run(params, x, y, lr, losses, l2):
    def body(i, carry):
        params, losses = carry
        value, grads = jax.value_and_grad(loss)(params, x, y, l2)
        return [p - lr * g for p, g in zip(params, grads, strict=True)], losses.at[i].set(value)

    return jax.lax.fori_loop(0, len(losses), body, (list(params), losses))


def train(params, x, y, lr, steps, l2):
    return run(params, x, y, lr, jnp.zeros(steps, x.dtype), l2)
