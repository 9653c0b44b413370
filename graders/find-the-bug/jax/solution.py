"""The classifier, with the gradient taken where the step starts, not where the training started."""

import jax
import jax.numpy as jnp


def mean_loss(params, x, labels):
    """Return the mean cross-entropy: ()."""
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    hidden = jnp.tanh(x @ params["w1"] + params["b1"])
    logits = hidden @ params["w2"] + params["b2"]
    return jnp.mean(jnp.logaddexp(0, logits) - labels * logits)


def train(params, x, labels, lr, steps):
    """Make `steps` steps of descent on the mean cross-entropy.

    x: (n, features); labels: (n,) of 0.0 and 1.0.
    params: {"w1": (features, units), "b1": (units,),
    "w2": (units,), "b2": ()}.
    Returns (params, losses); losses[i] is measured before
    step i.
    """

    @jax.jit
    def step(current):
        objective = jax.value_and_grad(mean_loss)
        value, grads = objective(current, x, labels)
        return jax.tree.map(
            lambda p, g: p - lr * g, current, grads
        ), value

    current, losses = params, []
    for _ in range(steps):
        current, value = step(current)
        losses.append(value)
    return current, losses
