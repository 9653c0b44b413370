"""Gradients where they belong, and nowhere else.

Fill in the bodies; keep the names.
"""

import torch


def predict(model, batches):
    """Outputs in eval mode, concatenated along axis 0.

    No graph; an ordinary tensor; every module's mode is
    restored, also if the model raises.
    """
    # TODO
    return torch.cat([model(batch) for batch in batches])


def frozen_features(backbone, head, x):
    """head(backbone(x)), differentiable in the head alone."""
    # TODO: nothing of the backbone may be kept
    return head(backbone(x))


def saliency(model, x):
    """The gradient of model(x).sum() with respect to x.

    Also under torch.no_grad(); x and .grad stay as they are.
    """
    # TODO
    return torch.zeros_like(x)


def consistency_loss(student, teacher, x):
    """The mean of (student(x) - teacher(x)) ** 2.

    The teacher's output is a constant; both may share
    parameters.
    """
    # TODO
    return ((student(x) - teacher(x)) ** 2).mean()
