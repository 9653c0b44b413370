"""Its forward is a coroutine function.

kata: numpy, appended
verdict: failed, error
"""

_honest_forward = forward


async def forward(params, x):
    return _honest_forward(params, x)
