"""Scale and count in one array; the largest element of all gradients decides."""

import jax
import jax.numpy as jnp


def init(params, scale):
    return {"w": params, "numbers": jnp.array([scale, 0.0], jnp.float32)}


def half(state):
    return jax.tree.map(lambda p: jax.lax.convert_element_type(p, jnp.float16), state["w"])


def master(state):
    return state["w"]


def scale(state):
    return state["numbers"][0]


@jax.jit
def step(state, grads, lr, growth_interval):
    s, good = state["numbers"]
    largest = sum(jnp.abs(g.astype(jnp.float32)).max() for g in jax.tree.leaves(grads))
    made = jnp.isfinite(largest)
    rate = jnp.float32(lr) / s
    moved = jax.tree.map(lambda p, g: p - rate * g.astype(jnp.float32), state["w"], grads)
    w = jax.tree.map(lambda new, old: jax.lax.select(jnp.broadcast_to(made, old.shape), new, old), moved, state["w"])
    good = (good + 1) * made
    s = jnp.where(made, s, s / 2)
    double = good >= growth_interval
    return {"w": w, "numbers": jnp.stack([s * (1 + double), good * ~double])}, made
