"""You freeze the backbone by setting requires_grad to False on its parameters, and they stay so: whoever
trains it later finds that nothing moves. no_grad needs no flags.

zh: 你把 backbone 参数的 requires_grad 设为 False 来冻结它，而且之后一直如此：以后训练它的人会发现什么都不动。no_grad 不需要改标志。

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
    features = backbone.requires_grad_(False)(x.detach())
    return head(features)


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
