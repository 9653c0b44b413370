"""The padding goes into the cell, and `where` drops the result afterwards. The value is right; in the
gradient a NaN is multiplied by zero, which gives NaN. Replace the padding before the cell.

zh: 填充进入了单元，之后才由 `where` 丢掉结果。数值是对的；但在梯度里 NaN 乘以零得到 NaN。请在进入单元之前替换填充。

Caught by: NaN in the padding
"""

import jax
import jax.numpy as jnp


def run(params, x, lengths, carry):
    """Return the outputs, (batch, time, hidden), zero in the padding, and the carry (h, c) after each row's end."""
    alive = jnp.arange(x.shape[1]) < lengths[:, None]  # (batch, time)

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

    carry, outputs = jax.lax.scan(step, carry, (x.swapaxes(0, 1), alive.T))  # over axis 0: time
    return outputs.swapaxes(0, 1), carry
