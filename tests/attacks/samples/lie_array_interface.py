"""An object that is no array but gives itself out as one, with the memory of something else.

kata: numpy, appended
verdict: failed, error, crashed
"""


class Pretender:
    __array_interface__ = {"shape": (7, 1), "typestr": "<f8", "data": (64, True), "version": 3}
    shape, dtype, ndim = (7, 1), np.dtype("f8"), 2

    def __array__(self, dtype=None, copy=None):
        return np.zeros((7, 1))


def forward(params, x):
    return Pretender()
