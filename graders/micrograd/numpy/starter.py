"""An autograd engine of scalars, in plain Python.

Fill in the bodies; keep the names. You may add attributes,
methods and functions of your own.
"""

import math


class Value:
    """A number that remembers how it was made."""

    def __init__(self, data):
        self.data = data
        self.grad = 0.0
        # TODO: what must a result remember?

    # `other` is a Value or a plain number.

    def __add__(self, other):
        # TODO
        return Value(0.0)

    def __sub__(self, other):
        # TODO
        return Value(0.0)

    def __mul__(self, other):
        # TODO
        return Value(0.0)

    def __truediv__(self, other):
        # TODO
        return Value(0.0)

    # Python calls these for `number + value` and so on.

    def __radd__(self, number):
        # TODO
        return Value(0.0)

    def __rsub__(self, number):
        # TODO: this is number - self
        return Value(0.0)

    def __rmul__(self, number):
        # TODO
        return Value(0.0)

    def __rtruediv__(self, number):
        # TODO: this is number / self
        return Value(0.0)

    def __neg__(self):
        # TODO
        return Value(0.0)

    def __pow__(self, n):
        """n is a plain number."""
        # TODO
        return Value(0.0)

    def exp(self):
        # TODO
        return Value(0.0)

    def log(self):
        # TODO
        return Value(0.0)

    def tanh(self):
        # TODO
        return Value(0.0)

    def relu(self):
        # TODO
        return Value(0.0)

    def backward(self):
        """Set grad of all that this was computed from."""
        # TODO: in which order?


def mean_squared_error(predictions, targets):
    """Return the mean of the squared errors, a Value.

    predictions: a list of Values; targets: a list of numbers.
    """
    # TODO
    return Value(0.0)
