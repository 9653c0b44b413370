"""Flow matching: the path, the loss with its gradient, and Euler's solver with the times at which it asks.

The oracle walks back from the data, row by row; its gradient is a central difference, its times are fractions. The
times of a submission come out of its own result: a network that is handed to it counts its steps in one column of x,
and writes the length of each, and length times time, into columns of their own.
"""

from fractions import Fraction
from typing import Any

import numpy as np

from kata.grading import (
    Given,
    Subject,
    Submitted,
    Text,
    central_differences,
    check,
    expect_close,
    expect_equal,
    expect_shape,
    fail,
)

EXACT = 1e-9
DIFFERENCE = 1e-7
DRIFT = 1e-6  # in float32; k / steps in any order is off by 2e-7, a sum of 1000 strides by 1e-5
AT_MOST = 4  # runs of the network in Python: a loop of JAX traces its body once or twice
SHAPE = (3, 2, 3)  # as many rows as columns: what is broadcast along the wrong axis has the right shape
Arrays = tuple[np.ndarray, ...]
W = np.array([[0.5, -1.0], [0.3, 0.8]])  # as in given.py


# The oracle.


def predict(w: np.ndarray, x: np.ndarray, t: np.ndarray) -> np.ndarray:
    """Return what the network of given.py does."""
    return np.tanh(np.einsum("oc,bcl->bol", w, x)) + np.multiply.outer(t**2, np.ones(x.shape[1:]))


def points(x0: np.ndarray, x1: np.ndarray, t: np.ndarray) -> np.ndarray:
    """Return x_t, back from the data."""
    return np.stack([end - (1 - time) * (end - start) for start, end, time in zip(x0, x1, t, strict=True)])


def squared_error(w: np.ndarray, x0: np.ndarray, x1: np.ndarray, t: np.ndarray) -> float:
    """Return the mean over all elements."""
    return float(np.average((predict(w, points(x0, x1, t), t) - x1 + x0) ** 2))


def times(steps: int) -> np.ndarray:
    """Return the grid."""
    return np.array([float(Fraction(k, steps)) for k in range(steps)])


def solved(x: np.ndarray, steps: int) -> np.ndarray:
    """Return the end of Euler's polygon."""
    strides = []
    for time in times(steps):
        strides.append(predict(W, x + sum(strides), np.full(len(x), time)) / steps)
    return np.asarray(x + sum(strides))


def draw(rng: np.random.Generator, shape: tuple[int, ...] = SHAPE) -> Arrays:
    """Return x0, x1 and times of which one is 0 and one is 1."""
    t = rng.permutation([0.0, 1.0, *rng.uniform(0.1, 0.9, shape[0] - 2)])
    return rng.normal(size=shape), rng.normal(1, 1, shape), t


def pair(got: Any, name: str, parts: str) -> Any:
    """Return what came back, which must be two things."""
    if not isinstance(got, list | tuple) or len(got) != 2:
        fail(Text(en=f"{name} must return {parts}.", zh=f"{name} 必须返回 {parts}。"), code="pair")
    return got


def path_of(subject: Subject, args: Arrays) -> Any:
    """Return the submission's point and velocity."""
    return pair(subject.call("path", *args, precision="float64"), "path", "(x_t, velocity)")


def loss_of(subject: Subject, args: Arrays) -> Any:
    """Return the loss and, in NumPy, its gradient by hand; None elsewhere."""
    got = subject.call("loss", Given("predict"), *args, precision="float64")
    return pair(got, "loss", "(loss, d_predicted)") if subject.framework == "numpy" else (got, None)


# The checks.


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shapes of all results."""
    args = draw(rng)
    for name, part in zip(("x_t", "velocity"), path_of(subject, args), strict=True):
        expect_shape(part, SHAPE, what=Text(en=name, zh=name))
    value, slope = loss_of(subject, args)
    hint = Text(en="One number for the whole batch.", zh="整个批量一个数。")
    expect_shape(value, (), what=Text(en="the loss", zh="损失"), hint=hint)
    if slope is not None:
        expect_shape(slope, SHAPE, what=Text(en="d_predicted", zh="d_predicted"))
    got = subject.call("sample", Given("predict"), args[0], 1, precision="float64")
    expect_shape(got, SHAPE, what=Text(en="the samples", zh="样本"))


@check(Text(en="the path", zh="路径"))
def the_path(subject: Subject, rng: np.random.Generator) -> None:
    """Each row at its own time; the same velocity at all times."""
    x0, x1, t = draw(rng)
    hint = Text(
        en="At t = 0 a row is noise, at t = 1 data; row i goes by t[i], for all its elements.",
        zh="t = 0 时一行是噪声，t = 1 时是数据；第 i 行按 t[i] 走，对它的所有元素都如此。",
    )
    for name, got, expected in zip(
        ("x_t", "velocity"), path_of(subject, (x0, x1, t)), (points(x0, x1, t), np.subtract(x1, x0)), strict=True
    ):
        expect_close(got, expected, rtol=EXACT, atol=EXACT, what=Text(en=name, zh=name), hint=hint)


@check(Text(en="other numbers of axes", zh="其他的轴数"))
def other_axes(subject: Subject, rng: np.random.Generator) -> None:
    """Rows that are vectors, and images; JAX compiles for each."""
    hint = Text(
        en="If three axes are right: as many axes of length 1 as x0 has after the first.",
        zh="如果三个轴时是对的：x0 在第一个轴之后有几个轴，就补几个长度为 1 的轴。",
    )
    for shape in ((3, 3), (3, 2, 1, 3))[: 1 if subject.framework == "jax" else 2]:
        args = draw(rng, shape)
        what = Text(en=f"x_t of shape {shape}", zh=f"形状 {shape} 的 x_t")
        expect_close(path_of(subject, args)[0], points(*args), rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="the loss", zh="损失"))
def the_loss(subject: Subject, rng: np.random.Generator) -> None:
    """The mean over all elements."""
    args = draw(rng)
    hint = Text(
        en="The network sees x_t and t; its guess is compared with the velocity, and all elements count alike.",
        zh="网络看到的是 x_t 和 t；它的猜测要与速度比较，所有元素的权重相同。",
    )
    value, _ = loss_of(subject, args)
    expected = squared_error(W, *args)
    expect_close(value, expected, rtol=EXACT, what=Text(en="the loss", zh="损失"), hint=hint)


@check(Text(en="gradient of the loss", zh="损失的梯度"))
def gradient(subject: Subject, rng: np.random.Generator) -> None:
    """With respect to the network's matrix; in NumPy to what the network returned."""
    args = draw(rng)
    hint = Text(
        en="The loss must depend on what predict returns, with the 2 and the mean over all elements.",
        zh="损失必须依赖 predict 的返回值，含系数 2 以及对所有元素取的均值。",
    )
    if subject.framework != "numpy":
        got = subject.call(Given("gradient"), Submitted("loss"), W, *args, precision="float64")
        if got is None:
            en, zh = "No gradient reaches the network.", "没有梯度传到网络。"
            fail(Text(en=en, zh=zh), code="no gradient", hint=hint)
        what = Text(en="the gradient for w", zh="w 的梯度")
        expected = central_differences(lambda w: squared_error(w, *args), W)
        expect_close(got, expected, rtol=DIFFERENCE, atol=DIFFERENCE, what=what, hint=hint)
        return
    _, slope = loss_of(subject, args)
    x0, x1, t = args
    at = predict(W, points(x0, x1, t), t)
    expected = central_differences(lambda moved: np.average((moved - x1 + x0) ** 2), at)
    what = Text(en="d_predicted", zh="d_predicted")
    expect_close(slope, expected, rtol=DIFFERENCE, atol=DIFFERENCE, what=what, hint=hint)


@check(Text(en="one step", zh="一步"))
def one_step(subject: Subject, rng: np.random.Generator) -> None:
    """From 0 to 1 at once, with the velocity at 0."""
    x = rng.normal(size=SHAPE)
    got = subject.call("sample", Given("predict"), x, 1, precision="float64")
    hint = Text(
        en="One step has length 1 and uses the velocity of its beginning, t = 0.",
        zh="只走一步时步长为 1，用的是起点 t = 0 处的速度。",
    )
    what = Text(en="the samples of one step", zh="走一步的样本")
    expect_close(got, solved(x, 1), rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="several steps", zh="多步"))
def several_steps(subject: Subject, rng: np.random.Generator) -> None:
    """Each from where the last one ended."""
    hint = Text(
        en="If one step is right: which length has a step, and does each start where the last one ended?",
        zh="如果一步是对的：每步的步长是多少？是否每一步都从上一步的终点开始？",
    )
    for steps in (2, 5):
        x = rng.normal(size=SHAPE)
        got = subject.call("sample", Given("predict"), x, steps, precision="float64")
        what = Text(en=f"the samples of {steps} steps", zh=f"走 {steps} 步的样本")
        expect_close(got, solved(x, steps), rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="the time grid", zh="时间网格"))
def time_grid(subject: Subject, rng: np.random.Generator) -> None:
    """The times that a network wrote down, for few and for many steps, in float32."""
    hint = Text(
        en="Count steps in whole numbers and divide: k / steps. A sum of strides misses 1, by a step or by a little.",
        zh="用整数计步再相除：k / steps。步长逐次累加会错过 1，差一步或差一点。",
    )
    for steps in (10, 1000):
        got = subject.call("sample", Given("recorder"), np.zeros((2, 1 + 2 * steps)), steps)
        expect_shape(got, (2, 1 + 2 * steps), what=Text(en="the samples", zh="样本"))
        total, lengths, products = np.split(np.asarray(got[int(rng.integers(2))], float), [1, 1 + steps])
        if round(float(total[0])) != steps:
            way = f"{float(total[0]) / steps:.6g}"
            fail(
                Text(
                    en=f"The lengths of all steps add up to {way} with steps = {steps}; expected 1.",
                    zh=f"steps = {steps} 时，所有步的步长之和为 {way}；应为 1。",
                ),
                code=f"{way} of the way",
                hint=hint,
            )
        asked = products / np.where(lengths == 0, 1, lengths)
        what = Text(en=f"the times of {steps} steps", zh=f"走 {steps} 步的各个时间")
        expect_close(asked, times(steps), rtol=DRIFT, atol=DRIFT, what=what, hint=hint)


@check(Text(en="a program that does not grow", zh="程序不随步数增长"), match="failure", frameworks=("jax",))
def does_not_grow(subject: Subject, rng: np.random.Generator) -> None:
    """The network runs in Python while it is traced, and not for each step."""
    calls = subject.call(
        Given("calls_of_network"), Submitted("sample"), rng.normal(size=SHAPE), 20, precision="float64"
    )
    if calls > AT_MOST:
        fail(
            Text(
                en=f"20 steps ran the network {calls} times in Python.",
                zh=f"走 20 步时网络在 Python 中运行了 {calls} 次。",
            ),
            code="unrolled",
            hint=Text(
                en="jax.lax.fori_loop and jax.lax.scan trace one step.",
                zh="jax.lax.fori_loop 和 jax.lax.scan 只追踪一步。",
            ),
        )


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("numpy", "torch"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The points that went in."""
    hint = Text(en="Make new arrays: x = x + …, not x += ….", zh="请生成新的数组：用 x = x + …，不用 x += …。")
    for name, args in {"path": draw(rng), "sample": (Given("predict"), rng.normal(size=SHAPE), 2)}.items():
        with subject.noted() as note:
            _, after = subject.call_watching(name, *args, precision="float64")
            note(after)
        skip = int(name == "sample")
        what = Text(en=f"the arguments of {name} afterwards", zh=f"调用 {name} 之后的参数")
        expect_equal(list(after)[skip:], list(args)[skip:], what=what, hint=hint)
