"""Values are numbered as they are made, so the numbers are a topological order: the largest passes on first."""

import heapq
import itertools
import math

COUNTER = itertools.count()


class Value:
    def __init__(self, data, *sources):
        self.number = next(COUNTER)
        self.data, self.grad, self.sources = data, 0.0, sources

    def __lt__(self, other):  # the heap gives the latest first
        return self.number > other.number

    def __add__(self, other):
        if not isinstance(other, Value):
            return Value(self.data + other, (self, 1))
        return Value(self.data + other.data, (self, 1), (other, 1))

    def __radd__(self, other):
        return Value(other + self.data, (self, 1))

    def __sub__(self, other):
        if not isinstance(other, Value):
            return Value(self.data - other, (self, 1))
        return Value(self.data - other.data, (self, 1), (other, -1))

    def __rsub__(self, other):
        return Value(other - self.data, (self, -1))

    def __mul__(self, other):
        if not isinstance(other, Value):
            return Value(self.data * other, (self, other))
        return Value(self.data * other.data, (self, other.data), (other, self.data))

    def __rmul__(self, other):
        return Value(other * self.data, (self, other))

    def __truediv__(self, other):
        if not isinstance(other, Value):
            return Value(self.data / other, (self, 1 / other))
        ratio = self.data / other.data
        return Value(ratio, (self, 1 / other.data), (other, -ratio / other.data))

    def __rtruediv__(self, other):
        return Value(other / self.data, (self, -other / self.data**2))

    def __neg__(self):
        return Value(-self.data, (self, -1))

    def __pow__(self, n):
        return Value(self.data**n, (self, n * self.data ** (n - 1)))

    def exp(self):
        e = math.exp(self.data)
        return Value(e, (self, e))

    def log(self):
        return Value(math.log(self.data), (self, 1 / self.data))

    def tanh(self):
        t = math.tanh(self.data)
        return Value(t, (self, (1 - t) * (1 + t)))

    def relu(self):
        return Value(self.data * (self.data > 0), (self, int(self.data > 0)))

    def backward(self):
        self.grad = 1.0
        heap, waiting = [self], {id(self)}
        while heap:
            value = heapq.heappop(heap)
            for source, local in value.sources:
                if id(source) not in waiting:
                    waiting.add(id(source))
                    source.grad = 0.0
                    heapq.heappush(heap, source)
                source.grad += value.grad * local


def mean_squared_error(predictions, targets):
    n = len(predictions)
    return sum((p - t) ** 2 / n for p, t in zip(predictions, targets, strict=True))
