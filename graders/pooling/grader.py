"""Max and average pooling: values, gradients, ties, and programs of their own in JAX.

The oracle looks at one window after the other; its gradients are central differences, exact between two kinks of a
function that is linear there. Neither shares a derivation with the solutions.
"""

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from kata.grading import Handle, Subject, Text, check, expect_close, expect_shape, expect_unchanged

EXACT = 1e-9  # values and gradients in float64: 3e-16 is the worst of right solutions


class Case(NamedTuple):
    """Sizes of a pooling."""

    image: tuple[int, int]
    size: int
    stride: int

    def __str__(self) -> str:
        return f"{self.image}, size {self.size}, stride {self.stride}"

    @property
    def x(self) -> tuple[int, ...]:
        """The shape of x."""
        return (2, 2, *self.image)

    @property
    def y(self) -> tuple[int, ...]:
        """The shape of y."""
        return (2, 2, *((n - self.size) // self.stride + 1 for n in self.image))


USUAL = Case((5, 8), 3, 2)  # nearly every check draws these sizes: JAX compiles for each; the last column is not seen
OTHERS = (Case((4, 6), 2, 2), Case((7, 5), 2, 3), Case((3, 3), 3, 1), Case((4, 2), 1, 1), Case((5, 4), 2, 1))
APART = Case((4, 6), 2, 2)  # windows that do not overlap


class Pooling(NamedTuple):
    """One of the two: what it is called in each framework, and its reduction of a window."""

    function: str
    module: str
    reduced: Callable[[np.ndarray], Any]


MAXIMUM = Pooling("max_pool", "MaxPool", np.max)
AVERAGE = Pooling("avg_pool", "AvgPool", np.average)


# The oracle.


def pooled(pooling: Pooling, x: np.ndarray, case: Case) -> np.ndarray:
    """Return y, one window after the other."""
    y = np.empty((*x.shape[:2], *case.y[2:]))
    for b, c, i, j in np.ndindex(y.shape):
        top, left = i * case.stride, j * case.stride
        y[b, c, i, j] = pooling.reduced(x[b, c, top : top + case.size, left : left + case.size])
    return y


def gradient_of(pooling: Pooling, x: np.ndarray, dy: np.ndarray, case: Case) -> np.ndarray:
    """Return the gradient of sum(dy * y): central differences of a quarter, where x has distinct integers."""
    dx = np.empty(x.shape)
    for b, c, i, j in np.ndindex(x.shape):
        ends = []
        for step in (0.25, -0.25):
            there = x[b : b + 1, c : c + 1].copy()  # no other image changes
            there[0, 0, i, j] += step
            ends.append(np.sum(dy[b, c] * pooled(pooling, there, case)))
        dx[b, c, i, j] = (ends[0] - ends[1]) / 0.5
    return dx


def draw(rng: np.random.Generator, case: Case = USUAL) -> np.ndarray:
    """Return distinct negative integers, so that no window has a tie, and a maximum above zero is a wrong one."""
    count = int(np.prod(case.x))
    return -1.0 - rng.permutation(count).reshape(case.x)


# What the frameworks do differently: PyTorch has modules, which autograd differentiates.


def forward(subject: Subject, pooling: Pooling, x: np.ndarray, case: Case, precision: Any = "float64") -> Any:
    """Return the submission's y."""
    if subject.framework == "torch":
        return subject.call("forward", x, on=begin(subject, pooling, case), precision=precision)
    return subject.call(pooling.function, x, case.size, case.stride, precision=precision)


def begin(subject: Subject, pooling: Pooling, case: Case) -> Handle:
    """Return a module of PyTorch."""
    module: Handle = subject.call(pooling.module, case.size, case.stride, keep=True)
    return module


def backward(subject: Subject, pooling: Pooling, x: np.ndarray, dy: np.ndarray, case: Case) -> Any:
    """Return the submission's dx; in PyTorch a leaf in the worker goes through the module, and dy comes back."""
    if subject.framework != "torch":
        return subject.call(f"{pooling.function}_backward", dy, x, case.size, case.stride, precision="float64")
    module = begin(subject, pooling, case)
    y = subject.call("forward", x, on=module, precision="float64", keep=True)
    leaf = subject.call("new_tensor", x.tolist(), on=y, keep=True)
    leaf = subject.call("requires_grad_", on=leaf, keep=True)
    y = subject.call("forward", leaf, on=module, precision="float64", keep=True)
    product = subject.call("mul", dy, on=y, precision="float64", keep=True)
    subject.call("backward", on=subject.call("sum", on=product, keep=True))
    return subject.call("__getattribute__", "grad", on=leaf)


def expect_forward(
    subject: Subject, pooling: Pooling, rng: np.random.Generator, hint: Text, case: Case = USUAL
) -> None:
    """Expect y in float64."""
    x = draw(rng, case)
    what = Text(en=f"{pooling.function} ({case})", zh=f"{pooling.function}（{case}）")
    got, expected = forward(subject, pooling, x, case), pooled(pooling, x, case)
    expect_close(got, expected, rtol=EXACT, atol=EXACT, what=what, hint=hint)


def expect_backward(subject: Subject, pooling: Pooling, rng: np.random.Generator, hint: Text) -> None:
    """Expect dx in float64, with overlaps; apart from JAX without them too, and with a stride of one."""
    for case in (USUAL,) if subject.framework == "jax" else (APART, USUAL, OTHERS[-1]):
        x, dy = draw(rng, case), rng.normal(size=case.y)
        what = Text(en=f"dx of {pooling.function} ({case})", zh=f"{pooling.function} 的 dx（{case}）")
        got, expected = backward(subject, pooling, x, dy, case), gradient_of(pooling, x, dy, case)
        expect_close(got, expected, rtol=EXACT, atol=EXACT, what=what, hint=hint)


# The checks.


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shape of both results."""
    hint = Text(
        en="Windows begin every stride rows and columns, and only whole windows count.",
        zh="每隔 stride 行、列开始一个窗口，只有完整的窗口才算。",
    )
    for pooling in (MAXIMUM, AVERAGE):
        what = Text(en=f"{pooling.function} ({USUAL})", zh=f"{pooling.function}（{USUAL}）")
        expect_shape(forward(subject, pooling, draw(rng), USUAL), USUAL.y, what=what, hint=hint)


@check(Text(en="maximum", zh="最大值"))
def maximum(subject: Subject, rng: np.random.Generator) -> None:
    """Windows that overlap, of negative numbers; float32 where it is cheap."""
    hint = Text(en="The largest of the window's own numbers, none else.", zh="窗口自己的数中最大的，没有别的数参与。")
    expect_forward(subject, MAXIMUM, rng, hint)
    if subject.framework != "jax":
        x = draw(rng)
        what = Text(en="max_pool in float32", zh="float32 下的 max_pool")
        got = forward(subject, MAXIMUM, x, USUAL, "float32")
        expect_close(got, pooled(MAXIMUM, x, USUAL), rtol=1e-6, what=what, hint=hint)


@check(Text(en="average", zh="平均值"))
def average(subject: Subject, rng: np.random.Generator) -> None:
    """Windows that overlap."""
    hint = Text(en="The sum of the window's numbers by how many they are.", zh="窗口中各数之和除以它们的个数。")
    expect_forward(subject, AVERAGE, rng, hint)


@check(Text(en="other sizes", zh="其他大小"), frameworks=("numpy", "torch"))
def sizes(subject: Subject, rng: np.random.Generator) -> None:
    """Windows side by side, with gaps, of one pixel, as large as the image."""
    hint = Text(
        en="If overlapping windows are right: (height - size) // stride + 1 places, for every size and stride.",
        zh="如果重叠的窗口没有问题：共有 (height - size) // stride + 1 个位置，任何大小和步幅都如此。",
    )
    for case in OTHERS:
        for pooling in (MAXIMUM, AVERAGE):
            expect_forward(subject, pooling, rng, hint, case)


@check(Text(en="gradient of the maximum", zh="最大值的梯度"))
def gradient_of_maximum(subject: Subject, rng: np.random.Generator) -> None:
    """No ties."""
    hint = Text(
        en="Each window sends dy to its largest number; a number that is the largest of several windows gets all their shares.",
        zh="每个窗口把 dy 送给其中最大的数；同为几个窗口最大值的数得到它们全部的份额。",
    )
    expect_backward(subject, MAXIMUM, rng, hint)


@check(Text(en="gradient of the average", zh="平均值的梯度"))
def gradient_of_average(subject: Subject, rng: np.random.Generator) -> None:
    """Every number of a window gets the same."""
    hint = Text(
        en="Each window sends dy / size² to every number in it; shares add up.",
        zh="每个窗口给其中每个数送去 dy / size²；各份相加。",
    )
    expect_backward(subject, AVERAGE, rng, hint)


@check(Text(en="ties", zh="并列"), match="failure")
def ties(subject: Subject, rng: np.random.Generator) -> None:
    """Images of zeros and of a few equal numbers: each window gives one share in all, to its largest."""
    hint = Text(
        en="If there are no ties, all is right. Numbers that are equally large share one dy; each with a whole one is too much.",
        zh="没有并列时一切正确。同样大的数分享一份 dy；每个都得到完整的一份就太多了。",
    )
    case = APART if subject.framework != "jax" else USUAL
    for x in (np.zeros(case.x), np.asarray(rng.integers(0, 2, case.x), float)):
        dy = np.zeros(case.y)
        dy[:, :, ::2, ::2] = rng.uniform(1, 2, dy[:, :, ::2, ::2].shape)  # windows that do not overlap
        dx = backward(subject, MAXIMUM, x, dy, case)
        expect_shape(dx, case.x, what=Text(en="dx", zh="dx"))
        side, arrived = case.size, np.empty(case.y)
        chosen = np.asarray(dx, np.float64)
        for b, c, i, j in np.ndindex(case.y):
            top, left = i * case.stride, j * case.stride
            seen = (b, c, slice(top, top + side), slice(left, left + side))
            largest = chosen[seen][x[seen] == x[seen].max()]
            arrived[b, c, i, j] = largest.sum() if dy[b, c, i, j] else 0.0
        what = Text(en="what a window's largest numbers get together", zh="窗口中并列最大的数合起来得到的梯度")
        expect_close(arrived, dy, rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    x, dy, how = draw(rng), rng.normal(size=USUAL.y), [USUAL.size, USUAL.stride]
    hint = Text(en="Windows and slices are views: add into new arrays.", zh="窗口和切片是视图：请累加到新数组中。")
    for pooling in (MAXIMUM, AVERAGE):
        if subject.framework == "torch":
            calls = [("forward", [x], begin(subject, pooling, USUAL))]
        else:
            calls = [(pooling.function, [x, *how], None), (f"{pooling.function}_backward", [dy, x, *how], None)]
        for name, args, on in calls:
            expect_unchanged(subject, name, *args, on=on, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again; in JAX the maximum also as a program of its own."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )

    def once(worker: Subject) -> None:
        for pooling in (MAXIMUM, AVERAGE):
            expect_forward(worker, pooling, rng, hint)

    subject.repeatedly(once, rng)
    if subject.framework == "jax":
        x = draw(rng)
        got = subject.exported("max_pool", x, USUAL.size, USUAL.stride, precision="float64")
        what = Text(en="max_pool", zh="max_pool")
        expect_close(got, pooled(MAXIMUM, x, USUAL), rtol=EXACT, what=what, hint=hint)
