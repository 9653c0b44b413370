"""Values that stand for something in the worker: handles, generators, buffers that are gone. Plain, without NumPy."""

from dataclasses import dataclass
from typing import Literal

Precision = Literal["float16", "bfloat16", "float32", "float64"]


@dataclass(frozen=True)
class Handle:
    """Something that stayed in the worker: its number there, and the name of its type for messages."""

    id: int
    type: str

    def __str__(self) -> str:
        return f"<{self.type}>"


@dataclass(frozen=True)
class Rng:
    """A random generator to be made in the worker: `np.random.Generator`, `torch.Generator` or a typed JAX key."""

    seed: int


@dataclass(frozen=True)
class Deleted:
    """A JAX buffer that was given away: the call donated it."""
