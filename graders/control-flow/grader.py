"""Loops and choices under jit, against plain Python on NumPy numbers."""

from typing import Any

import numpy as np

from kata.grading import (
    Given,
    Subject,
    Submitted,
    Text,
    check,
    expect_close,
    expect_equal,
    expect_shape,
    fail,
)

AT_MOST = 8  # runs of f in Python for 60 iterations: value, derivative and unrolling by a few included


def root(x: float, tol: float, most: int) -> tuple[float, int]:
    """Return what `newton` should for `cubic`."""
    steps = 0
    while abs(x**3 - x - 6) > tol and steps < most:
        x -= (x**3 - x - 6) / (3 * x**2 - 1)
        steps += 1
    return x, steps


def pair(got: Any) -> Any:
    """Return what `newton` gave, which must be a pair."""
    if not isinstance(got, list | tuple) or len(got) != 2:
        fail(Text(en="newton must return (x, steps).", zh="newton 必须返回 (x, steps)。"), code="pair")
    return got


def solve(subject: Subject, x: float, tol: float, most: int) -> Any:
    """Return the submission's (x, steps)."""
    args = np.asarray(x), np.asarray(tol), np.asarray(most)
    return pair(subject.call(Given("solved"), Submitted("newton"), *args, precision="float64"))


@check(Text(en="contract", zh="约定"))
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Newton's method runs inside jit and counts with an integer."""
    x, steps = solve(subject, rng.uniform(2.5, 4), 1e-9, 50)
    expect_shape(x, (), what=Text(en="x", zh="x"))
    expect_shape(steps, (), what=Text(en="steps", zh="steps"))
    expect_close(steps, np.asarray(0), rtol=0, atol=np.inf, what=Text(en="steps", zh="steps"))  # any integer


@check(Text(en="until convergence", zh="直到收敛"))
def until_convergence(subject: Subject, rng: np.random.Generator) -> None:
    """To the root, in as many steps as the judge's loop; the last time from where f is negative."""
    above, below = rng.uniform(2.5, 4), rng.uniform(1.2, 1.7)
    for start, tol in ((above, 1e-9), (above, 0.1), (below, 1e-9)):
        x, steps = solve(subject, start, tol, 50)
        expected, count = root(start, tol, 50)
        hint = Text(
            en="The loop goes on while |f(x)| > tol: f at the newest x, of either sign, and not the length of the step.",
            zh="循环在 |f(x)| > tol 时继续：看的是最新的 x 处的 f（正负皆可），而不是步长。",
        )
        expect_close(x, expected, rtol=1e-9, what=Text(en="x", zh="x"), hint=hint)
        expect_equal(steps, count, what=Text(en="steps", zh="steps"), hint=hint)


@check(Text(en="no step too many", zh="不多走一步"))
def bounded(subject: Subject, rng: np.random.Generator) -> None:
    """At most `most` steps; none from a root, nor from where |f| is `tol` itself."""
    hint = Text(
        en="Ask before each step: none is made from a good x, where |f(x)| is `tol` or less, or once `most` are done.",
        zh="每一步之前先判断：x 已足够好（|f(x)| 不大于 `tol`），或已走满 `most` 步时，就不再走。",
    )
    for start, tol, most in ((rng.uniform(3, 4), 1e-9, 2), (2.0, 1e-9, 50), (3.0, 18.0, 50), (1.0, 6.0, 50)):
        x, steps = solve(subject, start, tol, most)
        expected, count = root(start, tol, most)
        expect_equal(steps, count, what=Text(en="steps", zh="steps"), hint=hint)
        expect_close(x, expected, rtol=1e-9, what=Text(en="x", zh="x"), hint=hint)


@check(Text(en="one of three branches", zh="三个分支之一"))
def one_branch(subject: Subject, rng: np.random.Generator) -> None:
    """Value and gradient of each branch, where the first has a real result."""
    x = rng.uniform(0.5, 2, 3)
    weights = np.arange(1, 4)
    cases = ((np.sqrt(x), 0.5 * weights / np.sqrt(x)), (x**2, 2 * weights * x), (-x, -1.0 * weights))
    # Out of range too: below, and beyond the end.
    for index, branch in ((0, 0), (1, 1), (2, 2), (-1, 0), (7, 2)):
        expect_close(
            subject.call(Given("chosen"), Submitted("dispatch"), np.asarray(index), x, precision="float64"),
            cases[branch],
            rtol=1e-9,
            what=Text(en=f"value and gradient for index {index}", zh=f"索引 {index} 的值与梯度"),
            hint=Text(
                en="The index is clamped: below 0 it counts as 0, beyond the end as the last.",
                zh="索引要截断：小于 0 当作 0，超出末尾当作最后一个。",
            ),
        )


@check(Text(en="other branches do not matter", zh="其他分支没有影响"))
def others_do_not_matter(subject: Subject, rng: np.random.Generator) -> None:
    """Where the square root of the first branch is NaN."""
    x = rng.normal(size=3) * [1, -1, 1]
    x[1] = -abs(x[1])
    expect_close(
        subject.call(Given("chosen"), Submitted("dispatch"), np.asarray(1), x, precision="float64"),
        (x**2, 2 * np.arange(1, 4) * x),
        rtol=1e-9,
        what=Text(en="value and gradient of the square", zh="平方的值与梯度"),
        hint=Text(
            en="A selection among computed results multiplies the others' gradients by 0, and 0 * nan is nan.",
            zh="在已算出的结果之间选择，会让其他分支的梯度乘以 0，而 0 * nan 是 nan。",
        ),
    )


@check(Text(en="repeated n times", zh="重复 n 次"))
def repeated(subject: Subject, rng: np.random.Generator) -> None:
    """Value and derivative, by the chain rule; also of no repetition."""
    for n in (5, 0):
        x = rng.uniform(0.1, 0.4)
        value, slope = x, 1.0
        for _ in range(n):
            value, slope = 2.9 * value * (1 - value), slope * 2.9 * (1 - 2 * value)
        got = subject.call(Given("iterated"), Submitted("iterate"), np.asarray(x), n, precision="float64")
        expect_close(
            got[:2],
            (value, slope),
            rtol=1e-9,
            what=Text(en=f"value and derivative for n = {n}", zh=f"n = {n} 时的值与导数"),
            hint=Text(
                en="f n times, with n = 0 giving x itself; reverse mode needs a loop whose length is known.",
                zh="f 作用 n 次，n = 0 时就是 x 本身；反向模式需要长度已知的循环。",
            ),
        )


@check(Text(en="the loop is not unrolled", zh="循环没有展开"), match="failure")
def not_unrolled(subject: Subject, rng: np.random.Generator) -> None:
    """The function is traced a few times for 60 repetitions."""
    x = np.asarray(rng.uniform(0.1, 0.4))
    runs = subject.call(Given("iterated"), Submitted("iterate"), x, 60, precision="float64")[2]
    if runs > AT_MOST:
        fail(
            Text(en=f"f ran {runs} times in Python for n = 60.", zh=f"n = 60 时，f 在 Python 中运行了 {runs} 次。"),
            code="unrolled",
            hint=Text(
                en="A Python loop makes a program as long as itself; jax.lax has loops that trace their body once.",
                zh="Python 循环产生与自身一样长的程序；jax.lax 的循环只追踪一次循环体。",
            ),
        )
