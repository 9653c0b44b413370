"""A forward pass whose values depend on how often it was traced: right at first, shifted later.

kata: jax, appended
verdict: failed
"""

_traces = []
_honest_forward = forward


def forward(params, x):
    _traces.append(1)
    return _honest_forward(params, x) + (1.0 if len(_traces) > 6 else 0.0)
