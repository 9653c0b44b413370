"""Distillation: soft targets beside hard labels, in PyTorch.

Fill in the body; keep the name.
"""

import torch
import torch.nn.functional as F


def loss(student, teacher, labels, temperature, alpha):
    """Return alpha T² KL(q ‖ p) + (1 - alpha) hard.

    student, teacher: (rows, classes) logits; the teacher's
    may be -inf. labels: (rows,) int64.
    q and p are the softened probabilities of teacher and
    student; hard is the cross-entropy of the labels.
    Returns a tensor of shape (); only the student gets a
    gradient.
    """
    # TODO
    return 0 * student.sum()
