"""Group normalisation: values for several numbers of groups, gradients, and a program of its own in JAX.

The oracle picks each group's channels by number; its gradient is a central difference of it. Neither shares a
derivation with the solutions.
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

SHAPE, GROUPS, EPS = (2, 6, 3), 2, 1e-5  # nearly every check draws these: JAX compiles for each shape and type
EXACT = 1e-9  # values in float64: 4e-16 is the worst of right solutions; eps outside the root is off by 3e-6
DIFFERENCE = 1e-6  # how far a central difference may be off; the best wrong gradient is off by more than 1e-2
NAMES = ("dx", "dweight", "dbias")
Arrays = tuple[np.ndarray, np.ndarray, np.ndarray]  # x, weight, bias


# The oracle.


def group_norm(
    x: np.ndarray, weight: np.ndarray, bias: np.ndarray, groups: int = GROUPS, eps: float = EPS
) -> np.ndarray:
    """Return y, one example and one group after the other."""
    y = np.empty_like(x)
    size = x.shape[1] // groups
    for example, group in np.ndindex(len(x), groups):
        channels = range(group * size, (group + 1) * size)
        members = np.concatenate([x[example, channel].ravel() for channel in channels])
        mean = np.average(members)
        root = np.hypot(np.linalg.norm(members - mean) / np.sqrt(members.size), np.sqrt(eps))
        for channel in channels:
            y[example, channel] = weight[channel] * (x[example, channel] - mean) / root + bias[channel]
    return y


def pulled_back(function: Callable[..., np.ndarray], arrays: Arrays, dy: np.ndarray) -> Arrays:
    """Return the gradients of sum(dy * function(*arrays)) by central differences."""
    return central_differences(lambda moved: np.sum(dy * function(*moved)), arrays)


def draw(rng: np.random.Generator, shape: tuple[int, ...] = SHAPE) -> Arrays:
    """Return x, whose channels have different levels, weight and bias: multiples of 1/64, which float32 holds."""
    channels = shape[1]
    level = rng.normal(1, 2, (channels, *[1] * (len(shape) - 2)))
    drawn = rng.normal(level, 1, shape), rng.uniform(0.5, 2, channels), rng.normal(0, 2, channels)
    x, weight, bias = (np.asarray(np.round(one * 64) / 64) for one in drawn)
    return x, weight, bias


# What the frameworks do differently: in PyTorch weight and bias live in a module.


def given(eps: float | None) -> tuple[float, ...]:
    """Return the argument eps, or none at all."""
    return () if eps is None else (eps,)


def begin(
    subject: Subject, arrays: Arrays, groups: int = GROUPS, eps: float | None = None, precision: Any = "float64"
) -> Handle:
    """Return a module of PyTorch that holds weight and bias."""
    _, weight, bias = arrays
    module: Handle = subject.call("GroupNorm", groups, weight.size, *given(eps), precision=precision, keep=True)
    subject.set_parameters(module, [weight, bias])
    return module


def forward(
    subject: Subject, arrays: Arrays, groups: int = GROUPS, eps: float | None = None, precision: Any = "float64"
) -> Any:
    """Return the submission's y; without eps its default counts."""
    x, weight, bias = arrays
    if subject.framework == "torch":
        module = begin(subject, arrays, groups, eps, precision)
        return subject.call("forward", x, on=module, precision=precision)
    return subject.call("group_norm", x, groups, weight, bias, *given(eps), precision=precision)


def backward(subject: Subject, arrays: Arrays, dy: np.ndarray, eps: float | None = None) -> Any:
    """Return the submission's (dx, dweight, dbias); without eps its default counts."""
    x, weight, _ = arrays
    if subject.framework == "torch":
        module = begin(subject, arrays, eps=eps)
        arrived = [value for _, value in subject.vjp(module, x, dy, precision="float64")]
        return [input_gradient(subject, module, x, dy), *arrived]
    return subject.call("group_norm_backward", dy, x, GROUPS, weight, *given(eps), precision="float64")


def input_gradient(subject: Subject, module: Handle, x: np.ndarray, dy: np.ndarray) -> Any:
    """Return what autograd finds for x: a leaf in the worker goes through the module, and dy comes back."""
    weight = subject.call("get_parameter", "weight", on=module, precision="float64", keep=True)
    leaf = subject.call("new_tensor", x.tolist(), on=weight, keep=True)
    leaf = subject.call("requires_grad_", on=leaf, keep=True)
    y = subject.call("forward", leaf, on=module, precision="float64", keep=True)
    product = subject.call("mul", dy, on=y, precision="float64", keep=True)
    subject.call("backward", on=subject.call("sum", on=product, keep=True))
    return subject.call("__getattribute__", "grad", on=leaf)


def expect_forward(
    subject: Subject, arrays: Arrays, hint: Text, groups: int = GROUPS, eps: float | None = None
) -> None:
    """Expect y in float64."""
    shape = arrays[0].shape
    what = Text(en=f"y for x of shape {shape} in {groups} groups", zh=f"x 的形状为 {shape}、分 {groups} 组时的 y")
    expected = group_norm(*arrays, groups, *given(eps))
    expect_close(forward(subject, arrays, groups, eps), expected, rtol=EXACT, atol=EXACT, what=what, hint=hint)


# The checks.


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shape of y; what a new module holds."""
    if subject.framework == "torch":
        expect_parameters(subject)
    expect_shape(forward(subject, draw(rng)), SHAPE, what=Text(en="y", zh="y"))


def expect_parameters(subject: Subject) -> None:
    """Expect a new module to hold a weight of ones, then a bias of zeros."""
    held = subject.parameters(subject.call("GroupNorm", 2, 6, keep=True))
    names = [name for name, _ in held]
    if names != ["weight", "bias"]:
        fail(
            Text(
                en=f"GroupNorm(2, 6) has the parameters {names}; expected ['weight', 'bias'].",
                zh=f"GroupNorm(2, 6) 的参数为 {names}；应为 ['weight', 'bias']。",
            ),
            code=f"parameters {names}",
            hint=Text(
                en="A module sees what is wrapped in nn.Parameter and set as an attribute.",
                zh="模块只认识用 nn.Parameter 包装、并设为属性的张量。",
            ),
        )
    hint = Text(en="One number for each channel: weight 1, bias 0.", zh="每个通道一个数：weight 为 1，bias 为 0。")
    for (name, value), start in zip(held, (np.ones(6), np.zeros(6)), strict=True):
        expect_close(value, start, rtol=0, what=Text(en=f"a new {name}", zh=f"新建的 {name}"), hint=hint)


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """float64, 2 groups of 3 channels, eps left out and one that nobody can overlook; float32 where it is cheap."""
    hint = Text(
        en="Groups are neighbouring channels of one example; mean and variance over channels and space; eps under the root; weight and bias by channel.",
        zh="组由同一样本的相邻通道构成；均值和方差对通道和空间一起求；eps 在根号内；weight 和 bias 按通道。",
    )
    expect_forward(subject, draw(rng), hint)
    expect_forward(subject, draw(rng), hint, eps=0.5)
    if subject.framework != "jax":
        arrays = draw(rng)
        got = forward(subject, arrays, precision="float32")
        what = Text(en="y in float32", zh="float32 下的 y")
        expect_close(got, group_norm(*arrays), rtol=1e-5, atol=1e-5, what=what, hint=hint)


@check(Text(en="other groups and spaces", zh="其他组数与空间"))
def sizes(subject: Subject, rng: np.random.Generator) -> None:
    """One group, one channel a group; no space, an image. JAX, which compiles for each, is asked for two."""
    hint = Text(
        en="If 2 groups on one axis of space are right: name no axis of space by its number, and let groups be any divisor.",
        zh="如果 2 组、一个空间轴时没有问题：不要用编号指明空间轴，组数可以是任何约数。",
    )
    cases: list[tuple[tuple[int, ...], int]] = [((2, 4, 2, 3), 2), (SHAPE, 3)]
    if subject.framework != "jax":
        cases += [((3, 6), 2), (SHAPE, 1), (SHAPE, 6), ((1, 8, 5), 4)]
    for shape, groups in cases:
        expect_forward(subject, draw(rng, shape), hint, groups)


@check(Text(en="groups far from zero", zh="远离零的组"))
def far_groups(subject: Subject, rng: np.random.Generator) -> None:
    """Values near a million, where the mean of squares loses every digit; an example of equal values."""
    x, weight, bias = draw(rng)
    x[0] += 2.0**20
    x[1] = 3.25
    hint = Text(
        en="If ordinary groups are right: subtract the mean before you square, and keep eps where it stands in the formula.",
        zh="如果普通的组没有问题：先减去均值再平方，eps 的位置与公式一致。",
    )
    got, expected = forward(subject, (x, weight, bias)), group_norm(x, weight, bias)
    expect_close(got, expected, rtol=1e-7, atol=1e-7, what=Text(en="y", zh="y"), hint=hint)


@check(Text(en="gradient", zh="梯度"))
def gradient(subject: Subject, rng: np.random.Generator) -> None:
    """All three, against central differences, at both eps; other spaces where they do not compile."""
    hint = Text(
        en="x acts directly, through its group's mean and through its variance, eps included; weight and bias collect from all examples and places.",
        zh="x 直接起作用，也经由所在组的均值和方差（含 eps）起作用；weight 和 bias 汇集所有样本和位置的贡献。",
    )
    cases: list[tuple[tuple[int, ...], float | None]] = [(SHAPE, None), (SHAPE, 0.5)]
    if subject.framework != "jax":
        cases += [((2, 8), None), ((1, 4, 2, 2), None)]
    for shape, eps in cases:
        arrays, dy = draw(rng, shape), rng.normal(size=shape)
        got = backward(subject, arrays, dy, eps)
        if not isinstance(got, list | tuple) or len(got) != len(NAMES):
            fail(Text(en="Expected (dx, dweight, dbias).", zh="应返回 (dx, dweight, dbias)。"), code="structure")
        function = partial(group_norm, eps=EPS if eps is None else eps)
        for value, expected, name in zip(got, pulled_back(function, arrays, dy), NAMES, strict=True):
            what = Text(en=f"{name} for x of shape {shape}", zh=f"x 的形状为 {shape} 时的 {name}")
            expect_close(value, expected, rtol=DIFFERENCE, atol=DIFFERENCE, what=what, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given, not even through a view."""
    (x, weight, bias), dy = draw(rng), rng.normal(size=SHAPE)
    if subject.framework == "torch":
        calls = [("forward", [x], begin(subject, (x, weight, bias)))]
    else:
        calls = [
            ("group_norm", [x, GROUPS, weight, bias, EPS], None),
            ("group_norm_backward", [dy, x, GROUPS, weight, EPS], None),
        ]
    hint = Text(
        en="A reshape is a view: `g -= mean` writes into the caller's array.",
        zh="变形得到的是视图：`g -= mean` 会改写调用者的数组。",
    )
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
        x, weight, bias = draw(rng)
        got = subject.exported("group_norm", x, GROUPS, weight, bias, precision="float64")
        expect_close(got, group_norm(x, weight, bias), rtol=EXACT, atol=EXACT, what=Text(en="y", zh="y"), hint=hint)
