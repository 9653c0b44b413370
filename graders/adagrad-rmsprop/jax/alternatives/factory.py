"""A function that makes both optimizers from what they do with the accumulator."""

import jax
import jax.numpy as jnp


def init(params):
    return {"s": jax.tree.map(lambda p: 0 * p, params), "steps": jnp.zeros((), jnp.int32)}


def optimizer(accumulate):
    def update(params, grads, state, lr, *numbers):
        *decay, eps = numbers
        s = jax.tree.map(lambda s, g: accumulate(s, g * g, *decay), state["s"], grads)
        moves = jax.tree.map(lambda g, s: g / (eps + s**0.5), grads, s)
        params = jax.tree.map(lambda p, m: p - lr * m, params, moves)
        return params, {"s": s, "steps": state["steps"] + 1}

    return update


adagrad = optimizer(lambda s, square: s + square)
rmsprop = optimizer(lambda s, square, decay: s + (1 - decay) * (square - s))
