"""RMS normalisation: values, zeros, half precision, gradients, and a program of its own in JAX.

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
    expect_dtype,
    expect_shape,
    expect_unchanged,
    fail,
)

DIM, EPS = 5, 1e-6
SHAPE = (2, 3, DIM)  # nearly every check draws this shape: JAX compiles for each shape and type it meets
EXACT = 1e-9  # values in float64: 3e-16 is the worst of right solutions; eps outside the root is off by 1e-7
HALF = 3e-3  # values in float16, whose steps are 1e-3 wide
DIFFERENCE = 1e-6  # how far a central difference may be off; the best wrong gradient is off by more than 1e-2
NAMES = ("dx", "dweight")
Arrays = tuple[np.ndarray, np.ndarray]  # x, weight


# The oracle.


def rms_norm(x: np.ndarray, weight: np.ndarray, eps: float = EPS) -> np.ndarray:
    """Return y, one row after the other."""
    y = np.empty_like(x)
    for index in np.ndindex(x.shape[:-1]):
        y[index] = weight * x[index] / np.hypot(np.linalg.norm(x[index]) / np.sqrt(x.shape[-1]), np.sqrt(eps))
    return y


def pulled_back(function: Callable[..., np.ndarray], arrays: Arrays, dy: np.ndarray) -> Arrays:
    """Return the gradients of sum(dy * function(*arrays)) by central differences."""
    return central_differences(lambda moved: np.sum(dy * function(*moved)), arrays)


def draw(rng: np.random.Generator, shape: tuple[int, ...] = SHAPE) -> Arrays:
    """Return x, away from 0 in the mean, and weight: multiples of 1/64, which float32 holds exactly."""
    x, weight = (
        np.asarray(np.round(one * 64) / 64) for one in (rng.normal(1, 2, shape), rng.uniform(0.5, 2, shape[-1]))
    )
    return x, weight


# What the frameworks do differently: in PyTorch the weight lives in a module.


def given(eps: float | None) -> tuple[float, ...]:
    """Return the argument eps, or none at all."""
    return () if eps is None else (eps,)


def begin(subject: Subject, weight: np.ndarray, eps: float | None, precision: Any = "float64") -> Handle:
    """Return a module of PyTorch that holds the weight."""
    module: Handle = subject.call("RMSNorm", weight.size, *given(eps), precision=precision, keep=True)
    subject.set_parameters(module, [weight])
    return module


def forward(subject: Subject, arrays: Arrays, eps: float | None = None, precision: Any = "float64") -> Any:
    """Return the submission's y; without eps its default counts."""
    x, weight = arrays
    if subject.framework == "torch":
        return subject.call("forward", x, on=begin(subject, weight, eps, precision), precision=precision)
    return subject.call("rms_norm", x, weight, *given(eps), precision=precision)


def backward(subject: Subject, arrays: Arrays, dy: np.ndarray, eps: float | None = None) -> Any:
    """Return the submission's (dx, dweight); without eps its default counts."""
    x, weight = arrays
    if subject.framework == "torch":
        module = begin(subject, weight, eps)
        arrived = [value for _, value in subject.vjp(module, x, dy, precision="float64")]
        return [input_gradient(subject, module, x, dy), *arrived]
    return subject.call("rms_norm_backward", dy, x, weight, *given(eps), precision="float64")


def input_gradient(subject: Subject, module: Handle, x: np.ndarray, dy: np.ndarray) -> Any:
    """Return what autograd finds for x: a leaf in the worker goes through the module, and dy comes back."""
    weight = subject.call("get_parameter", "weight", on=module, precision="float64", keep=True)
    leaf = subject.call("new_tensor", x.tolist(), on=weight, keep=True)
    leaf = subject.call("requires_grad_", on=leaf, keep=True)
    y = subject.call("forward", leaf, on=module, precision="float64", keep=True)
    product = subject.call("mul", dy, on=y, precision="float64", keep=True)
    subject.call("backward", on=subject.call("sum", on=product, keep=True))
    return subject.call("__getattribute__", "grad", on=leaf)


def expect_forward(subject: Subject, arrays: Arrays, hint: Text, eps: float | None = None) -> None:
    """Expect y in float64."""
    what = Text(en=f"y for x of shape {arrays[0].shape}", zh=f"x 的形状为 {arrays[0].shape} 时的 y")
    expected = rms_norm(*arrays, *given(eps))
    expect_close(forward(subject, arrays, eps), expected, rtol=EXACT, atol=EXACT, what=what, hint=hint)


# The checks.


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shape of y; what a new module holds."""
    if subject.framework == "torch":
        expect_parameters(subject)
    expect_shape(forward(subject, draw(rng)), SHAPE, what=Text(en="y", zh="y"))


def expect_parameters(subject: Subject) -> None:
    """Expect a new module to hold a weight of ones and nothing else."""
    held = subject.parameters(subject.call("RMSNorm", DIM, keep=True))
    names = [name for name, _ in held]
    if names != ["weight"]:
        fail(
            Text(
                en=f"RMSNorm({DIM}) has the parameters {names}; expected ['weight'].",
                zh=f"RMSNorm({DIM}) 的参数为 {names}；应为 ['weight']。",
            ),
            code=f"parameters {names}",
            hint=Text(
                en="One parameter, wrapped in nn.Parameter and set as an attribute.",
                zh="只有一个参数：用 nn.Parameter 包装，并设为属性。",
            ),
        )
    hint = Text(en="A new layer only normalises: its weight is 1.", zh="新建的层只做归一化：weight 为 1。")
    what = Text(en="a new weight", zh="新建的 weight")
    expect_close(held[0][1], np.ones(DIM), rtol=0, what=what, hint=hint)


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """float64, at the usual eps, left out, and at one that nobody can overlook."""
    hint = Text(
        en="The mean of the squares over the last axis, eps added under the root, no mean subtracted; all in float64.",
        zh="沿最后一个轴求平方的均值，eps 在根号内相加，不减均值；全程使用 float64。",
    )
    expect_forward(subject, draw(rng), hint)
    expect_forward(subject, draw(rng), hint, eps=0.5)


@check(Text(en="other ranks", zh="其他轴数"))
def ranks(subject: Subject, rng: np.random.Generator) -> None:
    """One example alone, a batch of one, a matrix; JAX, which compiles for each, is asked for the last."""
    hint = Text(
        en="If three axes are right: name the axis -1, and let broadcasting do the rest.",
        zh="如果三个轴时没有问题：用 -1 指明轴，其余交给广播。",
    )
    for shape in ((7, 3),) if subject.framework == "jax" else ((4,), (1, 6), (7, 3)):
        expect_forward(subject, draw(rng, shape), hint)


@check(Text(en="zeros and tiny rows", zh="全零与极小的行"))
def small_rows(subject: Subject, rng: np.random.Generator) -> None:
    """Rows that are nothing beside eps."""
    x, weight = draw(rng)
    x[0, 0] = 0
    x[1] /= 2**12
    hint = Text(
        en="If ordinary rows are right: eps is there for these.", zh="如果普通的行没有问题：eps 正是为它们而设。"
    )
    expect_forward(subject, (x, weight), hint)


@check(Text(en="half precision", zh="半精度"))
def half_precision(subject: Subject, rng: np.random.Generator) -> None:
    """float16 with values up to 1000, which it holds exactly; their squares overflow there."""
    _, weight = draw(rng)
    x = np.asarray(rng.integers(300, 1000, SHAPE) * rng.choice([-1.0, 1.0], SHAPE))
    hint = Text(
        en="If float64 is right: 300² is infinite in float16. Compute in float32 and convert the result back.",
        zh="如果 float64 没有问题：300² 在 float16 中是无穷大。请用 float32 计算，再把结果转换回来。",
    )
    got = forward(subject, (x, weight), precision="float16")
    what = Text(en="y in float16", zh="float16 下的 y")
    expect_close(got, rms_norm(x, weight), rtol=HALF, atol=HALF, what=what, hint=hint)
    expect_dtype(got, "float16", what=what, hint=hint)


@check(Text(en="gradient", zh="梯度"))
def gradient(subject: Subject, rng: np.random.Generator) -> None:
    """Both gradients, against central differences, at both eps; other ranks, a single row only where nothing compiles."""
    hint = Text(
        en="x acts directly and through the root mean square, eps included; the weight collects from every row.",
        zh="x 直接起作用，也经由均方根（含 eps）起作用；weight 汇集所有行的贡献。",
    )
    cases: list[tuple[tuple[int, ...], float | None]] = [(SHAPE, None), (SHAPE, 0.5)]
    cases += [((4, 6), None)] if subject.framework == "jax" else [((4, 6), None), ((5,), None)]
    for shape, eps in cases:
        arrays, dy = draw(rng, shape), rng.normal(size=shape)
        if eps is None:
            arrays = (arrays[0] / 32, arrays[1])  # mean squares of a few thousandths: another eps shows
        got = backward(subject, arrays, dy, eps)
        if not isinstance(got, list | tuple) or len(got) != len(NAMES):
            fail(Text(en="Expected (dx, dweight).", zh="应返回 (dx, dweight)。"), code="structure")
        function = partial(rms_norm, eps=EPS if eps is None else eps)
        for value, expected, name in zip(got, pulled_back(function, arrays, dy), NAMES, strict=True):
            what = Text(en=f"{name} for x of shape {shape}", zh=f"x 的形状为 {shape} 时的 {name}")
            expect_close(value, expected, rtol=DIFFERENCE, atol=DIFFERENCE, what=what, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    (x, weight), dy = draw(rng), rng.normal(size=SHAPE)
    if subject.framework == "torch":
        calls = [("forward", [x], begin(subject, weight, EPS))]
    else:
        calls = [("rms_norm", [x, weight, EPS], None), ("rms_norm_backward", [dy, x, weight, EPS], None)]
    hint = Text(en="`x /= rms` writes into the caller's array.", zh="`x /= rms` 会改写调用者的数组。")
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
        got = subject.exported("rms_norm", *arrays, precision="float64")
        expect_close(got, rms_norm(*arrays), rtol=EXACT, atol=EXACT, what=Text(en="y", zh="y"), hint=hint)
