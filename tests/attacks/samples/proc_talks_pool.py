"""Honest, in a kata that allows processes and sockets: a pool squares numbers, and a manager keeps them.

kata: numpy, appended
verdict: passed
seconds: 30
kernel: only
talks: yes
"""

from multiprocessing import Manager, get_context


def square(number):
    return number * number


with get_context("fork").Pool(2) as pool, Manager() as manager:
    kept = manager.list(pool.map(square, [1, 2, 3]))
    assert list(kept) == [1, 4, 9]
