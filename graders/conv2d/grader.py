"""2D convolution: values for several strides and paddings, gradients, and a program of its own in JAX.

The oracle adds up one output number after the other and differentiates nothing: y is linear in each argument, so a
gradient is what the layer gives for unit steps.
"""

from typing import Any, NamedTuple

import numpy as np

from kata.grading import Handle, Subject, Text, check, expect_close, expect_shape, expect_unchanged, fail

EXACT = 1e-9  # values and gradients in float64: 1e-15 is the worst of right solutions
NAMES = ("dx", "dweight", "dbias")
Arrays = tuple[np.ndarray, np.ndarray, np.ndarray]  # x, weight, bias


class Case(NamedTuple):
    """Sizes of a convolution: batch and channels, image, kernel; stride and padding."""

    batch: int
    channels: int
    image: tuple[int, int]
    outs: int
    kernel: tuple[int, int]
    stride: int
    padding: int

    def __str__(self) -> str:
        return f"{self.image} x {self.kernel}, stride {self.stride}, padding {self.padding}"

    @property
    def places(self) -> tuple[int, ...]:
        """The shape of y."""
        pairs = zip(self.image, self.kernel, strict=True)
        return (self.batch, self.outs, *((n + 2 * self.padding - k) // self.stride + 1 for n, k in pairs))

    @property
    def said(self) -> tuple[int, ...]:
        """What a call says about stride and padding: nothing where they are the defaults, 1 and 0."""
        return () if (self.stride, self.padding) == (1, 0) else (self.stride, self.padding)


# Nearly every check draws these sizes: JAX compiles for each. The last row and column of the padded image are not seen.
USUAL = Case(2, 2, (6, 7), 3, (3, 2), 2, 1)
PLAIN = Case(2, 3, (4, 6), 2, (2, 3), 1, 0)
OTHERS = (
    Case(1, 1, (5, 3), 2, (1, 1), 3, 0),
    Case(2, 2, (3, 4), 3, (3, 4), 1, 0),
    Case(1, 2, (2, 3), 2, (3, 2), 1, 2),
    Case(2, 1, (7, 8), 2, (2, 2), 3, 0),
)


# The oracle.


def conv2d(case: Case, x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Return y, one number after the other."""
    height, width = case.image
    padded = np.zeros((case.batch, case.channels, height + 2 * case.padding, width + 2 * case.padding))
    padded[:, :, case.padding : case.padding + height, case.padding : case.padding + width] = x
    y = np.empty(case.places)
    for b, o, i, j in np.ndindex(y.shape):
        top, left = i * case.stride, j * case.stride
        seen = padded[b, :, top : top + case.kernel[0], left : left + case.kernel[1]]
        y[b, o, i, j] = np.vdot(seen, weight[o]) + bias[o]
    return y


def gradients(case: Case, arrays: Arrays, dy: np.ndarray) -> Arrays:
    """Return d sum(dy * y): what it changes by for a unit step in each number; exact, since y is linear in each."""
    slopes = tuple(np.empty(array.shape) for array in arrays)
    start = np.sum(dy * conv2d(case, *arrays))
    for place, array in enumerate(arrays):
        for index in np.ndindex(array.shape):
            there = [one.copy() for one in arrays]
            there[place][index] += 1
            slopes[place][index] = np.sum(dy * conv2d(case, *there)) - start
    return slopes[0], slopes[1], slopes[2]


def draw(rng: np.random.Generator, case: Case = USUAL) -> Arrays:
    """Return x, weight and bias: multiples of 1/64, which float32 holds exactly."""
    shapes = (case.batch, case.channels, *case.image), (case.outs, case.channels, *case.kernel), (case.outs,)
    x, weight, bias = (np.asarray(np.round(rng.normal(0, 2, shape) * 64) / 64) for shape in shapes)
    return x, weight, bias


# What the frameworks do differently: in PyTorch weight and bias live in a module.


def begin(subject: Subject, arrays: Arrays, case: Case, precision: Any = "float64") -> Handle:
    """Return a module of PyTorch that holds weight and bias."""
    sizes = (case.channels, case.outs, case.kernel, *case.said)
    module: Handle = subject.call("Conv2d", *sizes, precision=precision, keep=True)
    subject.set_parameters(module, arrays[1:])
    return module


def forward(subject: Subject, arrays: Arrays, case: Case, precision: Any = "float64") -> Any:
    """Return the submission's y."""
    if subject.framework == "torch":
        return subject.call("forward", arrays[0], on=begin(subject, arrays, case, precision), precision=precision)
    return subject.call("conv2d", *arrays, *case.said, precision=precision)


def backward(subject: Subject, arrays: Arrays, dy: np.ndarray, case: Case) -> Any:
    """Return the submission's (dx, dweight, dbias)."""
    x, weight, _ = arrays
    if subject.framework == "torch":
        module = begin(subject, arrays, case)
        arrived = [value for _, value in subject.vjp(module, x, dy, precision="float64")]
        return [input_gradient(subject, module, x, dy), *arrived]
    return subject.call("conv2d_backward", dy, x, weight, *case.said, precision="float64")


def input_gradient(subject: Subject, module: Handle, x: np.ndarray, dy: np.ndarray) -> Any:
    """Return what autograd finds for x: a leaf in the worker goes through the module, and dy comes back."""
    weight = subject.call("get_parameter", "weight", on=module, precision="float64", keep=True)
    leaf = subject.call("new_tensor", x.tolist(), on=weight, keep=True)
    leaf = subject.call("requires_grad_", on=leaf, keep=True)
    y = subject.call("forward", leaf, on=module, precision="float64", keep=True)
    product = subject.call("mul", dy, on=y, precision="float64", keep=True)
    subject.call("backward", on=subject.call("sum", on=product, keep=True))
    return subject.call("__getattribute__", "grad", on=leaf)


def expect_forward(subject: Subject, rng: np.random.Generator, hint: Text, case: Case = USUAL) -> None:
    """Expect y in float64."""
    arrays = draw(rng, case)
    what = Text(en=f"y ({case})", zh=f"y（{case}）")
    expected = conv2d(case, *arrays)
    expect_close(forward(subject, arrays, case), expected, rtol=EXACT, atol=EXACT, what=what, hint=hint)


def expect_backward(subject: Subject, rng: np.random.Generator, hint: Text, case: Case = USUAL) -> None:
    """Expect all three gradients in float64."""
    arrays, dy = draw(rng, case), rng.normal(size=case.places)
    got = backward(subject, arrays, dy, case)
    if not isinstance(got, list | tuple) or len(got) != len(NAMES):
        fail(Text(en="Expected (dx, dweight, dbias).", zh="应返回 (dx, dweight, dbias)。"), code="structure")
    for value, expected, name in zip(got, gradients(case, arrays, dy), NAMES, strict=True):
        what = Text(en=f"{name} ({case})", zh=f"{name}（{case}）")
        expect_close(value, expected, rtol=EXACT, atol=EXACT, what=what, hint=hint)


# The checks.


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shape of y; the parameters of a module."""
    if subject.framework == "torch":
        held = subject.parameters(subject.call("Conv2d", 2, 3, (3, 4), keep=True))
        shapes = [(name, np.shape(value)) for name, value in held]
        if shapes != [("weight", (3, 2, 3, 4)), ("bias", (3,))]:
            fail(
                Text(
                    en=f"Conv2d(2, 3, (3, 4)) has the parameters {shapes}; expected weight, (3, 2, 3, 4), and bias, (3,).",
                    zh=f"Conv2d(2, 3, (3, 4)) 的参数为 {shapes}；应为 weight (3, 2, 3, 4) 和 bias (3,)。",
                ),
                code=f"parameters {shapes}",
                hint=Text(
                    en="A module sees what is wrapped in nn.Parameter and set as an attribute.",
                    zh="模块只认识用 nn.Parameter 包装、并设为属性的张量。",
                ),
            )
    what = Text(en=f"y ({USUAL})", zh=f"y（{USUAL}）")
    expect_shape(forward(subject, draw(rng), USUAL), USUAL.places, what=what)


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """float64, plain and with stride and padding; float32 where it is cheap."""
    hint = Text(
        en="The kernel is not flipped, its channels are added up, zeros surround the image, and the bias comes last.",
        zh="核不翻转，各通道相加，图像四周是零，最后加偏置。",
    )
    for case in (PLAIN, USUAL):
        expect_forward(subject, rng, hint, case)
    if subject.framework != "jax":
        arrays = draw(rng)
        got, expected = forward(subject, arrays, USUAL, "float32"), conv2d(USUAL, *arrays)
        expect_close(got, expected, rtol=1e-5, atol=1e-4, what=Text(en="y in float32", zh="float32 下的 y"), hint=hint)


@check(Text(en="other sizes", zh="其他大小"), frameworks=("numpy", "torch"))
def sizes(subject: Subject, rng: np.random.Generator) -> None:
    """A kernel of one pixel, one as large as the image, one larger than it before padding; long strides."""
    hint = Text(
        en="If two cases are right: (size + 2·padding - kernel) // stride + 1 places along each axis, for every size.",
        zh="如果前两种情形没有问题：每个轴上有 (size + 2·padding - kernel) // stride + 1 个位置，任何大小都如此。",
    )
    for case in OTHERS:
        expect_forward(subject, rng, hint, case)


@check(Text(en="gradient", zh="梯度"))
def gradient(subject: Subject, rng: np.random.Generator) -> None:
    """All three: with overlaps, padding, and a row that nobody sees."""
    hint = Text(
        en="Every output sends dy times its kernel to the part of the input it saw: these overlap and add up, and the padding falls away.",
        zh="每个输出把 dy 乘以核送回它看到的那块输入：重叠处相加，填充部分舍去。",
    )
    for case in (PLAIN, USUAL):
        expect_backward(subject, rng, hint, case)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    (x, weight, bias), dy = draw(rng), rng.normal(size=USUAL.places)
    how = [USUAL.stride, USUAL.padding]
    if subject.framework == "torch":
        calls = [("forward", [x], begin(subject, (x, weight, bias), USUAL))]
    else:
        calls = [("conv2d", [x, weight, bias, *how], None), ("conv2d_backward", [dy, x, weight, *how], None)]
    hint = Text(en="Windows and slices are views: add into new arrays.", zh="窗口和切片是视图：请累加到新数组中。")
    for name, args, on in calls:
        expect_unchanged(subject, name, *args, on=on, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again; in JAX also as a program of its own."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect_forward(worker, rng, hint), rng)
    if subject.framework == "jax":
        arrays = draw(rng)
        got = subject.exported("conv2d", *arrays, USUAL.stride, USUAL.padding, precision="float64")
        expect_close(got, conv2d(USUAL, *arrays), rtol=EXACT, atol=EXACT, what=Text(en="y", zh="y"), hint=hint)
