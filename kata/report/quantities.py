"""Times, bytes, factors and names of variants as they stand within a sentence or a table."""

import math
from collections.abc import Iterable
from functools import reduce
from typing import Final

from kata.compare.result import VariantName
from kata.i18n import _

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
    return f"{ratio:.2f}" if ratio < 1.095 else f"{ratio:.1f}" if ratio < 9.95 else number(round(ratio))


def listed(names: Iterable[str]) -> str:
    """Return e.g. `a, b and c`."""
    *first, last = names
    return _("{first} and {last}").format(first=in_a_row(first), last=last) if first else last


def in_a_row(names: Iterable[str]) -> str:
    """Return e.g. `a, b, c`; Chinese sets things in a row apart by another comma than sentences."""
    return reduce(lambda first, then: _("{first}, {next}").format(first=first, next=then), names)


def variant_in_words(variant: VariantName) -> str:
    """Return what a variant is called within a sentence."""
    return {
        "numpy": "NumPy",
        "torch": _("eager PyTorch"),
        "torch.compile": "torch.compile",
        "jax": _("JAX without jit"),
        "jax.jit": "jax.jit",
    }[variant]


def variants_in_words(variants: Iterable[VariantName]) -> str:
    """Return several variants as a list within a sentence."""
    return listed(map(variant_in_words, variants))


def share(value: float) -> str:
    """Return a share as a percentage, upwards: what lies within 2.1 % does not lie within 2 %."""
    return f"{max(1, math.ceil(round(100 * value, 6)))}%"


def around(value: float) -> str:
    """Return a number that was interpolated, with two digits: it is no more certain."""
    return number(round(float(f"{value:.1e}")))


def number(value: int) -> str:
    """Return a whole number; of five digits and more, thousands apart."""
    return f"{value:,}" if value >= 10_000 else str(value)


def capital(sentence: str) -> str:
    """Return a sentence that begins with a capital letter."""
    return sentence[:1].upper() + sentence[1:]
