"""You let the caller's x require a gradient and switch that off afterwards. An x that required one before
has lost it now, and the caller's own backward stops there. `x.detach()` gives a leaf of your own.

zh: 你让调用者的 x 需要梯度，之后再关掉。如果 x 原本就需要梯度，现在它丢了这个标志，调用者自己的反向传播会停在那里。`x.detach()` 给出你自己的叶子张量。

Caught by: saliency
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
        x.requires_grad_()
        (gradient,) = torch.autograd.grad(model(x).sum(), x)
        x.requires_grad_(False)
    return gradient


def consistency_loss(student, teacher, x):
    """Return the mean squared distance from the teacher's output, which is a constant."""
    with torch.no_grad():
        target = teacher(x)
    return ((student(x) - target) ** 2).mean()
