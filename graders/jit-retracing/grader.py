"""Values against NumPy, and how often what is handed over is traced."""

from typing import Any

import numpy as np

from kata.grading import Given, Subject, Submitted, Text, check, expect_close, expect_shape, fail

LENGTHS = (3, 1, 4, 3, 2, 5, 8)


def descended(w: np.ndarray, x: np.ndarray, y: np.ndarray, rates: list[float]) -> np.ndarray:
    """Return w after all steps; the gradient of the mean squared error row by row."""
    for rate in rates:
        slope = sum(2 * (row @ w - target) * row for row, target in zip(x, y, strict=True)) / len(x)
        w = w - rate * slope
    return w


def train_twice(subject: Subject, rng: np.random.Generator) -> tuple[Any, list[np.ndarray]]:
    """Return what two trainings came to, each with its count of runs; and what w should be."""
    w, x, y = rng.normal(size=3), rng.normal(size=(5, 3)), rng.normal(size=5)
    many = [[float(rate) for rate in rng.uniform(0.05, 0.2, 4)] for _ in range(2)]
    got = subject.call(Given("trained"), Submitted("train"), w, x, y, *many, precision="float64")
    return got, [descended(w, x, y, rates) for rates in many]


def evaluate(subject: Subject, rng: np.random.Generator) -> tuple[Any, list[int], list[float]]:
    """Return the scores of the sequences in any order, the rows that were traced, and the scores they should have."""
    sequences = [rng.normal(size=(length, 2)) for length in rng.permutation(LENGTHS)]
    scores, rows, boolean = subject.call(Given("evaluated"), Submitted("evaluate"), sequences, precision="float64")
    if not boolean:
        fail(
            Text(en="The mask must be boolean.", zh="掩码必须是布尔型。"),
            code="mask",
            hint=Text(
                en="A score may write ~mask, or index with it; a comparison gives booleans.",
                zh="score 可能会写 ~mask 或用它索引；比较运算给出布尔值。",
            ),
        )
    return scores, rows, [float(np.cos(x).sum() / len(x)) for x in sequences]


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Shapes of both results."""
    got, _ = train_twice(subject, rng)
    expect_shape(got[0][0], (3,), what=Text(en="train", zh="train"))
    scores, _, _ = evaluate(subject, rng)
    expect_shape(scores, (len(LENGTHS),), what=Text(en="evaluate", zh="evaluate"))


@check(Text(en="values of the training", zh="训练的数值"))
def training_values(subject: Subject, rng: np.random.Generator) -> None:
    """Two trainings with different rates."""
    got, expected = train_twice(subject, rng)
    expect_close(
        [w for w, _ in got],
        expected,
        rtol=1e-9,
        atol=1e-12,
        what=Text(en="w of two trainings", zh="两次训练的 w"),
        hint=Text(
            en="Each step takes its own rate, and subtracts rate times the gradient.",
            zh="每一步使用自己的学习率，减去学习率乘梯度。",
        ),
    )


@check(Text(en="one trace for all steps", zh="所有步只追踪一次"), match="failure")
def one_trace(subject: Subject, rng: np.random.Generator) -> None:
    """The first training traces the loss once, the second not at all."""
    got, _ = train_twice(subject, rng)
    first, second = (runs for _, runs in got)
    if first != 1:
        fail(
            Text(en=f"Four steps ran the loss {first} times in Python.", zh=f"四步在 Python 中运行了 {first} 次损失。"),
            code="each step",
            hint=Text(
                en="One compiled function for all steps, to which the rate is an ordinary argument.",
                zh="所有步共用一个编译好的函数，学习率是它的普通参数。",
            ),
        )
    if second:
        fail(
            Text(
                en=f"A second training with the same loss ran it {second} times again in Python.",
                zh=f"用同一个损失再训练一次，又在 Python 中运行了 {second} 次。",
            ),
            code="each training",
            hint=Text(
                en="jit remembers by function object: one that is made inside train is new at every call.",
                zh="jit 按函数对象来记忆：在 train 里面新建的函数每次调用都是新的。",
            ),
        )


@check(Text(en="scores", zh="分数"))
def scores_of_sequences(subject: Subject, rng: np.random.Generator) -> None:
    """Padding must not count."""
    scores, _, expected = evaluate(subject, rng)
    expect_close(
        scores,
        np.array(expected),
        rtol=1e-9,
        atol=1e-12,
        what=Text(en="evaluate", zh="evaluate"),
        hint=Text(
            en="In order; the mask is True for the rows that were there before padding.",
            zh="按顺序；补齐之前就有的行，掩码为 True。",
        ),
    )


@check(Text(en="one trace for each bucket", zh="每个桶只追踪一次"), match="failure")
def buckets(subject: Subject, rng: np.random.Generator) -> None:
    """Of the lengths 1 to 8: 1, 2, 4 and 8 rows, each once."""
    _, rows, _ = evaluate(subject, rng)
    if sorted(rows) != [1, 2, 4, 8]:
        fail(
            Text(
                en=f"For lengths {sorted(LENGTHS)} the score was traced with {sorted(rows)} rows; expected [1, 2, 4, 8].",
                zh=f"对长度 {sorted(LENGTHS)}，追踪 score 时的行数为 {sorted(rows)}；应为 [1, 2, 4, 8]。",
            ),
            code=f"rows {sorted(rows)}",
            hint=Text(
                en="One jitted score for all sequences; the bucket is the smallest power of two that holds the length.",
                zh="所有序列共用一个编译后的 score；桶是能容纳该长度的最小的 2 的幂。",
            ),
        )
