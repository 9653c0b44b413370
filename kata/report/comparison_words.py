"""What is said of a comparison: quantities, what became of a variant, and what follows from the numbers."""

from collections.abc import Sequence
from typing import Final

from kata.compare.result import Measured, Settings, VariantName
from kata.compare.workloads import MAKERS, ORDER, chosen
from kata.content.model import Framework, say
from kata.i18n import _, language

_FRAMEWORKS: Final[dict[Framework, str]] = {"numpy": "NumPy", "torch": "PyTorch", "jax": "JAX"}
_DIGITS: Final = 3


def duration(seconds: float) -> str:
    """Return e.g. `12.3 µs`, `2.97 ms`, `0 s`: three digits, and the unit that keeps them short."""
    for unit, size in (("ns", 1e-9), ("µs", 1e-6), ("ms", 1e-3)):
        if 0 < float(f"{seconds / size:.3g}") < 1000:
            return f"{_digits(seconds / size)} {unit}"
    return f"{_digits(seconds)} s" if seconds else "0 s"


def size_of(count: float) -> str:
    """Return e.g. `512 B`, `1.5 GiB`, `36 MiB`: two digits at the least, no more than are worth reading."""
    units = ("B", "KiB", "MiB", "GiB", "TiB")
    power = next((at for at in range(len(units)) if count < 999.5 * 1024**at), len(units) - 1)
    value = count / 1024**power
    text = f"{value:.1f}" if power and value < 10 else f"{value:.0f}"
    return f"{text.removesuffix('.0')} {units[power]}"


def _digits(value: float) -> str:
    """Return a number with three digits, and with all of those before the point."""
    before = len(str(int(float(f"{value:.3g}")))) if value >= 1 else 1
    return f"{value:.{max(0, _DIGITS - before)}f}"


def times_as(ratio: float) -> str:
    """Return a factor: `1.07`, `3.3`, `30`."""
    return f"{ratio:.2f}" if ratio < 1.095 else f"{ratio:.1f}" if ratio < 9.95 else f"{ratio:,.0f}"


def listed(names: Sequence[str]) -> str:
    """Return e.g. `a, b and c`."""
    *first, last = names
    return _("{first} and {last}").format(first=_(", ").join(first), last=last) if first else last


def variant_in_words(variant: VariantName) -> str:
    """Return what a variant is called within a sentence."""
    return {
        "numpy": "NumPy",
        "torch": _("eager PyTorch"),
        "torch.compile": "torch.compile",
        "jax": _("JAX without jit"),
        "jax.jit": "jax.jit",
    }[variant]


def status_in_words(measured: Measured, settings: Settings | None = None) -> str:
    """Return what became of a variant, and what can be done about it; exacter where it is known how it was measured."""
    framework = MAKERS[measured.variant][0]
    match measured.status:
        case "waiting":
            return _("not measured yet")
        case "done":
            return _("measured")
        case "missing":
            return _missing(measured, framework)
        case "unsuited":
            return _unsuited(measured)
        case "wrong":
            return _wrong(measured)
        case "timeout" if settings is not None:
            return _("no answer within {seconds} s").format(seconds=f"{settings.limit:g}")
        case "timeout":
            return _("no answer in time")
        case "memory" if settings is not None and settings.device == "gpu":
            return _("the GPU has no memory left: try a smaller size, or end what else runs on it")
        case "memory":
            return _("no memory left: try a smaller size")
        case "failed":
            return _("failed: {error}").format(error=measured.note or _("the process ended by itself"))


def _missing(measured: Measured, framework: Framework) -> str:
    name = _FRAMEWORKS[framework]
    match measured.note:
        case "no-framework":
            return _("{framework} is not installed: pip install {package}").format(framework=name, package=framework)
        case "no-compiler":
            return _("{variant} needs a C++ compiler: install g++ or clang").format(variant=measured.variant)
        case "no-gpu":
            return _("{framework} finds no GPU: its build for GPUs may be missing").format(framework=name)
        case "no-dtype":
            return _("{framework} does not compute with this dtype here").format(framework=name)
    return measured.note or _("not here")


def _unsuited(measured: Measured) -> str:
    found = chosen([measured.workload]) if measured.workload in ORDER else ()  # a file may come from another version
    reason = found[0].unsuited.get(measured.variant) if found else None
    return say(reason, language()) if reason is not None else measured.note or _("makes no sense here")


def _wrong(measured: Measured) -> str:
    if measured.error is None:
        return _("its results differ from those of NumPy in float64, so it was not timed")
    said = _("its results differ from those of NumPy in float64, by {error} of the largest value, so it was not timed")
    return said.format(error=f"{measured.error:.0%}" if measured.error >= 0.01 else f"{measured.error:.0e}")
