"""The divergence as the cross-entropy of the soft targets less the teacher's entropy; hard labels as one-hot rows."""

import numpy as np


def softmax(z):
    e = np.exp(z - z.max(-1, keepdims=True))
    return e / e.sum(-1, keepdims=True)


def cross_entropy(targets, z):
    """Return the mean over the rows of -sum(targets * log softmax(z))."""
    z = z - z.max(-1, keepdims=True)
    log_total = np.log(np.exp(z).sum(-1))
    used = np.where(targets > 0, z, 0.0)
    return np.mean(log_total - np.einsum("rk,rk->r", targets, used))


def loss(student, teacher, labels, temperature, alpha):
    q = softmax(teacher / temperature)
    hot = np.eye(student.shape[1])[labels]
    soft = cross_entropy(q, student / temperature) - cross_entropy(q, teacher / temperature)
    return alpha * temperature**2 * soft + (1 - alpha) * cross_entropy(hot, student)


def loss_grad(student, teacher, labels, temperature, alpha):
    hot = np.eye(student.shape[1])[labels]
    soft = softmax(student / temperature) - softmax(teacher / temperature)
    hard = softmax(student) - hot
    return alpha * temperature / len(labels) * soft + (1 - alpha) / len(labels) * hard
