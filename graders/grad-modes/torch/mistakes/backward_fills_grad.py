"""backward() adds to the .grad of every parameter on the way: the next optimizer step would be taken with
the saliency's gradients in it. torch.autograd.grad returns what you ask for and writes nothing.

zh: backward() 会把梯度累加到沿途每个参数的 .grad 上：下一次优化器更新会混入显著图的梯度。torch.autograd.grad 只返回你要的，不写入任何东西。

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
        x = x.detach().requires_grad_()  # a leaf of our own
        model(x).sum().backward()
    return x.grad


def consistency_loss(student, teacher, x):
    """Return the mean squared distance from the teacher's output, which is a constant."""
    with torch.no_grad():
        target = teacher(x)
    return ((student(x) - target) ** 2).mean()
