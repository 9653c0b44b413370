"""The workloads: a folder each, with the same computation written once for each framework."""

from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from kata.compare.result import Device, VariantName
from kata.content.model import Framework, Localized
from kata.content.source import read_document
from kata.errors import KataError
from kata.i18n import _

ROOT: Final = Path(__file__).parent / "workloads"
ORDER: Final = (
    "matmul",
    "pointwise",
    "mlp-small",
    "mlp-large",
    "attention",
    "scan",
    "per-example-gradients",
    "transfer",
)
# Which file, and which function in it, makes a variant's run.
MAKERS: Final[dict[VariantName, tuple[Framework, str]]] = {
    "numpy": ("numpy", "plain"),
    "torch": ("torch", "eager"),
    "torch.compile": ("torch", "compiled"),
    "jax": ("jax", "eager"),
    "jax.jit": ("jax", "compiled"),
}


class Sizes(Struct, frozen=True, forbid_unknown_fields=True):
    """Which sizes are measured where nobody says otherwise, small to large."""

    cpu: tuple[int, ...]
    gpu: tuple[int, ...]
    quick: tuple[int, ...]


class Workload(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One workload, as its `workload.yaml` says it.

    `about`: what is computed and what it is there to show, two or three sentences. `size`: what the number means.
    `trains`: it has a backward pass. `tolerance`: how far float32 may lie from float64, relative to the largest value.
    `unsuited`: why a variant makes no sense here. `too_long`: variants whose first call takes seconds.
    `generates`: compilers write kernels for it, instead of calling a library's. `questions`, `katas`: ids of what it
    is good to look at afterwards.
    """

    name: str
    title: Localized
    about: Localized
    size: Localized
    sizes: Sizes
    trains: bool = False
    tolerance: float = 1e-4
    unsuited: dict[VariantName, Localized] = {}
    too_long: tuple[VariantName, ...] = ()
    generates: bool = True
    questions: tuple[str, ...] = ()
    katas: tuple[str, ...] = ()

    @property
    def folder(self) -> Path:
        """Where its files are."""
        return ROOT / self.name

    def source(self, framework: Framework) -> str | None:
        """Return the text that makes a framework's variants, None where it has none."""
        path = self.folder / f"{framework}.py"
        return path.read_text(encoding="utf-8") if path.is_file() else None

    def sizes_on(self, device: Device, *, quick: bool) -> tuple[int, ...]:
        """Return the sizes to measure by default."""
        if device == "gpu":
            return self.sizes.gpu
        return self.sizes.quick if quick else self.sizes.cpu


class UnknownWorkloadError(KataError):
    """There is no workload of that name."""


def workloads() -> tuple[Workload, ...]:
    """Return all of them, in the order of `ORDER`."""
    return chosen(())


def chosen(names: Sequence[str]) -> tuple[Workload, ...]:
    """Return the workloads of these names in the order of `ORDER`, all where none is named.

    Raises:
        UnknownWorkloadError: There is none of that name.
    """
    for name in names:
        if name not in ORDER:
            near = get_close_matches(name, ORDER, n=1)
            hint = _("Did you mean {name}?").format(name=near[0]) if near else ", ".join(ORDER)
            raise UnknownWorkloadError(_("There is no workload {name}.").format(name=name) + " " + hint)
    return tuple(_load(name) for name in ORDER if name in names or not names)


@cache
def _load(name: str) -> Workload:
    document = read_document(ROOT / name / "workload.yaml")
    assert not document.faults, document.faults
    return msgspec.convert({"name": name, **document.value}, Workload)
