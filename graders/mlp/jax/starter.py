"""A multilayer perceptron in JAX. All functions are pure.

Fill in the bodies; keep the names and signatures.

params is a list of (W, b), one pair for each layer:
W of shape (fan_in, fan_out), b of shape (fan_out,).
"""

import jax
import jax.numpy as jnp


def init_params(key, sizes):
    """Return [(W, b), ...]: He initialisation, zero biases.

    key: from jax.random.key; sizes: e.g. (2, 32, 1).
    """
    # TODO: draw W
    return [
        (jnp.zeros((fan_in, fan_out)), jnp.zeros(fan_out))
        for fan_in, fan_out in zip(sizes[:-1], sizes[1:])
    ]


def forward(params, x):
    """Return the logits, (batch, 1); x: (batch, sizes[0]).

    ReLU after every layer but the last.
    """
    # TODO
    return jnp.zeros((len(x), 1))


def loss(params, x, y):
    """Return the mean binary cross-entropy, a scalar.

    y: (batch,), zeros and ones. Finite for any logits.
    """
    # TODO
    return jnp.mean(forward(params, x))


def train(params, x, y, lr, steps):
    """Full-batch gradient descent.

    Return (new params, losses); losses[i] is measured before
    step i. Nothing is traced again at every step, and the
    caller's arrays stay usable.
    """
    # TODO
    return params, jnp.zeros(steps)
