"""Returns logits of shape (batch,), which broadcast against (batch, 1) to a square.

kata: numpy, appended
verdict: failed
says: shape
"""

_honest_forward = forward


def forward(params, x):
    return _honest_forward(params, x)[:, 0]
