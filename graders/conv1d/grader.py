"""Causal 1D convolution: values for several dilations, blindness to the future, gradients.

The oracle adds up one output number after the other, by the formula's indices and without padding; it differentiates
nothing: y is linear in each argument, so a gradient is what the layer gives for unit steps.
"""

from typing import Any, NamedTuple

import numpy as np

from kata.grading import Handle, Subject, Text, check, expect_close, expect_shape, expect_unchanged, fail

EXACT = 1e-9  # values and gradients in float64: 1e-15 is the worst of right solutions
NAMES = ("dx", "dweight", "dbias")
Arrays = tuple[np.ndarray, np.ndarray, np.ndarray]  # x, weight, bias


class Case(NamedTuple):
    """Sizes of a convolution."""

    batch: int
    channels: int
    length: int
    outs: int
    k: int
    dilation: int

    def __str__(self) -> str:
        return f"length {self.length}, k {self.k}, dilation {self.dilation}"

    @property
    def places(self) -> tuple[int, ...]:
        """The shape of y."""
        return self.batch, self.outs, self.length

    @property
    def said(self) -> tuple[int, ...]:
        """What a call says about the dilation: nothing where it is the default, 1."""
        return () if self.dilation == 1 else (self.dilation,)


USUAL = Case(2, 3, 8, 4, 3, 2)  # nearly every check draws these sizes: JAX compiles for each
PLAIN = Case(2, 2, 5, 3, 4, 1)
OTHERS = (Case(2, 3, 6, 2, 1, 3), Case(1, 2, 3, 2, 3, 4), Case(3, 1, 1, 2, 2, 1), Case(1, 1, 9, 1, 2, 3))


# The oracle.


def conv1d(case: Case, x: np.ndarray, weight: np.ndarray, bias: np.ndarray) -> np.ndarray:
    """Return y, one number after the other."""
    y = np.empty(case.places)
    for b, o, t in np.ndindex(y.shape):
        y[b, o, t] = bias[o]
        for j in range(case.k):
            seen = t - (case.k - 1 - j) * case.dilation
            if seen >= 0:
                y[b, o, t] += np.dot(weight[o, :, j], x[b, :, seen])
    return y


def gradients(case: Case, arrays: Arrays, dy: np.ndarray) -> Arrays:
    """Return d sum(dy * y): what it changes by for a unit step in each number; exact, since y is linear in each."""
    slopes = tuple(np.empty(array.shape) for array in arrays)
    start = np.sum(dy * conv1d(case, *arrays))
    for place, array in enumerate(arrays):
        for index in np.ndindex(array.shape):
            there = [one.copy() for one in arrays]
            there[place][index] += 1
            slopes[place][index] = np.sum(dy * conv1d(case, *there)) - start
    return slopes[0], slopes[1], slopes[2]


def draw(rng: np.random.Generator, case: Case = USUAL) -> Arrays:
    """Return x, weight and bias: multiples of 1/64, which float32 holds exactly."""
    shapes = (case.batch, case.channels, case.length), (case.outs, case.channels, case.k), (case.outs,)
    x, weight, bias = (np.asarray(np.round(rng.normal(0, 2, shape) * 64) / 64) for shape in shapes)
    return x, weight, bias


# What the frameworks do differently: in PyTorch weight and bias live in a module.


def begin(subject: Subject, arrays: Arrays, case: Case, precision: Any = "float64") -> Handle:
    """Return a module of PyTorch that holds weight and bias."""
    sizes = (case.channels, case.outs, case.k, *case.said)
    module: Handle = subject.call("CausalConv1d", *sizes, precision=precision, keep=True)
    subject.set_parameters(module, arrays[1:])
    return module


def forward(subject: Subject, arrays: Arrays, case: Case, precision: Any = "float64") -> Any:
    """Return the submission's y."""
    if subject.framework == "torch":
        return subject.call("forward", arrays[0], on=begin(subject, arrays, case, precision), precision=precision)
    return subject.call("conv1d", *arrays, *case.said, precision=precision)


def backward(subject: Subject, arrays: Arrays, dy: np.ndarray, case: Case) -> Any:
    """Return the submission's (dx, dweight, dbias)."""
    x, weight, _ = arrays
    if subject.framework == "torch":
        module = begin(subject, arrays, case)
        arrived = [value for _, value in subject.vjp(module, x, dy, precision="float64")]
        return [input_gradient(subject, module, x, dy), *arrived]
    return subject.call("conv1d_backward", dy, x, weight, *case.said, precision="float64")


def input_gradient(subject: Subject, module: Handle, x: np.ndarray, dy: np.ndarray) -> Any:
    """Return what autograd finds for x: a leaf in the worker goes through the module, and dy comes back."""
    weight = subject.call("get_parameter", "weight", on=module, precision="float64", keep=True)
    leaf = subject.call("new_tensor", x.tolist(), on=weight, keep=True)
    leaf = subject.call("requires_grad_", on=leaf, keep=True)
    y = subject.call("forward", leaf, on=module, precision="float64", keep=True)
    product = subject.call("mul", dy, on=y, precision="float64", keep=True)
    subject.call("backward", on=subject.call("sum", on=product, keep=True))
    return subject.call("__getattribute__", "grad", on=leaf)


def expect_forward(subject: Subject, rng: np.random.Generator, hint: Text, case: Case = USUAL) -> None:
    """Expect y in float64."""
    arrays = draw(rng, case)
    what = Text(en=f"y ({case})", zh=f"y（{case}）")
    expected = conv1d(case, *arrays)
    expect_close(forward(subject, arrays, case), expected, rtol=EXACT, atol=EXACT, what=what, hint=hint)


# The checks.


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shape of y; the parameters of a module."""
    if subject.framework == "torch":
        held = subject.parameters(subject.call("CausalConv1d", 2, 3, 4, keep=True))
        shapes = [(name, np.shape(value)) for name, value in held]
        if shapes != [("weight", (3, 2, 4)), ("bias", (3,))]:
            fail(
                Text(
                    en=f"CausalConv1d(2, 3, 4) has the parameters {shapes}; expected weight, (3, 2, 4), and bias, (3,).",
                    zh=f"CausalConv1d(2, 3, 4) 的参数为 {shapes}；应为 weight (3, 2, 4) 和 bias (3,)。",
                ),
                code=f"parameters {shapes}",
                hint=Text(
                    en="A module sees what is wrapped in nn.Parameter and set as an attribute.",
                    zh="模块只认识用 nn.Parameter 包装、并设为属性的张量。",
                ),
            )
    hint = Text(
        en="As many outputs as inputs: (k - 1) · dilation zeros in front make up for the reach of the kernel.",
        zh="输出与输入一样多：前面补 (k - 1) · dilation 个零，正好抵消核的跨度。",
    )
    what = Text(en=f"y ({USUAL})", zh=f"y（{USUAL}）")
    expect_shape(forward(subject, draw(rng), USUAL), USUAL.places, what=what, hint=hint)


@check(Text(en="blind to the future", zh="看不到未来"))
def causality(subject: Subject, rng: np.random.Generator) -> None:
    """A change from some time on leaves all outputs before it as they were."""
    arrays = draw(rng)
    before = forward(subject, arrays, USUAL)
    expect_shape(before, USUAL.places, what=Text(en="y", zh="y"))
    for t in (3, USUAL.length - 1):
        x = arrays[0].copy()
        x[:, :, t:] += rng.normal(size=x[:, :, t:].shape)
        after = forward(subject, (x, *arrays[1:]), USUAL)
        expect_shape(after, USUAL.places, what=Text(en="y", zh="y"))
        expect_close(
            np.asarray(after)[:, :, :t],
            np.asarray(before)[:, :, :t],
            rtol=EXACT,
            atol=EXACT,
            what=Text(en=f"y before time {t}, after a change from there on", zh=f"从时刻 {t} 起改变输入，此前的 y"),
            hint=Text(en="Pad in front of the sequence and nowhere else.", zh="只在序列前面填充，别处都不填。"),
        )


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """float64, with and without gaps; float32 where it is cheap."""
    hint = Text(
        en="The last tap meets the present, the others lie dilation steps apart; channels add up, and the bias comes last.",
        zh="最后一个抽头对应当前时刻，其余抽头相隔 dilation 步；各通道相加，最后加偏置。",
    )
    for case in (PLAIN, USUAL):
        expect_forward(subject, rng, hint, case)
    if subject.framework != "jax":
        arrays = draw(rng)
        got, expected = forward(subject, arrays, USUAL, "float32"), conv1d(USUAL, *arrays)
        expect_close(got, expected, rtol=1e-5, atol=1e-4, what=Text(en="y in float32", zh="float32 下的 y"), hint=hint)


@check(Text(en="other sizes", zh="其他大小"), frameworks=("numpy", "torch"))
def sizes(subject: Subject, rng: np.random.Generator) -> None:
    """One tap; sequences that are shorter than the kernel's reach, or of length one."""
    hint = Text(
        en="If longer sequences are right: the formula holds for every length, and k = 1 needs no padding.",
        zh="如果较长的序列没有问题：公式对任何长度都成立，而 k = 1 时无需填充。",
    )
    for case in OTHERS:
        expect_forward(subject, rng, hint, case)


@check(Text(en="gradient", zh="梯度"))
def gradient(subject: Subject, rng: np.random.Generator) -> None:
    """All three, with gaps and without."""
    hint = Text(
        en="Every output sends dy back to the inputs it saw, dilation steps apart; shares of the same input add up, and the padding falls away.",
        zh="每个输出把 dy 送回它看到的、相隔 dilation 步的输入；同一输入的贡献相加，填充部分舍去。",
    )
    for case in (USUAL, PLAIN):
        arrays, dy = draw(rng, case), rng.normal(size=case.places)
        got = backward(subject, arrays, dy, case)
        if not isinstance(got, list | tuple) or len(got) != len(NAMES):
            fail(Text(en="Expected (dx, dweight, dbias).", zh="应返回 (dx, dweight, dbias)。"), code="structure")
        for value, expected, name in zip(got, gradients(case, arrays, dy), NAMES, strict=True):
            what = Text(en=f"{name} ({case})", zh=f"{name}（{case}）")
            expect_close(value, expected, rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    (x, weight, bias), dy = draw(rng), rng.normal(size=USUAL.places)
    if subject.framework == "torch":
        calls = [("forward", [x], begin(subject, (x, weight, bias), USUAL))]
    else:
        calls = [
            ("conv1d", [x, weight, bias, USUAL.dilation], None),
            ("conv1d_backward", [dy, x, weight, USUAL.dilation], None),
        ]
    hint = Text(en="Slices are views: add into new arrays.", zh="切片是视图：请累加到新数组中。")
    for name, args, on in calls:
        expect_unchanged(subject, name, *args, on=on, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again; in JAX also as a program of its own."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect_forward(worker, rng, hint), rng)
    if subject.framework == "jax":
        arrays = draw(rng)
        got = subject.exported("conv1d", *arrays, USUAL.dilation, precision="float64")
        expect_close(got, conv1d(USUAL, *arrays), rtol=EXACT, atol=EXACT, what=Text(en="y", zh="y"), hint=hint)
