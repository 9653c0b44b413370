"""The one fault of kernel layers: one that should work here, and fails when it is put on."""


class LayerError(RuntimeError):
    """A layer that this machine has cannot be put on, or does not hold. Never answered by doing without it."""

    def __init__(self, layer: str, reason: str) -> None:
        super().__init__(f"{layer}: {reason}")
        self.layer = layer
