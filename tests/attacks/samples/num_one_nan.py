"""One gradient of many is NaN, in a place that a mean over the rest would hide.

kata: numpy, appended
verdict: failed
"""

_honest_gradients = gradients


def gradients(params, x, y):
    grads = _honest_gradients(params, x, y)
    grads[1][0][2, 1] = np.nan
    return grads
