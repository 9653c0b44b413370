"""You take the cross-entropy -Σ q log p for the divergence. Its gradient is the same, but its value
contains the teacher's entropy and is not 0 when the student agrees: add Σ q log q.

zh: 你用交叉熵 -Σ q log p 代替了散度。两者梯度相同，但它的值里含有教师的熵，学生与教师一致时也不为 0：应加上 Σ q log q。

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
    soft = -(q * log_p).sum(axis=1).mean()
    hard = -log_softmax(student)[np.arange(len(labels)), labels].mean()
    return alpha * temperature**2 * soft + (1 - alpha) * hard


def loss_grad(student, teacher, labels, temperature, alpha):
    """Return d loss / d student: one factor of T is lost to the division of the logits."""
    rows = len(labels)
    p, q = (np.exp(log_softmax(z / temperature)) for z in (student, teacher))
    hard = np.exp(log_softmax(student))
    hard[np.arange(rows), labels] -= 1.0
    return (alpha * temperature * (p - q) + (1 - alpha) * hard) / rows
