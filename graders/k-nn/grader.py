"""K nearest neighbours: indices, votes, weighted means, leave-one-out; with ties and points that coincide.

The oracle goes query by query and sorts pairs of distance and index.
"""

import math
from collections import Counter

import numpy as np

from kata.grading import Subject, Text, check, expect_close, expect_shape, expect_unchanged, fail

EXACT = 1e-9
K, CLASSES = 4, 3


def nearest(x: np.ndarray, query: np.ndarray, k: int) -> list[int]:
    """Return the indices of the k points nearest to a query."""
    return sorted(range(len(x)), key=lambda i: (math.dist(x[i], query), i))[:k]


def vote(labels: np.ndarray, found: list[int]) -> int:
    """Return the most frequent label, the smallest of equals."""
    count = Counter(int(labels[i]) for i in found)
    return min(count, key=lambda label: (-count[label], label))


def weighted(x: np.ndarray, values: np.ndarray, query: np.ndarray, k: int) -> float:
    """Return the mean of the neighbours' values by inverse distance, or that of the ones at distance 0."""
    found = [(math.dist(x[i], query), float(values[i])) for i in nearest(x, query, k)]
    exact = [value for distance, value in found if distance == 0]
    if exact:
        return sum(exact) / len(exact)
    return sum(value / distance for distance, value in found) / sum(1 / distance for distance, _ in found)


def accuracy(x: np.ndarray, labels: np.ndarray, k: int, *, itself: bool = False, twins: bool = True) -> float:
    """Return the share of points that the others classify as labelled; wrongly with itself, or without its twins."""
    right = []
    for i, query in enumerate(x):
        known = [j for j in range(len(x)) if (itself and j == i) or (j != i and (twins or math.dist(x[j], query) > 0))]
        right.append(vote(labels[known], nearest(x[known], query, k)) == labels[i])
    return sum(right) / len(right)


def draw(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return eleven points and five queries, no two alike."""
    return rng.normal(3, 2, (11, 2)), rng.normal(3, 2, (5, 2))


def grid(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return points and queries with integer coordinates, in random order: most distances occur several times."""
    points = np.array([[0, 0], [0, 2], [2, 0], [2, 2], [4, 0], [4, 2], [0, 4], [2, 4], [4, 4], [6, 0], [6, 2]], float)
    return rng.permutation(points), np.array([[1.0, 1], [3, 1], [2, 3], [5, 1], [1, 3]])[rng.permutation(5)]


def wide_grid(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return forty points of a grid in random order, and queries in the middle of four.

    NumPy and PyTorch sort 16 numbers or fewer by insertion, which is stable whether asked for or not.
    """
    points = np.array([[i, j] for i in range(0, 16, 2) for j in range(0, 10, 2)], float)
    return rng.permutation(points), np.array([[1.0, 1], [3, 7], [7, 3], [13, 5], [6, 4]])[rng.permutation(5)]


def draw_labels(rng: np.random.Generator, x: np.ndarray, queries: np.ndarray) -> np.ndarray:
    """Return labels by which one query has two equally frequent classes, the larger of them nearest.

    And by which the mean of the labels, rounded, is another class than the vote for some query.
    """
    found = [nearest(x, query, K) for query in queries]
    while True:
        labels = rng.permutation(np.arange(11) % CLASSES)
        counts = [Counter(labels[row].tolist()).most_common() for row in found]
        tied = [len(count) > 1 and count[0][1] == count[1][1] for count in counts]
        decisive = any(tie and vote(labels, row) < labels[row[0]] for tie, row in zip(tied, found, strict=True))
        if decisive and any(vote(labels, row) != np.rint(labels[row].mean()) for row in found):
            return labels


def draw_twins(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return points of which six coincide in pairs, and labels that tell the usual mistakes from the right share."""
    while True:
        x, _ = draw(rng)
        x[:3] = x[3:6]
        labels = rng.permutation(np.arange(11) % CLASSES)
        order = rng.permutation(11)
        x, labels = x[order], labels[order]
        if all(
            accuracy(x, labels, k) not in {accuracy(x, labels, k, itself=True), accuracy(x, labels, k, twins=False)}
            for k in (1, K)
        ):
            return x, labels


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shapes of what comes back; indices and classes are integers."""
    x, queries = draw(rng)
    labels = rng.permutation(np.arange(11) % CLASSES)
    for name, args, shape in (
        ("neighbours", (x, queries, K), (5, K)),
        ("classify", (x, labels, queries, K, CLASSES), (5,)),
    ):
        got = subject.call(name, *args, precision="float64")
        expect_shape(got, shape, what=Text(en=name, zh=name))
        if got.dtype.kind not in "iu":
            en, zh = (
                f"{name} returned {got.dtype.name}; expected integers.",
                f"{name} 返回了 {got.dtype.name}；应为整数。",
            )
            fail(Text(en=en, zh=zh), code=f"dtype {name}")
    for name, args, shape in (
        ("regress", (x, x[:, 0], queries, K), (5,)),
        ("leave_one_out", (x, labels, K, CLASSES), ()),
    ):
        expect_shape(subject.call(name, *args, precision="float64"), shape, what=Text(en=name, zh=name))


def expect_neighbours(subject: Subject, x: np.ndarray, queries: np.ndarray, hint: Text) -> None:
    """Compare indices with the oracle's."""
    got = subject.call("neighbours", x, queries, K, precision="float64")
    expected = np.array([nearest(x, query, K) for query in queries])
    expect_close(got, expected, rtol=0, what=Text(en="neighbours", zh="neighbours"), hint=hint)


@check(Text(en="neighbours", zh="近邻"))
def found(subject: Subject, rng: np.random.Generator) -> None:
    """Indices, nearest first."""
    hint = Text(
        en="For each query the indices of the points, by ascending distance.",
        zh="对每个查询，按距离从小到大给出点的下标。",
    )
    x, queries = draw(rng)
    while all(nearest(x, query, K) == by_streets(x, query, K) for query in queries):
        x, queries = draw(rng)
    expect_neighbours(subject, x, queries, hint)


def by_streets(x: np.ndarray, query: np.ndarray, k: int) -> list[int]:
    """Return the indices of the k points nearest by the sum of absolute differences: what is not asked for."""
    return sorted(range(len(x)), key=lambda i: np.abs(x[i] - query).sum())[:k]


@check(Text(en="equally near", zh="同样近"))
def equally_near(subject: Subject, rng: np.random.Generator) -> None:
    """Points of a grid, many of which are equally far; few of them, then so many that an unstable sort shows."""
    hint = Text(
        en="If other points are right: of equal distances the smaller index comes first, as a stable sort has it.",
        zh="如果其他点是对的：距离相等时较小的下标在前，稳定排序正是如此。",
    )
    expect_neighbours(subject, *grid(rng), hint)
    expect_neighbours(subject, *wide_grid(rng), hint)


@check(Text(en="votes", zh="投票"))
def votes(subject: Subject, rng: np.random.Generator) -> None:
    """The most frequent class; where two are, the smaller."""
    hint = Text(
        en="Count each class among the neighbours; argmax takes the first of equal counts.",
        zh="统计近邻中各个类别的个数；个数相等时 argmax 取第一个。",
    )
    x, queries = draw(rng)
    labels = draw_labels(rng, x, queries)
    got = subject.call("classify", x, labels, queries, K, CLASSES, precision="float64")
    expected = np.array([vote(labels, nearest(x, query, K)) for query in queries])
    expect_close(got, expected, rtol=0, what=Text(en="classify", zh="classify"), hint=hint)


def expect_regression(subject: Subject, x: np.ndarray, values: np.ndarray, queries: np.ndarray, hint: Text) -> None:
    """Compare weighted means with the oracle's."""
    got = subject.call("regress", x, values, queries, K, precision="float64")
    expected = np.array([weighted(x, values, query, K) for query in queries])
    expect_close(got, expected, rtol=EXACT, atol=EXACT, what=Text(en="regress", zh="regress"), hint=hint)


@check(Text(en="weighted mean", zh="加权均值"))
def means(subject: Subject, rng: np.random.Generator) -> None:
    """Means weighted by the inverse of the distance."""
    x, queries = draw(rng)
    hint = Text(
        en="The sum of value / distance over the sum of 1 / distance, of the neighbours alone.",
        zh="只对近邻：value / distance 之和，除以 1 / distance 之和。",
    )
    expect_regression(subject, x, rng.normal(size=11), queries, hint)


@check(Text(en="distance zero", zh="距离为零"))
def exact_matches(subject: Subject, rng: np.random.Generator) -> None:
    """A query on one known point, and one on two at once."""
    x, queries = draw(rng)
    places = rng.permutation(11)
    x[places[1]] = x[places[0]]
    rows = rng.permutation(5)
    queries[rows[0]], queries[rows[1]] = x[places[0]], x[places[2]]
    hint = Text(
        en="1 / 0 is inf, and inf / inf is nan. Where some neighbours are at distance 0, they alone count, equally.",
        zh="1 / 0 是 inf，而 inf / inf 得 nan。若有近邻的距离为 0，就只计它们，权重相等。",
    )
    expect_regression(subject, x, rng.normal(size=11), queries, hint)


@check(Text(en="leave one out", zh="留一法"))
def left_out(subject: Subject, rng: np.random.Generator) -> None:
    """Points of which some occur twice; with one neighbour and with four, in JAX with four alone."""
    hint = Text(
        en="A point must not find itself; another point at the same place is another point.",
        zh="一个点不能找到自己；同一位置上的另一个点是另一个点。",
    )
    x, labels = draw_twins(rng)
    for k in (K,) if subject.framework == "jax" else (1, K):
        got = subject.call("leave_one_out", x, labels, k, CLASSES, precision="float64")
        what = Text(en=f"leave_one_out with {k} neighbours", zh=f"{k} 个近邻的 leave_one_out")
        expect_close(got, accuracy(x, labels, k), rtol=1e-6, atol=1e-9, what=what, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's arrays after each function."""
    x, queries = draw(rng)
    labels = rng.permutation(np.arange(11) % CLASSES)
    hint = Text(en="Make new arrays instead of writing into the caller's.", zh="应生成新数组，不要改写调用者的数组。")
    for name, args in (
        ("neighbours", [x, queries, K]),
        ("classify", [x, labels, queries, K, CLASSES]),
        ("regress", [x, queries[:, 0].repeat(3)[:11], queries, K]),
        ("leave_one_out", [x, labels, K, CLASSES]),
    ):
        expect_unchanged(subject, name, *args, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New points, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )

    def once(worker: Subject) -> None:
        x, queries = draw(rng)
        expect_neighbours(worker, x, queries, hint)
        expect_regression(worker, x, rng.normal(size=11), queries, hint)

    subject.repeatedly(once, rng)


@check(Text(en="under jit", zh="在 jit 之下"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """Weighted means and leave-one-out, exported."""
    x, queries = draw(rng)
    queries[0] = x[3]
    values, labels = rng.normal(size=11), rng.permutation(np.arange(11) % CLASSES)
    hint = Text(
        en="If plain calls are right: under jit shapes cannot depend on values, and Python cannot look at them.",
        zh="如果直接调用没有问题：在 jit 之下，形状不能依赖数值，Python 也不能查看它们。",
    )
    got = subject.exported("regress", x, values, queries, K, precision="float64")
    expected = np.array([weighted(x, values, query, K) for query in queries])
    expect_close(got, expected, rtol=EXACT, atol=EXACT, what=Text(en="regress", zh="regress"), hint=hint)
    got = subject.exported("leave_one_out", x, labels, K, CLASSES, precision="float64")
    what = Text(en="leave_one_out", zh="leave_one_out")
    expect_close(got, accuracy(x, labels, K), rtol=1e-6, atol=1e-9, what=what, hint=hint)
