"""Tensors between a worker and the processes that it starts: by value, since sharing them needs a socket."""

from multiprocessing.reduction import ForkingPickler
from typing import Any

import numpy as np
import torch

_Rebuilt = tuple[Any, tuple[Any, ...]]


def send_by_value() -> None:
    """Let tensors travel through queues as copies; without a kata noticing, but for speed and for shared memory."""
    for kind in (torch.Tensor, torch.nn.Parameter):
        ForkingPickler.register(kind, _reduce)


def _reduce(tensor: torch.Tensor) -> _Rebuilt:
    """Take a dense tensor on the CPU apart; bfloat16, which NumPy lacks, travels as its bits."""
    plain = tensor.detach().cpu().contiguous()
    bits = plain.view(torch.int16) if plain.dtype is torch.bfloat16 else plain
    return _rebuild, (bits.numpy(), plain.dtype, tensor.requires_grad)


def _rebuild(array: np.ndarray[Any, Any], dtype: torch.dtype, requires_grad: bool) -> torch.Tensor:
    tensor = torch.from_numpy(array)
    return (tensor if tensor.dtype is dtype else tensor.view(dtype)).requires_grad_(requires_grad)
