"""You put `lr` into the velocity: `v = momentum * v + lr * g`. With a constant rate that is the same; when
a schedule lowers the rate, the velocity still holds moves of the old size. Keep gradients in it and
multiply by `lr` when the parameters move.

zh: 你把 `lr` 放进了速度：`v = momentum * v + lr * g`。学习率固定时两者相同；当调度器降低学习率时，速度里仍是旧步长的移动量。速度里只存梯度，在参数移动时再乘 `lr`。

Caught by: a learning rate that changes
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
        v = momentum * state[k] + lr * g
        direction = lr * g + momentum * v if nesterov else v
        new_params[k] = p - direction
        new_state[k] = v
    return new_params, new_state
