"""Derivatives of a grader's own functions, by differences: an oracle that shares nothing with a backward pass."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np


def central_differences(function: Callable[[Any], Any], at: Any, step: float = 1e-5) -> Any:
    """Return the slopes of a scalar function for every number of `at`, as float64 arrays in a tree like it.

    `at` is an array, or lists, tuples and dicts of arrays; `function` takes such a tree and returns a number. A slope
    is (f(x + step) - f(x - step)) / (2 step), off by about step² |f'''| / 6 and by 1e-16 |f| / step (Nocedal and
    Wright, Numerical Optimization, 2nd edition, section 8.1).
    """
    leaves = _leaves(at)
    slopes = [np.empty(leaf.shape) for leaf in leaves]
    for which, leaf in enumerate(leaves):
        for index in np.ndindex(leaf.shape):
            ends = []
            for sign in (1, -1):
                moved = leaf.copy()
                moved[index] += sign * step
                ends.append(float(function(_tree(at, iter([*leaves[:which], moved, *leaves[which + 1 :]])))))
            slopes[which][index] = (ends[0] - ends[1]) / (2 * step)
    return _tree(at, iter(slopes))


def _leaves(tree: Any) -> list[np.ndarray[Any, Any]]:
    """Return the arrays of a tree as float64, in order."""
    if isinstance(tree, dict):
        return [leaf for item in tree.values() for leaf in _leaves(item)]
    if isinstance(tree, list | tuple):
        return [leaf for item in tree for leaf in _leaves(item)]
    return [np.asarray(tree, np.float64)]


def _tree(like: Any, leaves: Any) -> Any:
    """Return a tree of this structure with the next leaves in place of its own."""
    if isinstance(like, dict):
        return {key: _tree(item, leaves) for key, item in like.items()}
    if isinstance(like, list | tuple):
        items: Sequence[Any] = [_tree(item, leaves) for item in like]
        return items if isinstance(like, list) else tuple(items)
    return next(leaves)
