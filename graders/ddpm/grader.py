"""DDPM: the schedule, the jump to noise, the loss with its gradient, one step back, and all of them.

The oracle's step knows no formula of the noise: it guesses the data, and takes the mean of x_(t-1) given x_t and the
data, with its two weights. Its gradient is a central difference.
"""

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
STEPS = 4
SHAPE = (3, 2, 3)  # as many rows as columns: what is broadcast along the wrong axis has the right shape
Arrays = tuple[np.ndarray, ...]
W = np.array([[0.5, -1.0], [0.3, 0.8]])  # as in given.py


# The oracle.


def bars(betas: np.ndarray) -> np.ndarray:
    """Return the products of 1 - beta up to each step."""
    return np.array([np.exp(np.sum(np.log1p(-betas[: t + 1]))) for t in range(len(betas))])


def predict(w: np.ndarray, x: np.ndarray, t: np.ndarray) -> np.ndarray:
    """Return what the network of given.py does."""
    return np.tanh(np.einsum("oc,bcl->bol", w, x)) + 0.1 * t[:, None, None]


def noised(x0: np.ndarray, t: np.ndarray, noise: np.ndarray, alpha_bars: np.ndarray) -> np.ndarray:
    """Return x_t, row by row: a point of the circle through data and noise."""
    angles = np.arccos(np.sqrt(alpha_bars[t]))
    return np.stack([np.cos(a) * x + np.sin(a) * e for a, x, e in zip(angles, x0, noise, strict=True)])


def squared_error(w: np.ndarray, x0: np.ndarray, t: np.ndarray, noise: np.ndarray, alpha_bars: np.ndarray) -> float:
    """Return the mean over all elements."""
    return float(np.average((predict(w, noised(x0, t, noise, alpha_bars), t) - noise) ** 2))


def back(x: np.ndarray, t: int, predicted: np.ndarray, noise: np.ndarray, betas: np.ndarray) -> np.ndarray:
    """Return one step: the mean of x_(t-1) given x_t and the guessed data, plus noise."""
    bar, before = bars(betas)[t], np.prod(1 - betas[:t])
    data = (x - np.sqrt(1 - bar) * predicted) / np.sqrt(bar)
    mean = np.sqrt(before) * betas[t] / (1 - bar) * data + np.sqrt(1 - betas[t]) * (1 - before) / (1 - bar) * x
    return np.asarray(mean + np.sqrt(betas[t]) * noise if t else mean)


def draw(rng: np.random.Generator, shape: tuple[int, ...] = SHAPE) -> Arrays:
    """Return x0, t, noise and alpha_bars: rows of different steps, the first and the last among them."""
    t = rng.permutation([0, STEPS - 1, *rng.integers(0, STEPS, shape[0] - 2)])
    return rng.normal(1, 1, shape), t, rng.normal(size=shape), bars(rng.uniform(0.1, 0.5, STEPS))


def step_arguments(rng: np.random.Generator, t: int) -> tuple[Any, ...]:
    """Return x, t, predicted, noise and both tables."""
    betas = rng.uniform(0.1, 0.5, STEPS)
    x, predicted, noise = rng.normal(size=(3, *SHAPE))
    return x, t, predicted, noise, betas, bars(betas)


def loss_of(subject: Subject, args: Arrays) -> Any:
    """Return the loss and, in NumPy, its gradient by hand; None elsewhere."""
    got = subject.call("loss", Given("predict"), *args, precision="float64")
    if subject.framework != "numpy":
        return got, None
    if not isinstance(got, list | tuple) or len(got) != 2:
        en, zh = "loss must return (loss, d_predicted).", "loss 必须返回 (loss, d_predicted)。"
        fail(Text(en=en, zh=zh), code="pair")
    return got


# The checks.


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shapes of all results but the samples."""
    got = subject.call("schedule", STEPS, 0.1, 0.4, precision="float64")
    if not isinstance(got, list | tuple) or len(got) != 2:
        en, zh = "schedule must return (betas, alpha_bars).", "schedule 必须返回 (betas, alpha_bars)。"
        fail(Text(en=en, zh=zh), code="pair")
    for name, table in zip(("betas", "alpha_bars"), got, strict=True):
        expect_shape(table, (STEPS,), what=Text(en=name, zh=name))
    args = draw(rng)
    added = subject.call("add_noise", *args, precision="float64")
    expect_shape(added, SHAPE, what=Text(en="add_noise", zh="add_noise"))
    value, slope = loss_of(subject, args)
    hint = Text(en="One number for the whole batch.", zh="整个批量一个数。")
    expect_shape(value, (), what=Text(en="the loss", zh="损失"), hint=hint)
    if slope is not None:
        expect_shape(slope, SHAPE, what=Text(en="d_predicted", zh="d_predicted"))
    stepped = subject.call("step", *step_arguments(rng, 2), precision="float64")
    expect_shape(stepped, SHAPE, what=Text(en="step", zh="step"))


@check(Text(en="the schedule", zh="噪声日程"))
def the_schedule(subject: Subject, rng: np.random.Generator) -> None:
    """Both tables."""
    first, last = rng.uniform(0.01, 0.1), rng.uniform(0.3, 0.5)
    betas = np.array([first + (last - first) * t / (STEPS - 1) for t in range(STEPS)])
    got = subject.call("schedule", STEPS, first, last, precision="float64")
    hint = Text(
        en="betas reaches last; alpha_bars[t] is the product of 1 - beta over the steps 0 to t.",
        zh="betas 要到达 last；alpha_bars[t] 是第 0 到 t 步的 1 - beta 的乘积。",
    )
    for name, table, expected in zip(("betas", "alpha_bars"), got, (betas, bars(betas)), strict=True):
        expect_close(table, expected, rtol=EXACT, what=Text(en=name, zh=name), hint=hint)


@check(Text(en="noise in one jump", zh="一步加噪"))
def one_jump(subject: Subject, rng: np.random.Generator) -> None:
    """Each row at its own step."""
    args = draw(rng)
    hint = Text(
        en="Row i reads alpha_bars[t[i]], for all its elements; the two factors' squares add up to 1.",
        zh="第 i 行读取 alpha_bars[t[i]]，用于它的所有元素；两个系数的平方和为 1。",
    )
    got = subject.call("add_noise", *args, precision="float64")
    expect_close(got, noised(*args), rtol=EXACT, atol=EXACT, what=Text(en="add_noise", zh="add_noise"), hint=hint)


@check(Text(en="other numbers of axes", zh="其他的轴数"))
def other_axes(subject: Subject, rng: np.random.Generator) -> None:
    """Rows that are vectors, and images; JAX compiles for each."""
    for shape in ((3, 3), (3, 2, 1, 3))[: 1 if subject.framework == "jax" else 2]:
        args = draw(rng, shape)
        hint = Text(
            en="If three axes are right: as many axes of length 1 as x0 has after the first.",
            zh="如果三个轴时是对的：x0 在第一个轴之后有几个轴，就补几个长度为 1 的轴。",
        )
        got = subject.call("add_noise", *args, precision="float64")
        what = Text(en=f"add_noise of shape {shape}", zh=f"形状 {shape} 的 add_noise")
        expect_close(got, noised(*args), rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="the loss", zh="损失"))
def the_loss(subject: Subject, rng: np.random.Generator) -> None:
    """The mean over all elements, of the noise and nothing else."""
    args = draw(rng)
    hint = Text(
        en="The network sees x_t and t; its guess is compared with the noise that went in.",
        zh="网络看到的是 x_t 和 t；它的猜测要与加入的噪声比较。",
    )
    value, _ = loss_of(subject, args)
    expected = squared_error(W, *args)
    expect_close(value, expected, rtol=EXACT, what=Text(en="the loss", zh="损失"), hint=hint)


@check(Text(en="gradient of the loss", zh="损失的梯度"))
def gradient(subject: Subject, rng: np.random.Generator) -> None:
    """With respect to the network's matrix; in NumPy carried there from what the submission returns."""
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
    x0, t, noise, alpha_bars = args
    at = predict(W, noised(x0, t, noise, alpha_bars), t)
    expected = central_differences(lambda moved: np.average((moved - noise) ** 2), at)
    what = Text(en="d_predicted", zh="d_predicted")
    expect_close(slope, expected, rtol=DIFFERENCE, atol=DIFFERENCE, what=what, hint=hint)


@check(Text(en="one step back", zh="去噪一步"))
def one_step(subject: Subject, rng: np.random.Generator) -> None:
    """In the middle and at the far end."""
    hint = Text(
        en="Take apart what is wrong: call it with noise = 0, then with predicted = 0. Which table, and which root?",
        zh="把错误拆开看：先令 noise = 0 调用，再令 predicted = 0 调用。用的是哪张表？哪里有根号？",
    )
    for t in (2, STEPS - 1):
        args = step_arguments(rng, t)
        got = subject.call("step", *args, precision="float64")
        what = Text(en=f"the step of t = {t}", zh=f"t = {t} 的一步")
        expect_close(got, back(*args[:5]), rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="no noise at the end", zh="最后不加噪声"))
def last_step(subject: Subject, rng: np.random.Generator) -> None:
    """The step of t = 0 gives the guessed data; that of t = 1 is as all others."""
    hint = Text(
        en="Only the step of t = 0 leaves the noise out; the rest of its formula is the same.",
        zh="只有 t = 0 的一步不加噪声；公式的其余部分不变。",
    )
    for t in (1, 0):
        args = step_arguments(rng, t)
        got = subject.call("step", *args, precision="float64")
        what = Text(en=f"the step of t = {t}", zh=f"t = {t} 的一步")
        expect_close(got, back(*args[:5]), rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="sampling", zh="采样"))
def sampling(subject: Subject, rng: np.random.Generator) -> None:
    """All steps, from the last to the first."""
    betas, start, noises = rng.uniform(0.1, 0.5, STEPS), rng.normal(size=SHAPE), rng.normal(size=(STEPS, *SHAPE))
    got = subject.call("sample", Given("predict"), start, noises, betas, bars(betas), precision="float64")
    x = start
    for t in range(STEPS - 1, -1, -1):
        x = back(x, t, predict(W, x, np.full(len(x), t)), noises[t], betas)
    hint = Text(
        en="If single steps are right: from steps-1 down to 0, each guess made at the x and the t of its step.",
        zh="如果单步是对的：从 steps-1 走到 0，每次猜测都用该步的 x 和 t。",
    )
    expect_close(got, x, rtol=EXACT, atol=EXACT, what=Text(en="the samples", zh="样本"), hint=hint)


@check(Text(en="a traced t", zh="被追踪的 t"), frameworks=("jax",))
def traced(subject: Subject, rng: np.random.Generator) -> None:
    """The step as a program of its own, whose input is t."""
    x, _, *rest = step_arguments(rng, 0)
    got = subject.exported("step", x, np.asarray(0), *rest, precision="float64")
    hint = Text(
        en="Under jit no Python if can look at t: compute the factor of the noise.",
        zh="在 jit 之下，Python 的 if 看不到 t：请算出噪声的系数。",
    )
    expected = back(x, 0, *rest[:3])
    expect_close(got, expected, rtol=EXACT, atol=EXACT, what=Text(en="the step", zh="这一步"), hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("numpy", "torch"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """After each function that takes arrays."""
    betas, start, noises = rng.uniform(0.1, 0.5, STEPS), rng.normal(size=SHAPE), rng.normal(size=(STEPS, *SHAPE))
    calls = {
        "add_noise": draw(rng),
        "step": step_arguments(rng, 2),
        "sample": (Given("predict"), start, noises, betas, bars(betas)),
    }
    hint = Text(en="Make new arrays.", zh="请生成新的数组。")
    for name, args in calls.items():
        with subject.noted() as note:
            _, after = subject.call_watching(name, *args, precision="float64")
            note(after)
        skip = int(name == "sample")
        what = Text(en=f"the arguments of {name} afterwards", zh=f"调用 {name} 之后的参数")
        expect_equal(list(after)[skip:], list(args)[skip:], what=what, hint=hint)
