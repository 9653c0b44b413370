"""You kept the Python loop. It is right, and under `jit` it is unrolled: the program grows with each step,
and so does the time to compile it.

zh: 你保留了 Python 循环。结果是对的，但在 `jit` 之下会被展开：程序随每一步增长，编译时间也一样。

Caught by: a program that does not grow
"""

import jax
import jax.numpy as jnp


def run(params, x, lengths, carry):
    """Return the outputs, (batch, time, hidden), zero in the padding, and the carry (h, c) after each row's end."""
    alive = jnp.arange(x.shape[1]) < lengths[:, None]  # (batch, time)
    x = jnp.where(alive[:, :, None], x, 0.0)  # NaN times zero is NaN, in a gradient too

    def step(carry, inputs):
        h, c = carry
        x_t, alive_t = inputs
        z = x_t @ params["w"] + h @ params["u"] + params["b"]  # (batch, 2 * hidden)
        f, g = jnp.split(z, 2, axis=1)
        f = jax.nn.sigmoid(f)
        c_new = f * c + (1 - f) * jnp.tanh(g)
        h_new = jnp.tanh(c_new)
        keep = alive_t[:, None]
        carry = jnp.where(keep, h_new, h), jnp.where(keep, c_new, c)
        return carry, jnp.where(keep, h_new, 0.0)

    outputs = []
    for t in range(x.shape[1]):
        carry, output = step(carry, (x[:, t], alive[:, t]))
        outputs.append(output)
    return jnp.stack(outputs, axis=1), carry
