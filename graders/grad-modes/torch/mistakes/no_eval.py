"""no_grad switches recording off and nothing else: dropout still drops, so the predictions are random.
model.eval() is what changes the layers.

zh: no_grad 只关闭记录：dropout 仍在丢弃，因此预测是随机的。改变层的行为的是 model.eval()。

Caught by: predictions
"""

import torch


def predict(model, batches):
    """Return the model's outputs in eval mode, concatenated; every module's mode is restored."""
    modes = [(module, module.training) for module in model.modules()]
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
    with torch.no_grad():
        target = teacher(x)
    return ((student(x) - target) ** 2).mean()
