"""Custom derivatives: values and gradients in NumPy, what is kept between forward and backward, and dtypes."""

from typing import Any

import numpy as np

from kata.grading import Given, Subject, Submitted, Text, check, expect_close, expect_dtype, expect_shape, fail

FAR = np.array([[1e4, -1e4, 100.0], [-30.0, -80.0, -40.0], [85.0, -18.0, 36.0], [0.0, -1e4, 1e4]])


def logistic(x: np.ndarray) -> np.ndarray:
    """Return 1 / (1 + exp(-x)), by way of its logarithm."""
    return np.asarray(np.exp(-np.logaddexp(0, -x)))


def rounded(x: np.ndarray, steps: int) -> np.ndarray:
    """Return the nearest of the steps + 1 points between 0 and 1, found by trying all."""
    grid = np.arange(steps + 1) / steps
    return np.asarray(grid[np.argmin(np.abs(x[..., None] - grid), axis=-1)])


def draw(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return x and an upstream gradient, both (4, 3)."""
    return rng.normal(0, 2, (4, 3)), rng.normal(0, 2, (4, 3))


def on_and_off(rng: np.random.Generator) -> np.ndarray:
    """Return inputs below 0, above 1, exactly on both, and between: (4, 3), nowhere halfway between two steps of 4 or 5."""
    inside = rng.integers(0, 20, 6) / 20 + rng.uniform(0.003, 0.02, 6)
    x = np.concatenate([inside, [0.0, 1.0], rng.uniform(-1, -0.2, 2), rng.uniform(1.2, 2, 2)])
    return rng.permutation(x).reshape(4, 3)


def pulled(subject: Subject, name: str, *args: Any) -> Any:
    """Return (y, gradient of x) of one of the functions, in float64."""
    return subject.call(Given("pullback"), Submitted(name), *args, precision="float64")


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Shapes of the three results."""
    x, _ = draw(rng)
    for name, rest in (("log1pexp", ()), ("clip_gradient", (np.asarray(1.0),)), ("quantize", (4,))):
        got = subject.call(name, x, *rest, precision="float64")
        expect_shape(got, (4, 3), what=Text(en=name, zh=name))


@check(Text(en="values of log1pexp", zh="log1pexp 的数值"))
def softplus_values(subject: Subject, rng: np.random.Generator) -> None:
    """float64 and float32; then far out, and where the result is tiny."""
    hint = Text(
        en="exp must not overflow for large x, and 1 + t forgets a tiny t, which log1p(t) does not.",
        zh="x 很大时 exp 不能上溢；1 + t 会丢掉很小的 t，而 log1p(t) 不会。",
    )
    for x in (draw(rng)[0], FAR):
        for precision, rtol in (("float64", 1e-9), ("float32", 1e-5)):
            got = subject.call("log1pexp", x, precision=precision)
            what = Text(en=f"log1pexp(x) in {precision}", zh=f"{precision} 的 log1pexp(x)")
            expect_close(got, np.logaddexp(x, 0), rtol=rtol, what=what, hint=hint)


@check(Text(en="gradient of log1pexp", zh="log1pexp 的梯度"))
def softplus_gradient(subject: Subject, rng: np.random.Generator) -> None:
    """Against central differences; then far out, where nothing may be NaN."""
    x, g = draw(rng)
    expected = g * (np.logaddexp(x + 1e-5, 0) - np.logaddexp(x - 1e-5, 0)) / 2e-5
    hint = Text(
        en="backward returns a tuple, here (g * sigmoid(x),), where g comes from above; sigmoid must be finite for all x.",
        zh="backward 返回元组，这里是 (g * sigmoid(x),)，其中 g 来自上游；sigmoid 对所有 x 都必须有限。",
    )
    what = Text(en="the gradient of sum(g * log1pexp(x))", zh="sum(g * log1pexp(x)) 的梯度")
    expect_close(pulled(subject, "log1pexp", x, g)[1], expected, rtol=1e-6, atol=1e-9, what=what, hint=hint)
    expect_close(pulled(subject, "log1pexp", FAR, g)[1], g * logistic(FAR), rtol=1e-9, what=what, hint=hint)


@check(Text(en="clipped gradient", zh="裁剪的梯度"))
def clipped(subject: Subject, rng: np.random.Generator) -> None:
    """The value as it is, also far outside the bound; of its gradient, each entry by itself."""
    x, g = draw(rng)
    bound = rng.uniform(0.5, 1.5, ())
    expect_close(
        pulled(subject, "clip_gradient", 10 * x, g, bound),
        (10 * x, np.sign(g) * np.minimum(np.abs(g), bound)),
        rtol=1e-12,
        what=Text(en="(y, gradient) of clip_gradient", zh="clip_gradient 的 (y, 梯度)"),
        hint=Text(
            en="The value is x itself; the gradient from above is clipped, each entry by itself.",
            zh="值就是 x 本身；被裁剪的是上游来的梯度，逐个元素进行。",
        ),
    )


@check(Text(en="straight through the rounding", zh="直通舍入"))
def straight_through(subject: Subject, rng: np.random.Generator) -> None:
    """4 and 5 steps; inputs outside, inside and on the edge."""
    for steps in (4, 5):
        x, g = on_and_off(rng), draw(rng)[1]
        expect_close(
            pulled(subject, "quantize", x, g, steps),
            (rounded(x, steps), g * ((x >= 0) & (x <= 1))),
            rtol=1e-12,
            what=Text(en=f"(y, gradient) of quantize, {steps} steps", zh=f"quantize 的 (y, 梯度)，steps 为 {steps}"),
            hint=Text(
                en="The gradient is g itself where 0 <= x <= 1, the edges included, and 0 elsewhere.",
                zh="0 <= x <= 1 处（含两端）梯度就是 g，其余为 0。",
            ),
        )


@check(Text(en="compiled and mapped", zh="编译与映射"))
def compiled_and_mapped(subject: Subject, rng: np.random.Generator) -> None:
    """Another bound for each row, with a gradient of zero; slopes of rows."""
    x, g = draw(rng)
    bounds = rng.uniform(0.3, 1.5, 4)
    expect_close(
        subject.call(Given("mapped_clip"), Submitted("clip_gradient"), x, bounds, g, precision="float64"),
        (np.stack([np.clip(row, -bound, bound) for row, bound in zip(g, bounds, strict=True)]), np.zeros(4)),
        rtol=1e-12,
        what=Text(en="the gradients of (x, bound), by rows", zh="(x, bound) 的逐行梯度"),
        hint=Text(
            en="bound is an array like x: an argument that may be traced, with a gradient of zero.",
            zh="bound 与 x 一样是数组：它是可能被追踪的参数，梯度为零。",
        ),
    )
    x = on_and_off(rng)
    expect_close(
        subject.call(Given("mapped_slopes"), Submitted("log1pexp"), Submitted("quantize"), x, precision="float64"),
        (logistic(x), ((x >= 0) & (x <= 1)).astype(float)),
        rtol=1e-9,
        what=Text(en="the slopes of (log1pexp, quantize), by rows", zh="(log1pexp, quantize) 的逐行斜率"),
    )


@check(Text(en="nothing of the size of x", zh="不保存与 x 同样大小的东西"), match="failure")
def kept(subject: Subject, rng: np.random.Generator) -> None:
    """What the pullback of clip_gradient holds."""
    x, _ = draw(rng)
    count = subject.call(Given("kept"), Submitted("clip_gradient"), x, np.asarray(1.0), precision="float64")
    if not isinstance(count, int) or count >= x.size:
        fail(
            Text(
                en=f"Between forward and backward clip_gradient keeps {count} numbers for an x of {x.size}.",
                zh=f"x 有 {x.size} 个数时，clip_gradient 在前向与反向之间保存了 {count} 个数。",
            ),
            code="kept",
            hint=Text(
                en="backward needs the bound alone; what it keeps stays in memory until it has run.",
                zh="backward 只需要 bound；保存的东西在它运行之前一直占着内存。",
            ),
        )


@check(Text(en="dtype of the gradients", zh="梯度的数据类型"))
def dtypes(subject: Subject, rng: np.random.Generator) -> None:
    """bfloat16 in, bfloat16 out: JAX does not look after it."""
    x, g = draw(rng)
    for name, rest in (("log1pexp", ()), ("clip_gradient", (np.asarray(1.0),)), ("quantize", (4,))):
        got = subject.call(Given("pullback"), Submitted(name), x, g, *rest, precision="bfloat16")
        expect_dtype(
            got[1],
            "bfloat16",
            what=Text(en=f"the gradient of {name} for an x of bfloat16", zh=f"x 为 bfloat16 时 {name} 的梯度"),
            hint=Text(
                en="Whatever backward computes in, it returns a gradient in the dtype of its argument.",
                zh="无论 backward 以什么类型计算，返回的梯度都要与自变量的数据类型相同。",
            ),
        )
