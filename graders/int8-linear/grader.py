"""A linear layer in int8: scales, rounding, clamping, exact sums, and the way back to floats.

The oracle rounds and adds Python's own numbers, one after the other.
"""

import numpy as np

from kata.grading import Subject, Text, check, expect_close, expect_dtype, expect_equal, expect_shape, expect_unchanged

EXACT = 1e-12  # a scale is one division, an output a few operations
SINGLE = 1e-5  # values in float32
SHAPE, D_OUT = (2, 3, 7), 5  # batch, time, d_in: one shape, JAX compiles for each
LONG = 1501  # 1501 · 127² is odd and above 2²⁴: no float32
SCALE = Text(en="the scale", zh="缩放系数")
QUANTISED = Text(en="the quantised values", zh="量化后的值")
SUMS = Text(en="the sums", zh="累加结果")
OUT = Text(en="the output", zh="输出")


def scale_of(x: np.ndarray) -> float:
    """Return the largest absolute value over 127; 1 for zeros."""
    return max(abs(float(value)) for value in x.flat) / 127 or 1.0


def quantise(x: np.ndarray, scale: float) -> np.ndarray:
    """Return the nearest steps, ties to even as Python's `round` has them, at most 127 either way."""
    steps = [min(127, max(-127, round(float(value) / scale))) for value in x.flat]
    return np.array(steps, np.int8).reshape(x.shape)


def accumulate(x_q: np.ndarray, w_q: np.ndarray) -> np.ndarray:
    """Return the sums, product by product: (..., d_out)."""
    columns = [row.tolist() for row in w_q]
    rows = x_q.reshape(-1, x_q.shape[-1]).tolist()
    sums = [[sum(a * b for a, b in zip(row, column, strict=True)) for column in columns] for row in rows]
    return np.array(sums, np.int32).reshape(*x_q.shape[:-1], len(w_q))


def linear(x: np.ndarray, x_scale: float, w_q: np.ndarray, w_scale: float, bias: np.ndarray) -> np.ndarray:
    """Return the layer's output: (..., d_out)."""
    return accumulate(quantise(x, x_scale), w_q).astype(float) * x_scale * w_scale + bias


def single(values: np.ndarray | float) -> np.ndarray:
    """Return float64 numbers that float32 holds."""
    return np.asarray(values).astype(np.float32).astype(np.float64)


def draw(rng: np.random.Generator, scale: float) -> np.ndarray:
    """Return values of -125 to 125 steps, none of them within 1/50 of a tie, where a rounding error would decide."""
    return single(scale * (rng.integers(-124, 125, SHAPE) + rng.uniform(-0.48, 0.48, SHAPE)))


def draw_layer(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Return x, x_scale, w_q, w_scale and bias; some of x are out of range, either way."""
    x_scale, w_scale = single(rng.uniform(0.02, 0.05)), single(rng.uniform(0.001, 0.002))
    x = draw(rng, float(x_scale))
    x[0, 1, 2], x[1, 0, 3] = single(np.array([300.0, -150.0]) * x_scale)
    w_q = rng.integers(-127, 128, (D_OUT, SHAPE[-1])).astype(np.int8)
    return x, x_scale, w_q, w_scale, single(rng.normal(size=D_OUT))


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Shapes and dtypes."""
    x, x_scale, w_q, w_scale, bias = draw_layer(rng)
    x_q = rng.integers(-127, 128, SHAPE).astype(np.int8)
    expect_shape(subject.call("scale_of", x, precision="float64"), (), what=SCALE)
    got = subject.call("quantise", x, x_scale, precision="float64")
    expect_shape(got, SHAPE, what=QUANTISED)
    expect_dtype(got, "int8", what=QUANTISED)
    got = subject.call("accumulate", x_q, w_q, precision="float64")
    expect_shape(got, (*SHAPE[:-1], D_OUT), what=SUMS)
    expect_dtype(got, "int32", what=SUMS)
    for precision in ("float64", "float32") if subject.framework != "jax" else ("float64",):
        got = subject.call("linear", x, x_scale, w_q, w_scale, bias, precision=precision)
        expect_shape(got, (*SHAPE[:-1], D_OUT), what=OUT)
        expect_dtype(got, precision, what=OUT)


@check(Text(en="scale", zh="缩放系数"))
def scales(subject: Subject, rng: np.random.Generator) -> None:
    """The largest absolute value, once positive and once negative, of ordinary and of small numbers."""
    hint = Text(en="The largest absolute value lands on 127.", zh="绝对值最大的数应落在 127 上。")
    for size in (1.0, -1.0, 1e-4):
        x = abs(size) * rng.uniform(-1, 1, SHAPE)
        x[1, 2, 4] = size * rng.uniform(2, 3)
        got = subject.call("scale_of", x, precision="float64")
        expect_close(got, scale_of(x), rtol=EXACT, what=SCALE, hint=hint)


@check(Text(en="rounding", zh="取整"))
def rounding(subject: Subject, rng: np.random.Generator) -> None:
    """Ordinary values, none of them near a tie."""
    scale = single(rng.uniform(0.02, 0.05))
    x = draw(rng, float(scale))
    hint = Text(en="The nearest step, not the next one towards 0.", zh="应取最近的一步，而不是朝 0 方向舍去。")
    for precision in ("float64", "float32") if subject.framework != "jax" else ("float64",):
        got = subject.call("quantise", x, scale, precision=precision)
        expect_equal(got, quantise(x, float(scale)), what=QUANTISED, hint=hint)


@check(Text(en="ties", zh="恰在中间"))
def ties(subject: Subject, rng: np.random.Generator) -> None:
    """Halves of a step that is a power of two, so that they are exact."""
    scale = np.array(0.25)
    halves = np.append([-2.5, -1.5, -0.5, 0.5, 1.5, 2.5], rng.integers(-120, 120, np.prod(SHAPE) - 6) + 0.5)
    x = rng.permutation(halves).reshape(SHAPE) * scale
    hint = Text(
        en="If other values are right: of two equally near integers take the even one, for both signs.",
        zh="如果其他数值没有问题：两个整数同样近时取偶数，正负都一样。",
    )
    got = subject.call("quantise", x, scale, precision="float64")
    expect_equal(got, quantise(x, float(scale)), what=QUANTISED, hint=hint)


@check(Text(en="out of range", zh="超出范围"))
def out_of_range(subject: Subject, rng: np.random.Generator) -> None:
    """Values a little, far, and very far beyond the range."""
    scale = single(rng.uniform(0.02, 0.05))
    x = draw(rng, float(scale))
    beyond = np.array([127.4, 127.6, 128.2, 130.3, 200.1, 256.2, 300.4, 5e4, 3e9])
    x.reshape(-1)[rng.permutation(x.size)[: 2 * len(beyond)]] = scale * np.append(beyond, -beyond)
    hint = Text(
        en="If smaller values are right: clamp to ±127, not to -128, and before the conversion to int8.",
        zh="如果较小的数值没有问题：截断到 ±127（不是 -128），而且要在转换为 int8 之前。",
    )
    got = subject.call("quantise", x, scale, precision="float64")
    expect_equal(got, quantise(x, float(scale)), what=QUANTISED, hint=hint)


@check(Text(en="zeros", zh="全零"))
def zeros(subject: Subject, rng: np.random.Generator) -> None:
    """A tensor without a largest value; zeros of both signs."""
    hint = Text(
        en="If other tensors are right: with a scale of 0 the next step divides by 0. The scale is 1 here.",
        zh="如果其他张量没有问题：缩放系数为 0 时，下一步就会除以 0。此处缩放系数是 1。",
    )
    x = rng.choice([0.0, -0.0], SHAPE)
    scale = subject.call("scale_of", x, precision="float64")
    expect_close(scale, 1.0, rtol=EXACT, what=SCALE, hint=hint)
    got = subject.call("quantise", x, np.asarray(scale, float), precision="float64")
    expect_equal(got, np.zeros(SHAPE, np.int8), what=QUANTISED, hint=hint)


@check(Text(en="exact sums", zh="精确的和"))
def sums(subject: Subject, rng: np.random.Generator) -> None:
    """Many products, the largest there are among them."""
    x_q = rng.integers(-127, 128, (3, LONG)).astype(np.int8)
    w_q = rng.integers(-127, 128, (2, LONG)).astype(np.int8)
    x_q[0], x_q[1], w_q[1] = 127, -127, 127
    hint = Text(
        en="int8 times int8 does not fit in int8, and many products do not fit in 24 bits either: widen before you multiply.",
        zh="int8 乘 int8 放不进 int8，许多乘积之和也放不进 24 位：应在相乘之前加宽。",
    )
    got = subject.call("accumulate", x_q, w_q)
    expect_equal(got, accumulate(x_q, w_q), what=SUMS, hint=hint)


@check(Text(en="the layer", zh="整个层"))
def layer(subject: Subject, rng: np.random.Generator) -> None:
    """Output values, some inputs being out of range; of a single vector too."""
    x, x_scale, w_q, w_scale, bias = draw_layer(rng)
    expected = linear(x, float(x_scale), w_q, float(w_scale), bias)
    hint = Text(
        en="If its parts are right: both scales multiply the integer sums, and the bias is added as it is.",
        zh="如果各部分没有问题：整数和要乘以两个缩放系数，偏置则原样相加。",
    )
    for precision in ("float64", "float32") if subject.framework != "jax" else ("float64",):
        slack = EXACT if precision == "float64" else SINGLE
        got = subject.call("linear", x, x_scale, w_q, w_scale, bias, precision=precision)
        expect_close(got, expected, rtol=slack, atol=slack, what=OUT, hint=hint)
    got = subject.call("linear", x[0, 1], x_scale, w_q, w_scale, bias, precision="float64")
    what = Text(en="the output for a vector", zh="单个向量的输出")
    expect_close(got, expected[0, 1], rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("numpy", "torch"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    x, x_scale, w_q, w_scale, bias = draw_layer(rng)
    hint = Text(
        en="Make new arrays: `x = x / scale`, not `x /= scale`.",
        zh="请生成新数组：`x = x / scale`，而不是 `x /= scale`。",
    )
    for name, args in (
        ("scale_of", [x]),
        ("quantise", [x, x_scale]),
        ("accumulate", [quantise(x, float(x_scale)), w_q]),
        ("linear", [x, x_scale, w_q, w_scale, bias]),
    ):
        expect_unchanged(subject, name, *args, hint=hint)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """The scale of zeros and the layer, exported."""
    x, x_scale, w_q, w_scale, bias = draw_layer(rng)
    hint = Text(
        en="If plain calls are right: under jit nothing has a value that Python's `if` could ask for; jnp.where chooses.",
        zh="如果直接调用没有问题：在 jit 之下什么都没有值，Python 的 `if` 无从判断；请用 jnp.where 选择。",
    )
    got = subject.exported("scale_of", np.zeros(SHAPE), precision="float64")
    expect_close(got, 1.0, rtol=EXACT, what=SCALE, hint=hint)
    got = subject.exported("linear", x, x_scale, w_q, w_scale, bias, precision="float64")
    expected = linear(x, float(x_scale), w_q, float(w_scale), bias)
    expect_close(got, expected, rtol=EXACT, atol=EXACT, what=OUT, hint=hint)
