"""Distillation: soft targets at a temperature beside hard labels."""

import jax
import jax.numpy as jnp


def loss(student, teacher, labels, temperature, alpha):
    """Return alpha T² KL(q ‖ p) + (1 - alpha) cross-entropy, each a mean over the rows."""
    teacher = jax.lax.stop_gradient(teacher)
    log_p = jax.nn.log_softmax(student / temperature, axis=1)
    log_q = jax.nn.log_softmax(teacher / temperature, axis=1)
    q = jnp.exp(log_q)
    log_q = jnp.where(q > 0, log_q, 0.0)  # -inf where a class is ruled out, and 0 * -inf is nan
    soft = (q * (log_q - log_p)).sum(axis=1).mean()
    hard = -jnp.take_along_axis(jax.nn.log_softmax(student, axis=1), labels[:, None], axis=1).mean()
    return alpha * temperature**2 * soft + (1 - alpha) * hard
