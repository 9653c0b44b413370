"""Log-sum-exp and log-softmax along an axis, with entries of -inf, and the gradient of log-softmax by hand.

The oracle rests on `np.logaddexp`, which needs no shift and is -inf for two -inf; its gradient is a central difference.
"""

from typing import Literal

import numpy as np

from kata.grading import Subject, Text, central_differences, check, expect_close, expect_shape, expect_unchanged

LSE, LOG_SOFTMAX, GRADIENT = "logsumexp", "log_softmax", "log_softmax_grad"
Tolerance = tuple[Literal["float32", "float64"], float, float]
# Precision, rtol, atol. A logit of 1e4 has steps of 1e-3 in float32: whoever subtracts the whole log-sum-exp at once
# is right to that and no further.
DOUBLE: Tolerance = ("float64", 1e-9, 1e-10)
SINGLE: Tolerance = ("float32", 1e-5, 2e-3)
# How far a central difference of width 1e-4 may be off: 8e-8 was the worst of 500 draws, among logits of 1e4.
DIFFERENCE = 2e-7


def logsumexp(x: np.ndarray, axis: int) -> np.ndarray:
    """Return log sum exp along `axis`, which goes."""
    return np.logaddexp.reduce(x, axis=axis)


def log_softmax(x: np.ndarray, axis: int) -> np.ndarray:
    """Return the log-softmax, of the shape of `x`; -inf where `x` is -inf."""
    total = np.logaddexp.reduce(x, axis=axis, keepdims=True)
    return np.where(np.isneginf(x), -np.inf, x - np.where(np.isneginf(total), 0, total))


def gradient(x: np.ndarray, upstream: np.ndarray, axis: int) -> np.ndarray:
    """Return central differences of sum(upstream * log_softmax(x))."""
    there = log_softmax(x, axis)  # taken off, so that logits of 1e4 round off no more than they must
    return central_differences(lambda moved: np.sum(upstream * (log_softmax(moved, axis) - there)), x, step=1e-4)


def exact(values: np.ndarray) -> np.ndarray:
    """Round to multiples of 1/64, which float32 holds exactly."""
    return np.round(values * 64) / 64


def draw(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return x and upstream, both (2, 4, 3); no two axes are of one length."""
    return exact(rng.normal(0, 3, (2, 4, 3))), exact(rng.normal(size=(2, 4, 3)))


def precisions(subject: Subject) -> tuple[Tolerance, ...]:
    """Return the precisions to call functions in: JAX, which compiles each operation anew, meets float32 under jit."""
    return (DOUBLE,) if subject.framework == "jax" else (DOUBLE, SINGLE)


def expect_values(subject: Subject, name: str, x: np.ndarray, axis: int, hint: Text) -> None:
    """Expect log-sum-exp or log-softmax in every precision."""
    oracle = {LSE: logsumexp, LOG_SOFTMAX: log_softmax}[name]
    for precision, rtol, atol in precisions(subject):
        got = subject.call(name, x, axis, precision=precision)
        what = Text(en=f"{name} along axis {axis}", zh=f"沿轴 {axis} 的 {name}")
        expect_close(got, oracle(x, axis), rtol=rtol, atol=atol, what=what, hint=hint)


def expect_gradient(subject: Subject, x: np.ndarray, upstream: np.ndarray, axis: int, hint: Text) -> None:
    """Expect the gradient by hand in float64."""
    got = subject.call(GRADIENT, x, upstream, axis, precision="float64")
    what = Text(en=f"{GRADIENT} along axis {axis}", zh=f"沿轴 {axis} 的 {GRADIENT}")
    expect_close(got, gradient(x, upstream, axis), rtol=1e-6, atol=DIFFERENCE, what=what, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shapes of what comes back."""
    x, upstream = draw(rng)
    hint = Text(en="A sum removes the axis it goes along.", zh="求和会去掉它所沿的轴。")
    for name, args, shape in (
        (LSE, (x, 1), (2, 3)),
        (LOG_SOFTMAX, (x, 1), (2, 4, 3)),
        (GRADIENT, (x, upstream, 1), (2, 4, 3)),
    ):
        got = subject.call(name, *args, precision="float64")
        expect_shape(got, shape, what=Text(en=name, zh=name), hint=hint)


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """Ordinary numbers, along the middle axis."""
    x, _ = draw(rng)
    hint = Text(
        en="The log of the sum of the exps along that axis; then x minus that.",
        zh="沿该轴先取 exp，求和，再取对数；然后用 x 减去它。",
    )
    expect_values(subject, LSE, x, 1, hint)
    expect_values(subject, LOG_SOFTMAX, x, 1, hint)


@check(Text(en="any axis", zh="任意轴"))
def any_axis(subject: Subject, rng: np.random.Generator) -> None:
    """The first axis, and the last one counted from the end."""
    x, _ = draw(rng)
    hint = Text(
        en="Pass the axis on to max and to sum alike; keepdims keeps the rest aligned.",
        zh="max 和 sum 都要用同一个轴；keepdims 能让其余的轴保持对齐。",
    )
    for axis in (0, -1):
        expect_values(subject, LSE, x, axis, hint)
        expect_values(subject, LOG_SOFTMAX, x, axis, hint)


@check(Text(en="gradient", zh="梯度"))
def gradient_by_hand(subject: Subject, rng: np.random.Generator) -> None:
    """Against central differences of the judge's own log-softmax, along two axes."""
    hint = Text(
        en="Each output depends on every input of its slice: -p[k] times the sum of upstream, and upstream[k] itself.",
        zh="每个输出都依赖切片中的所有输入：-p[k] 乘以 upstream 之和，再加上 upstream[k] 本身。",
    )
    for axis in (1, -1):
        expect_gradient(subject, *draw(rng), axis, hint)


@check(Text(en="huge logits", zh="极大的 logits"))
def huge(subject: Subject, rng: np.random.Generator) -> None:
    """Slices around 1e4, around -1e4, and with both."""
    x, upstream = draw(rng)
    x[0, :, 0] += 1e4
    x[0, :, 1] -= 1e4
    x[1, :, 2] += rng.permutation([1e4, -1e4, 0, 1e4])
    hint = Text(
        en="If ordinary numbers are right: subtract each slice's own maximum before exp, and take no log of a probability.",
        zh="如果普通的数没有问题：在 exp 之前减去每个切片自己的最大值，并且不要对概率取对数。",
    )
    expect_values(subject, LSE, x, 1, hint)
    expect_values(subject, LOG_SOFTMAX, x, 1, hint)
    expect_gradient(subject, x, upstream, 1, hint)


@check(Text(en="entries of -inf", zh="值为 -inf 的元素"))
def impossible(subject: Subject, rng: np.random.Generator) -> None:
    """Some -inf in a slice, and slices of nothing else."""
    x, _ = draw(rng)
    x[0, rng.integers(4), 0] = -np.inf
    x[0, rng.permutation(4)[:3], 1] = -np.inf
    x[1, :, rng.integers(3)] = -np.inf
    hint = Text(
        en="Where all is -inf the maximum is -inf too, and -inf minus -inf is nan: subtract 0 there.",
        zh="全为 -inf 时最大值也是 -inf，而 -inf 减 -inf 得 nan：在那里减去 0 即可。",
    )
    expect_values(subject, LSE, x, 1, hint)
    expect_values(subject, LOG_SOFTMAX, x, 1, hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    x, upstream = draw(rng)
    for name, args in ((LSE, [x, 1]), (LOG_SOFTMAX, [x, 1]), (GRADIENT, [x, upstream, 1])):
        expect_unchanged(subject, name, *args)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )

    def once(worker: Subject) -> None:
        x, upstream = draw(rng)
        expect_values(worker, LSE, x, 1, hint)
        expect_values(worker, LOG_SOFTMAX, x, 1, hint)
        expect_gradient(worker, x, upstream, 1, hint)

    subject.repeatedly(once, rng)


@check(Text(en="under jit", zh="在 jit 之下"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """Two of them exported, in float32, with a slice of nothing but -inf."""
    x, _ = draw(rng)
    hint = Text(
        en="If plain calls are right: under jit an array has no values that Python could look at.",
        zh="如果直接调用没有问题：在 jit 之下，数组没有可供 Python 查看的值。",
    )
    _, rtol, atol = SINGLE
    x[1, :, 0] = -np.inf
    for name, oracle in ((LSE, logsumexp), (LOG_SOFTMAX, log_softmax)):
        got = subject.exported(name, x, 1)
        expect_close(got, oracle(x, 1), rtol=rtol, atol=atol, what=Text(en=name, zh=name), hint=hint)


@check(Text(en="autodiff through logsumexp", zh="对 logsumexp 自动微分"), frameworks=("torch", "jax"))
def autodiff(subject: Subject, rng: np.random.Generator) -> None:
    """The framework's own derivative, which is the softmax: of one slice, with huge entries, with -inf, with nothing else."""
    ordinary = exact(rng.normal(0, 2, 5))
    some, all_impossible = ordinary.copy(), np.full(5, -np.inf)
    some[rng.permutation(5)[:2]] = -np.inf
    hint = Text(
        en="If the value is right: autodiff goes through both sides of a where, and through the log of 0.",
        zh="如果数值是对的：自动微分会经过 where 的两侧，也会经过对 0 取的对数。",
    )
    what = Text(en="the derivative of logsumexp", zh="logsumexp 的导数")
    for x in (ordinary, ordinary + rng.permutation([1e4, 0, 0, 1e4, -1e4]), some, all_impossible):
        got = subject.gradient(LSE, x, 0, precision="float64")
        expect_close(got, np.exp(log_softmax(x, 0)), rtol=1e-6, atol=DIFFERENCE, what=what, hint=hint)
