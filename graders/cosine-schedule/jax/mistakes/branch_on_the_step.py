"""You choose the part with `if step < warmup`. For an array of steps, and under `jit` for any step, there
is no single answer to that: compute both parts and choose with `jnp.where`.

zh: 你用 `if step < warmup` 来选择。对一组步，或在 `jit` 之下对任何一步，这个条件都没有唯一的答案：应算出两部分，再用 `jnp.where` 选择。

Caught by: contract
"""

import jax.numpy as jnp


def learning_rate(step, peak, floor, warmup, total):
    """Return the rate of each step."""
    # both parts are computed: max() keeps the division defined
    rising = peak * (step + 1) / max(warmup, 1)
    progress = (step - warmup) / (total - warmup)
    progress = jnp.clip(progress, 0, 1)
    cosine = (1 + jnp.cos(jnp.pi * progress)) / 2
    falling = floor + (peak - floor) * cosine
    if step < warmup:
        return rising
    return falling
