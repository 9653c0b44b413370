"""Distillation: soft targets beside hard labels, in JAX.

Fill in the body; keep the name.
"""

import jax
import jax.numpy as jnp


def loss(student, teacher, labels, temperature, alpha):
    """Return alpha T² KL(q ‖ p) + (1 - alpha) hard.

    student, teacher: (rows, classes) logits; the teacher's
    may be -inf. labels: (rows,) integers.
    q and p are the softened probabilities of teacher and
    student; hard is the cross-entropy of the labels.
    Returns an array of shape (), under jit and jax.grad;
    only the student gets a gradient.
    """
    # TODO
    return 0 * student.sum()
