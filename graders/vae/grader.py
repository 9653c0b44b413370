"""A variational autoencoder of two linear maps: samples, divergence, reconstruction, the loss and its gradient.

The oracle integrates log q - log p with Gauss-Hermite quadrature, which is exact for a quadratic, and rests on
`np.logaddexp`; gradients are central differences.
"""

from typing import Any

import numpy as np

from kata.grading import Subject, Text, central_differences, check, expect_close, expect_shape, expect_unchanged, fail

EXACT = 1e-9
SINGLE = 1e-5  # values in float32
DIFFERENCE = 1e-7  # central differences of width 1e-5 were off by 7e-10 at most in 300 draws
FAR = 1e-5  # the same of width 1e-4 where the loss is in the tens of thousands: 8e-8
ROWS, PIXELS, LATENT = 4, 5, 3  # one shape: JAX compiles for each
LOSS = Text(en="the loss", zh="损失")
NODES, WEIGHTS = np.polynomial.hermite_e.hermegauss(3)
Params = dict[str, np.ndarray]


def sample(mean: np.ndarray, log_var: np.ndarray, noise: np.ndarray) -> np.ndarray:
    """Return z: (rows, latent)."""
    return mean + np.exp(log_var / 2) * noise


def kl(mean: np.ndarray, log_var: np.ndarray) -> np.ndarray:
    """Return the mean of log q(z) - log p(z) under q, for each row: (rows,)."""
    total = np.zeros(len(mean))
    for node, weight in zip(NODES, WEIGHTS / WEIGHTS.sum(), strict=True):
        z = sample(mean, log_var, node)
        log_q = -log_var / 2 - node**2 / 2
        total += weight * np.sum(log_q + z**2 / 2, axis=1)
    return total


def reconstruction(logits: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Return the log-probability of each row: (rows,)."""
    return np.sum(-x * np.logaddexp(0, -logits) - (1 - x) * np.logaddexp(0, logits), axis=1)


def loss(params: Params, x: np.ndarray, noise: np.ndarray) -> float:
    """Return minus the ELBO, averaged over the rows."""
    encoded = np.einsum("rp,pk->rk", x, params["enc_w"]) + params["enc_b"]
    latent = noise.shape[1]
    mean, log_var = encoded[:, :latent], encoded[:, latent:]
    logits = np.einsum("rk,kp->rp", sample(mean, log_var, noise), params["dec_w"]) + params["dec_b"]
    return float(np.mean(kl(mean, log_var) - reconstruction(logits, x)))


def single(values: np.ndarray) -> np.ndarray:
    """Return float64 numbers that float32 holds."""
    return values.astype(np.float32).astype(np.float64)


def draw_latent(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return mean, log_var and noise; variances from 0.1 to 5."""
    mean, noise = rng.normal(0, 1.5, (2, ROWS, LATENT))
    return single(mean), single(rng.uniform(-2.3, 1.6, (ROWS, LATENT))), single(noise)


def draw(rng: np.random.Generator, rows: int = ROWS) -> tuple[Params, np.ndarray, np.ndarray]:
    """Return parameters, images and noise."""
    shapes = {
        "enc_w": (PIXELS, 2 * LATENT),
        "enc_b": (2 * LATENT,),
        "dec_w": (LATENT, PIXELS),
        "dec_b": (PIXELS,),
    }
    params = {name: single(rng.normal(0, 0.7, shape)) for name, shape in shapes.items()}
    return params, draw_pixels(rng, rows), single(rng.normal(size=(rows, LATENT)))


def draw_pixels(rng: np.random.Generator, rows: int = ROWS) -> np.ndarray:
    """Return pixels: black, white and grey."""
    grey = single(rng.uniform(0, 1, (rows, PIXELS)))
    return np.where(rng.random((rows, PIXELS)) < 0.5, grey, np.round(grey))


def expect(subject: Subject, name: str, args: tuple[np.ndarray, ...], expected: np.ndarray, hint: Text) -> None:
    """Compare the value of one of the smaller functions, in float64."""
    got = subject.call(name, *args, precision="float64")
    expect_close(got, expected, rtol=EXACT, atol=EXACT, what=Text(en=name, zh=name), hint=hint)


def expect_gradients(
    subject: Subject,
    problem: tuple[Params, np.ndarray, np.ndarray],
    hint: Text,
    h: float = 1e-5,
    slack: float = DIFFERENCE,
) -> None:
    """Compare the gradient of every parameter: from formulas in NumPy, elsewhere from autodiff."""
    if subject.framework == "numpy":
        got: Any = subject.call("loss_grad", *problem, precision="float64")
    else:
        got = subject.gradient("loss", *problem, precision="float64")
    params, *data = problem
    right = central_differences(lambda moved: loss(moved, *data), params, step=h)
    if not isinstance(got, dict) or set(got) != set(right):
        fail(
            Text(en="The gradient is a dict with the keys of params.", zh="梯度应是与 params 键相同的字典。"),
            code="keys",
        )
    for name, expected in right.items():
        if got[name] is None:
            en, zh = f"No gradient reaches {name}.", f"没有梯度传到 {name}。"
            fail(Text(en=en, zh=zh), code=f"no gradient: {name}", hint=hint)
        what = Text(en=f"the gradient of {name}", zh=f"{name} 的梯度")
        expect_close(got[name], expected, rtol=1e-6, atol=slack, what=what, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Shapes, and a loss that autodiff can go through."""
    mean, log_var, noise = draw_latent(rng)
    x = draw_pixels(rng)
    for name, args, shape in (
        ("sample", (mean, log_var, noise), (ROWS, LATENT)),
        ("kl", (mean, log_var), (ROWS,)),
        ("reconstruction", (rng.normal(size=x.shape), x), (ROWS,)),
    ):
        expect_shape(subject.call(name, *args, precision="float64"), shape, what=Text(en=name, zh=name))
    got = subject.call("loss", *draw(rng), precision="float64")
    expect_shape(got, (), what=LOSS)
    if subject.framework != "numpy" and not isinstance(got, np.ndarray | np.generic):
        fail(
            Text(en="loss returned a Python number; expected an array.", zh="loss 返回了 Python 数；应返回数组。"),
            code="number",
            hint=Text(en="float() and item() leave the graph behind.", zh="float() 和 item() 会丢掉计算图。"),
        )


@check(Text(en="samples", zh="采样"))
def samples(subject: Subject, rng: np.random.Generator) -> None:
    """Mean and standard deviation."""
    mean, log_var, noise = draw_latent(rng)
    hint = Text(
        en="The noise is multiplied by the standard deviation, the root of the variance exp(log_var).",
        zh="噪声要乘以标准差，即方差 exp(log_var) 的平方根。",
    )
    expect(subject, "sample", (mean, log_var, noise), sample(mean, log_var, noise), hint)


@check(Text(en="divergence", zh="散度"))
def divergence(subject: Subject, rng: np.random.Generator) -> None:
    """Of each row; one of them is a standard normal."""
    mean, log_var, _ = draw_latent(rng)
    mean[1], log_var[1] = 0.0, 0.0
    hint = Text(
        en="(mean² + variance - 1 - log_var) / 2, summed over the latent numbers: never negative, 0 for a standard normal.",
        zh="(mean² + 方差 - 1 - log_var) / 2，对隐变量求和：从不为负，标准正态时为 0。",
    )
    expect(subject, "kl", (mean, log_var), kl(mean, log_var), hint)


@check(Text(en="reconstruction", zh="重构"))
def reconstructions(subject: Subject, rng: np.random.Generator) -> None:
    """Log-probabilities of each row, of black, white and grey pixels."""
    logits, x = rng.normal(0, 2, (ROWS, PIXELS)), draw_pixels(rng)
    hint = Text(
        en="A log-probability is at most 0; it is summed over the pixels, and both x and 1 - x have their term.",
        zh="对数概率至多为 0；对像素求和，x 与 1 - x 各有一项。",
    )
    expect(subject, "reconstruction", (logits, x), reconstruction(logits, x), hint)


@check(Text(en="loss", zh="损失"))
def losses(subject: Subject, rng: np.random.Generator) -> None:
    """Minus the ELBO, in float32 too."""
    problem = draw(rng)
    hint = Text(
        en="If its parts are right: the first half is the mean; the loss is the mean over the rows of kl - reconstruction.",
        zh="如果各部分没有问题：前一半是均值；损失是各行 kl - reconstruction 的均值。",
    )
    for precision in ("float64", "float32") if subject.framework != "jax" else ("float64",):
        slack = EXACT if precision == "float64" else SINGLE
        got = subject.call("loss", *problem, precision=precision)
        expect_close(got, loss(*problem), rtol=slack, atol=slack, what=LOSS, hint=hint)


@check(Text(en="gradients", zh="梯度"))
def gradients(subject: Subject, rng: np.random.Generator) -> None:
    """Of every parameter, against central differences of the judge's own loss."""
    hint = Text(
        en="If the loss is right: the encoder learns in two ways, through the divergence and through the sample.",
        zh="如果损失是对的：编码器从两条路学习，一条经过散度，一条经过样本。",
    )
    expect_gradients(subject, draw(rng), hint)


@check(Text(en="a single row", zh="只有一行"))
def one_row(subject: Subject, rng: np.random.Generator) -> None:
    """The loss of one image."""
    problem = draw(rng, 1)
    hint = Text(
        en="If more rows are right: an axis of length 1 is an axis like any other.",
        zh="如果更多的行没有问题：长度为 1 的轴与其他轴没有区别。",
    )
    got = subject.call("loss", *problem, precision="float64")
    expect_close(got, loss(*problem), rtol=EXACT, atol=EXACT, what=LOSS, hint=hint)


@check(Text(en="huge logits", zh="极大的 logits"))
def huge_logits(subject: Subject, rng: np.random.Generator) -> None:
    """Logits of +-1e4 for black, white and grey pixels, alone and in the loss with its gradient."""
    logits, x = rng.normal(0, 2, (ROWS, PIXELS)), draw_pixels(rng)
    logits[0], x[0] = [1e4, -1e4, 1e4, -1e4, 1e4], [1, 0, 0, 1, 0.25]
    hint = Text(
        en="If ordinary logits are right: never take the logarithm of a probability, and no exp of a positive number.",
        zh="如果普通的 logits 没有问题：不要对概率取对数，也不要对正数取 exp。",
    )
    expect(subject, "reconstruction", (logits, x), reconstruction(logits, x), hint)
    params, x, noise = draw(rng)
    params["dec_b"] = params["dec_b"] + rng.permutation([1e4, -1e4, 900, 0, 0])
    got = subject.call("loss", params, x, noise, precision="float64")
    expect_close(got, loss(params, x, noise), rtol=EXACT, atol=EXACT, what=LOSS, hint=hint)
    expect_gradients(subject, (params, x, noise), hint, 1e-4, FAR)


@check(Text(en="no variance", zh="方差为零"))
def no_variance(subject: Subject, rng: np.random.Generator) -> None:
    """A log-variance of -2000, whose exp is 0: the loss is in the thousands, its gradient finite."""
    params, x, noise = draw(rng)
    params["enc_b"][LATENT + rng.integers(LATENT)] = -2000.0
    hint = Text(
        en="If other variances are right: exp(log_var / 2) has a derivative everywhere, a square root has none at 0.",
        zh="如果其他方差没有问题：exp(log_var / 2) 处处可导，而平方根在 0 处不可导。",
    )
    got = subject.call("loss", params, x, noise, precision="float64")
    expect_close(got, loss(params, x, noise), rtol=EXACT, atol=EXACT, what=LOSS, hint=hint)
    expect_gradients(subject, (params, x, noise), hint, 1e-4, FAR)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("numpy", "torch"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    mean, log_var, noise = draw_latent(rng)
    params, x, row_noise = draw(rng)
    hint = Text(
        en="Make new arrays: `z = mean + …`, not `mean += …`.", zh="请生成新数组：`z = mean + …`，而不是 `mean += …`。"
    )
    calls: dict[str, list[Any]] = {
        "sample": [mean, log_var, noise],
        "kl": [mean, log_var],
        "reconstruction": [rng.normal(size=x.shape), x],
        "loss": [params, x, row_noise],
    }
    if subject.framework == "numpy":
        calls["loss_grad"] = calls["loss"]
    for name, args in calls.items():
        expect_unchanged(subject, name, *args, hint=hint)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """The loss exported: parameters, images and noise are its arguments."""
    problem = draw(rng)
    hint = Text(
        en="If plain calls are right: under jit no array has a value that Python could look at, and noise is an argument.",
        zh="如果直接调用没有问题：在 jit 之下数组没有可供 Python 查看的值，噪声是参数。",
    )
    got = subject.exported("loss", *problem, precision="float64")
    expect_close(got, loss(*problem), rtol=EXACT, what=Text(en="the exported loss", zh="导出的 loss"), hint=hint)
