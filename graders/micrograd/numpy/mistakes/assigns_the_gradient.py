"""You assign gradients: source.grad = …. A value that is used twice keeps only what its last user gave it,
but its gradient is the sum over all paths. Add: source.grad += ….

zh: 你直接赋值：source.grad = …。被使用两次的值只保留最后一个使用者传来的部分，而它的梯度是所有路径之和。应当累加：source.grad += …。

Caught by: a leaf used twice
"""

import math


class Value:
    """A number that remembers how it was made."""

    def __init__(self, data, inputs=()):
        self.data = data
        self.grad = 0.0
        self.inputs = inputs  # pairs: a Value, and the derivative of this one with respect to it

    def __add__(self, other):
        other = as_value(other)
        return Value(self.data + other.data, [(self, 1.0), (other, 1.0)])

    def __mul__(self, other):
        other = as_value(other)
        return Value(self.data * other.data, [(self, other.data), (other, self.data)])

    def __pow__(self, n):
        return Value(self.data**n, [(self, n * self.data ** (n - 1))])

    def exp(self):
        result = math.exp(self.data)
        return Value(result, [(self, result)])

    def log(self):
        return Value(math.log(self.data), [(self, 1 / self.data)])

    def tanh(self):
        result = math.tanh(self.data)
        return Value(result, [(self, 1 - result**2)])

    def relu(self):
        return Value(max(self.data, 0.0), [(self, float(self.data > 0))])

    # The rest is made of these.

    def __neg__(self):
        return self * -1

    def __sub__(self, other):
        return self + -other

    def __truediv__(self, other):
        return self * other**-1

    def __radd__(self, number):
        return self + number

    def __rsub__(self, number):
        return -self + number

    def __rmul__(self, number):
        return self * number

    def __rtruediv__(self, number):
        return self**-1 * number

    def backward(self):
        """Set grad of everything that this Value was computed from."""
        order = inputs_first(self)
        for value in order:
            value.grad = 0.0
        self.grad = 1.0
        for value in reversed(order):  # all who use a value come before it: its gradient is complete
            for source, local in value.inputs:
                source.grad = local * value.grad


def as_value(other):
    """Return a Value, of a plain number too."""
    return other if isinstance(other, Value) else Value(other)


def inputs_first(last):
    """List all that `last` was computed from, each once and after its inputs: depth first, with a stack of its own."""
    order, seen, stack = [], set(), [(last, False)]
    while stack:
        value, inputs_listed = stack.pop()
        if inputs_listed:
            order.append(value)
        elif value not in seen:
            seen.add(value)
            stack.append((value, True))
            stack.extend((source, False) for source, _ in value.inputs)
    return order


def mean_squared_error(predictions, targets):
    """Return the mean of the squared errors, a Value."""
    squares = [(p - t) ** 2 for p, t in zip(predictions, targets, strict=True)]
    return sum(squares) / len(squares)
