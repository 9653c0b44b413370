"""You average over rows **and** classes. A divergence is a sum over the classes; only the rows are
averaged.

zh: 你对行**和**类别都取了均值。散度要对类别求和；只对行取均值。

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
    soft = (q * (log_q - log_p)).mean()
    hard = -log_softmax(student)[np.arange(len(labels)), labels].mean()
    return alpha * temperature**2 * soft + (1 - alpha) * hard


def loss_grad(student, teacher, labels, temperature, alpha):
    """Return d loss / d student: one factor of T is lost to the division of the logits."""
    rows = len(labels)
    p, q = (np.exp(log_softmax(z / temperature)) for z in (student, teacher))
    hard = np.exp(log_softmax(student))
    hard[np.arange(rows), labels] -= 1.0
    return (alpha * temperature * (p - q) + (1 - alpha) * hard) / rows
