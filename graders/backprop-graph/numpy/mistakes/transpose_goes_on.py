"""You transpose the gradient by the same axes again. That undoes a swap, but not a cycle of three axes: the
way back is the inverse permutation, np.argsort(axes).

zh: 你用同样的轴对梯度再转置一次。对换可以这样撤销，三个轴的轮换却不行：返回要用逆置换 np.argsort(axes)。

Caught by: gradients of the operations
"""

import numpy as np


def apply(name, x, argument):
    """Return what an operation makes of its inputs x."""
    match name:
        case "add":
            return x[0] + x[1]
        case "sub":
            return x[0] - x[1]
        case "mul":
            return x[0] * x[1]
        case "div":
            return x[0] / x[1]
        case "matmul":
            return x[0] @ x[1]
        case "exp":
            return np.exp(x[0])
        case "tanh":
            return np.tanh(x[0])
        case "relu":
            return np.maximum(x[0], 0)
        case "sum":
            return x[0].sum(axis=argument)
        case "mean":
            return x[0].mean(axis=argument)
        case "reshape":
            return x[0].reshape(argument)
        case "transpose":
            return x[0].transpose(argument)
        case "take":
            return x[0][argument]


def transposed(a):
    """Return a batch of matrices, each transposed."""
    return a.swapaxes(-1, -2)


def pull_back(name, x, y, argument, g):
    """Return the gradient of each input in x, where y is the result and g the gradient that arrives at it."""
    match name:
        case "add":
            return g, g
        case "sub":
            return g, -g
        case "mul":
            return g * x[1], g * x[0]
        case "div":
            return g / x[1], -g * y / x[1]
        case "matmul":
            return g @ transposed(x[1]), transposed(x[0]) @ g
        case "exp":
            return (g * y,)
        case "tanh":
            return (g * (1 - y**2),)
        case "relu":
            return (g * (x[0] > 0),)
        case "sum":
            return (np.broadcast_to(np.expand_dims(g, argument), x[0].shape),)
        case "mean":
            return (np.broadcast_to(np.expand_dims(g, argument), x[0].shape) / x[0].shape[argument],)
        case "reshape":
            return (g.reshape(x[0].shape),)
        case "transpose":
            return (g.transpose(argument),)
        case "take":
            rows = np.zeros_like(x[0])
            np.add.at(rows, argument, g)  # one by one: rows that were taken twice add up
            return (rows,)


def unbroadcast(gradient, shape):
    """Return `gradient` summed over all that broadcasting had made of an array of this shape."""
    gradient = gradient.sum(axis=tuple(range(gradient.ndim - len(shape))))  # axes put in front
    stretched = tuple(axis for axis, size in enumerate(shape) if size == 1)
    return gradient.sum(axis=stretched, keepdims=True)


def forward(graph, inputs):
    """Return the values of all nodes, the inputs first."""
    values = list(inputs)
    for name, nodes, argument in graph:
        values.append(apply(name, [values[i] for i in nodes], argument))
    return values


def gradients(graph, inputs, upstream):
    """Return d sum(upstream * last) / d input for each input."""
    values = forward(graph, inputs)
    grads = [np.zeros_like(value) for value in values]
    grads[-1] = upstream
    for step in reversed(range(len(graph))):  # all who use a node come before it
        name, nodes, argument = graph[step]
        node = len(inputs) + step
        parts = pull_back(name, [values[i] for i in nodes], values[node], argument, grads[node])
        for i, part in zip(nodes, parts, strict=True):
            grads[i] = grads[i] + unbroadcast(part, values[i].shape)  # a new array: parts may share one
    return grads[: len(inputs)]
