"""Distillation: soft targets at a temperature beside hard labels."""

import torch.nn.functional as F


def loss(student, teacher, labels, temperature, alpha):
    """Return alpha T² KL(q ‖ p) + (1 - alpha) cross-entropy, each a mean over the rows."""
    log_p = F.log_softmax(student / temperature, dim=1)
    q = F.softmax(teacher.detach() / temperature, dim=1)
    soft = F.kl_div(log_p, q, reduction="batchmean")  # "mean" would divide by the classes too
    hard = F.cross_entropy(student, labels)
    return alpha * temperature**2 * soft + (1 - alpha) * hard
