"""A class that the teacher rules out has q = 0 and log q = -inf, and you multiply them: NaN. The limit of q
log q is 0: replace log q there before you multiply.

zh: 教师排除的类别有 q = 0、log q = -inf，你把两者相乘得到 NaN。q log q 的极限是 0：相乘之前应先替换掉那里的 log q。

Caught by: classes ruled out
"""

import numpy as np


def log_softmax(z):
    z = z - z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))


def loss(student, teacher, labels, temperature, alpha):
    """Return alpha T² KL(q ‖ p) + (1 - alpha) cross-entropy, each a mean over the rows."""
    log_p, log_q = log_softmax(student / temperature), log_softmax(teacher / temperature)
    q = np.exp(log_q)
    soft = (q * (log_q - log_p)).sum(axis=1).mean()
    hard = -log_softmax(student)[np.arange(len(labels)), labels].mean()
    return alpha * temperature**2 * soft + (1 - alpha) * hard


def loss_grad(student, teacher, labels, temperature, alpha):
    """Return d loss / d student: one factor of T is lost to the division of the logits."""
    rows = len(labels)
    p, q = (np.exp(log_softmax(z / temperature)) for z in (student, teacher))
    hard = np.exp(log_softmax(student))
    hard[np.arange(rows), labels] -= 1.0
    return (alpha * temperature * (p - q) + (1 - alpha) * hard) / rows
