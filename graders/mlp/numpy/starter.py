"""A multilayer perceptron in NumPy.

Fill in the bodies; keep the names and signatures.

params is a list of (W, b), one pair for each layer:
W of shape (fan_in, fan_out), b of shape (fan_out,).
"""

import numpy as np


def init_params(rng, sizes):
    """Return [(W, b), ...]: He initialisation, zero biases.

    rng: np.random.Generator; sizes: e.g. (2, 32, 1).
    """
    # TODO: draw W
    return [
        (np.zeros((fan_in, fan_out)), np.zeros(fan_out))
        for fan_in, fan_out in zip(sizes[:-1], sizes[1:])
    ]


def forward(params, x):
    """Return the logits, (batch, 1); x: (batch, sizes[0]).

    ReLU after every layer but the last.
    """
    # TODO
    return np.zeros((len(x), 1))


def loss(params, x, y):
    """Return the mean binary cross-entropy as a float.

    y: (batch,), zeros and ones. Finite for any logits.
    """
    # TODO
    return 0.0


def gradients(params, x, y):
    """Return d loss / d params, structured like params.

    That is [(dW, db), ...].
    """
    # TODO
    return [
        (np.zeros_like(W), np.zeros_like(b)) for W, b in params
    ]


def train(params, x, y, lr, steps):
    """Full-batch gradient descent.

    Return (new params, losses); losses[i] is measured before
    step i. The caller's arrays stay as they are.
    """
    # TODO
    return params, [loss(params, x, y) for _ in range(steps)]
