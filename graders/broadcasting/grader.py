"""Nine puzzles on broadcasting; the oracle visits every index in a loop."""

import math
from collections.abc import Callable
from itertools import product
from typing import Any, Final

import numpy as np

from kata.grading import Subject, Text, check, expect_close, expect_shape, expect_unchanged, fail

Sizes = tuple[int, int, int, int]
DISTINCT: Final[Sizes] = (2, 3, 5, 4)
EQUAL: Final[Sizes] = (3, 3, 3, 3)


def table(shape: tuple[int, ...], entry: Callable[..., Any]) -> np.ndarray:
    """Return the array of this shape whose entries a function of the indices gives."""
    return np.array([entry(*index) for index in product(*map(range, shape))]).reshape(shape)


# One puzzle each: random arguments for these sizes, and what is expected of them.


def outer_sum(rng: np.random.Generator, sizes: Sizes) -> tuple[list[Any], np.ndarray]:
    """Return three vectors and their sums."""
    a, b, c = (rng.normal(size=size) for size in sizes[:3])
    return [a, b, c], table(sizes[:3], lambda i, j, k: a[i] + b[j] + c[k])


def pairwise_distances(rng: np.random.Generator, sizes: Sizes, far: float = 0) -> tuple[list[Any], np.ndarray]:
    """Return two sets of points, which share one, and their distances; `far` is how far they lie from the origin."""
    n, m, d, _ = sizes
    x, y = rng.normal(size=(n, d)) + far, rng.normal(size=(m, d)) + far
    y[rng.integers(m)] = x[rng.integers(n)]
    return [x, y], table((n, m), lambda i, j: math.dist(x[i], y[j]))


def centre(rng: np.random.Generator, sizes: Sizes) -> tuple[list[Any], np.ndarray]:
    """Return a batch, and each example minus its mean over the steps."""
    shape = sizes[:3]
    x = rng.normal(1, 2, shape)
    return [x], table(shape, lambda b, t, d: x[b, t, d] - math.fsum(x[b, :, d]) / shape[1])


def scale_examples(rng: np.random.Generator, sizes: Sizes) -> tuple[list[Any], np.ndarray]:
    """Return a batch and weights, and the weighted examples."""
    x, w = rng.normal(size=sizes[:3]), rng.normal(size=sizes[0])
    return [x, w], table(sizes[:3], lambda b, t, d: x[b, t, d] * w[b])


def add_channel_bias(rng: np.random.Generator, sizes: Sizes) -> tuple[list[Any], np.ndarray]:
    """Return images and a bias, and their sum channel by channel."""
    x, bias = rng.normal(size=sizes), rng.normal(size=sizes[1])
    return [x, bias], table(sizes, lambda b, c, h, w: x[b, c, h, w] + bias[c])


def length_mask(rng: np.random.Generator, sizes: Sizes) -> tuple[list[Any], np.ndarray]:
    """Return lengths from 0 to the size, both ends among them, and their mask."""
    rows, size = sizes[1:3]
    lengths = rng.permutation(np.append([0, size], rng.integers(1, size, rows - 2)))
    return [lengths, size], table((rows, size), lambda i, j: bool(j < lengths[i]))


def band(rng: np.random.Generator, sizes: Sizes) -> tuple[list[Any], np.ndarray]:
    """Return a size and a width, and the mask of what lies near the diagonal."""
    n, m = (sizes[1], sizes[2]) if rng.random() < 0.5 else (sizes[2], sizes[1])
    width = 0 if sizes == EQUAL else 1
    return [n, m, width], table((n, m), lambda i, j: abs(i - j) <= width)


def one_hot(rng: np.random.Generator, sizes: Sizes) -> tuple[list[Any], np.ndarray]:
    """Return labels of two axes, -1 among them, and their one-hot vectors."""
    rows, columns, classes, _ = sizes
    labels = rng.integers(classes, size=(rows, columns))
    labels[rng.integers(rows), rng.integers(columns)] = -1
    return [labels, classes], table((rows, columns, classes), lambda i, j, k: float(labels[i, j] == k))


def masked_mean(rng: np.random.Generator, sizes: Sizes, garbage: float = 0) -> tuple[list[Any], np.ndarray]:
    """Return a batch and a mask, and means; with `garbage` behind the mask, and then one row entirely behind it."""
    rows, steps, d, _ = sizes
    x, mask = rng.normal(1, 1, (rows, steps, d)), rng.random((rows, steps)) < 0.6
    mask[:, rng.integers(steps)] = True
    mask[rng.integers(rows), rng.integers(steps)] = False
    if garbage:
        mask[rng.integers(rows)] = False
        x[~mask] = rng.permutation(np.resize([np.nan, garbage, np.inf], (~mask).sum()))[:, None]
    kept = [[x[b, t] for t in range(steps) if mask[b, t]] for b in range(rows)]
    return [x, mask], np.array([np.mean(row, axis=0) if row else np.zeros(d) for row in kept])


PUZZLES: Final[dict[str, Callable[..., tuple[list[Any], np.ndarray]]]] = {
    puzzle.__name__: puzzle
    for puzzle in (
        outer_sum,
        pairwise_distances,
        centre,
        scale_examples,
        add_channel_bias,
        length_mask,
        band,
        one_hot,
        masked_mean,
    )
}


def expect_puzzle(subject: Subject, name: str, args: list[Any], expected: np.ndarray, hint: Text) -> None:
    """Compare one puzzle's result with the oracle's, in float64."""
    got = subject.call(name, *args, precision="float64")
    expect_close(got, expected, rtol=1e-12, atol=1e-13, what=Text(en=name, zh=name), hint=hint)


def solve(subject: Subject, rng: np.random.Generator, name: str, hint: Text) -> None:
    """Pose one puzzle with axes of different lengths, then with all of one length."""
    for sizes in (DISTINCT, EQUAL):
        expect_puzzle(subject, name, *PUZZLES[name](rng, sizes), hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Masks are booleans, one-hot vectors floats."""
    hint = Text(
        en="A comparison gives booleans; convert them to floats where the statement says so.",
        zh="比较得到布尔值；题目要求浮点数时再转换。",
    )
    for name, kind, spoken in (("length_mask", "b", "booleans"), ("band", "b", "booleans"), ("one_hot", "f", "floats")):
        args, expected = PUZZLES[name](rng, EQUAL)
        got = subject.call(name, *args, precision="float64")
        expect_shape(got, expected.shape, what=Text(en=name, zh=name), hint=hint)
        if got.dtype.kind != kind:
            zh = {"booleans": "布尔值", "floats": "浮点数"}[spoken]
            en = f"{name} returned {got.dtype.name}; expected {spoken}."
            fail(Text(en=en, zh=f"{name} 返回了 {got.dtype.name}；应为{zh}。"), code=f"dtype {name}", hint=hint)


@check(Text(en="outer sum", zh="外和"))
def outer_sums(subject: Subject, rng: np.random.Generator) -> None:
    """Three vectors along three axes."""
    hint = Text(
        en="Each vector gets its own axis: a the first, c the last.",
        zh="每个向量占一个轴：a 在第一个轴，c 在最后一个轴。",
    )
    solve(subject, rng, "outer_sum", hint)


@check(Text(en="pairwise distances", zh="两两距离"))
def distances(subject: Subject, rng: np.random.Generator) -> None:
    """Also of equal points, and far from the origin."""
    hint = Text(
        en="Every row of x minus every row of y, (n, m, d); square, sum over d, root.",
        zh="x 的每一行减去 y 的每一行，得到 (n, m, d)；平方，沿 d 求和，再开方。",
    )
    solve(subject, rng, "pairwise_distances", hint)
    far = Text(
        en="If points near the origin are right: subtract first and square then; the difference of two large squares has lost its digits.",
        zh="如果原点附近的点是对的：先相减再平方；两个很大的平方数相减会丢失有效数字。",
    )
    expect_puzzle(subject, "pairwise_distances", *pairwise_distances(rng, DISTINCT, far=1e6), far)


@check(Text(en="centred examples", zh="中心化的样本"))
def centred(subject: Subject, rng: np.random.Generator) -> None:
    """The mean over the middle axis, example by example."""
    hint = Text(en="The mean over axis 1, with keepdims.", zh="沿轴 1 求均值，并保留该轴（keepdims）。")
    solve(subject, rng, "centre", hint)


@check(Text(en="scaled examples", zh="缩放的样本"))
def scaled(subject: Subject, rng: np.random.Generator) -> None:
    """A weight for the first axis."""
    hint = Text(
        en="w belongs to the first axis: it needs two new axes behind it.", zh="w 属于第一个轴：它后面需要两个新轴。"
    )
    solve(subject, rng, "scale_examples", hint)


@check(Text(en="channel bias", zh="通道偏置"))
def channel_bias(subject: Subject, rng: np.random.Generator) -> None:
    """A bias for the second of four axes."""
    hint = Text(en="bias belongs to the second of four axes.", zh="bias 属于四个轴中的第二个。")
    solve(subject, rng, "add_channel_bias", hint)


@check(Text(en="mask of lengths", zh="长度掩码"))
def lengths(subject: Subject, rng: np.random.Generator) -> None:
    """Lengths of nothing and of everything among them."""
    hint = Text(
        en="Position j counts if j < length: positions start at 0.", zh="当 j < 长度时位置 j 有效：位置从 0 开始。"
    )
    solve(subject, rng, "length_mask", hint)


@check(Text(en="band", zh="带状掩码"))
def bands(subject: Subject, rng: np.random.Generator) -> None:
    """Both sides of the diagonal, in matrices that are not square; also wider than one step."""
    hint = Text(
        en="|i - j| <= width, with i down the rows and j along the columns.",
        zh="|i - j| <= width，i 沿行向下，j 沿列向右。",
    )
    solve(subject, rng, "band", hint)
    n, m = rng.permutation([6, 7]).tolist()
    expect_puzzle(subject, "band", [n, m, 2], table((n, m), lambda i, j: abs(i - j) <= 2), hint)


@check(Text(en="one-hot", zh="one-hot"))
def one_hots(subject: Subject, rng: np.random.Generator) -> None:
    """Labels of two axes, of one and of three, -1 among them."""
    hint = Text(
        en="Compare labels with an arange along a new last axis: -1 equals none of them.",
        zh="让标签沿新的最后一个轴与 arange 比较：-1 与其中任何一个都不相等。",
    )
    solve(subject, rng, "one_hot", hint)
    (labels, classes), expected = one_hot(rng, DISTINCT)
    for row, right in ((labels[1], expected[1]), (labels[:, None], expected[:, None])):
        expect_puzzle(subject, "one_hot", [row, classes], right, hint)


@check(Text(en="masked mean", zh="掩码均值"))
def masked_means(subject: Subject, rng: np.random.Generator) -> None:
    """Means over what the mask keeps; then with nan behind it and a row that keeps nothing."""
    hint = Text(en="Sum what is kept and divide by how many are kept.", zh="对保留的元素求和，再除以保留的个数。")
    solve(subject, rng, "masked_mean", hint)
    garbage = Text(
        en="If clean data are right: 0 times nan is nan, so choose with where; and divide by at least 1.",
        zh="如果干净的数据没有问题：0 乘 nan 得 nan，所以要用 where 选择；除数至少取 1。",
    )
    expect_puzzle(subject, "masked_mean", *masked_mean(rng, DISTINCT, garbage=1e30), garbage)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    for name, puzzle in PUZZLES.items():
        args, _ = puzzle(rng, EQUAL)
        expect_unchanged(subject, name, *args)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process; in JAX a compiled program too."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )

    def once(worker: Subject) -> None:
        for name, puzzle in PUZZLES.items():
            expect_puzzle(worker, name, *puzzle(rng, EQUAL), hint)

    subject.repeatedly(once, rng)
    if subject.framework == "jax":
        args, expected = masked_mean(rng, EQUAL, garbage=1e30)
        what = Text(en="masked_mean", zh="masked_mean")
        got = subject.exported("masked_mean", *args, precision="float64")
        expect_close(got, expected, rtol=1e-12, atol=1e-13, what=what, hint=hint)
