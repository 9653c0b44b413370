"""You add the move, so the parameters climb up the loss. The step goes against the gradient: `p - lr * v`.

zh: 你加上了移动量，参数因此沿着损失上升。步子应与梯度方向相反：`p - lr * v`。

Caught by: steps without momentum
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
        direction = g + momentum * v if nesterov else v
        new_params[k] = p + lr * direction
        new_state[k] = v
    return new_params, new_state
