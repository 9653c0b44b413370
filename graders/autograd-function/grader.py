"""A custom Function: values, first derivatives by differences of the forward, second ones by differences of the first."""

import numpy as np

from kata.grading import Given, Subject, Submitted, Text, central_differences, check, expect_close, expect_shape, fail

F = Submitted("scaled_softplus")
Arrays = tuple[np.ndarray, ...]


def forward(x: np.ndarray, scale: np.ndarray) -> np.ndarray:
    """Return scale * log(1 + exp(x)), with the stable sum of NumPy."""
    return scale * np.logaddexp(x, 0)


def logistic(x: np.ndarray) -> np.ndarray:
    """Return the derivative of the softplus, by another formula than the solutions'."""
    return (1 + np.tanh(x / 2)) / 2


def first(x: np.ndarray, scale: np.ndarray, upstream: np.ndarray) -> Arrays:
    """Return the gradients of sum(upstream * y) with respect to x and scale."""
    return np.einsum("bf,f,bf->bf", upstream, scale, logistic(x)), np.einsum("bf,bf->f", upstream, np.logaddexp(x, 0))


def problem(rng: np.random.Generator) -> Arrays:
    """Return x: (4, 3), scale: (3,), upstream: (4, 3)."""
    return rng.normal(0, 2, (4, 3)), rng.normal(size=3), rng.normal(size=(4, 3))


def expect_gradients(got: object, expected: Arrays, names: tuple[str, ...], hint: Text, rtol: float) -> None:
    """Compare gradients, each of which must have arrived."""
    if not isinstance(got, list | tuple) or len(got) != len(names):
        fail(Text(en="No gradients came back.", zh="没有返回梯度。"), code="structure", hint=hint)
    for value, right, name in zip(got, expected, names, strict=True):
        if value is None:
            fail(Text(en=f"No gradient reaches {name}.", zh=f"没有梯度传到 {name}。"), code=f"none: {name}", hint=hint)
        what = Text(en=f"the gradient of {name}", zh=f"{name} 的梯度")
        expect_close(value, right, rtol=rtol, atol=rtol, what=what, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shape, and an operation of the submission's own."""
    x, scale, _ = problem(rng)
    y = Text(en="scaled_softplus(x, scale)", zh="scaled_softplus(x, scale)")
    expect_shape(subject.call("scaled_softplus", x, scale), (4, 3), what=y)
    if not subject.call(Given("is_custom"), F, Submitted("ScaledSoftplus"), x, scale):
        fail(
            Text(
                en="The result was not made by ScaledSoftplus, an autograd.Function.",
                zh="结果不是由 autograd.Function ScaledSoftplus 产生的。",
            ),
            code="custom",
            hint=Text(en="Return ScaledSoftplus.apply(x, scale).", zh="请返回 ScaledSoftplus.apply(x, scale)。"),
        )


@check(Text(en="values", zh="数值"))
def values(subject: Subject, rng: np.random.Generator) -> None:
    """float64, then float32."""
    x, scale, _ = problem(rng)
    x = np.clip(x, -4, None)  # in float32, 1 + exp(x) loses much of a smaller exp(x): another check's affair
    x[0] = 0
    for precision, rtol in (("float64", 1e-9), ("float32", 1e-5)):
        expect_close(
            subject.call("scaled_softplus", x, scale, precision=precision),
            forward(x, scale),
            rtol=rtol,
            what=Text(en="y", zh="y"),
            hint=Text(en="scale * log(1 + exp(x)), natural logarithm.", zh="scale * log(1 + exp(x))，自然对数。"),
        )


@check(Text(en="large and tiny values", zh="很大与很小的值"))
def extremes(subject: Subject, rng: np.random.Generator) -> None:
    """Nothing overflows, and small results keep their digits."""
    x = np.array([[1e4, -1e4, 100.0], [-30.0, -80.0, -40.0], [750.0, -18.0, 36.0]])
    scale = rng.uniform(1, 2, size=3)
    for precision, rtol in (("float64", 1e-9), ("float32", 1e-5)):
        expect_close(
            subject.call("scaled_softplus", x, scale, precision=precision),
            forward(x, scale),
            rtol=rtol,
            what=Text(en="y for large and tiny x", zh="x 很大或很小时的 y"),
            hint=Text(
                en="exp must not overflow; and 1 + t forgets a tiny t, which log1p(t) does not.",
                zh="exp 不能上溢；1 + t 会丢掉很小的 t，而 log1p(t) 不会。",
            ),
        )


@check(Text(en="first derivatives", zh="一阶导数"))
def first_derivatives(subject: Subject, rng: np.random.Generator) -> None:
    """Against central differences of the forward, one scale being 0; then far out, where the formula is needed."""
    x, scale, upstream = problem(rng)
    scale[rng.integers(3)] = 0
    expected = central_differences(lambda moved: np.sum(upstream * forward(*moved)), (x, scale))
    hint = Text(
        en="d_x = grad * scale * sigmoid(x); d_scale is the sum over the batch of grad * softplus(x). A scale may be 0.",
        zh="d_x = grad * scale * sigmoid(x)；d_scale 是 grad * softplus(x) 沿批量轴的和。scale 可能为 0。",
    )
    got = subject.call(Given("gradients"), F, x, scale, upstream, precision="float64")
    expect_gradients(got, expected, ("x", "scale"), hint, 1e-7)
    far = np.array([[1e4, -1e4, 0.0], [90.0, -90.0, 800.0]])
    got = subject.call(Given("gradients"), F, far, scale, upstream[:2], precision="float64")
    expect_gradients(got, first(far, scale, upstream[:2]), ("x", "scale"), hint, 1e-9)


@check(Text(en="second derivatives", zh="二阶导数"))
def second_derivatives(subject: Subject, rng: np.random.Generator) -> None:
    """With respect to x, scale and the upstream gradient; zeros among x."""
    x, scale, upstream = problem(rng)
    x[1, 2] = x[3, 0] = 0
    u, v = rng.normal(size=(4, 3)), rng.normal(size=3)

    def directional(args: Arrays) -> float:
        d_x, d_scale = first(*args)
        return float(np.sum(u * d_x) + np.sum(v * d_scale))

    hint = Text(
        en="Autograd differentiates what runs in backward: everything there must come from the saved inputs and grad.",
        zh="autograd 对 backward 中执行的运算求导：其中的一切都应由保存的输入和 grad 算出。",
    )
    got = subject.call(Given("second"), F, x, scale, upstream, u, v, precision="float64")
    expect_gradients(
        got, central_differences(directional, (x, scale, upstream)), ("x", "scale", "upstream"), hint, 1e-7
    )


@check(Text(en="no needless work", zh="不做多余的计算"), match="failure")
def needless_work(subject: Subject, rng: np.random.Generator) -> None:
    """What backward returns for an input that needs no gradient."""
    seen = subject.call(Given("none_where_not_needed"), F, *problem(rng))
    for none, needed, other in zip(seen, ("x", "scale"), ("scale", "x"), strict=True):
        if not none:
            en = f"Only {needed} needs a gradient, and backward computes that of {other} too."
            zh = f"只有 {needed} 需要梯度，backward 却也计算了 {other} 的梯度。"
            hint = Text(
                en="Ask ctx.needs_input_grad, and return None for the other.",
                zh="查看 ctx.needs_input_grad，另一个返回 None。",
            )
            fail(Text(en=en, zh=zh), code=f"work: {other}", hint=hint)


@check(Text(en="overwritten inputs are noticed", zh="输入被改写会被发现"), match="failure")
def overwritten(subject: Subject, rng: np.random.Generator) -> None:
    """The version counter watches what `save_for_backward` keeps."""
    x, scale, _ = problem(rng)
    for noticed, name in zip(subject.call(Given("notices"), F, x, scale), ("x", "scale"), strict=True):
        if not noticed:
            en = f"{name} was overwritten between forward and backward, and backward went on with the new values."
            zh = f"{name} 在前向与反向之间被改写，backward 却用新的值继续计算。"
            hint = Text(
                en="ctx.save_for_backward remembers a tensor's version.",
                zh="ctx.save_for_backward 会记住张量的版本。",
            )
            fail(Text(en=en, zh=zh), code=f"unnoticed: {name}", hint=hint)
