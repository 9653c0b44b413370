"""Trees of arrays: NumPy's into a framework's, a framework's results into a flat list of NumPy's in float64."""

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def mapped(tree: Any, convert: Callable[[npt.NDArray[Any]], Any]) -> Any:
    """Return the same tuples, lists and dicts with every NumPy array converted; other leaves stay as they are."""
    match tree:
        case np.ndarray():
            return convert(tree)
        case tuple():
            return tuple(mapped(value, convert) for value in tree)
        case list():
            return [mapped(value, convert) for value in tree]
        case dict():
            return {key: mapped(value, convert) for key, value in tree.items()}
    return tree


def leaves(tree: Any) -> Iterator[Any]:
    """Yield the leaves of tuples, lists and dicts, the last by sorted keys."""
    match tree:
        case tuple() | list():
            for value in tree:
                yield from leaves(value)
        case dict():
            for key in sorted(tree):
                yield from leaves(tree[key])
        case _:
            yield tree


def deviation(results: list[Floats], expected: list[Floats]) -> float:
    """Return the largest difference of any result, relative to the largest value of what is expected there.

    Infinite where shapes or the number of results differ, or where a result is not a number.
    """
    if len(results) != len(expected):
        return float("inf")
    worst = 0.0
    for got, want in zip(results, expected, strict=True):
        if got.shape != want.shape or not np.isfinite(got).all():
            return float("inf")
        scale = float(np.abs(want).max(initial=0.0)) or 1.0
        worst = max(worst, float(np.abs(got - want).max(initial=0.0)) / scale)
    return worst
