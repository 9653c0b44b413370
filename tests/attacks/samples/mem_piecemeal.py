"""Takes 100 MB more in each call: no single call takes much.

kata: numpy, appended
verdict: memory
"""

hoard = []
_honest_forward, _honest_loss = forward, loss


def drag():
    hoard.append(np.ones(100 << 17))


def forward(params, x):
    drag()
    return _honest_forward(params, x)


def loss(params, x, y):
    drag()
    return _honest_loss(params, x, y)
