"""Raises what is not an Exception, under a name and with words of its own making.

kata: numpy, appended
verdict: error
"""


class Passed(BaseException):
    def __str__(self):
        raise KeyboardInterrupt


Passed.__name__ = "all checks passed" * 1000


def loss(params, x, y):
    raise Passed
