"""You compute KL(p ‖ q), weighed by the student's probabilities. The student then is not asked for classes
to which it gives none itself: the weights are the teacher's `q`.

zh: 你算的是 KL(p ‖ q)，以学生的概率为权重。这样学生自己不给概率的类别就不会被追究：权重应是教师的 `q`。

Caught by: soft targets alone
"""

import jax
import jax.numpy as jnp


def loss(student, teacher, labels, temperature, alpha):
    """Return alpha T² KL(q ‖ p) + (1 - alpha) cross-entropy, each a mean over the rows."""
    teacher = jax.lax.stop_gradient(teacher)
    log_p = jax.nn.log_softmax(student / temperature, axis=1)
    log_q = jax.nn.log_softmax(teacher / temperature, axis=1)
    q = jnp.exp(log_q)
    log_q = jnp.where(q > 0, log_q, 0.0)  # -inf where a class is ruled out, and 0 * -inf is nan
    p = jnp.exp(log_p)
    soft = (p * (log_p - log_q)).sum(axis=1).mean()
    hard = -jnp.take_along_axis(jax.nn.log_softmax(student, axis=1), labels[:, None], axis=1).mean()
    return alpha * temperature**2 * soft + (1 - alpha) * hard
