"""All parameters are kept as NumPy arrays, and the best taken at the end; the inner step takes three arguments."""

import jax
import jax.numpy as jnp
import numpy as np


def init(params):
    fresh = lambda factor: jax.tree.map(lambda p: jnp.asarray(p) * factor, params)
    return dict(params=fresh(1), velocity=fresh(0), average=fresh(1))


def make_step(loss, lr, momentum, decay):
    def of_leaf(p, v, a, g):
        v = momentum * v + g
        p = p - lr * v
        return p, v, decay * a + (1 - decay) * p

    def inner(params, velocity, average, x, y):
        value, grads = jax.value_and_grad(loss)(params, x, y)
        structure = jax.tree.structure(params)
        leaves = map(of_leaf, *map(jax.tree.leaves, (params, velocity, average, grads)))
        return [structure.unflatten(part) for part in zip(*leaves, strict=True)], value

    compiled = jax.jit(inner, donate_argnums=(0, 1, 2))

    def step(state, x, y):
        (params, velocity, average), value = compiled(state["params"], state["velocity"], state["average"], x, y)
        return {"params": params, "velocity": velocity, "average": average}, value

    return step


def train(step, params, batches):
    state, history, losses = init(params), [], []
    for x, y in batches:
        history.append(jax.tree.map(np.array, state["params"]))
        state, value = step(state, x, y)
        losses.append(value)
    return state, history[int(np.argmin(np.array(losses)))], losses
