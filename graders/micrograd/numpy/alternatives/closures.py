"""Each result keeps a function that passes its gradient on; users are counted, and a value passes on when none is left."""

import math
from collections import Counter


class Value:
    def __init__(self, data, parents=()):
        self.data = data
        self.grad = 0.0
        self._parents = parents
        self._pass_on = lambda: None

    def _made(self, data, parents, pass_on):
        out = Value(data, parents)
        out._pass_on = lambda: pass_on(out.grad)
        return out

    def __add__(self, other):
        other = other if isinstance(other, Value) else Value(other)

        def pass_on(grad):
            self.grad += grad
            other.grad += grad

        return self._made(self.data + other.data, (self, other), pass_on)

    def __mul__(self, other):
        other = other if isinstance(other, Value) else Value(other)

        def pass_on(grad):
            self.grad += other.data * grad
            other.grad += self.data * grad

        return self._made(self.data * other.data, (self, other), pass_on)

    def _unary(self, data, local):
        def pass_on(grad):
            self.grad += local * grad

        return self._made(data, (self,), pass_on)

    def __pow__(self, n):
        return self._unary(self.data**n, n * self.data ** (n - 1))

    def exp(self):
        return self._unary(math.exp(self.data), math.exp(self.data))

    def log(self):
        return self._unary(math.log(self.data), 1 / self.data)

    def tanh(self):
        return self._unary(math.tanh(self.data), 1 / math.cosh(self.data) ** 2)

    def relu(self):
        return self._unary(self.data, 1.0) if self.data > 0 else self._unary(0.0, 0.0)

    def __neg__(self):
        return -1 * self

    def __sub__(self, other):
        return self + (-1) * other

    def __rsub__(self, other):
        return Value(other) - self

    def __truediv__(self, other):
        return self * (other**-1 if isinstance(other, Value) else 1 / other)

    def __rtruediv__(self, other):
        return Value(other) / self

    __radd__, __rmul__ = __add__, __mul__

    def backward(self):
        users, found = Counter(), [self]
        known = {id(self)}
        while found:
            value = found.pop()
            value.grad = 0.0
            for parent in value._parents:
                users[id(parent)] += 1
                if id(parent) not in known:
                    known.add(id(parent))
                    found.append(parent)
        self.grad = 1.0
        ready = [self]
        while ready:
            value = ready.pop()
            value._pass_on()
            for parent in value._parents:
                users[id(parent)] -= 1
                if not users[id(parent)]:
                    ready.append(parent)


def mean_squared_error(predictions, targets):
    total = Value(0.0)
    for p, t in zip(predictions, targets, strict=True):
        error = p - t
        total = total + error * error
    return total / len(targets)
