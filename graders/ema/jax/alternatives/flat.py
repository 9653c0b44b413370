"""Leaves in a list while they are averaged; the state keeps decay**t instead of t."""

import jax
import jax.numpy as jnp


def init(params):
    return {"tree": jax.tree.map(lambda p: 0.0 * p, params), "power": jnp.ones(())}


def update(state, params, decay):
    leaves, structure = jax.tree.flatten(state["tree"])
    leaves = [m + (1 - decay) * (p - m) for m, p in zip(leaves, jax.tree.leaves(params))]
    return {"tree": jax.tree.unflatten(structure, leaves), "power": decay * state["power"]}


def average(state, decay):
    return jax.tree.map(lambda m: m / (1 - state["power"]), state["tree"])
