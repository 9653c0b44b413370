"""What reaches student and teacher."""

import torch


def gradients(loss, student, teacher, *rest):
    """Return the gradients of both, None where nothing arrives."""
    student.requires_grad_()
    teacher.requires_grad_()
    value = loss(student, teacher, *rest)
    if not value.requires_grad:
        return None, None
    return torch.autograd.grad(value, (student, teacher), allow_unused=True)
