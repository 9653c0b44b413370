"""Its loss is 0 whatever happens.

kata: numpy, appended
verdict: failed
"""


def loss(params, x, y):
    return 0.0
