"""The angles are computed by Python's math from the values of positions. Under jit these are tracers, and
JAX raises ConcretizationTypeError. Use jax.numpy for everything that depends on an argument.

zh: 角度由 Python 的 math 根据 positions 的数值计算。在 jit 之下它们是追踪器（tracer），JAX 会抛出 ConcretizationTypeError。凡是依赖参数的计算都应使用 jax.numpy。

Caught by: as a compiled program
"""

import jax.numpy as jnp


def rope(x, positions, base=10000.0):
    """Rotate the columns 2i and 2i + 1 of x, (..., time, d), by positions / base ** (2i / d)."""
    d = x.shape[-1]
    frequencies = base ** (-jnp.arange(0, d, 2) / d)  # (d / 2,)
    angles = jnp.stack([float(p) * frequencies for p in positions])  # (time, d / 2)
    cos, sin = jnp.cos(angles), jnp.sin(angles)
    a, b = x[..., 0::2], x[..., 1::2]  # (..., time, d / 2)
    return jnp.stack([a * cos - b * sin, a * sin + b * cos], axis=-1).reshape(x.shape)
