"""Six activations and their derivatives: by hand in NumPy, by autodiff in PyTorch and JAX.

The oracle goes through hyperbolic tangents and `math.erfc`, and its derivatives are central differences.
"""

import math
from collections.abc import Callable
from typing import Final

import numpy as np

from kata.grading import Subject, Text, check, expect_close, expect_dtype, expect_shape, expect_unchanged


def sigmoid(x: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + exp(-x))."""
    return 0.5 * (1 + np.tanh(x / 2))


def gelu(x: np.ndarray) -> np.ndarray:
    """Return x Phi(x), by the complementary error function."""
    return np.array([0.5 * value * math.erfc(-value / math.sqrt(2)) for value in x.flat]).reshape(x.shape)


def gelu_tanh(x: np.ndarray) -> np.ndarray:
    """Return the tanh form of GELU, with the polynomial in Horner's form."""
    return x * (1 + np.tanh(math.sqrt(2 / math.pi) * x * (1 + 0.044715 * x * x))) / 2


ORACLES: Final[dict[str, Callable[[np.ndarray], np.ndarray]]] = {
    "relu": lambda x: (x + np.abs(x)) / 2,
    "sigmoid": sigmoid,
    "tanh": np.tanh,
    "silu": lambda x: x * sigmoid(x),
    "gelu": gelu,
    "gelu_tanh": gelu_tanh,
}
# What a right solution may be off, in float64: 1e-16 for values; a central difference of width 1e-4 errs by the
# third derivative times 2e-9, and among numbers of 1e4 by 1e-8. The two GELUs are 5e-4 apart.
VALUE, SLOPE = 1e-11, 1e-7
SINGLE = 3e-6  # in float32: a few roundings of numbers around 5
FAR = np.array([20.0, 90.0, 300.0, 800.0, 1e4])


def derivative(name: str, x: np.ndarray, h: float = 1e-4) -> np.ndarray:
    """Return central differences; ReLU's at 0 is 0 by definition."""
    slope = (ORACLES[name](x + h) - ORACLES[name](x - h)) / (2 * h)
    return np.where(x == 0, 0, slope) if name == "relu" else slope


def draw(rng: np.random.Generator) -> np.ndarray:
    """Return x, (2, 5): both signs, where all six bend; none closer to 0 than 1/64, which float32 holds exactly.

    None is beyond 4: what clips far out is another check's affair.
    """
    size = np.minimum(np.ceil(np.abs(rng.normal(0, 1.5, (2, 5))) * 64) / 64, 4)
    return size * np.where(rng.permuted(np.arange(10)).reshape(2, 5) % 2, 1, -1)


def expect_values(subject: Subject, x: np.ndarray, hint: Text) -> None:
    """Expect all six values, in float64."""
    for name, oracle in ORACLES.items():
        got = subject.call(name, x, precision="float64")
        expect_close(got, oracle(x), rtol=1e-9, atol=VALUE, what=Text(en=name, zh=name), hint=hint)


def expect_derivatives(subject: Subject, x: np.ndarray, hint: Text) -> None:
    """Expect all six derivatives, in float64: an array's in NumPy, each element's by autodiff elsewhere."""
    for name in ORACLES:
        expected = derivative(name, x)
        if subject.framework == "numpy":
            what = Text(en=f"{name}_grad", zh=f"{name}_grad")
            got = subject.call(f"{name}_grad", x, precision="float64")
            expect_close(got, expected, rtol=1e-6, atol=SLOPE, what=what, hint=hint)
            continue
        for value, slope in zip(x.flat, expected.flat, strict=True):
            what = Text(en=f"the derivative of {name} at {value:.6g}", zh=f"{name} 在 {value:.6g} 处的导数")
            got = subject.gradient(name, np.array(value), precision="float64")
            expect_close(got, slope, rtol=1e-6, atol=SLOPE, what=what, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Every function keeps the shape."""
    x = draw(rng)
    names = [f"{name}{ending}" for name in ORACLES for ending in ("", "_grad")]
    hint = Text(en="All of them work element by element.", zh="它们都逐元素计算。")
    for name in names if subject.framework == "numpy" else ORACLES:
        expect_shape(subject.call(name, x, precision="float64"), (2, 5), what=Text(en=name, zh=name), hint=hint)


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """Ordinary numbers."""
    hint = Text(
        en="Compare with the table of the statement: gelu takes erf(x / √2), gelu_tanh takes tanh of a cubic.",
        zh="请与题目中的表格比较：gelu 用 erf(x / √2)，gelu_tanh 用三次式的 tanh。",
    )
    expect_values(subject, draw(rng), hint)


@check(Text(en="derivatives", zh="导数"))
def derivatives(subject: Subject, rng: np.random.Generator) -> None:
    """Ordinary numbers, against central differences."""
    hint = Text(
        en="Apply the product rule and the chain rule, and express the derivative through x, not through the output.",
        zh="使用乘积法则与链式法则，并用 x 而不是用输出来表示导数。",
    )
    if subject.framework != "numpy":
        hint = Text(
            en="If the value is right: for autodiff a part of it does not depend on x.",
            zh="如果数值是对的：对自动微分来说，其中一部分与 x 无关。",
        )
    expect_derivatives(subject, draw(rng), hint)


@check(Text(en="at zero", zh="在零处"))
def at_zero(subject: Subject, rng: np.random.Generator) -> None:
    """Values and derivatives at 0, where ReLU has a kink and abs has one too."""
    x = draw(rng)
    x[rng.integers(2), rng.integers(5)] = 0
    hint = Text(
        en="ReLU's derivative at 0 is 0 here. The others are smooth: abs, maximum or clamp inside them put a kink there.",
        zh="这里规定 ReLU 在 0 处的导数为 0。其余函数都是光滑的：在其中使用 abs、maximum 或 clamp 会在 0 处产生折点。",
    )
    expect_values(subject, x, hint)
    expect_derivatives(subject, x if subject.framework == "numpy" else np.zeros(1), hint)


@check(Text(en="far from zero", zh="远离零处"))
def far(subject: Subject, rng: np.random.Generator) -> None:
    """Values and derivatives up to 1e4; above 0 first, so that what overflows there is told from what overflows below."""
    x = np.append(rng.permutation(FAR), -rng.permutation(FAR)).reshape(2, 5)
    hint = Text(
        en="If ordinary numbers are right: let exp see only numbers below 0, in a branch that is not taken too.",
        zh="如果普通的数没有问题：只让 exp 接触负数，没有选中的分支里也一样。",
    )
    expect_values(subject, x, hint)
    expect_derivatives(subject, x, hint)


@check(Text(en="float32 stays float32", zh="float32 保持为 float32"), frameworks=("numpy", "torch"))
def single(subject: Subject, rng: np.random.Generator) -> None:
    """The dtype of the argument, and values to its precision, huge ones too; JAX meets float32 under jit."""
    x = draw(rng)
    x[:, 0] = [1e4, -1e4]
    hint = Text(
        en="A float64 scalar or array in the formula makes the result float64: use Python floats, or convert at the end.",
        zh="公式中的 float64 标量或数组会把结果变成 float64：请使用 Python 浮点数，或在最后转换。",
    )
    endings = ("", "_grad") if subject.framework == "numpy" else ("",)
    for name, oracle in ORACLES.items():
        for ending in endings:
            what = Text(en=name + ending, zh=name + ending)
            got = subject.call(name + ending, x)
            expect_dtype(got, "float32", what=what, hint=hint)
            expected = derivative(name, x) if ending else oracle(x)
            expect_close(got, expected, rtol=1e-5, atol=SINGLE, what=what, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("numpy", "torch"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    x = draw(rng)
    names = [f"{name}{ending}" for name in ORACLES for ending in ("", "_grad")]
    for name in names if subject.framework == "numpy" else ORACLES:
        expect_unchanged(subject, name, x)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process; in JAX the compiled program too, in float32."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect_values(worker, draw(rng), hint), rng)
    if subject.framework == "jax":
        x = draw(rng)
        x[0, :2] = [1e4, -1e4]
        got = subject.exported("all_of_them", x)
        expected = tuple(oracle(x) for oracle in ORACLES.values())
        what = Text(en="all_of_them", zh="all_of_them")
        expect_close(got, expected, rtol=1e-5, atol=SINGLE, what=what, hint=hint)
