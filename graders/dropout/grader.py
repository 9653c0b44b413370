"""Dropout: what may come out, how often, from whose randomness, and the gradient through the same mask.

Masks are read off the outputs: the inputs have no zeros. Nothing here knows how a mask is drawn.
"""

from itertools import pairwise
from typing import Any

import numpy as np

from kata.grading import Handle, Rng, Subject, Text, check, expect_close, expect_equal, expect_shape, fail

SHAPE, P = (64, 64), 0.3  # every check draws this shape: JAX compiles for each shape
SINGLE = 1e-5  # one product in float32


def draw(rng: np.random.Generator) -> np.ndarray:
    """Return numbers away from 0, multiples of 1/64, which float32 holds exactly."""
    return np.asarray(np.round(rng.uniform(1, 4, SHAPE) * 64) / 64 * rng.choice([-1.0, 1.0], SHAPE))


def seed_of(rng: np.random.Generator) -> int:
    """Return a seed."""
    return int(rng.integers(2**31))


# What the frameworks do differently: PyTorch has a module with a mode, NumPy also returns the factor.


def begin(subject: Subject, p: float, seed: int | None, training: bool = True) -> Handle:
    """Return a module of PyTorch in its mode, with a generator of its own unless the seed is None."""
    module: Handle = subject.call("Dropout", p, *(() if seed is None else (Rng(seed),)), keep=True)
    subject.call("train", training, on=module)
    return module


def run(subject: Subject, x: np.ndarray, p: float, seed: int, training: bool | None = True) -> tuple[Any, Any]:
    """Return the submission's y, and in NumPy its factor; `training` is left out if it is None."""
    if subject.framework == "torch":
        return subject.call("forward", x, on=begin(subject, p, seed, training is not False)), None
    got = subject.call("dropout", x, p, Rng(seed), *(() if training is None else (training,)))
    if subject.framework == "jax":
        return got, None
    if not isinstance(got, list | tuple) or len(got) != len(("y", "factor")):
        fail(Text(en="dropout must return (y, factor).", zh="dropout 必须返回 (y, factor)。"), code="structure")
    expect_shape(got[1], SHAPE, what=Text(en="factor", zh="factor"))
    return got[0], got[1]


def outputs(subject: Subject, x: np.ndarray, p: float, seed: int, training: bool = True) -> np.ndarray:
    """Return the submission's y as finite numbers of the right shape, in float64."""
    y, _ = run(subject, x, p, seed, training)
    expect_shape(y, SHAPE, what=Text(en="y", zh="y"))
    return np.asarray(y, np.float64)


def backward(subject: Subject, x: np.ndarray, dy: np.ndarray, p: float, seed: int) -> tuple[Any, Any]:
    """Return y and dx of one and the same mask."""
    if subject.framework == "torch":
        module = begin(subject, p, seed, training=False)
        leaf = subject.call("clone", on=subject.call("forward", x, on=module, keep=True), keep=True)
        leaf = subject.call("requires_grad_", on=leaf, keep=True)
        subject.call("train", True, on=module)
        y = subject.call("forward", leaf, on=module, keep=True)
        product = subject.call("mul", dy, on=y, keep=True)
        subject.call("backward", on=subject.call("sum", on=product, keep=True))
        return subject.call("detach", on=y), subject.call("__getattribute__", "grad", on=leaf)
    y, factor = run(subject, x, p, seed)
    if subject.framework == "jax":
        return y, subject.call("dropout_backward", dy, x, p, Rng(seed))
    return y, subject.call("dropout_backward", dy, np.asarray(factor, np.float64))


# The checks.


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shapes of what comes back."""
    outputs(subject, draw(rng), P, seed_of(rng))


@check(Text(en="evaluation", zh="评估模式"), match="failure")
def evaluation(subject: Subject, rng: np.random.Generator) -> None:
    """Y is x, and the factor is 1."""
    x = draw(rng)
    y, factor = run(subject, x, P, seed_of(rng), training=False)
    hint = Text(en="In evaluation nothing is dropped and nothing is scaled.", zh="评估时既不丢弃，也不缩放。")
    expect_shape(y, SHAPE, what=Text(en="y", zh="y"))
    dropped = int(np.sum(np.asarray(y) == 0))
    code = "drops" if dropped else "scales"
    expect_close(y, x, rtol=SINGLE, what=Text(en="y in evaluation", zh="评估时的 y"), hint=hint, code=code)
    if subject.framework == "numpy":
        expect_close(factor, np.ones(SHAPE), rtol=SINGLE, what=Text(en="factor", zh="factor"), hint=hint)


@check(Text(en="zero or scaled", zh="置零或缩放"), match="failure")
def zero_or_scaled(subject: Subject, rng: np.random.Generator) -> None:
    """Every output is 0 or x / (1 - p), at two p, once by default; in NumPy the factor says which."""
    for p, training in ((P, True), (0.75, None)):
        x = draw(rng)
        y, factor = run(subject, x, p, seed_of(rng), training)
        expect_shape(y, SHAPE, what=Text(en="y", zh="y"))
        ratio = np.asarray(y, np.float64) / x
        stays = ratio[ratio != 0]
        if not np.isfinite(ratio).all() or not np.allclose(stays, 1 / (1 - p), rtol=SINGLE, atol=0):
            seen = float(np.median(stays)) if stays.size else 0.0
            fail(
                Text(
                    en=f"With p = {p} what is not zero is {seen:.4g} times x; expected 1 / (1 - p) = {1 / (1 - p):.4g} times.",
                    zh=f"p = {p} 时，不为零的值是 x 的 {seen:.4g} 倍；应为 1 / (1 - p) = {1 / (1 - p):.4g} 倍。",
                ),
                code=f"scale {seen:.3f}",
                hint=Text(
                    en="x stays with probability 1 - p: only divided by that does its mean remain.",
                    zh="x 以概率 1 - p 留下：只有除以它，均值才不变。",
                ),
            )
        if subject.framework == "numpy":
            what, hint = Text(en="factor", zh="factor"), Text(en="y = x · factor.", zh="y = x · factor。")
            expect_close(factor, ratio, rtol=SINGLE, what=what, hint=hint)


@check(Text(en="how many are dropped", zh="丢弃多少"), match="failure")
def share(subject: Subject, rng: np.random.Generator) -> None:
    """The share among 4096 numbers, in no rows and no columns.

    The share spreads by sqrt(0.21 / 4096) = 0.0072: beyond 0.036, 5 spreads, lies one draw in 1.7 million. That a row
    or column of 64 is kept whole has probability 128 · 0.7^64 = 1.5e-8; that two of 63 pairs of neighbouring rows
    agree, 63 · 0.58^64 = 5e-14.
    """
    dropped = outputs(subject, draw(rng), P, seed_of(rng)) == 0
    seen = float(dropped.mean())
    whole = [lines for lines in (dropped.mean(axis=0), dropped.mean(axis=1)) if np.isin(lines, (0.0, 1.0)).any()]
    if whole or any((one == other).all() for one, other in pairwise(dropped)):
        fail(
            Text(
                en="Whole rows or columns are dropped together, or all rows alike.",
                zh="整行或整列一起被丢弃，或者各行的掩码相同。",
            ),
            code="not independent",
            hint=Text(en="Draw a mask of the shape of x.", zh="请抽取与 x 形状相同的掩码。"),
        )
    if abs(seen - P) > 0.036:
        fail(
            Text(en=f"With p = {P}, {seen:.3f} of the numbers are zero.", zh=f"p = {P} 时，有 {seen:.3f} 的数为零。"),
            code=f"share {seen:.1f}",
            hint=Text(en="p is the probability to be dropped.", zh="p 是被丢弃的概率。"),
        )


@check(Text(en="whose randomness", zh="随机性的来源"), match="failure")
def randomness(subject: Subject, rng: np.random.Generator) -> None:
    """The same seed again, another one; global generators stay where they were; PyTorch's serves where none is given."""
    x, seed = draw(rng), seed_of(rng)
    first = outputs(subject, x, P, seed)
    hint = Text(en="The mask comes from what was passed: the generator, or the key.", zh="掩码来自传入的生成器或键。")
    if not np.array_equal(first, outputs(subject, x, P, seed)):
        fail(
            Text(en="The same seed gives another mask.", zh="同一个种子给出了不同的掩码。"),
            code="not replayed",
            hint=hint,
        )
    if np.array_equal(first, outputs(subject, x, P, seed + 1)):
        fail(Text(en="Another seed gives the same mask.", zh="换一个种子给出了相同的掩码。"), code="fixed", hint=hint)
    if subject.framework == "torch":
        expect_generators(subject, x, seed)
    elif subject.observe("global_rng", "dropout", x, P, Rng(seed), True):
        fail(Text(en="A global generator moved.", zh="全局生成器被动用了。"), code="global", hint=hint)


def expect_generators(subject: Subject, x: np.ndarray, seed: int) -> None:
    """Expect a module to move its own generator from call to call, and PyTorch's where it has none."""
    module = begin(subject, P, seed)
    moved = subject.observe("global_rng", "forward", x, on=module)
    if moved:
        fail(
            Text(
                en="With a generator of its own the module moved a global one.",
                zh="模块有自己的生成器，却动用了全局的。",
            ),
            code="global",
            hint=Text(en="Pass it on: torch.rand(…, generator=…).", zh="请把它传下去：torch.rand(…, generator=…)。"),
        )
    if np.array_equal(subject.call("forward", x, on=module), subject.call("forward", x, on=module)):
        fail(
            Text(en="Two calls in a row drop the same numbers.", zh="连续两次调用丢弃了同样的数。"),
            code="same mask",
            hint=Text(en="Draw anew in every call.", zh="每次调用都要重新抽取。"),
        )
    without = begin(subject, P, None)
    one, same, other = (subject.call("forward", x, on=without, seed=number) for number in (seed, seed, seed + 1))
    if not np.array_equal(one, same) or np.array_equal(one, other):
        fail(
            Text(
                en="Without a generator, torch.manual_seed must decide the mask.",
                zh="没有生成器时，掩码必须由 torch.manual_seed 决定。",
            ),
            code="not the global generator",
            hint=Text(en="generator=None is PyTorch's global one.", zh="generator=None 就是 PyTorch 的全局生成器。"),
        )


@check(Text(en="arguments left out", zh="省略的参数"), match="failure", frameworks=("torch",))
def left_out(subject: Subject, rng: np.random.Generator) -> None:
    """Half of the numbers dropped, by PyTorch's own generator.

    The share spreads by 0.5 / sqrt(4096) = 0.0078: beyond 0.04, 5.1 spreads, lies one draw in 3 million.
    """
    x, seed = draw(rng), seed_of(rng)
    module = subject.call("Dropout", keep=True)
    one, same, other = (subject.call("forward", x, on=module, seed=number) for number in (seed, seed, seed + 1))
    expect_shape(one, SHAPE, what=Text(en="y", zh="y"))
    dropped = np.asarray(one) == 0
    hint = Text(
        en="If the checks above pass: left out, p is 0.5 and generator is None, which is PyTorch's global one.",
        zh="如果上面的检查通过：省略时 p 为 0.5，generator 为 None，即 PyTorch 的全局生成器。",
    )
    what = Text(en="y of Dropout()", zh="Dropout() 的 y")
    expect_close(one, np.where(dropped, 0.0, 2 * x), rtol=SINGLE, what=what, hint=hint)
    if abs(float(dropped.mean()) - 0.5) > 0.04 or not np.array_equal(one, same) or np.array_equal(one, other):
        fail(
            Text(
                en="Dropout() drops half of the numbers, as torch.manual_seed decides.",
                zh="Dropout() 应丢弃一半的数，由 torch.manual_seed 决定是哪些。",
            ),
            code="defaults",
            hint=hint,
        )


@check(Text(en="gradient", zh="梯度"), match="failure")
def gradient(subject: Subject, rng: np.random.Generator) -> None:
    """Dx = dy · factor, with the mask of the forward pass."""
    x, dy = draw(rng), np.asarray(rng.normal(size=SHAPE), np.float32).astype(float)
    y, dx = backward(subject, x, dy, P, seed_of(rng))
    expect_shape(y, SHAPE, what=Text(en="y", zh="y"))
    expect_shape(dx, SHAPE, what=Text(en="dx", zh="dx"))
    stays = np.asarray(y) != 0
    code = "values" if np.array_equal(np.asarray(dx) != 0, stays) else "mask"
    hint = Text(
        en="The numbers that were dropped have acted on nothing; the others act through the same factor.",
        zh="被丢弃的数没有起作用；其余的数通过同一个因子起作用。",
    )
    expected = np.where(stays, dy / (1 - P), 0.0)
    expect_close(dx, expected, rtol=SINGLE, atol=1e-7, what=Text(en="dx", zh="dx"), hint=hint, code=code)


@check(Text(en="p of 0 and 1", zh="p 为 0 和 1"), match="failure")
def ends(subject: Subject, rng: np.random.Generator) -> None:
    """Nothing is dropped, and everything; then no gradient comes back either."""
    x, dy = draw(rng), np.ones(SHAPE)
    hint = Text(
        en="If other p are right: 1 / (1 - p) has no value at 1.", zh="如果其他 p 没有问题：1 / (1 - p) 在 1 处没有值。"
    )
    for p, y, dx in ((0.0, x, dy), (1.0, np.zeros(SHAPE), np.zeros(SHAPE))):
        got = backward(subject, x, dy, p, seed_of(rng))
        for value, expected, name in zip(got, (y, dx), ("y", "dx"), strict=True):
            what = Text(en=f"{name} with p = {p:.0f}", zh=f"p = {p:.0f} 时的 {name}")
            expect_close(value, expected, rtol=SINGLE, what=what, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), match="failure")
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    x, dy, seed = draw(rng), np.ones(SHAPE), seed_of(rng)
    if subject.framework == "torch":
        calls = [("forward", [x], begin(subject, P, seed))]
    elif subject.framework == "numpy":
        calls = [("dropout", [x, P, Rng(seed), True], None), ("dropout_backward", [dy, np.ones(SHAPE)], None)]
    else:
        calls = [("dropout", [x, P, Rng(seed), True], None)]
    hint = Text(en="Multiply into a new array.", zh="请把乘积放入新数组。")
    for name, args, on in calls:
        _, after = subject.call_watching(name, *args, on=on)
        for before, now in zip(args, after, strict=True):
            if isinstance(before, np.ndarray):
                what = Text(en=f"an argument of {name}", zh=f"传给 {name} 的数据")
                expect_equal(now, before, what=what, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """A mask and its gradient, again and again; in JAX a program of its own gives the same mask."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )

    def once(worker: Subject) -> None:
        x = draw(rng)
        y = outputs(worker, x, P, seed_of(rng))
        expected = np.where(y == 0, 0.0, x / (1 - P))
        expect_close(y, expected, rtol=SINGLE, what=Text(en="y", zh="y"), hint=hint)

    subject.repeatedly(once, rng)
    if subject.framework == "jax":
        x, seed = draw(rng), seed_of(rng)
        got, expected = subject.exported("dropout", x, P, Rng(seed), True), outputs(subject, x, P, seed)
        expect_close(got, expected, rtol=SINGLE, what=Text(en="y", zh="y"), hint=hint)
