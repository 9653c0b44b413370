"""What all kernel layers share: the C library, and the fault of one that should work here and fails."""

import ctypes
from typing import Final

LIBC: Final = ctypes.CDLL(None, use_errno=True)


class LayerError(RuntimeError):
    """A layer that this machine has cannot be put on, or does not hold. Never answered by doing without it."""

    def __init__(self, layer: str, reason: str) -> None:
        super().__init__(f"{layer}: {reason}")
        self.layer = layer
