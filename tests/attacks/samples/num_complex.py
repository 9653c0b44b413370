"""Returns complex logits whose imaginary part a cast would drop.

kata: numpy, appended
verdict: failed
says: float
"""

_honest_forward = forward


def forward(params, x):
    return _honest_forward(params, x) + 1e6j
