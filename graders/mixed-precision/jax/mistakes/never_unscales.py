"""You step with the scaled gradients, as if the learning rate were `scale` times as large. Divide by the
scale first.

zh: 你直接用缩放过的梯度更新，相当于学习率大了 `scale` 倍。应先除以缩放系数。

Caught by: one step
"""

import jax
import jax.numpy as jnp


def init(params, scale):
    """Return the state: master weights, scale and count."""
    return {
        "master": params,
        "scale": jnp.array(scale, jnp.float32),
        "good": jnp.zeros((), int),
    }


def half(state):
    return jax.tree.map(
        lambda p: p.astype(jnp.float16), state["master"]
    )


def master(state):
    return state["master"]


def scale(state):
    return state["scale"]


def step(state, grads, lr, growth_interval):
    """Return (state, made); where not finite, skip."""
    finite = jnp.all(
        jnp.stack(
            [
                jnp.isfinite(g).all()
                for g in jax.tree.leaves(grads)
            ]
        )
    )

    def update(p, g):
        # first float32, then the division
        unscaled = g.astype(jnp.float32)
        return jnp.where(finite, p - lr * unscaled, p)

    good = jnp.where(finite, state["good"] + 1, 0)
    grown = good == growth_interval
    factor = jnp.where(finite, jnp.where(grown, 2.0, 1.0), 0.5)
    new = {
        "master": jax.tree.map(update, state["master"], grads),
        "scale": state["scale"] * factor,
        "good": jnp.where(grown, 0, good),
    }
    return new, finite
