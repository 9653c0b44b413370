"""The modes in a context manager; functional calls with detached parameters for the saliency."""

from contextlib import contextmanager

import torch
from torch.func import functional_call


@contextmanager
def evaluating(model):
    before = {module for module in model.modules() if module.training}
    model.eval()
    try:
        yield model
    finally:
        for module in before:
            module.training = True


@torch.no_grad()
def predict(model, batches):
    with evaluating(model):
        return torch.cat(list(map(model, batches)), dim=0)


def frozen_features(backbone, head, x):
    constants = {name: p.detach() for name, p in backbone.named_parameters()}
    return head(functional_call(backbone, constants, x.detach()))


@torch.enable_grad()
def saliency(model, x):
    leaf = x.clone().detach().requires_grad_(True)
    constants = {name: p.detach() for name, p in model.named_parameters()}
    return torch.autograd.grad(functional_call(model, constants, leaf).sum(), leaf)[0]


def consistency_loss(student, teacher, x):
    return torch.nn.functional.mse_loss(student(x), teacher(x).detach())
