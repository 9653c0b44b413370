"""The four functions made by one, in float32."""

import numpy as np


def fans(shape):
    kernel = 1
    for n in shape[:-2]:
        kernel *= n
    return kernel * shape[-2], kernel * shape[-1]


def initializer(variance, distribution):
    def draw(rng, shape):
        scale = np.sqrt(variance(*fans(shape)))
        if distribution == "normal":
            return rng.normal(size=shape, scale=scale).astype(np.float32)
        edge = np.sqrt(3) * scale
        return rng.uniform(low=-edge, high=edge, size=shape).astype(np.float32)

    return draw


kaiming_normal = initializer(lambda i, o: 2 / i, "normal")
kaiming_uniform = initializer(lambda i, o: 2 / i, "uniform")
xavier_normal = initializer(lambda i, o: 2 / (i + o), "normal")
xavier_uniform = initializer(lambda i, o: 2 / (i + o), "uniform")
