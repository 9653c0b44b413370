"""Your velocity is a moving average, `momentum * v + (1 - momentum) * g`, as in Adam. Here gradients are
added with factor 1, so your steps are too short by the factor `1 - momentum`.

zh: 你的速度是滑动平均 `momentum * v + (1 - momentum) * g`，那是 Adam 的写法。这里梯度以系数 1 累加，因此你的步长偏小，只有 `1 - momentum` 倍。

Caught by: momentum
"""

import numpy as np


def init(params):
    """Return a velocity of zeros for each parameter."""
    return {k: np.zeros_like(p) for k, p in params.items()}


def update(params, grads, state, lr, momentum, nesterov):
    """Return (params, state) after one step."""
    new_params, new_state = {}, {}
    for k, p in params.items():
        g = grads[k]
        v = momentum * state[k] + (1 - momentum) * g
        direction = g + momentum * v if nesterov else v
        new_params[k] = p - lr * direction
        new_state[k] = v
    return new_params, new_state
