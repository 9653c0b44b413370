"""One group's formula, mapped over groups and examples."""

from functools import partial

import jax
import jax.numpy as jnp


def one_group(g, weight, bias, eps):
    """g: (members, places); weight, bias: (members,)."""
    n = (g - g.mean()) / jnp.sqrt(g.var() + eps)
    return n * weight[:, None] + bias[:, None]


over_groups = jax.vmap(one_group, in_axes=(0, 0, 0, None))
over_examples = jax.vmap(over_groups, in_axes=(0, None, None, None))


@partial(jax.jit, static_argnums=1)
def group_norm(x, groups, weight, bias, eps=1e-5):
    g = x.reshape(x.shape[0], groups, x.shape[1] // groups, -1)
    return over_examples(g, weight.reshape(groups, -1), bias.reshape(groups, -1), eps).reshape(x.shape)


@partial(jax.jit, static_argnums=2)
def group_norm_backward(dy, x, groups, weight, eps=1e-5):
    def product(x, weight, bias):
        return jnp.vdot(dy, group_norm(x, groups, weight, bias, eps))

    return jax.grad(product, (0, 1, 2))(x, weight, jnp.zeros_like(weight))
