"""Raises an exception whose description never ends, and returns values that loop when they are looked at.

kata: numpy, appended
verdict: timeout
"""


class Endless(Exception):
    def __str__(self):
        while True:
            pass


def forward(params, x):
    raise Endless
