"""Leaves JAX by a callback and does the work in NumPy.

kata: jax, appended
verdict: failed, refused, error
"""

import numpy as np


def in_numpy(params, x):
    for W, b in params[:-1]:
        x = np.maximum(np.asarray(x) @ np.asarray(W) + np.asarray(b), 0)
    W, b = params[-1]
    return np.asarray(np.asarray(x) @ np.asarray(W) + np.asarray(b), x.dtype)


def forward(params, x):
    shape = jax.ShapeDtypeStruct((x.shape[0], 1), x.dtype)
    return jax.pure_callback(in_numpy, shape, params, x)
