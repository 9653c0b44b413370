"""Quantisation by output channel: scales, zero points, integers, the error, and a layer that uses them.

The oracle goes weight by weight with Python's numbers. Where integers are compared no weight is near a tie, or it is
one exactly, beside an even zero point: so it does not matter in which order a submission rounds and adds.
"""

from typing import Any, Literal

import numpy as np

from kata.grading import Subject, Text, check, expect_close, expect_dtype, expect_equal, expect_shape, fail

EXACT = 1e-11  # an output's two sums are in the thousands and nearly cancel each other
SINGLE = 5e-5  # the same in float32
D_OUT, D_IN = 5, 7  # one shape: JAX compiles for each
X_SHAPE = (2, 3, D_IN)
MARGIN = 0.01  # how far from a tie, in steps
INTEGERS = Text(en="q", zh="q")
SCALES = Text(en="scale", zh="scale")
ZEROS = Text(en="zero", zh="zero")
WEIGHTS = Text(en="the dequantised weights", zh="反量化后的权重")
OUT = Text(en="the output", zh="输出")
Precision = Literal["float32", "float64"]
Channels = tuple[np.ndarray, np.ndarray, np.ndarray]  # q, scale, zero


def grid(row: np.ndarray) -> tuple[float, int]:
    """Return the scale and the zero point of a row."""
    low, high = min(0.0, *row.tolist()), max(0.0, *row.tolist())
    scale = (high - low) / 255 or 1.0
    return scale, round(-low / scale)


def quantise(w: np.ndarray) -> Channels:
    """Return q, scale and zero, weight by weight."""
    grids = [grid(row) for row in w]
    q = [
        [min(255, max(0, round(value / scale) + zero)) for value in row.tolist()]
        for row, (scale, zero) in zip(w, grids, strict=True)
    ]
    scales, zeros = zip(*grids, strict=True)
    return np.array(q, np.uint8), np.array(scales), np.array(zeros, np.uint8)


def dequantise(q: np.ndarray, scale: np.ndarray, zero: np.ndarray) -> np.ndarray:
    """Return the weights: (d_out, d_in)."""
    return np.array([[s * (int(n) - int(z)) for n in row] for row, s, z in zip(q, scale, zero, strict=True)])


def clear_of_ties(w: np.ndarray) -> bool:
    """Return whether no weight, and no row's lower end, lies near the middle between two steps."""
    steps = np.concatenate([np.append(row, min(0.0, row.min())) / grid(row)[0] for row in w])
    return bool(np.all(np.abs(np.abs(steps - np.round(steps)) - 0.5) > MARGIN))


def draw(rng: np.random.Generator, sign: int = 0) -> np.ndarray:
    """Return weights, rows of different sizes: of both signs, unevenly, or all of one sign and far from 0.

    Of rows with both signs some zero points are rounded up and some down.
    """
    while True:
        if sign:
            w = sign * rng.uniform(2, 3, (D_OUT, D_IN))
        else:
            w = rng.normal(0, 1, (D_OUT, D_IN)) + rng.choice([-0.7, 0.7], (D_OUT, 1))
            w[:, :2] = np.abs(w[:, :2]) * [-1, 1]
        w *= rng.permutation([0.03, 0.2, 1.0, 4.0, 30.0])[:, None]
        ends = np.array([-min(0.0, row.min()) / grid(row)[0] for row in w]) % 1
        if clear_of_ties(w) and (sign or ends.min() < 0.5 < ends.max()):
            return w


def draw_layer(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return x, q, scale, zero and bias; float32 holds them exactly."""
    q = rng.integers(0, 256, (D_OUT, D_IN)).astype(np.uint8)
    zero = rng.permutation([0, 40, 131, 200, 255]).astype(np.uint8)
    x, scale, bias = rng.normal(size=X_SHAPE), rng.uniform(0.005, 0.02, D_OUT), rng.normal(size=D_OUT)
    x, scale, bias = (values.astype(np.float32).astype(np.float64) for values in (x, scale, bias))
    return x, q, scale, zero, bias


def quantised(subject: Subject, w: np.ndarray, precision: Precision = "float64") -> Any:
    """Return what the submission makes of w: three things."""
    got = subject.call("quantise", w, precision=precision)
    if not isinstance(got, list | tuple) or len(got) != 3:
        fail(
            Text(en="quantise must return (q, scale, zero).", zh="quantise 必须返回 (q, scale, zero)。"),
            code="structure",
        )
    return got


def precisions(subject: Subject) -> tuple[Precision, ...]:
    """Return the precisions to call functions in; JAX compiles anew for each."""
    return ("float64",) if subject.framework == "jax" else ("float64", "float32")


def expect_grids(subject: Subject, w: np.ndarray, hint: Text) -> None:
    """Compare scales and zero points."""
    _, scale, zero = quantised(subject, w)
    _, right_scale, right_zero = quantise(w)
    expect_close(scale, right_scale, rtol=EXACT, what=SCALES, hint=hint)
    expect_equal(zero, right_zero, what=ZEROS, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Shapes and dtypes."""
    w = draw(rng)
    for precision in precisions(subject):
        q, scale, zero = quantised(subject, w, precision)
        for value, shape, dtype, what in (
            (q, (D_OUT, D_IN), "uint8", INTEGERS),
            (scale, (D_OUT,), precision, SCALES),
            (zero, (D_OUT,), "uint8", ZEROS),
        ):
            expect_shape(value, shape, what=what)
            expect_dtype(value, dtype, what=what)
    x, *rest = draw_layer(rng)
    for precision in precisions(subject):
        for name, args, what, shape in (
            ("dequantise", rest[:3], WEIGHTS, (D_OUT, D_IN)),
            ("linear", [x, *rest], OUT, (*X_SHAPE[:-1], D_OUT)),
        ):
            got = subject.call(name, *args, precision=precision)
            expect_shape(got, shape, what=what)
            expect_dtype(got, precision, what=what)


@check(Text(en="scales and zero points", zh="缩放系数与零点"))
def grids(subject: Subject, rng: np.random.Generator) -> None:
    """Of rows with both signs."""
    hint = Text(
        en="Each row has its own 255 steps from low to high; the zero point is the nearest integer to -low / scale.",
        zh="每一行各有从 low 到 high 的 255 步；零点是离 -low / scale 最近的整数。",
    )
    expect_grids(subject, draw(rng), hint)


@check(Text(en="rows of one sign", zh="只有一种符号的行"))
def one_sign(subject: Subject, rng: np.random.Generator) -> None:
    """The range contains 0, even if the row does not."""
    hint = Text(
        en="If rows with both signs are right: 0 belongs to the range of every row, so low is at most 0 and high at least 0.",
        zh="如果正负都有的行没有问题：每一行的范围都包含 0，所以 low 至多为 0，high 至少为 0。",
    )
    for sign in (1, -1):
        expect_grids(subject, draw(rng, sign), hint)


@check(Text(en="a dead channel", zh="死通道"))
def dead(subject: Subject, rng: np.random.Generator) -> None:
    """A row of zeros among others, and a row with a single value."""
    hint = Text(
        en="If other rows are right: with a scale of 0 the next step divides by 0. A dead row has the scale 1.",
        zh="如果其他行没有问题：缩放系数为 0 时，下一步就会除以 0。死通道的缩放系数为 1。",
    )
    w = draw(rng)
    first, second = rng.permutation(D_OUT)[:2]
    w[first], w[second] = 0.0, w[second, 0]
    expect_grids(subject, w, hint)
    got = quantised(subject, w)[0]
    both = [first, second]
    expect_equal(
        np.asarray(got)[both], quantise(w)[0][both], what=Text(en="q of both rows", zh="这两行的 q"), hint=hint
    )


@check(Text(en="quantised weights", zh="量化后的权重"))
def integers(subject: Subject, rng: np.random.Generator) -> None:
    """The integers, of rows with both signs and with one."""
    hint = Text(
        en="If scale and zero are right: round w / scale on its own, then add the rounded zero point, then clamp.",
        zh="如果 scale 和 zero 没有问题：先单独对 w / scale 取整，再加上取整后的零点，最后截断。",
    )
    for sign in (0, 1, -1):
        w = draw(rng, sign)
        expect_equal(quantised(subject, w)[0], quantise(w)[0], what=INTEGERS, hint=hint)


@check(Text(en="ties", zh="恰在中间"))
def ties(subject: Subject, rng: np.random.Generator) -> None:
    """Weights, and one zero point, half way between two integers.

    Scales are a power of two, so that halves are exact; zero points are even, so that the order of rounding and adding
    does not matter.
    """
    steps = rng.integers(-90, 90, (D_OUT, D_IN)) + 0.5
    steps[:, :2] = -100, 155
    steps[0] = np.append([-100.5, 154.5], np.round(steps[0, 2:]))
    w = 0.25 * rng.permutation(rng.permuted(steps, axis=1))
    hint = Text(
        en="If other rows are right: of two equally near integers take the even one, for zero points as for weights.",
        zh="如果其他行没有问题：两个整数同样近时取偶数，零点和权重都是如此。",
    )
    expect_grids(subject, w, hint)
    expect_equal(quantised(subject, w)[0], quantise(w)[0], what=INTEGERS, hint=hint)


@check(Text(en="dequantised weights", zh="反量化后的权重"))
def dequantised(subject: Subject, rng: np.random.Generator) -> None:
    """Integers on both sides of the zero point."""
    _, q, scale, zero, _ = draw_layer(rng)
    hint = Text(
        en="scale · (q - zero), row by row; the difference may be negative, which uint8 cannot be.",
        zh="逐行计算 scale · (q - zero)；差可能为负，而 uint8 不能为负。",
    )
    got = subject.call("dequantise", q, scale, zero, precision="float64")
    expect_close(got, dequantise(q, scale, zero), rtol=EXACT, what=WEIGHTS, hint=hint)


@check(Text(en="half a step", zh="半步"))
def half_a_step(subject: Subject, rng: np.random.Generator) -> None:
    """There and back: rows of very different sizes, a symmetric one with its ties, and weights of 0."""
    w = rng.normal(size=(D_OUT, D_IN)) * rng.permutation([1e-3, 1e-2, 1.0, 30.0, 1e3])[:, None]
    w[rng.integers(D_OUT)] = [-2.0, 2.0, 1.0, -1.0, 0.5, 0.0, 1.5]
    w[:, 5] = 0.0
    q, scale, zero = quantised(subject, w)
    got = subject.call("dequantise", q, np.asarray(scale), zero, precision="float64")
    hint = Text(
        en="If each function is right alone: compare w with dequantise(*quantise(w)).",
        zh="如果每个函数单独都没有问题：请比较 w 与 dequantise(*quantise(w))。",
    )
    half = np.array([grid(row)[0] / 2 for row in w])[:, None]
    off = (np.asarray(got) - w) / half
    expect_close(
        np.trunc(off * (1 - EXACT)),
        np.zeros_like(w),
        rtol=0,
        what=Text(en="errors beyond half a step", zh="超过半步的误差"),
        hint=hint,
    )
    expect_equal(np.abs(np.asarray(got)[:, 5]), w[:, 5], what=Text(en="weights of 0", zh="为 0 的权重"), hint=hint)


@check(Text(en="the layer", zh="整个层"))
def layer(subject: Subject, rng: np.random.Generator) -> None:
    """Output values for integers on both sides of the zero points; of a single vector too."""
    x, q, scale, zero, bias = draw_layer(rng)
    expected = np.einsum("bti,oi->bto", x, dequantise(q, scale, zero)) + bias
    hint = Text(
        en="If the dequantised weights are right: scale and zero belong to outputs, the zero point meets the sum of x.",
        zh="如果反量化后的权重没有问题：scale 和 zero 属于输出；零点要乘以 x 的和。",
    )
    for precision in precisions(subject):
        slack = EXACT if precision == "float64" else SINGLE
        got = subject.call("linear", x, q, scale, zero, bias, precision=precision)
        expect_close(got, expected, rtol=slack, atol=slack, what=OUT, hint=hint)
    got = subject.call("linear", x[0, 1], q, scale, zero, bias, precision="float64")
    what = Text(en="the output for a vector", zh="单个向量的输出")
    expect_close(got, expected[0, 1], rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("numpy", "torch"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    x, q, scale, zero, bias = draw_layer(rng)
    hint = Text(
        en="Make new arrays: `w = w / scale`, not `w /= scale`.",
        zh="请生成新数组：`w = w / scale`，而不是 `w /= scale`。",
    )
    for name, args in (
        ("quantise", [draw(rng)]),
        ("dequantise", [q, scale, zero]),
        ("linear", [x, q, scale, zero, bias]),
    ):
        _, after = subject.call_watching(name, *args, precision="float64")
        what = Text(en=f"the arguments after {name}", zh=f"调用 {name} 之后传入的数据")
        expect_equal(list(after), args, what=what, hint=hint)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """Weights with a dead channel, and the layer, exported."""
    w = draw(rng)
    w[rng.integers(D_OUT)] = 0.0
    hint = Text(
        en="If plain calls are right: under jit no scale has a value that Python's `if` could ask for; jnp.where chooses.",
        zh="如果直接调用没有问题：在 jit 之下缩放系数没有值，Python 的 `if` 无从判断；请用 jnp.where 选择。",
    )
    got = subject.exported("quantise", w, precision="float64")
    for value, right, what in zip(got, quantise(w), (INTEGERS, SCALES, ZEROS), strict=True):
        expect_close(value, right, rtol=EXACT, what=what, hint=hint)
    x, q, scale, zero, bias = draw_layer(rng)
    expected = np.einsum("bti,oi->bto", x, dequantise(q, scale, zero)) + bias
    got = subject.exported("linear", x, q, scale, zero, bias, precision="float64")
    expect_close(got, expected, rtol=EXACT, atol=EXACT, what=OUT, hint=hint)
