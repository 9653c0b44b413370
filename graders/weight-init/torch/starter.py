"""Kaiming and Xavier initialisation in PyTorch.

Weights have the shape (out, in) or (out, in, *kernel). Fill in
the bodies; keep the names and the import of Linear.
"""

import torch
from torch.nn import Linear  # the grader uses one


def fans(shape):
    """Return the pair (fan_in, fan_out)."""
    # TODO
    return 1, 1


def kaiming_normal_(weight, generator):
    """Fill in place: variance 2 / fan_in, normal."""
    # TODO: weight may require a gradient
    return weight


def kaiming_uniform_(weight, generator):
    """Fill in place: variance 2 / fan_in, uniform."""
    # TODO
    return weight


def xavier_normal_(weight, generator):
    """Variance 2 / (fan_in + fan_out), normal."""
    # TODO
    return weight


def xavier_uniform_(weight, generator):
    """Variance 2 / (fan_in + fan_out), uniform."""
    # TODO
    return weight
