"""The teacher's output is part of the graph, so the gradient reaches it too, and where the two share
parameters the loss is pulled down from both sides: the outputs collapse. Detach the target.

zh: 教师的输出也在计算图中，因此梯度也会到达教师；两者共享参数时，损失会从两边同时被拉低：输出坍缩。请对目标 detach。

Caught by: consistency loss
"""

import torch


def predict(model, batches):
    """Return the model's outputs in eval mode, concatenated; every module's mode is restored."""
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    try:
        with torch.no_grad():
            return torch.cat([model(batch) for batch in batches])
    finally:
        for module, training in modes:
            module.training = training


def frozen_features(backbone, head, x):
    """Return head(backbone(x)), differentiable in the head alone."""
    with torch.no_grad():
        features = backbone(x)
    return head(features)


def saliency(model, x):
    """Return d model(x).sum() / d x."""
    with torch.enable_grad():
        x = x.detach().requires_grad_()  # a leaf of our own
        (gradient,) = torch.autograd.grad(model(x).sum(), x)
    return gradient


def consistency_loss(student, teacher, x):
    """Return the mean squared distance from the teacher's output, which is a constant."""
    target = teacher(x)
    return ((student(x) - target) ** 2).mean()
