"""You compute KL(p ‖ q), weighed by the student's probabilities. The student then is not asked for classes
to which it gives none itself: the weights are the teacher's `q`.

zh: 你算的是 KL(p ‖ q)，以学生的概率为权重。这样学生自己不给概率的类别就不会被追究：权重应是教师的 `q`。

Caught by: soft targets alone
"""

import numpy as np


def log_softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def loss(student, teacher, labels, temperature, alpha):
    """Return alpha T² KL(q ‖ p) + (1 - alpha) cross-entropy, each a mean over the rows."""
    log_p, log_q = log_softmax(student / temperature), log_softmax(teacher / temperature)
    q = np.exp(log_q)
    log_q = np.where(q > 0, log_q, 0.0)  # -inf where a class is ruled out, and 0 * -inf is nan
    p = np.exp(log_p)
    soft = (p * (log_p - log_q)).sum(axis=1).mean()
    hard = -log_softmax(student)[np.arange(len(labels)), labels].mean()
    return alpha * temperature**2 * soft + (1 - alpha) * hard


def loss_grad(student, teacher, labels, temperature, alpha):
    """Return d loss / d student: one factor of T is lost to the division of the logits."""
    rows = len(labels)
    p, q = (np.exp(log_softmax(z / temperature)) for z in (student, teacher))
    hard = np.exp(log_softmax(student))
    hard[np.arange(rows), labels] -= 1.0
    return (alpha * temperature * (p - q) + (1 - alpha) * hard) / rows
