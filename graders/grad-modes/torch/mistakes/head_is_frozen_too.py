"""The head runs under no_grad too, so its output has no graph and nothing can be trained. Only the backbone
belongs there.

zh: head 也在 no_grad 下运行，它的输出没有计算图，什么都训练不了。只有 backbone 应放在里面。

Caught by: frozen features
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
        return head(backbone(x))


def saliency(model, x):
    """Return d model(x).sum() / d x."""
    with torch.enable_grad():
        x = x.detach().requires_grad_()  # a leaf of our own
        (gradient,) = torch.autograd.grad(model(x).sum(), x)
    return gradient


def consistency_loss(student, teacher, x):
    """Return the mean squared distance from the teacher's output, which is a constant."""
    with torch.no_grad():
        target = teacher(x)
    return ((student(x) - target) ** 2).mean()
