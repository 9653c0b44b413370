"""Values that stand for something in the worker: handles, functions, generators, buffers that are gone. No NumPy."""

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
class Given:
    """A function or class of the kata's own `given.py`, by name: handed to the submission, or called itself."""

    name: str

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Submitted:
    """A function or class of the submission, by name: handed to what `given.py` defines."""

    name: str


@dataclass(frozen=True)
class Deleted:
    """A JAX buffer that was given away: the call donated it."""
