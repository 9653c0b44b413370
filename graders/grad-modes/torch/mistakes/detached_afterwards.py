"""You run the backbone recorded and detach its output. The gradient is the same, but all its activations
are kept until then: the peak of memory is that of training the backbone. Run it under no_grad.

zh: 你在记录的情况下运行 backbone，再对输出 detach。梯度相同，但在那之前所有激活值都被保留：内存峰值与训练 backbone 时一样。请让它在 no_grad 下运行。

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
    features = backbone(x).detach()
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
