"""You round the weights to float16 after each step. Between 1 and 2 its numbers lie 0.001 apart, so steps
smaller than half of that are lost, however many there are. The master stays in float32.

zh: 每一步之后，你都把权重舍入到 float16。在 1 与 2 之间它的数相距 0.001，小于其一半的步全部丢失，走多少步都没用。主权重应保持 float32。

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
        unscaled = g.astype(jnp.float32) / state["scale"]
        new = (p - lr * unscaled).astype(jnp.float16)
        return jnp.where(finite, new.astype(jnp.float32), p)

    good = jnp.where(finite, state["good"] + 1, 0)
    grown = good == growth_interval
    factor = jnp.where(finite, jnp.where(grown, 2.0, 1.0), 0.5)
    new = {
        "master": jax.tree.map(update, state["master"], grads),
        "scale": state["scale"] * factor,
        "good": jnp.where(grown, 0, good),
    }
    return new, finite
