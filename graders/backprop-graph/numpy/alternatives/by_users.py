"""From the inputs' side: a node's gradient asks all who use it, and is remembered."""

from functools import cache

import numpy as np

FORWARD = {
    "add": np.add,
    "sub": np.subtract,
    "mul": np.multiply,
    "div": np.divide,
    "matmul": np.matmul,
    "exp": np.exp,
    "tanh": np.tanh,
}


def compute(name, x, argument):
    if name in FORWARD:
        return FORWARD[name](*x)
    (a,) = x
    if name == "relu":
        return np.where(a > 0, a, 0.0)
    if name == "take":
        return np.take(a, argument, axis=0)
    return getattr(a, name)(argument)  # sum, mean, reshape, transpose


def forward(graph, inputs):
    values = [np.asarray(x) for x in inputs]
    for name, nodes, argument in graph:
        values.append(np.asarray(compute(name, [values[i] for i in nodes], argument)))
    return values


def unbroadcast(gradient, shape):
    padded = (1,) * (gradient.ndim - len(shape)) + tuple(shape)
    axes = tuple(axis for axis, size in enumerate(padded) if size != gradient.shape[axis])
    return gradient.sum(axis=axes).reshape(shape)


def slope(name, place, x, y, argument, g):
    """What arrives at input number `place`."""
    a = x[place]
    if name == "add":
        return g
    if name == "sub":
        return g * (1, -1)[place]
    if name == "mul":
        return g * x[1 - place]
    if name == "div":
        return g / x[1] if place == 0 else -g * x[0] / (a * a)
    if name == "matmul":
        return g @ np.swapaxes(x[1], -1, -2) if place == 0 else np.swapaxes(x[0], -1, -2) @ g
    if name == "exp":
        return g * np.exp(a)
    if name == "tanh":
        return g / np.cosh(a) ** 2
    if name == "relu":
        return np.where(a > 0, g, 0.0)
    if name in ("sum", "mean"):
        wide = np.repeat(np.expand_dims(g, argument), a.shape[argument], axis=argument)
        return wide if name == "sum" else wide / a.shape[argument]
    if name == "reshape":
        return g.reshape(a.shape)
    if name == "transpose":
        return np.moveaxis(g, range(g.ndim), argument)
    result = np.zeros_like(a)
    for row, part in zip(argument, g):
        result[row] += part
    return result


def gradients(graph, inputs, upstream):
    values = forward(graph, inputs)
    first = len(inputs)

    @cache
    def grad(node):
        total = upstream if node == len(values) - 1 else np.zeros_like(values[node])
        for step, (name, nodes, argument) in enumerate(graph):
            for place, i in enumerate(nodes):
                if i == node:
                    x, y = [values[j] for j in nodes], values[first + step]
                    part = slope(name, place, x, y, argument, grad(first + step))
                    total = total + unbroadcast(part, values[node].shape)
        return total

    return [grad(i) for i in range(first)]
