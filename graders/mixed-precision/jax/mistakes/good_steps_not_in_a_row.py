"""An overflow does not set your count back. The scale is then doubled although fewer than `growth_interval`
good steps in a row have shown that there is room.

zh: 上溢之后你没有把计数清零。于是还没有连续 `growth_interval` 步成功，缩放系数就加倍了。

Caught by: the scale grows
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
        return jnp.where(finite, p - lr * unscaled, p)

    good = state["good"] + finite
    grown = good == growth_interval
    factor = jnp.where(finite, jnp.where(grown, 2.0, 1.0), 0.5)
    new = {
        "master": jax.tree.map(update, state["master"], grads),
        "scale": state["scale"] * factor,
        "good": jnp.where(grown, 0, good),
    }
    return new, finite
