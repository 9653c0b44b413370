"""Everything that is multiplied by a log-probability as a matrix of targets, one for each temperature."""

import jax
import jax.numpy as jnp


def loss(student, teacher, labels, temperature, alpha):
    rows, classes = student.shape
    q = jax.nn.softmax(jax.lax.stop_gradient(teacher) / temperature)
    entropy = -jnp.sum(jnp.where(q == 0, 0.0, q * jnp.log(jnp.where(q == 0, 1.0, q))))
    soft = -jnp.sum(q * jax.nn.log_softmax(student / temperature)) - entropy
    hard = -jnp.sum(jax.nn.one_hot(labels, classes, dtype=student.dtype) * jax.nn.log_softmax(student))
    return (alpha * temperature**2 * soft + (1 - alpha) * hard) / rows
