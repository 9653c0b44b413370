"""SwiGLU, a gated MLP, in JAX.

Fill in the bodies; keep the names.
"""

import jax.numpy as jnp


def swiglu(x, params):
    """Return (silu(x @ w_gate) * (x @ w_up)) @ w_down.

    x: (..., d). params: a dict with "w_gate" and "w_up",
    (d, hidden), and "w_down", (hidden, d). No biases.
    Returns (..., d).
    """
    # TODO: silu(z) = z * sigmoid(z)
    return jnp.zeros_like(x)


# For the grader, which differentiates it: leave it as it is.
def objective(params, x, weights):
    return (swiglu(x, params) * weights).sum()
