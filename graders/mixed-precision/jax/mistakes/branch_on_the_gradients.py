"""You ask in Python whether the gradients are finite. Under `jit` they are tracers without values, and `if`
raises TracerBoolConversionError. Compute both outcomes and choose with `jnp.where`.

zh: 你在 Python 里判断梯度是否有限。在 `jit` 之下它们是没有值的追踪器，`if` 会抛出 TracerBoolConversionError。应两种结果都算出，再用 `jnp.where` 选择。

Caught by: as a compiled program
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

    if not finite:
        skipped = {
            "master": state["master"],
            "scale": state["scale"] / 2,
            "good": jnp.zeros((), int),
        }
        return skipped, finite

    def update(p, g):
        # first float32, then the division
        unscaled = g.astype(jnp.float32) / state["scale"]
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
