"""Softmax, the mean cross-entropy of integer labels, and its gradient; autodiff, jit and vmap where they exist.

The oracle rests on `np.logaddexp`, which needs no shift by the maximum, and its gradient is a central difference:
neither shares a formula with the solutions.
"""

from typing import Literal, NoReturn

import numpy as np

from kata.grading import Subject, Text, central_differences, check, expect_close, expect_shape, expect_unchanged, fail

SOFTMAX, LOSS, GRADIENT = "softmax", "cross_entropy", "cross_entropy_grad"
Tolerance = tuple[Literal["float32", "float64"], float, float]
# Precision, rtol, atol. A logit of 1e4 has steps of 1e-3 in float32: whoever adds the maximum back before the exp is
# right to that and no further.
DOUBLE: Tolerance = ("float64", 1e-9, 1e-10)
SINGLE: Tolerance = ("float32", 1e-5, 2e-3)

# How far a central difference may be off: 8e-9 was the worst of 500 draws, where the loss is in the thousands.
DIFFERENCE = 1e-7

# Far above and far below zero, huge equal logits, labels whose probability underflows to 0.
EXTREME_LOGITS = np.array([[1e4, 0, -1e4], [-1e4, -10001, -10002], [1e4, 1e4, 1e4], [0, 1e4, 1]])
EXTREME_LABELS = np.array([2, 0, 1, 1])


def log_softmax(logits: np.ndarray) -> np.ndarray:
    """Return log p: (batch, classes)."""
    return logits - np.logaddexp.reduce(logits, axis=1, keepdims=True)


def softmax(logits: np.ndarray) -> np.ndarray:
    """Return p: (batch, classes)."""
    return np.exp(log_softmax(logits))


def cross_entropy(logits: np.ndarray, labels: np.ndarray) -> float:
    """Return the mean of -log p[label]."""
    return -float(np.mean([row[label] for row, label in zip(log_softmax(logits), labels, strict=True)]))


def gradient(logits: np.ndarray, labels: np.ndarray) -> np.ndarray:
    """Return the central differences of `cross_entropy`: (batch, classes), right to `DIFFERENCE`."""
    return central_differences(lambda moved: cross_entropy(moved, labels), logits, step=1e-4)


def draw(rng: np.random.Generator, *shape: int) -> tuple[np.ndarray, np.ndarray]:
    """Return logits of `shape`, multiples of 1/64 that float32 holds exactly, and labels for all axes but the last.

    Each class occurs among the labels before any occurs again.
    """
    labels = rng.permutation(np.resize(rng.permutation(shape[-1]), shape[:-1]).ravel()).reshape(shape[:-1])
    return np.round(rng.normal(0, 3, shape) * 64) / 64, labels


def draw_extremes(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return the extreme rows and an ordinary one, (5, 3), rows and classes in another order each time."""
    logits, labels = draw(rng, 1, 3)
    rows, classes = rng.permutation(5), rng.permutation(3)
    logits, labels = np.append(EXTREME_LOGITS, logits, axis=0), np.append(EXTREME_LABELS, labels)
    return logits[rows][:, classes], np.argsort(classes)[labels[rows]]


def precisions(subject: Subject) -> tuple[Tolerance, ...]:
    """Return the precisions to call functions in.

    Outside jit, JAX compiles each operation for each shape and type it meets. So nearly all checks draw the same
    shape, and JAX meets float32 only under jit.
    """
    return (DOUBLE,) if subject.framework == "jax" else (DOUBLE, SINGLE)


def expect(subject: Subject, name: str, args: tuple[np.ndarray, ...], expected: np.ndarray | float, hint: Text) -> None:
    """Expect one function's value in every precision."""
    for precision, rtol, atol in precisions(subject):
        got = subject.call(name, *args, precision=precision)
        slack = max(atol, DIFFERENCE) if name == GRADIENT else atol
        expect_close(got, expected, rtol=rtol, atol=slack, what=Text(en=name, zh=name), hint=hint)


def expect_all(subject: Subject, logits: np.ndarray, labels: np.ndarray, hint: Text) -> None:
    """Expect all three functions to agree with the oracle."""
    expect(subject, SOFTMAX, (logits,), softmax(logits), hint)
    expect(subject, LOSS, (logits, labels), cross_entropy(logits, labels), hint)
    expect(subject, GRADIENT, (logits, labels), gradient(logits, labels), hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Shapes of what comes back, and a loss that autodiff can go through."""
    logits, labels = draw(rng, 5, 3)
    for name, args, shape in (
        (SOFTMAX, (logits,), (5, 3)),
        (LOSS, (logits, labels), ()),
        (GRADIENT, (logits, labels), (5, 3)),
    ):
        got = subject.call(name, *args, precision="float64")
        expect_shape(got, shape, what=Text(en=name, zh=name))
        if subject.framework != "numpy" and not isinstance(got, np.ndarray | np.generic):
            fail_as_number(name, got)


def fail_as_number(name: str, got: object) -> NoReturn:
    """Say that a Python number came where an array is asked for."""
    kind = type(got).__name__
    fail(
        Text(
            en=f"{name} returned a Python {kind}; expected an array.", zh=f"{name} 返回了 Python {kind}；应返回数组。"
        ),
        code="number",
        hint=Text(
            en="float() and item() leave the graph behind: return the array of shape ().",
            zh="float() 和 item() 会丢掉计算图：请返回形状为 () 的数组。",
        ),
    )


@check(Text(en="softmax values", zh="softmax 的数值"))
def softmax_values(subject: Subject, rng: np.random.Generator) -> None:
    """Probabilities, of ordinary logits."""
    logits, _ = draw(rng, 5, 3)
    hint = Text(en="Each row must sum to 1: sum along the last axis.", zh="每一行的和必须为 1：沿最后一个轴求和。")
    expect(subject, SOFTMAX, (logits,), softmax(logits), hint)


@check(Text(en="loss values", zh="损失的数值"))
def loss_values(subject: Subject, rng: np.random.Generator) -> None:
    """The mean, of ordinary logits."""
    logits, labels = draw(rng, 5, 3)
    hint = Text(
        en="It is the mean over the rows of -log p[label], with p = softmax(logits) taken once.",
        zh="它是各行 -log p[label] 的均值，其中 p = softmax(logits)，softmax 只做一次。",
    )
    expect(subject, LOSS, (logits, labels), cross_entropy(logits, labels), hint)


@check(Text(en="gradient", zh="梯度"))
def gradient_by_hand(subject: Subject, rng: np.random.Generator) -> None:
    """Against central differences of the judge's own loss."""
    logits, labels = draw(rng, 5, 3)
    hint = Text(
        en="Each row sums to 0, only the label's entry is negative, and all shrink as the batch grows.",
        zh="每一行之和为 0，只有标签处为负，而且批量越大，各元素越小。",
    )
    expect(subject, GRADIENT, (logits, labels), gradient(logits, labels), hint)


@check(Text(en="a batch of one", zh="只有一行的批量"), frameworks=("numpy", "torch"))
def one_row(subject: Subject, rng: np.random.Generator) -> None:
    """A single row keeps its axis; JAX is asked below, under jit."""
    hint = Text(
        en="If larger batches are right: an axis of length 1 is an axis like any other.",
        zh="如果更大的批量没有问题：长度为 1 的轴与其他轴没有区别。",
    )
    expect_all(subject, *draw(rng, 1, 4), hint)


@check(Text(en="extreme logits", zh="极端的 logits"))
def extremes(subject: Subject, rng: np.random.Generator) -> None:
    """Logits of +-1e4, where exp overflows or underflows."""
    hint = Text(
        en="If ordinary logits are right: subtract each row's own maximum before exp; never take a probability's log.",
        zh="如果普通的 logits 没有问题：在 exp 之前减去每一行自己的最大值，并且不要对概率取对数。",
    )
    expect_all(subject, *draw_extremes(rng), hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    logits, labels = draw(rng, 5, 3)
    for name, args in ((SOFTMAX, [logits]), (LOSS, [logits, labels]), (GRADIENT, [logits, labels])):
        expect_unchanged(subject, name, *args)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )
    subject.repeatedly(lambda worker: expect_all(worker, *draw(rng, 5, 3), hint), rng)


@check(Text(en="under jit and vmap", zh="在 jit 与 vmap 之下"), frameworks=("jax",))
def transformed(subject: Subject, rng: np.random.Generator) -> None:
    """Loss and gradient of stacks of batches, in float32: an ordinary and an extreme one; a single row, exported."""
    stack = [np.stack(pair) for pair in zip(draw(rng, 5, 3), draw_extremes(rng), strict=True)]
    hint = Text(
        en="If plain calls are right: these are compiled, in float32, over a stack of batches, one of them of a single row.",
        zh="如果直接调用没有问题：这里是编译后的调用，使用 float32，作用于一叠批量，其中有只含一行的批量。",
    )
    _, rtol, atol = SINGLE
    for run, batches in ((subject.call, stack), (subject.exported, draw(rng, 1, 1, 4))):
        for name, oracle in (("batched_loss", cross_entropy), ("batched_grad", gradient)):
            expected = np.stack([oracle(*batch) for batch in zip(*batches, strict=True)])
            got = run(name, batches[0], batches[1].astype(np.int32))
            expect_close(got, expected, rtol=rtol, atol=atol, what=Text(en=name, zh=name), hint=hint)


@check(Text(en="autodiff through the loss", zh="对损失自动微分"), frameworks=("torch", "jax"))
def autodiff(subject: Subject, rng: np.random.Generator) -> None:
    """The framework's own derivative of the loss, at extremes too."""
    what = Text(en="the derivative of cross_entropy", zh="cross_entropy 的导数")
    hint = Text(
        en="If the loss itself is right: for autodiff a part of it does not depend on the logits, or depends on inf.",
        zh="如果损失本身是对的：对自动微分来说，其中一部分与 logits 无关，或者依赖于 inf。",
    )
    logits, labels = draw_extremes(rng)
    got = subject.gradient(LOSS, logits, labels, precision="float64")
    expect_close(got, gradient(logits, labels), rtol=1e-6, atol=DIFFERENCE, what=what, hint=hint)
