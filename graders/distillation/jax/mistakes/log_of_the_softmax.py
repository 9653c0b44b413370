"""You take the logarithm of the student's probabilities. Where one underflows to 0 the loss is inf or NaN,
and its gradient NaN: `log_softmax` stays finite.

zh: 你对学生的概率取对数。概率下溢为 0 时损失成为 inf 或 NaN，梯度成为 NaN：`log_softmax` 则保持有限。

Caught by: extreme logits
"""

import jax
import jax.numpy as jnp


def loss(student, teacher, labels, temperature, alpha):
    """Return alpha T² KL(q ‖ p) + (1 - alpha) cross-entropy, each a mean over the rows."""
    teacher = jax.lax.stop_gradient(teacher)
    log_p = jnp.log(jax.nn.softmax(student / temperature, axis=1))
    log_q = jax.nn.log_softmax(teacher / temperature, axis=1)
    q = jnp.exp(log_q)
    log_q = jnp.where(q > 0, log_q, 0.0)  # -inf where a class is ruled out, and 0 * -inf is nan
    soft = (q * (log_q - log_p)).sum(axis=1).mean()
    hard = -jnp.take_along_axis(jax.nn.log_softmax(student, axis=1), labels[:, None], axis=1).mean()
    return alpha * temperature**2 * soft + (1 - alpha) * hard
