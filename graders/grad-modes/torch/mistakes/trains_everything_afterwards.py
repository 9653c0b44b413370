"""model.train() afterwards puts every module into training mode, also those that were in eval mode before,
such as a frozen batch norm. Note each module's flag and restore it.

zh: 之后调用 model.train() 会让所有模块都进入训练模式，包括原本处于 eval 模式的模块，例如冻结的批归一化。请记下每个模块的标志并恢复。

Caught by: modes are restored
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
        model.train()


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
