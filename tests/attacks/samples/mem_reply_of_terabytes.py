"""Returns an array of a terabyte that takes eight bytes: every stride is 0.

kata: numpy, appended
verdict: failed, error
"""


def forward(params, x):
    return np.broadcast_to(np.zeros(1), (10**6, 10**5, 10))
