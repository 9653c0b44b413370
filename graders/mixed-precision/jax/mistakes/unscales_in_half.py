"""You divide in float16 and convert afterwards. The small gradients that the scale was to save are rounded
or become 0 in that division. Convert first.

zh: 你先在 float16 中相除，再做转换。缩放本要保住的小梯度，在这次除法中被舍入或变成了 0。应先转换。

Caught by: tiny gradients
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
        unscaled = g / state["scale"].astype(g.dtype)
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
