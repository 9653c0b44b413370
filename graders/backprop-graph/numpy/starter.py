"""Reverse mode over a graph of array operations, in NumPy.

Fill in the bodies; keep the names. The statement's table lists
the operations: add sub mul div matmul exp tanh relu sum mean
reshape transpose take.
"""

import numpy as np


def forward(graph, inputs):
    """Return the values of all nodes, the inputs first.

    graph: a list of (name, nodes, argument); inputs: a list of
    arrays, which are nodes 0, 1, ...
    """
    values = list(inputs)
    for name, nodes, argument in graph:
        # TODO
        values.append(values[nodes[0]])
    return values


def unbroadcast(gradient, shape):
    """Sum over all that broadcasting had made of this shape.

    Returns an array of exactly this shape.
    """
    # TODO: axes put in front, and axes stretched from length 1
    return np.zeros(shape)


def gradients(graph, inputs, upstream):
    """Return d sum(upstream * last) / d input for each input.

    upstream: of the shape of the last node.
    """
    # TODO: from the last node to the first
    return [np.zeros_like(x) for x in inputs]
