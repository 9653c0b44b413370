"""Batch normalisation: both modes, the running statistics over several batches, gradients.

The oracle takes each feature's moments from Python's `statistics`, whose fractions lose nothing; its gradient is a
central difference. Neither shares a derivation with the solutions.
"""

import statistics
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple

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

SHAPE = (6, 3)  # nearly every check draws this shape: JAX compiles for each shape and type it meets
EPS, MOMENTUM = 1e-5, 0.1
EXACT = 1e-9  # values in float64: 4e-16 is the worst of right solutions
DIFFERENCE = 1e-6  # how far a central difference may be off; the best wrong gradient is off by more than 1e-2
NAMES = ("dx", "dweight", "dbias")
BUFFERS = ("running_mean", "running_var")
Arrays = tuple[np.ndarray, np.ndarray, np.ndarray]  # x, weight, bias; or y, running_mean, running_var
Batch = tuple[np.ndarray, bool]  # x, and whether it is for training


class Layer(NamedTuple):
    """What a layer holds but its statistics, which start at 0 and 1."""

    weight: np.ndarray
    bias: np.ndarray
    momentum: float = MOMENTUM
    eps: float = EPS


# The oracle.


def moments(x: np.ndarray, which: Callable[[list[float]], float]) -> np.ndarray:
    """Return one moment of each column."""
    return np.array([which(column.tolist()) for column in x.T])


def normalise(x: np.ndarray, weight: np.ndarray, bias: np.ndarray, eps: float = EPS) -> np.ndarray:
    """Return y in training."""
    mean, var = moments(x, statistics.fmean), moments(x, statistics.pvariance)
    return (x - mean) / np.sqrt(var + eps) * weight + bias


def replay(layer: Layer, batches: Sequence[Batch]) -> list[Arrays]:
    """Return y, running_mean and running_var after each batch."""
    mean, var = np.zeros_like(layer.weight), np.ones_like(layer.weight)
    results = []
    for x, training in batches:
        if training:
            y = normalise(x, layer.weight, layer.bias, layer.eps)
            mean = mean + layer.momentum * (moments(x, statistics.fmean) - mean)
            var = var + layer.momentum * (moments(x, statistics.variance) - var)
        else:
            y = (x - mean) / np.sqrt(var + layer.eps) * layer.weight + layer.bias
        results.append((y, mean, var))
    return results


def pulled_back(function: Callable[..., np.ndarray], arrays: Arrays, dy: np.ndarray) -> Arrays:
    """Return the gradients of sum(dy * function(*arrays)) by central differences."""
    return central_differences(lambda moved: np.sum(dy * function(*moved)), arrays)


def draw(rng: np.random.Generator, shape: tuple[int, int] = SHAPE) -> np.ndarray:
    """Return a batch: features of different means and spreads, multiples of 1/64, which float32 holds exactly."""
    level, spread = rng.uniform(1, 5, shape[1]), rng.uniform(0.5, 3, shape[1])
    return np.asarray(np.round(rng.normal(level, spread, shape) * 64) / 64)


def draw_layer(rng: np.random.Generator, momentum: float = MOMENTUM, eps: float = EPS) -> Layer:
    """Return a layer for `draw`."""
    weight, bias = rng.uniform(0.5, 2, SHAPE[1]), rng.normal(0, 2, SHAPE[1])
    return Layer(np.asarray(np.round(weight * 64) / 64), np.asarray(np.round(bias * 64) / 64), momentum, eps)


# What the frameworks do differently: in PyTorch everything lives in a module, elsewhere statistics come and go.


def begin(subject: Subject, layer: Layer, precision: Any = "float64", *, said: bool = True) -> Handle:
    """Return a module of PyTorch that holds weight and bias; eps and momentum are left out unless they are `said`."""
    options = (layer.eps, layer.momentum) if said else ()
    module: Handle = subject.call("BatchNorm", layer.weight.size, *options, precision=precision, keep=True)
    subject.set_parameters(module, [layer.weight, layer.bias])
    return module


def run(
    subject: Subject, layer: Layer, batches: Sequence[Batch], precision: Any = "float64", *, said: bool = True
) -> list[Any]:
    """Return the submission's y, running_mean and running_var after each batch."""
    if subject.framework == "torch":
        module = begin(subject, layer, precision, said=said)
        return [through(subject, module, batch, precision) for batch in batches]
    state: Any = (np.zeros_like(layer.weight), np.ones_like(layer.weight))
    options = (layer.momentum, layer.eps) if said else ()
    results = []
    for x, training in batches:
        args = (x, layer.weight, layer.bias, *state, training, *options)
        got = subject.call("batch_norm", *args, precision=precision)
        if not isinstance(got, list | tuple) or len(got) != 1 + len(BUFFERS):
            fail(
                Text(
                    en="batch_norm must return (y, running_mean, running_var).",
                    zh="batch_norm 必须返回 (y, running_mean, running_var)。",
                ),
                code="structure",
            )
        for value, name in zip(got[1:], BUFFERS, strict=True):
            expect_shape(value, layer.weight.shape, what=Text(en=name, zh=name))
        results.append(got)
        state = [np.asarray(value) for value in got[1:]]
    return results


def through(subject: Subject, module: Handle, batch: Batch, precision: Any) -> tuple[Any, ...]:
    """Put one batch through a module, in its mode: y, running_mean, running_var."""
    x, training = batch
    subject.call("train", training, on=module, precision=precision)
    y = subject.call("forward", x, on=module, precision=precision)
    held = dict(subject.buffers(module))
    return (y, *(held.get(name) for name in BUFFERS))


def backward(subject: Subject, arrays: Arrays, dy: np.ndarray, eps: float | None = None) -> Any:
    """Return the submission's (dx, dweight, dbias) in training; without eps its default counts."""
    x, weight, bias = arrays
    if subject.framework == "torch":
        layer = Layer(weight, bias) if eps is None else Layer(weight, bias, eps=eps)
        module = begin(subject, layer, said=eps is not None)
        arrived = [value for _, value in subject.vjp(module, x, dy, precision="float64")]
        return [input_gradient(subject, module, x, dy), *arrived]
    options = () if eps is None else (eps,)
    return subject.call("batch_norm_backward", dy, x, weight, *options, precision="float64")


def input_gradient(subject: Subject, module: Handle, x: np.ndarray, dy: np.ndarray) -> Any:
    """Return what autograd finds for x: a leaf in the worker goes through the module, and dy comes back."""
    weight = subject.call("get_parameter", "weight", on=module, precision="float64", keep=True)
    leaf = subject.call("new_tensor", x.tolist(), on=weight, keep=True)
    leaf = subject.call("requires_grad_", on=leaf, keep=True)
    y = subject.call("forward", leaf, on=module, precision="float64", keep=True)
    product = subject.call("mul", dy, on=y, precision="float64", keep=True)
    subject.call("backward", on=subject.call("sum", on=product, keep=True))
    return subject.call("__getattribute__", "grad", on=leaf)


def expect_run(
    subject: Subject,
    layer: Layer,
    batches: Sequence[Batch],
    hint: Text,
    only: slice = slice(None),
    *,
    said: bool = True,
) -> None:
    """Expect y and the statistics, or those of them in `only`, after each batch."""
    names = ("y", *BUFFERS)[only]
    expected = replay(layer, batches)
    for number, (got, right) in enumerate(zip(run(subject, layer, batches, said=said), expected, strict=True), 1):
        for value, wanted, name in zip(got[only], right[only], names, strict=True):
            what = Text(en=f"{name}, batch {number}", zh=f"第 {number} 个批量的 {name}")
            expect_close(value, wanted, rtol=EXACT, atol=EXACT, what=what, hint=hint)


# The checks.


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shape of y; what a new module holds."""
    if subject.framework == "torch":
        expect_state(subject)
    got = run(subject, draw_layer(rng), [(draw(rng), True)])
    expect_shape(got[0][0], SHAPE, what=Text(en="y", zh="y"))


def expect_state(subject: Subject) -> None:
    """Expect a new module to hold weight and bias as parameters, and both statistics as buffers."""
    module = subject.call("BatchNorm", SHAPE[1], keep=True)
    parameters, buffers = subject.parameters(module), subject.buffers(module)
    names, others = [name for name, _ in parameters], [name for name, _ in buffers]
    if names != ["weight", "bias"] or not set(BUFFERS) <= set(others):
        fail(
            Text(
                en=f"BatchNorm has the parameters {names} and the buffers {others}; expected ['weight', 'bias'] and {list(BUFFERS)}.",
                zh=f"BatchNorm 的参数为 {names}，缓冲区为 {others}；应为 ['weight', 'bias'] 和 {list(BUFFERS)}。",
            ),
            code=f"state {names} {others}",
            hint=Text(
                en="What is trained is a Parameter; what is only remembered is registered with register_buffer.",
                zh="要训练的是 Parameter；只需记住的用 register_buffer 注册。",
            ),
        )
    starts = {"weight": 1.0, "bias": 0.0, "running_mean": 0.0, "running_var": 1.0}
    for name, value in (*parameters, *buffers):
        if name in starts:
            what = Text(en=f"a new {name}", zh=f"新建的 {name}")
            expect_close(value, np.full(SHAPE[1], starts[name]), rtol=0, what=what)


@check(Text(en="values in training", zh="训练模式的数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """Y of one batch, at the usual eps and at one that nobody can overlook; float32 where it is cheap."""
    hint = Text(
        en="Mean and variance of each column; this variance divides by the number of rows, and eps is added under the root.",
        zh="每一列的均值和方差；这里的方差除以行数，eps 在根号内相加。",
    )
    for eps in (EPS, 0.5):
        expect_run(subject, draw_layer(rng, eps=eps), [(draw(rng), True)], hint, slice(1))
    if subject.framework != "jax":
        layer, batches = draw_layer(rng), [(draw(rng), True)]
        got, expected = run(subject, layer, batches, "float32")[0][0], replay(layer, batches)[0][0]
        what = Text(en="y in float32", zh="float32 下的 y")
        expect_close(got, expected, rtol=1e-4, atol=1e-4, what=what, hint=hint)


@check(Text(en="running statistics", zh="滑动统计量"))
def running_statistics(subject: Subject, rng: np.random.Generator) -> None:
    """After each of three batches in training."""
    hint = Text(
        en="momentum is the weight of the new batch; the variance that is gathered divides by batch - 1.",
        zh="momentum 是新批量的权重；所积累的方差除以 batch - 1。",
    )
    for momentum in (MOMENTUM, 0.75):
        batches = [(draw(rng), True) for _ in range(3)]
        expect_run(subject, draw_layer(rng, momentum), batches, hint, slice(1, 3))


@check(Text(en="evaluation", zh="评估模式"))
def evaluation(subject: Subject, rng: np.random.Generator) -> None:
    """After training: y by the running statistics, which stay; a single row where that is cheap; training again."""
    hint = Text(
        en="If training is right: evaluation uses the running statistics, changes none of them, and can be left again.",
        zh="如果训练模式没有问题：评估模式使用滑动统计量，不改变它们，并且可以再切换回训练。",
    )
    batches = [(draw(rng), True), (draw(rng), True), (draw(rng), False), (draw(rng), True), (draw(rng), False)]
    if subject.framework != "jax":
        batches.append((draw(rng, (1, SHAPE[1])), False))
    expect_run(subject, draw_layer(rng), batches, hint)


@check(Text(en="columns far from zero", zh="远离零的列"))
def far_columns(subject: Subject, rng: np.random.Generator) -> None:
    """Features near a million, where the mean of squares loses every digit."""
    layer, x = draw_layer(rng), draw(rng) + 2.0**20
    hint = Text(
        en="If ordinary columns are right: subtract the mean before you square.",
        zh="如果普通的列没有问题：先减去均值再平方。",
    )
    got, expected = run(subject, layer, [(x, True)])[0][0], replay(layer, [(x, True)])[0][0]
    expect_close(got, expected, rtol=1e-7, atol=1e-7, what=Text(en="y", zh="y"), hint=hint)


@check(Text(en="gradient", zh="梯度"))
def gradient(subject: Subject, rng: np.random.Generator) -> None:
    """All three in training, against central differences: at an eps that nobody can overlook, and at the usual one."""
    hint = Text(
        en="x acts directly, through the batch's mean and through its variance, eps included; weight and bias collect from every row.",
        zh="x 直接起作用，也经由批量的均值和方差（含 eps）起作用；weight 和 bias 汇集所有行的贡献。",
    )
    for eps in (EPS, 0.5):
        layer = draw_layer(rng)
        expect_gradient(subject, rng, (draw(rng), layer.weight, layer.bias), eps, hint)


def expect_gradient(subject: Subject, rng: np.random.Generator, arrays: Arrays, eps: float | None, hint: Text) -> None:
    """Expect all three gradients; without eps its default counts."""
    dy = rng.normal(size=SHAPE)
    got = backward(subject, arrays, dy, eps)
    if not isinstance(got, list | tuple) or len(got) != len(NAMES):
        fail(Text(en="Expected (dx, dweight, dbias).", zh="应返回 (dx, dweight, dbias)。"), code="structure")
    function = partial(normalise, eps=EPS if eps is None else eps)
    for value, expected, name in zip(got, pulled_back(function, arrays, dy), NAMES, strict=True):
        expect_close(value, expected, rtol=DIFFERENCE, atol=DIFFERENCE, what=Text(en=name, zh=name), hint=hint)


@check(Text(en="arguments left out", zh="省略的参数"))
def left_out(subject: Subject, rng: np.random.Generator) -> None:
    """Neither momentum nor eps, for features whose variance is no more than a few thousandths."""
    hint = Text(
        en="If the checks above pass: left out, momentum is 0.1 and eps is 1e-5, in both functions.",
        zh="如果上面的检查通过：省略时 momentum 为 0.1，eps 为 1e-5，两个函数都如此。",
    )
    if subject.framework == "torch":
        hint = Text(
            en="If the checks above pass: left out, eps is 1e-5 and momentum is 0.1.",
            zh="如果上面的检查通过：省略时 eps 为 1e-5，momentum 为 0.1。",
        )
    layer = draw_layer(rng)
    expect_run(subject, layer, [(draw(rng) / 16, True), (draw(rng) / 16, False)], hint, said=False)
    expect_gradient(subject, rng, (draw(rng) / 16, layer.weight, layer.bias), None, hint)


@check(Text(en="statistics outside the graph", zh="统计量不在计算图中"), frameworks=("torch",))
def outside_the_graph(subject: Subject, rng: np.random.Generator) -> None:
    """Where x wants a gradient, the running statistics must not hold on to its graph."""
    module = begin(subject, draw_layer(rng))
    input_gradient(subject, module, draw(rng), rng.normal(size=SHAPE))
    for name in BUFFERS:
        buffer = subject.call("get_buffer", name, on=module, precision="float64", keep=True)
        if subject.call("__getattribute__", "requires_grad", on=buffer):
            fail(
                Text(
                    en=f"{name} belongs to the graph of the batch that it was updated with.",
                    zh=f"{name} 属于更新它的那个批量的计算图。",
                ),
                code=f"graph {name}",
                hint=Text(
                    en="Update under torch.no_grad(), or with detached values: otherwise every batch's graph stays in memory.",
                    zh="请在 torch.no_grad() 之下更新，或使用分离（detach）后的值：否则每个批量的计算图都留在内存中。",
                ),
            )


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given, the statistics included."""
    layer, x, dy = draw_layer(rng), draw(rng), rng.normal(size=SHAPE)
    if subject.framework == "torch":
        calls = [("forward", [x], begin(subject, layer))]
    else:
        state = [np.ones(SHAPE[1]), 2 * np.ones(SHAPE[1])]
        calls = [
            ("batch_norm", [x, layer.weight, layer.bias, *state, True, MOMENTUM, EPS], None),
            ("batch_norm_backward", [dy, x, layer.weight, EPS], None),
        ]
    hint = Text(
        en="Writing into running_mean or x changes the caller's array: return new ones.",
        zh="写入 running_mean 或 x 会改变调用者的数组：请返回新的数组。",
    )
    for name, args, on in calls:
        expect_unchanged(subject, name, *args, on=on, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again; in JAX also as a program of its own."""
    hint = Text(
        en="If the checks above pass: does it remember something that is not among its statistics?",
        zh="如果上面的检查通过：除了统计量，它是否还记住了别的什么？",
    )
    subject.repeatedly(lambda worker: expect_run(worker, draw_layer(rng), [(draw(rng), True)], hint), rng)
    if subject.framework == "jax":
        layer, x = draw_layer(rng), draw(rng)
        args = (x, layer.weight, layer.bias, np.zeros(SHAPE[1]), np.ones(SHAPE[1]), True)
        got = subject.exported("batch_norm", *args, precision="float64")
        expected = replay(layer, [(x, True)])[0]
        expect_close(got, expected, rtol=EXACT, atol=EXACT, what=Text(en="the results", zh="返回值"), hint=hint)
