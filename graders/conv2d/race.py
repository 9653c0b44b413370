"""A convolution of small images, with 3 x 3 kernels."""

from functools import cache

import numpy as np

from kata.grading import Runner, Text, expect_close, race

from .grader import Arrays, Case, begin, conv2d, draw

CASE = Case(batch=8, channels=8, image=(28, 30), outs=16, kernel=(3, 3), stride=1, padding=1)


@race(Text(en="8 images of 28 x 30, 8 to 16 channels", zh="8 张 28 x 30 的图像，8 到 16 个通道"))
def forward(subject: Runner, rng: np.random.Generator) -> None:
    """How one gathers the windows decides."""
    arrays, expected = problem(int(rng.integers(2**31)))
    x, weight, bias = map(subject.held, arrays)
    if subject.framework == "torch":
        with subject.aside():
            module = begin(subject, arrays, CASE, "float32")
        got = subject.call("forward", x, on=module)
    else:
        got = subject.call("conv2d", x, weight, bias, *CASE.said)
    expect_close(got, expected, rtol=1e-3, atol=1e-3, what=Text(en="y", zh="y"))


@cache
def problem(seed: int) -> tuple[Arrays, np.ndarray]:
    """Return x, weight, bias and y; the same in each lap."""
    arrays = draw(np.random.default_rng(seed), CASE)
    return arrays, conv2d(CASE, *arrays)
