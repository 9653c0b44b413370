"""With Nesterov you move by `momentum * v` alone. The direction is `g + momentum * v`: the look-ahead along
the velocity plus the gradient itself.

zh: 使用 Nesterov 时，你只移动了 `momentum * v`。方向应为 `g + momentum * v`：沿速度向前看，再加上梯度本身。

Caught by: Nesterov
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
        v = momentum * state[k] + g
        direction = momentum * v if nesterov else v
        new_params[k] = p - lr * direction
        new_state[k] = v
    return new_params, new_state
