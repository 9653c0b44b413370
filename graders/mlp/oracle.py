"""The MLP, its loss and its gradients in NumPy float64: what a submission is compared with.

A network is a list of (W, b), W of shape (fan_in, fan_out). Gradients are judged by central differences of the loss,
so that no derivation is shared with a solution.
"""

import numpy as np

Array = np.ndarray
Params = list[tuple[Array, Array]]
Sizes = tuple[int, ...]


def hidden(params: Params, x: Array) -> list[Array]:
    """Return the input of every layer, (batch, fan_in)."""
    inputs = [x]
    for w, b in params[:-1]:
        inputs.append(np.maximum(inputs[-1] @ w + b, 0))
    return inputs


def forward(params: Params, x: Array) -> Array:
    """Return the logits, (batch, 1)."""
    w, b = params[-1]
    return hidden(params, x)[-1] @ w + b


def loss(params: Params, x: Array, y: Array) -> float:
    """Mean of log(1 + exp(z)) - z y: the cross-entropy of sigmoid(z), with no exp that overflows."""
    z = forward(params, x)[:, 0]
    return float(np.mean(np.logaddexp(0, z) - z * y))


def gradients(params: Params, x: Array, y: Array) -> Params:
    """Return d loss / d params: d loss / d logits = (sigmoid(z) - y) / n, then the chain rule."""
    delta = (np.exp(-np.logaddexp(0, -forward(params, x))) - y[:, None]) / len(y)
    grads = []
    for (w, _), h in zip(params[::-1], hidden(params, x)[::-1], strict=True):
        grads.append((h.T @ delta, delta.sum(0)))
        delta = (delta @ w.T) * (h > 0)
    return grads[::-1]


def descend(params: Params, x: Array, y: Array, lr: float, steps: int) -> tuple[Params, list[float]]:
    """Return the parameters after `steps` steps and the loss before each."""
    losses = []
    for _ in range(steps):
        losses.append(loss(params, x, y))
        grads = gradients(params, x, y)
        params = [(w - lr * dw, b - lr * db) for (w, b), (dw, db) in zip(params, grads, strict=True)]
    return params, losses
