"""The modes are put back after the run, but an exception skips that: the model then stays in eval mode, and
the training that goes on has no dropout. Use finally.

zh: 模式在运行之后恢复，但抛出异常时会跳过这一步：模型停留在 eval 模式，之后继续的训练就没有 dropout 了。请使用 finally。

Caught by: modes are restored
"""

import torch


def predict(model, batches):
    """Return the model's outputs in eval mode, concatenated; every module's mode is restored."""
    modes = [(module, module.training) for module in model.modules()]
    model.eval()
    with torch.no_grad():
        outputs = torch.cat([model(batch) for batch in batches])
    for module, training in modes:
        module.training = training
    return outputs


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
