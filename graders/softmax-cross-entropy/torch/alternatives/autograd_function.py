"""The loss as an autograd.Function, whose backward is the gradient by hand: nothing but the logits is saved."""

import torch


def softmax(logits):
    weights = (logits - logits.amax(1, keepdim=True)).exp()
    return weights / weights.sum(1, keepdim=True)


def cross_entropy_grad(logits, labels):
    rows = torch.arange(len(labels), device=logits.device)
    one_hot = torch.zeros_like(logits).index_put((rows, labels), logits.new_tensor(1.0))
    return (softmax(logits) - one_hot) / len(labels)


class CrossEntropy(torch.autograd.Function):
    @staticmethod
    def forward(ctx, logits, labels):
        ctx.save_for_backward(logits, labels)
        shifted = logits - logits.amax(1, keepdim=True)
        rows = torch.arange(len(labels), device=logits.device)
        return (shifted.exp().sum(1).log() - shifted[rows, labels]).mean()

    @staticmethod
    def backward(ctx, upstream):
        logits, labels = ctx.saved_tensors
        return upstream * cross_entropy_grad(logits, labels), None


def cross_entropy(logits, labels):
    return CrossEntropy.apply(logits, labels)
