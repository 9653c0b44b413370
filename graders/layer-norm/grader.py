"""Layer normalisation: values, rows that are hard in floating point, gradients, and a program of its own in JAX.

The oracle goes row by row; its gradient is a central difference of it. Neither shares a derivation with the solutions.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from kata.grading import (
    Handle,
    Subject,
    Text,
    central_differences,
    check,
    expect_close,
    expect_shape,
    expect_unchanged,
    fail,
)

DIM, EPS = 5, 1e-5
SHAPE = (2, 3, DIM)  # nearly every check draws this shape: JAX compiles for each shape and type it meets
EXACT = 1e-9  # values in float64: 3e-16 is the worst of right solutions; eps outside the root is off by 3e-6
DIFFERENCE = 1e-6  # how far a central difference may be off; the best wrong gradient is off by more than 1e-2
NAMES = ("dx", "dweight", "dbias")
Arrays = tuple[np.ndarray, np.ndarray, np.ndarray]  # x, weight, bias


# The oracle.


def layer_norm(x: np.ndarray, weight: np.ndarray, bias: np.ndarray, eps: float = EPS) -> np.ndarray:
    """Return y, one row after the other."""
    y = np.empty_like(x)
    for index in np.ndindex(x.shape[:-1]):
        deviation = x[index] - np.average(x[index])
        y[index] = weight * deviation / np.hypot(np.linalg.norm(deviation) / np.sqrt(x.shape[-1]), np.sqrt(eps)) + bias
    return y


def pulled_back(function: Callable[..., np.ndarray], arrays: Arrays, dy: np.ndarray) -> Arrays:
    """Return the gradients of sum(dy * function(*arrays)) by central differences."""
    return central_differences(lambda moved: np.sum(dy * function(*moved)), arrays, step=1e-6)


def draw(rng: np.random.Generator, shape: tuple[int, ...] = SHAPE) -> Arrays:
    """Return x, away from 0 in the mean, weight and bias: multiples of 1/64, which float32 holds exactly."""
    dim = shape[-1]
    drawn = rng.normal(1, 2, shape), rng.uniform(0.5, 2, dim), rng.normal(0, 2, dim)
    x, weight, bias = (np.asarray(np.round(one * 64) / 64) for one in drawn)
    return x, weight, bias


# What the frameworks do differently: in PyTorch weight and bias live in a module.


def given(eps: float | None) -> tuple[float, ...]:
    """Return what a call says about eps: nothing, if it is None."""
    return () if eps is None else (eps,)


def begin(
    subject: Subject, weight: np.ndarray, bias: np.ndarray, eps: float | None, precision: Any = "float64"
) -> Handle:
    """Return a module of PyTorch that holds weight and bias."""
    module: Handle = subject.call("LayerNorm", weight.size, *given(eps), precision=precision, keep=True)
    subject.set_parameters(module, [weight, bias])
    return module


def forward(subject: Subject, arrays: Arrays, eps: float | None = EPS, precision: Any = "float64") -> Any:
    """Return the submission's y."""
    x, weight, bias = arrays
    if subject.framework == "torch":
        return subject.call("forward", x, on=begin(subject, weight, bias, eps, precision), precision=precision)
    return subject.call("layer_norm", x, weight, bias, *given(eps), precision=precision)


def backward(subject: Subject, arrays: Arrays, dy: np.ndarray, eps: float | None) -> Any:
    """Return the submission's (dx, dweight, dbias)."""
    x, weight, bias = arrays
    if subject.framework == "torch":
        module = begin(subject, weight, bias, eps)
        arrived = [value for _, value in subject.vjp(module, x, dy, precision="float64")]
        return [input_gradient(subject, module, x, dy), *arrived]
    return subject.call("layer_norm_backward", dy, x, weight, *given(eps), precision="float64")


def input_gradient(subject: Subject, module: Handle, x: np.ndarray, dy: np.ndarray) -> Any:
    """Return what autograd finds for x: a leaf in the worker goes through the module, and dy comes back."""
    weight = subject.call("get_parameter", "weight", on=module, precision="float64", keep=True)
    leaf = subject.call("new_tensor", x.tolist(), on=weight, keep=True)
    leaf = subject.call("requires_grad_", on=leaf, keep=True)
    y = subject.call("forward", leaf, on=module, precision="float64", keep=True)
    product = subject.call("mul", dy, on=y, precision="float64", keep=True)
    subject.call("backward", on=subject.call("sum", on=product, keep=True))
    return subject.call("__getattribute__", "grad", on=leaf)


def expect_forward(subject: Subject, arrays: Arrays, hint: Text, eps: float = EPS) -> None:
    """Expect y in float64."""
    what = Text(en=f"y for x of shape {arrays[0].shape}", zh=f"x 的形状为 {arrays[0].shape} 时的 y")
    expected = layer_norm(*arrays, eps)
    expect_close(forward(subject, arrays, eps), expected, rtol=EXACT, atol=EXACT, what=what, hint=hint)


# The checks.


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shape of y; what a new module holds."""
    if subject.framework == "torch":
        expect_parameters(subject)
    arrays = draw(rng)
    expect_shape(forward(subject, arrays), SHAPE, what=Text(en="y", zh="y"))


def expect_parameters(subject: Subject) -> None:
    """Expect a new module to hold a weight of ones, then a bias of zeros."""
    held = subject.parameters(subject.call("LayerNorm", DIM, keep=True))
    names = [name for name, _ in held]
    if names != ["weight", "bias"]:
        fail(
            Text(
                en=f"LayerNorm({DIM}) has the parameters {names}; expected ['weight', 'bias'].",
                zh=f"LayerNorm({DIM}) 的参数为 {names}；应为 ['weight', 'bias']。",
            ),
            code=f"parameters {names}",
            hint=Text(
                en="A module sees what is wrapped in nn.Parameter and set as an attribute.",
                zh="模块只认识用 nn.Parameter 包装、并设为属性的张量。",
            ),
        )
    hint = Text(
        en="A new layer normalises and does nothing else: weight 1, bias 0.",
        zh="新建的层只做归一化：weight 为 1，bias 为 0。",
    )
    for (name, value), start in zip(held, (np.ones(DIM), np.zeros(DIM)), strict=True):
        expect_close(value, start, rtol=0, what=Text(en=f"a new {name}", zh=f"新建的 {name}"), hint=hint)


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """float64, at the usual eps and at one that nobody can overlook; float32 where it is cheap."""
    hint = Text(
        en="Mean and variance over the last axis, the variance divided by dim; eps is added under the root; then weight and bias.",
        zh="均值和方差沿最后一个轴，方差除以 dim；eps 在根号内相加；最后乘 weight 加 bias。",
    )
    expect_forward(subject, draw(rng), hint)
    expect_forward(subject, draw(rng), hint, eps=0.5)
    if subject.framework != "jax":  # it would compile once more
        arrays = draw(rng)
        what = Text(en="y in float32", zh="float32 下的 y")
        got = forward(subject, arrays, precision="float32")
        expect_close(got, layer_norm(*arrays), rtol=1e-5, atol=1e-5, what=what, hint=hint)


@check(Text(en="other ranks", zh="其他轴数"))
def ranks(subject: Subject, rng: np.random.Generator) -> None:
    """One example alone, a batch of one, a matrix; JAX, which compiles for each, is asked for the last."""
    hint = Text(
        en="If three axes are right: name the axis -1, and let broadcasting do the rest.",
        zh="如果三个轴时没有问题：用 -1 指明轴，其余交给广播。",
    )
    for shape in ((7, 3),) if subject.framework == "jax" else ((4,), (1, 6), (7, 3)):
        expect_forward(subject, draw(rng, shape), hint)


@check(Text(en="rows that are hard to compute", zh="难以计算的行"))
def hard_rows(subject: Subject, rng: np.random.Generator) -> None:
    """Rows near a million, where the mean of squares loses every digit; rows of equal values; tiny variances.

    eps is left out: it decides what the rows of tiny variance become.
    """
    x, weight, bias = draw(rng)
    x[0] += 2.0**20
    x[1, 0] = 3.25
    x[1, 1] = x[1, 1] / 2**12
    hint = Text(
        en="If ordinary rows are right: subtract the mean before you square, and keep eps where it stands in the formula; left out, it is 1e-5.",
        zh="如果普通的行没有问题：先减去均值再平方，eps 的位置与公式一致；省略时它是 1e-5。",
    )
    got = forward(subject, (x, weight, bias), None)
    expected = layer_norm(x, weight, bias)
    expect_close(got, expected, rtol=1e-7, atol=1e-7, what=Text(en="y", zh="y"), hint=hint)


@check(Text(en="gradient", zh="梯度"))
def gradient(subject: Subject, rng: np.random.Generator) -> None:
    """Dx, dweight and dbias against central differences: eps given and left out; other ranks, a single row only where nothing compiles."""
    hint = Text(
        en="x acts directly, through the mean and through the variance, eps in it; weight and bias collect from every row.",
        zh="x 直接起作用，也经由均值和方差（含 eps）起作用；weight 和 bias 汇集所有行的贡献。",
    )
    cases: list[tuple[tuple[int, ...], float | None]] = [(SHAPE, 0.5), (SHAPE, None)]
    cases += [((4, 6), EPS)] if subject.framework == "jax" else [((4, 6), EPS), ((5,), EPS)]
    for shape, eps in cases:
        arrays, dy = draw(rng, shape), rng.normal(size=shape)
        if eps is None:
            arrays = (arrays[0] / 16, *arrays[1:])  # variances of 1/64 or so: another eps shows
        got = backward(subject, arrays, dy, eps)
        if not isinstance(got, list | tuple) or len(got) != len(NAMES):
            fail(Text(en="Expected (dx, dweight, dbias).", zh="应返回 (dx, dweight, dbias)。"), code="structure")
        right = pulled_back(partial(layer_norm, eps=EPS if eps is None else eps), arrays, dy)
        for value, expected, name in zip(got, right, NAMES, strict=True):
            what = Text(en=f"{name} for x of shape {shape}", zh=f"x 的形状为 {shape} 时的 {name}")
            expect_close(value, expected, rtol=DIFFERENCE, atol=DIFFERENCE, what=what, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    (x, weight, bias), dy = draw(rng), rng.normal(size=SHAPE)
    if subject.framework == "torch":
        calls = [("forward", [x], begin(subject, weight, bias, EPS))]
    else:
        calls = [("layer_norm", [x, weight, bias, EPS], None), ("layer_norm_backward", [dy, x, weight, EPS], None)]
    hint = Text(en="`x -= mean` writes into the caller's array.", zh="`x -= mean` 会改写调用者的数组。")
    for name, args, on in calls:
        expect_unchanged(subject, name, *args, on=on, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again; in JAX also as a program of its own."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect_forward(worker, draw(rng), hint), rng)
    if subject.framework == "jax":
        arrays = draw(rng)
        got = subject.exported("layer_norm", *arrays, precision="float64")
        expect_close(got, layer_norm(*arrays), rtol=EXACT, atol=EXACT, what=Text(en="y", zh="y"), hint=hint)
