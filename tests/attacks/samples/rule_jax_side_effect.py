"""A traced function that changes a global: the second call, already compiled, does not see it.

kata: jax, appended
verdict: failed, passed
"""

_count = [0]
_honest_forward = forward


@jax.jit
def forward(params, x):
    _count[0] += 1
    return _honest_forward(params, x) + 0.0 * _count[0]
