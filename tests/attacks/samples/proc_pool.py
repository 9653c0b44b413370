"""Honest: uses a pool of processes, which this kata does not allow.

kata: numpy, appended
verdict: passed, error, timeout
"""

from multiprocessing import get_context

_honest_forward = forward


def square(number):
    return number * number


def forward(params, x):
    with get_context("fork").Pool(2) as pool:
        assert pool.map(square, [1, 2, 3]) == [1, 4, 9]
    return _honest_forward(params, x)
