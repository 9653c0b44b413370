"""`teacher.eval()` switches the mode and leaves it so. If the two share modules, the student no longer trains
its dropout and batch norm as it should, and nothing says so. The stop of the gradient has nothing to do with the mode.

zh: `teacher.eval()` 切换了模式，并且一直留着。如果两者共享模块，学生的 dropout 和批归一化就不再按训练方式工作，而且没有任何提示。停止梯度与模式无关。

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
    teacher.eval()
    with torch.no_grad():
        target = teacher(x)
    return ((student(x) - target) ** 2).mean()
