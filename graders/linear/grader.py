"""A linear layer: values, gradients, initial values.

The oracle adds products up one by one and differentiates nothing: y is linear in each argument, so a gradient is what
the layer gives for unit vectors.
"""

from typing import Any

import numpy as np

from kata.grading import (
    Given,
    Handle,
    Rng,
    Subject,
    Text,
    check,
    expect_close,
    expect_equal,
    expect_shape,
    expect_unchanged,
    fail,
)

SHAPE, OUT = (7, 4), 3  # most checks draw this shape: JAX compiles for each shape and type it meets
EXACT = 1e-9  # values and gradients in float64: 4e-16 is the worst of right solutions
NAMES = ("dx", "dweight", "dbias")
WEIGHT, BIAS = (64, 16), (64,)  # the layer whose initial values are looked at
Arrays = tuple[np.ndarray, np.ndarray, np.ndarray]  # x, weight, bias


# The oracle.


def linear(x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Return y, one number after the other."""
    y = np.empty((*x.shape[:-1], len(bias)))
    for index in np.ndindex(y.shape):
        *row, o = index
        y[index] = sum(a * b for a, b in zip(x[tuple(row)], weight[o], strict=True)) + bias[o]
    return y


def gradients(arrays: Arrays, dy: np.ndarray) -> Arrays:
    """Return d sum(dy * y): what y changes by for a unit step in each number; exact, since y is linear in each."""
    slopes = tuple(np.empty(array.shape) for array in arrays)
    start = np.sum(dy * linear(*arrays))
    for place, array in enumerate(arrays):
        for index in np.ndindex(array.shape):
            there = array.copy()
            there[index] += 1
            slopes[place][index] = np.sum(dy * linear(*arrays[:place], there, *arrays[place + 1 :])) - start
    return slopes[0], slopes[1], slopes[2]


def draw(rng: np.random.Generator, shape: tuple[int, ...] = SHAPE) -> Arrays:
    """Return x, weight and bias: multiples of 1/64, which float32 holds exactly."""
    drawn = rng.normal(0, 2, shape), rng.normal(size=(OUT, shape[-1])), rng.normal(0, 2, OUT)
    x, weight, bias = (np.asarray(np.round(one * 64) / 64) for one in drawn)
    return x, weight, bias


# What the frameworks do differently: in PyTorch weight and bias live in a module.


def begin(subject: Subject, arrays: Arrays, precision: Any = "float64") -> Handle:
    """Return a module of PyTorch that holds weight and bias."""
    _, weight, bias = arrays
    module: Handle = subject.call("Linear", weight.shape[1], weight.shape[0], precision=precision, keep=True)
    subject.set_parameters(module, [weight, bias])
    return module


def forward(subject: Subject, arrays: Arrays, precision: Any = "float64") -> Any:
    """Return the submission's y."""
    if subject.framework == "torch":
        return subject.call("forward", arrays[0], on=begin(subject, arrays, precision), precision=precision)
    return subject.call("linear", *arrays, precision=precision)


def backward(subject: Subject, arrays: Arrays, dy: np.ndarray) -> Any:
    """Return the submission's (dx, dweight, dbias)."""
    x, weight, _ = arrays
    if subject.framework == "torch":
        module = begin(subject, arrays)
        arrived = [value for _, value in subject.vjp(module, x, dy, precision="float64")]
        return [input_gradient(subject, module, x, dy), *arrived]
    return subject.call("linear_backward", dy, x, weight, precision="float64")


def input_gradient(subject: Subject, module: Handle, x: np.ndarray, dy: np.ndarray) -> Any:
    """Return what autograd finds for x: a leaf in the worker goes through the module, and dy comes back."""
    weight = subject.call("get_parameter", "weight", on=module, precision="float64", keep=True)
    leaf = subject.call("new_tensor", x.tolist(), on=weight, keep=True)
    leaf = subject.call("requires_grad_", on=leaf, keep=True)
    y = subject.call("forward", leaf, on=module, precision="float64", keep=True)
    product = subject.call("mul", dy, on=y, precision="float64", keep=True)
    subject.call("backward", on=subject.call("sum", on=product, keep=True))
    return subject.call("__getattribute__", "grad", on=leaf)


def initial(subject: Subject, seed: int) -> Any:
    """Return a new layer's weight and bias, drawn from a generator with this seed."""
    outs, ins = WEIGHT
    if subject.framework == "torch":
        module = subject.call("Linear", ins, outs, keep=True, seed=seed)
        return [value for _, value in subject.parameters(module)]
    return subject.call("init", Rng(seed), ins, outs)


def expect_forward(subject: Subject, arrays: Arrays, hint: Text) -> None:
    """Expect y in float64."""
    what = Text(en=f"y for x of shape {arrays[0].shape}", zh=f"x 的形状为 {arrays[0].shape} 时的 y")
    expect_close(forward(subject, arrays), linear(*arrays), rtol=EXACT, atol=EXACT, what=what, hint=hint)


def expect_backward(subject: Subject, arrays: Arrays, dy: np.ndarray, hint: Text) -> None:
    """Expect all three gradients in float64."""
    got = backward(subject, arrays, dy)
    if not isinstance(got, list | tuple) or len(got) != len(NAMES):
        fail(Text(en="Expected (dx, dweight, dbias).", zh="应返回 (dx, dweight, dbias)。"), code="structure")
    for value, expected, name in zip(got, gradients(arrays, dy), NAMES, strict=True):
        what = Text(en=f"{name} for x of shape {arrays[0].shape}", zh=f"x 的形状为 {arrays[0].shape} 时的 {name}")
        expect_close(value, expected, rtol=EXACT, atol=EXACT, what=what, hint=hint)


# The checks.


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shape of y; the shapes of a new layer's weight and bias, and their names in a module."""
    if subject.framework == "torch":
        expect_parameters(subject)
    new = initial(subject, 0)
    if not isinstance(new, list | tuple) or len(new) != len(("weight", "bias")):
        fail(Text(en="init must return (weight, bias).", zh="init 必须返回 (weight, bias)。"), code="structure")
    for value, shape, name in zip(new, (WEIGHT, BIAS), ("weight", "bias"), strict=True):
        expect_shape(value, shape, what=Text(en=f"a new {name}", zh=f"新建的 {name}"))
    expect_shape(forward(subject, draw(rng)), (SHAPE[0], OUT), what=Text(en="y", zh="y"))


def expect_parameters(subject: Subject) -> None:
    """Expect a module to have the parameters weight and bias; the second only if it is wanted."""
    for wanted, expected in ((True, ["weight", "bias"]), (False, ["weight"])):
        names = [name for name, _ in subject.parameters(subject.call("Linear", 4, 3, wanted, keep=True))]
        if names != expected:
            fail(
                Text(
                    en=f"Linear(4, 3, bias={wanted}) has the parameters {names}; expected {expected}.",
                    zh=f"Linear(4, 3, bias={wanted}) 的参数为 {names}；应为 {expected}。",
                ),
                code=f"parameters {wanted} {names}",
                hint=Text(
                    en="A module sees what is wrapped in nn.Parameter and set as an attribute.",
                    zh="模块只认识用 nn.Parameter 包装、并设为属性的张量。",
                ),
            )
    unbiased = subject.call("Linear", 4, 3, False, keep=True)
    if subject.call(Given("has_bias"), unbiased):
        fail(
            Text(
                en="Linear(4, 3, bias=False) has a bias that is not None.",
                zh="Linear(4, 3, bias=False) 的 bias 不是 None。",
            ),
            code="bias not None",
        )


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """float64; float32 where it is cheap; in PyTorch without a bias too."""
    hint = Text(en="y[i, o] = x[i] · weight[o] + bias[o].", zh="y[i, o] = x[i] · weight[o] + bias[o]。")
    expect_forward(subject, draw(rng), hint)
    if subject.framework != "jax":
        arrays = draw(rng)
        what = Text(en="y in float32", zh="float32 下的 y")
        expect_close(forward(subject, arrays, "float32"), linear(*arrays), rtol=1e-5, atol=1e-4, what=what, hint=hint)
    if subject.framework == "torch":
        x, weight, _ = draw(rng)
        module = subject.call("Linear", weight.shape[1], OUT, False, precision="float64", keep=True)
        subject.set_parameters(module, [weight])
        got = subject.call("forward", x, on=module, precision="float64")
        what = Text(en="y without a bias", zh="没有偏置时的 y")
        expect_close(got, linear(x, weight, np.zeros(OUT)), rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="gradient", zh="梯度"))
def gradient(subject: Subject, rng: np.random.Generator) -> None:
    """All three, for a matrix."""
    hint = Text(
        en="dx = dy @ weight; dweight[o] adds up dy[i, o] · x[i] over the rows, dbias adds up dy: sums, no means.",
        zh="dx = dy @ weight；dweight[o] 对各行累加 dy[i, o] · x[i]，dbias 累加 dy：是求和，不是均值。",
    )
    expect_backward(subject, draw(rng), rng.normal(size=(SHAPE[0], OUT)), hint)


@check(Text(en="other ranks", zh="其他轴数"))
def ranks(subject: Subject, rng: np.random.Generator) -> None:
    """Values and gradients for a single vector and for three axes."""
    hint = Text(
        en="If a matrix is right: only the last axis is special. Weight and bias gather from all axes before it.",
        zh="如果矩阵时没有问题：只有最后一个轴特殊。weight 和 bias 汇集它之前所有轴的贡献。",
    )
    for shape in ((2, 3, 4), (5,)):
        expect_forward(subject, draw(rng, shape), hint)
        expect_backward(subject, draw(rng, shape), rng.normal(size=(*shape[:-1], OUT)), hint)


@check(Text(en="initial values", zh="初始值"), match="failure")
def initial_values(subject: Subject, rng: np.random.Generator) -> None:
    """Uniform within the bound; the seed decides.

    The mean square of n uniform values has a relative spread of sqrt(0.8 / n): 0.028 for the weight's 1024 and 0.112
    for the bias's 64; the mean spreads by bound / sqrt(3 n). Beyond 5.3 spreads lies less than one draw in 8 million,
    and four are looked at.
    """
    seed = int(rng.integers(2**31))
    weight, bias = initial(subject, seed)
    bound = 1 / np.sqrt(WEIGHT[1])
    for values_, name in ((weight, "weight"), (bias, "bias")):
        drawn = np.asarray(values_, np.float64)
        slack, spread = 5.3 * np.sqrt(0.8 / drawn.size), np.mean(drawn**2) / (bound**2 / 3)
        off = abs(np.mean(drawn)) > 5.3 * bound / np.sqrt(3 * drawn.size)
        if np.abs(drawn).max() > bound * (1 + 1e-6) or abs(spread - 1) > slack or off:
            fail(
                Text(
                    en=f"The initial {name} lies between {drawn.min():.3f} and {drawn.max():.3f}, with mean {np.mean(drawn):.3f}; expected uniform values between {-bound:.3f} and {bound:.3f}.",
                    zh=f"{name} 的初始值在 {drawn.min():.3f} 与 {drawn.max():.3f} 之间，均值为 {np.mean(drawn):.3f}；应在 {-bound:.3f} 与 {bound:.3f} 之间均匀分布。",
                ),
                code=f"distribution of {name}",
                hint=Text(
                    en=f"Uniform, symmetric, bounded by 1 / sqrt(in_features); here in_features is {WEIGHT[1]}, out_features {WEIGHT[0]}.",
                    zh=f"均匀、对称，界为 1 / sqrt(in_features)；这里 in_features 为 {WEIGHT[1]}，out_features 为 {WEIGHT[0]}。",
                ),
            )
    hint = Text(en="Draw from the generator that you get.", zh="请从传入的生成器中抽取。")
    again, other = initial(subject, seed), initial(subject, seed + 1)
    what = Text(en="the same seed again", zh="再次使用同一个种子")
    expect_equal(list(again), [weight, bias], what=what, hint=hint)
    if np.array_equal(other[0], weight) or np.array_equal(other[1], bias):
        fail(
            Text(en="Another seed gives the same initial values.", zh="换一个种子得到相同的初始值。"),
            code="same for every seed",
            hint=hint,
        )


@check(Text(en="every key once", zh="每个键只用一次"), frameworks=("jax",))
def key_reuse(subject: Subject, rng: np.random.Generator) -> None:
    """JAX's own check of key reuse finds nothing."""
    if subject.observe("key_reuse", "init", Rng(int(rng.integers(1000))), 4, 3) is not None:
        fail(
            Text(en="init uses a key twice.", zh="init 把同一个键用了两次。"),
            code="key reuse",
            hint=Text(en="Split the key: one for weight, one for bias.", zh="拆分键：一个给 weight，一个给 bias。"),
        )


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    arrays, dy = draw(rng), rng.normal(size=(SHAPE[0], OUT))
    x, weight, bias = arrays
    if subject.framework == "torch":
        calls = [("forward", [x], begin(subject, arrays))]
    else:
        calls = [("linear", [x, weight, bias], None), ("linear_backward", [dy, x, weight], None)]
    hint = Text(en="Make new arrays; a reshape is a view.", zh="请生成新数组；变形得到的是视图。")
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
        got = subject.exported("linear", *arrays, precision="float64")
        expect_close(got, linear(*arrays), rtol=EXACT, atol=EXACT, what=Text(en="y", zh="y"), hint=hint)
