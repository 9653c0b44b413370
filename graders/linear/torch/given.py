"""Whether a layer has a bias, as PyTorch's own code asks."""


def has_bias(layer):
    """Return whether its bias is anything but None."""
    return layer.bias is not None
