"""K-means: both halves of Lloyd's algorithm, several rounds of it, and the random choice of k-means++.

The oracle goes point by point, in plain loops.
"""

import math
from typing import Any

import numpy as np

from kata.grading import Rng, Subject, Text, check, expect_close, expect_shape, expect_unchanged, fail

EXACT = 1e-9


def nearest(x: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Return the index of each point's nearest centre, the smallest of equals."""
    return np.array([min(range(len(centres)), key=lambda j, p=p: (math.dist(p, centres[j]), j)) for p in x])  # type: ignore[misc]


def means(x: np.ndarray, labels: np.ndarray, centres: np.ndarray) -> np.ndarray:
    """Return each cluster's mean, or its old centre where it is empty."""
    clusters = [[p for p, label in zip(x, labels, strict=True) if label == j] for j in range(len(centres))]
    return np.array([np.mean(points, axis=0) if points else old for points, old in zip(clusters, centres, strict=True)])


def lloyd(x: np.ndarray, centres: np.ndarray, steps: int) -> tuple[np.ndarray, np.ndarray]:
    """Return centres and labels after `steps` rounds."""
    for _ in range(steps):
        centres = means(x, nearest(x, centres), centres)
    return centres, nearest(x, centres)


def problem(rng: np.random.Generator, steps: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Return ten points in the plane and four centres, the last of which never gets a point; others change hands.

    Redrawn until the labels of the last round differ from those of the round before.
    """
    while True:
        x = rng.normal(size=(10, 2)) + rng.choice([-2, 2], size=(10, 1)) + 3
        centres = np.append(x[rng.permutation(10)[:3]] + rng.normal(0, 1.5, (3, 2)), [[40.0, -40.0]], axis=0)
        before, labels = lloyd(x, centres, steps - 1)[1], lloyd(x, centres, steps)[1]
        if len(set(labels)) == 3 and (before != labels).any():
            return x, centres


def other_metrics(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return points whose nearest centre is another by the sum, or by the largest, of the coordinates' differences.

    From (0, 0), (-2.5, 2.5) is at 3.5 and (0, -4) at 4, but the sums are 5 and 4. From (20, 0), (23, 3) is at 4.2 and
    (24, 0) at 4, but the largest differences are 3 and 4.
    """
    centres = np.array([[-2.5, 2.5], [0, -4], [23, 3], [24, 0]])[rng.permutation(4)]
    x = np.array([[0.0, 0]] * 5 + [[20, 0]] * 5) + rng.uniform(-0.05, 0.05, (10, 2))
    return rng.permutation(x), centres


def ties(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return integer points, some as near to one centre as to another, and the centres."""
    centres = np.array([[0.0, 0], [4, 0], [0, 4], [4, 4]])[rng.permutation(4)]
    x = np.array([[2.0, 2], [2, 0], [0, 2], [4, 2], [2, 4], [1, 1], [3, 3], [2, -1], [-1, 2], [3, 1]])
    return x[rng.permutation(10)], centres


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shapes of what comes back; labels are integers."""
    x, centres = problem(rng)
    labels = nearest(x, centres)
    got = subject.call("assign", x, centres, precision="float64")
    hint = Text(en="One label for each point: the index of a centre.", zh="每个点一个标签：某个中心的下标。")
    expect_shape(got, (10,), what=Text(en="assign", zh="assign"), hint=hint)
    if got.dtype.kind not in "iu":
        en, zh = f"assign returned {got.dtype.name}; expected integers.", f"assign 返回了 {got.dtype.name}；应为整数。"
        fail(Text(en=en, zh=zh), code="dtype", hint=hint)
    got = subject.call("update", x, labels, centres, precision="float64")
    expect_shape(got, (4, 2), what=Text(en="update", zh="update"))
    got = subject.call("inertia", x, labels, centres, precision="float64")
    expect_shape(got, (), what=Text(en="inertia", zh="inertia"))
    expect_shape(
        pair(subject.call("kmeans", x, centres, 1, precision="float64"))[0],
        (4, 2),
        what=Text(en="the centres of kmeans", zh="kmeans 的中心"),
    )


def pair(value: Any) -> Any:
    """Return `value`, which must be a pair."""
    if not isinstance(value, list | tuple) or len(value) != 2:
        fail(Text(en="kmeans must return two things.", zh="kmeans 必须返回两个值。"), code="structure")
    return value


@check(Text(en="nearest centres", zh="最近的中心"))
def assignment(subject: Subject, rng: np.random.Generator) -> None:
    """Labels of ordinary points, of points where the metric decides, of points between centres."""
    hint = Text(
        en="The index of the smallest distance along the centres; argmin takes the first of equals.",
        zh="沿中心的轴取最小距离的下标；相等时 argmin 取第一个。",
    )
    for x, centres in (problem(rng), other_metrics(rng), ties(rng)):
        got = subject.call("assign", x, centres, precision="float64")
        expect_close(got, nearest(x, centres), rtol=0, what=Text(en="the labels", zh="标签"), hint=hint)


@check(Text(en="means of the clusters", zh="各簇的均值"))
def averaging(subject: Subject, rng: np.random.Generator) -> None:
    """Means, and the old centre of a cluster that is empty."""
    x, centres = problem(rng)
    labels = nearest(x, centres)
    got = subject.call("update", x, labels, centres, precision="float64")
    hint = Text(
        en="The mean of each cluster's points; a cluster without points keeps its centre.",
        zh="每个簇中各点的均值；没有点的簇保留原来的中心。",
    )
    what = Text(en="the new centres", zh="新的中心")
    expect_close(got, means(x, labels, centres), rtol=EXACT, atol=EXACT, what=what, hint=hint)


@check(Text(en="inertia", zh="簇内平方和"))
def squares(subject: Subject, rng: np.random.Generator) -> None:
    """The sum of squared distances, to the centres that the labels name."""
    x, centres = problem(rng)
    labels = (nearest(x, centres) + rng.integers(1, 4, 10)) % 4  # none of them the nearest
    got = subject.call("inertia", x, labels, centres, precision="float64")
    expected = math.fsum(math.dist(p, centres[label]) ** 2 for p, label in zip(x, labels, strict=True))
    hint = Text(
        en="The sum of the squares, of the distance to the centre that the label names.",
        zh="平方之和，距离是到标签所指的中心。",
    )
    expect_close(got, expected, rtol=EXACT, what=Text(en="inertia", zh="inertia"), hint=hint)


@check(Text(en="one round", zh="一轮"))
def one_round(subject: Subject, rng: np.random.Generator) -> None:
    """Centres and labels after one round, in which a point changes hands."""
    expect_rounds(subject, rng, 1)


@check(Text(en="three rounds", zh="三轮"))
def three_rounds(subject: Subject, rng: np.random.Generator) -> None:
    """Centres and labels after three rounds, in the last of which a point changes hands."""
    expect_rounds(subject, rng, 3)


def expect_rounds(subject: Subject, rng: np.random.Generator, steps: int) -> None:
    """Compare what kmeans returns with the oracle's."""
    x, centres = problem(rng, steps)
    got = pair(subject.call("kmeans", x, centres, steps, precision="float64"))
    expected = lloyd(x, centres, steps)
    hint = Text(
        en="If both halves are right: assign, then update, so many times; at last assign once more, to the final centres.",
        zh="如果两半都对：先 assign 再 update，做这么多轮；最后再 assign 一次，对应最终的中心。",
    )
    what = Text(en=f"the centres after {steps}", zh=f"{steps} 轮之后的中心")
    expect_close(got[0], expected[0], rtol=EXACT, atol=EXACT, what=what, hint=hint)
    what = Text(en=f"the labels after {steps}", zh=f"{steps} 轮之后的标签")
    expect_close(got[1], expected[1], rtol=0, what=what, hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The caller's points, labels and centres."""
    x, centres = problem(rng)
    hint = Text(
        en="Make new arrays; the centres that were passed are the caller's.", zh="应生成新数组；传入的中心属于调用者。"
    )
    for name, args in (("update", [x, nearest(x, centres), centres]), ("kmeans", [x, centres, 2])):
        expect_unchanged(subject, name, *args, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New points, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )

    def once(worker: Subject) -> None:
        x, centres = problem(rng)
        got = pair(worker.call("kmeans", x, centres, 1, precision="float64"))
        what = Text(en="what kmeans returns", zh="kmeans 的返回值")
        expect_close(list(got), list(lloyd(x, centres, 1)), rtol=EXACT, atol=EXACT, what=what, hint=hint)

    subject.repeatedly(once, rng)


@check(Text(en="under jit", zh="在 jit 之下"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """Three rounds, exported."""
    x, centres = problem(rng, 3)
    hint = Text(
        en="If plain calls are right: under jit shapes cannot depend on labels, and Python cannot ask whether a cluster is empty.",
        zh="如果直接调用没有问题：在 jit 之下，形状不能依赖标签，Python 也不能询问某个簇是否为空。",
    )
    got = pair(subject.exported("kmeans", x, centres, 3, precision="float64"))
    what = Text(en="what kmeans returns", zh="kmeans 的返回值")
    expect_close(list(got), list(lloyd(x, centres, 3)), rtol=EXACT, atol=EXACT, what=what, hint=hint)


# The random choice. 36 points at distance 1 from the first centre, one at distance 12 from the nearest, and five that
# lie on the second centre. By squared distances the far point is drawn with p = 144 / 180 = 0.8. Of 60 draws, fewer
# than 33 happen with probability 3e-6, all 60 with 0.8^60 = 2e-6: together less than once in 100,000 gradings.
# By plain distances p = 12 / 48 = 0.25, and 33 or more of 60 happen with probability 7e-7.
DRAWS, FEWEST = 60, 33


@check(Text(en="seeding", zh="播种"), match="failure")
def seeding(subject: Subject, rng: np.random.Generator) -> None:
    """Which rows are drawn, and how often the far one; from the generator that was passed alone."""
    centres = np.array([[0.0, 0], [100, 0]])
    around = rng.uniform(0, 2 * np.pi, 36)
    points = [*np.c_[np.cos(around), np.sin(around)], np.array([0.0, -12]), *np.tile(centres[1], (5, 1))]
    order = rng.permutation(42)
    x = np.array(points)[order]
    far, taken = int(np.flatnonzero(order == 36)[0]), set(np.flatnonzero(order > 36))
    seeds = [int(seed) for seed in rng.integers(2**31, size=DRAWS)]
    drawn = [subject.call("next_centre", x, centres, Rng(seed), precision="float64") for seed in seeds]
    what = Text(en="next_centre", zh="next_centre")
    for index in drawn:
        expect_shape(index, (), what=what)
        if np.asarray(index).dtype.kind not in "iu" or not 0 <= index < 42:
            en, zh = (
                f"next_centre returned {index}; expected the index of a row.",
                f"next_centre 返回了 {index}；应为某一行的下标。",
            )
            fail(Text(en=en, zh=zh), code="no index")
    hint = Text(
        en="The weight of a row is its squared distance to the nearest centre, so 0 for a row that lies on one.",
        zh="一行的权重是它到最近中心的平方距离，因此与中心重合的行权重为 0。",
    )
    if any(int(index) in taken for index in drawn):
        en, zh = "A row was drawn that lies on a centre.", "抽中了与某个中心重合的行。"
        fail(Text(en=en, zh=zh), code="on a centre", hint=hint)
    count = sum(int(index) == far for index in drawn)
    if not FEWEST <= count < DRAWS:
        en = f"The far row has 0.8 of all weight and was drawn {count} times of {DRAWS}."
        zh = f"远处的那一行占全部权重的 0.8，{DRAWS} 次中被抽中 {count} 次。"
        fail(Text(en=en, zh=zh), code="too often" if count == DRAWS else "too rarely", hint=hint)
    again = [subject.call("next_centre", x, centres, Rng(seed), precision="float64") for seed in seeds[:20]]
    if [int(index) for index in again] != [int(index) for index in drawn[:20]]:
        en, zh = "The same seeds gave other rows.", "同样的种子给出了不同的行。"
        hint = Text(
            en="Draw from the generator that was passed, and from nothing else.", zh="只能从传入的生成器抽取随机数。"
        )
        fail(Text(en=en, zh=zh), code="another generator", hint=hint)
