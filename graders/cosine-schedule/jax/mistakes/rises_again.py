"""Beyond the end your cosine runs on and the rate rises again. A training that goes on a little longer
would be thrown out of its minimum: hold the progress at 1.

zh: 结束之后你的余弦继续往前走，学习率又升了上去。稍微多训练几步就会被甩出极小点：把进度限制在 1。

Caught by: after the end
"""

import jax.numpy as jnp


def learning_rate(step, peak, floor, warmup, total):
    """Return the rate of each step."""
    # both parts are computed: max() keeps the division defined
    rising = peak * (step + 1) / max(warmup, 1)
    progress = (step - warmup) / (total - warmup)
    cosine = (1 + jnp.cos(jnp.pi * progress)) / 2
    falling = floor + (peak - floor) * cosine
    return jnp.where(step < warmup, rising, falling)
