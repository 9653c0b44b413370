"""You soften the student in the cross-entropy with the labels too. A label has no temperature: the hard
part takes the student's logits as they are.

zh: 你在与标签的交叉熵里也软化了学生。标签没有温度：硬标签部分应直接使用学生的原始 logits。

Caught by: hard labels alone
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
    soft = (q * (log_q - log_p)).sum(axis=1).mean()
    hard = -log_softmax(student / temperature)[np.arange(len(labels)), labels].mean()
    return alpha * temperature**2 * soft + (1 - alpha) * hard


def loss_grad(student, teacher, labels, temperature, alpha):
    """Return d loss / d student: one factor of T is lost to the division of the logits."""
    rows = len(labels)
    p, q = (np.exp(log_softmax(z / temperature)) for z in (student, teacher))
    hard = np.exp(log_softmax(student))
    hard[np.arange(rows), labels] -= 1.0
    return (alpha * temperature * (p - q) + (1 - alpha) * hard) / rows
