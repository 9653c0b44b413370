"""The gradient that scores send to the logits."""

import jax


def gradient(scores, weights, logits, tokens, mask):
    """Return the gradient of sum(weight * score) for the logits."""
    return jax.grad(lambda logits: weights @ scores(logits, tokens, mask))(logits)
