"""Principal component analysis: fit, project, reconstruct, whiten; components up to their signs.

The oracle finds the eigenvectors of a covariance that it sums up row by row; the projections go point by point.
"""

from typing import Any

import numpy as np

from kata.grading import Subject, Text, check, expect_close, expect_equal, expect_shape, fail

# How far off a value may be. Eigenvectors of a covariance lose digits of small components, those of an SVD do not:
# both ways must pass. The variances below are 4 times apart, so no two components are ever confused.
EXACT, SOLVED = 1e-9, 1e-7
Fitted = tuple[np.ndarray, np.ndarray, np.ndarray]  # mean: (d,), components: (k, d), variances: (k,)


def covariance(x: np.ndarray) -> np.ndarray:
    """Return the covariance of the columns, (d, d), summed up row by row."""
    mean = np.array([column.sum() / len(column) for column in x.T])
    total = np.zeros((x.shape[1], x.shape[1]))
    for row in x:
        total += np.outer(row - mean, row - mean)
    return total / (len(x) - 1)


def fitted(x: np.ndarray, k: int) -> Fitted:
    """Return mean, components and variances."""
    values, vectors = np.linalg.eigh(covariance(x))
    order = np.argsort(-values)[:k]
    return np.array([column.sum() / len(column) for column in x.T]), vectors.T[order], values[order]


def draw(rng: np.random.Generator, rows: int, columns: int) -> np.ndarray:
    """Return data with standard deviations of 4, 2, 1, 0.5, ... along random directions, far from the origin."""
    rank = min(rows - 1, columns)
    directions, _ = np.linalg.qr(rng.normal(size=(columns, columns)))
    noise = rng.normal(size=(rows, rank))
    coordinates, _ = np.linalg.qr(noise - noise.mean(axis=0))  # orthonormal columns of mean 0
    spread = 4 / 2.0 ** np.arange(rank) * np.sqrt(rows - 1)
    centre = rng.uniform(5, 10, columns) * rng.choice([-1, 1], columns)
    return (coordinates * spread) @ directions[:rank] + centre


def fit(subject: Subject, x: np.ndarray, k: int) -> Any:
    """Return what `fit` gives: three things."""
    value = subject.call("fit", x, k, precision="float64")
    if not isinstance(value, list | tuple) or len(value) != 3:
        fail(Text(en="fit must return three things.", zh="fit 必须返回三个值。"), code="structure")
    return value


def expect_fit(subject: Subject, x: np.ndarray, k: int, hint: Text) -> None:
    """Compare a fit with the oracle's; each component's sign is first made that of the oracle's."""
    mean, components, variances = fitted(x, k)
    with subject.noted() as note:
        got = fit(subject, x, k)
        expect_shape(got[1], components.shape, what=Text(en="the components", zh="主成分"), hint=hint)
        aligned = got[1] * np.where((got[1] * components).sum(axis=1, keepdims=True) < 0, -1, 1)
        note([got[0], aligned, got[2]])
    expect_close(got[0], mean, rtol=EXACT, what=Text(en="the mean", zh="均值"), hint=hint)
    expect_close(got[2], variances, rtol=SOLVED, what=Text(en="the variances", zh="方差"), hint=hint)
    what = Text(en="the components, signs aligned", zh="主成分（已对齐正负号）")
    expect_close(aligned, components, rtol=SOLVED, atol=SOLVED, what=what, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shapes of what comes back."""
    x = draw(rng, 7, 4)
    mean, components, variances = fitted(x, 3)
    hint = Text(en="Components are rows: (k, d).", zh="主成分按行存放：(k, d)。")
    shapes = {"mean": (4,), "components": (3, 4), "variances": (3,)}
    for value, (name, shape) in zip(fit(subject, x, 3), shapes.items(), strict=True):
        expect_shape(value, shape, what=Text(en=name, zh=name), hint=hint)
    z = x[:, :3]
    for name, args, shape in (
        ("transform", (x, mean, components), (7, 3)),
        ("inverse_transform", (z, mean, components), (7, 4)),
        ("whiten", (x, mean, components, variances), (7, 3)),
        ("explained_ratio", (x, 3), (3,)),
    ):
        expect_shape(subject.call(name, *args, precision="float64"), shape, what=Text(en=name, zh=name))


@check(Text(en="fit", zh="拟合"))
def fits(subject: Subject, rng: np.random.Generator) -> None:
    """Mean, variances and components of data far from the origin, with more rows than columns."""
    hint = Text(
        en="Eigenvectors of the covariance of the centred data, largest eigenvalue first; n - 1 in the denominator.",
        zh="中心化数据的协方差的特征向量，特征值大的在前；分母是 n - 1。",
    )
    expect_fit(subject, draw(rng, 7, 4), 3, hint)


@check(Text(en="more columns than rows", zh="列数多于行数"))
def wide(subject: Subject, rng: np.random.Generator) -> None:
    """Four rows of six columns, which lie in three directions: all of them are asked for."""
    hint = Text(
        en="If tall data are right: of d eigenvalues only n - 1 are above 0 here; the largest come first.",
        zh="如果行数较多时是对的：这里 d 个特征值中只有 n - 1 个大于 0；最大的在前。",
    )
    expect_fit(subject, draw(rng, 4, 6), 3, hint)


@check(Text(en="coordinates of other points", zh="其他点的坐标"))
def projected(subject: Subject, rng: np.random.Generator) -> None:
    """Points with a mean of their own, in the coordinates of the fitted ones."""
    mean, components, _ = fitted(draw(rng, 7, 4), 3)
    x = draw(rng, 7, 4)
    got = subject.call("transform", x, mean, components, precision="float64")
    expected = np.array([[(row - mean) @ component for component in components] for row in x])
    hint = Text(
        en="Subtract the mean that was passed, then take the dot product with each component.",
        zh="减去传入的均值，再与每个主成分做内积。",
    )
    expect_close(got, expected, rtol=EXACT, atol=EXACT, what=Text(en="transform", zh="transform"), hint=hint)


@check(Text(en="reconstruction", zh="重构"))
def reconstructed(subject: Subject, rng: np.random.Generator) -> None:
    """Points of given coordinates."""
    mean, components, _ = fitted(draw(rng, 7, 4), 3)
    z = rng.normal(size=(7, 3))
    got = subject.call("inverse_transform", z, mean, components, precision="float64")
    expected = np.array([mean + sum(a * component for a, component in zip(row, components, strict=True)) for row in z])
    hint = Text(en="The mean plus each coordinate times its component.", zh="均值加上每个坐标乘以对应的主成分。")
    what = Text(en="inverse_transform", zh="inverse_transform")
    expect_close(got, expected, rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="whitening", zh="白化"))
def whitened(subject: Subject, rng: np.random.Generator) -> None:
    """Coordinates divided by their standard deviations."""
    x = draw(rng, 7, 4)
    mean, components, variances = fitted(x, 3)
    got = subject.call("whiten", x, mean, components, variances, precision="float64")
    expected = np.array([[(row - mean) @ c / v**0.5 for c, v in zip(components, variances, strict=True)] for row in x])
    hint = Text(
        en="Dividing by s divides the variance by s²: what must s be to make it 1?",
        zh="除以 s 会让方差除以 s²：s 取多少才能使方差为 1？",
    )
    expect_close(got, expected, rtol=EXACT, atol=EXACT, what=Text(en="whiten", zh="whiten"), hint=hint)


@check(Text(en="explained variance", zh="解释的方差"))
def explained(subject: Subject, rng: np.random.Generator) -> None:
    """Shares of the whole variance, of which three of four components do not have all."""
    x = draw(rng, 7, 4)
    got = subject.call("explained_ratio", x, 3, precision="float64")
    expected = fitted(x, 3)[2] / np.trace(covariance(x))
    hint = Text(
        en="The whole is the variance of all columns together, that of the components left out too.",
        zh="全部方差是所有列方差之和，包括没有保留的主成分。",
    )
    what = Text(en="explained_ratio", zh="explained_ratio")
    expect_close(got, expected, rtol=SOLVED, what=what, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's data after each function."""
    x = draw(rng, 7, 4)
    mean, components, variances = fitted(x, 3)
    hint = Text(en="Centre a new array, not the caller's.", zh="应中心化新的数组，而不是调用者的。")
    for name, args in (
        ("fit", [x, 3]),
        ("transform", [x, mean, components]),
        ("whiten", [x, mean, components, variances]),
        ("explained_ratio", [x, 3]),
    ):
        with subject.noted() as note:
            _, after = subject.call_watching(name, *args, precision="float64")
            note(after)
        what = Text(en=f"the arguments after {name}", zh=f"调用 {name} 之后传入的数据")
        expect_equal(list(after), args, what=what, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New data of one shape, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect_fit(worker, draw(rng, 7, 4), 3, hint), rng)


@check(Text(en="under jit", zh="在 jit 之下"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """Shares of the variance, exported."""
    x = draw(rng, 7, 4)
    got = subject.exported("explained_ratio", x, 3, precision="float64")
    hint = Text(
        en="If plain calls are right: under jit an array has no values that Python or NumPy could look at.",
        zh="如果直接调用没有问题：在 jit 之下，数组没有可供 Python 或 NumPy 查看的值。",
    )
    expected = fitted(x, 3)[2] / np.trace(covariance(x))
    what = Text(en="explained_ratio", zh="explained_ratio")
    expect_close(got, expected, rtol=SOLVED, what=what, hint=hint)
