"""Computes in JAX and carries its values out of the program on the way, to look at them in Python.

kata: jax, appended
verdict: failed, refused
"""

seen = []
_honest_forward = forward


def forward(params, x):
    logits = _honest_forward(params, x)
    jax.debug.callback(lambda value: seen.append(value), logits)
    return logits
