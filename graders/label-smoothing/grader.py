"""Smoothed cross-entropy with ignored rows: values, and gradients by hand or by autodiff.

The oracle goes row by row over the rows that are kept, weighs all log-probabilities with an explicit target, and rests
on `np.logaddexp`. Its gradient is a central difference.
"""

import numpy as np

from kata.grading import Subject, Text, central_differences, check, expect_close, expect_shape, expect_unchanged, fail

EXACT = 1e-9
DIFFERENCE = 1e-7  # how far a central difference may be off, where the loss is in the thousands
ROWS, CLASSES = 5, 4
PADDING = -100
Problem = tuple[np.ndarray, np.ndarray, float, int]  # logits, labels, smoothing, ignore_index

# Far above and far below zero, huge equal logits, labels whose probability underflows to 0.
EXTREMES = np.array([[1e4, 0, -1e4, 1], [-1e4, -10001, -10002, -1e4], [1e4, 1e4, 1e4, 1e4], [0, 1e4, 1, 2]])


def loss(logits: np.ndarray, labels: np.ndarray, smoothing: float, ignore_index: int) -> float:
    """Return the mean over the kept rows; 0 without any."""
    losses = []
    for row, label in zip(logits, labels, strict=True):
        if label != ignore_index:
            target = np.full(len(row), smoothing / len(row))
            target[label] += 1 - smoothing
            losses.append(-target @ (row - np.logaddexp.reduce(row)))
    return float(np.mean(losses)) if losses else 0.0


def gradient(problem: Problem) -> np.ndarray:
    """Return the central differences of `loss`: (rows, classes)."""
    logits, *rest = problem
    return central_differences(lambda moved: loss(moved, *rest), logits, step=1e-4)


def draw(rng: np.random.Generator, smoothing: float, ignored: int = 0, ignore_index: int = PADDING) -> Problem:
    """Return a problem, in which so many rows are ignored and no others. One shape: JAX compiles anew for each."""
    classes = [k for k in range(CLASSES) if k != ignore_index]
    labels = rng.choice(classes, ROWS)
    labels[rng.permutation(ROWS)[:ignored]] = ignore_index
    return rng.normal(0, 2, (ROWS, CLASSES)), labels, smoothing, ignore_index


def expect_loss(subject: Subject, problem: Problem, hint: Text) -> None:
    """Compare the loss."""
    got = subject.call("loss", *problem, precision="float64")
    expect_close(got, loss(*problem), rtol=EXACT, atol=EXACT, what=Text(en="the loss", zh="损失"), hint=hint)


def expect_gradient(subject: Subject, problem: Problem, hint: Text) -> None:
    """Compare the gradient: from the formula in NumPy, elsewhere from autodiff."""
    if subject.framework == "numpy":
        got = subject.call("loss_grad", *problem, precision="float64")
    else:
        got = subject.gradient("loss", *problem, precision="float64")
    what = Text(en="the gradient", zh="梯度")
    expect_close(got, gradient(problem), rtol=1e-6, atol=DIFFERENCE, what=what, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Shapes, and a loss that autodiff can go through."""
    problem = draw(rng, 0.1, 1)
    got = subject.call("loss", *problem, precision="float64")
    expect_shape(got, (), what=Text(en="the loss", zh="损失"))
    if subject.framework == "numpy":
        got = subject.call("loss_grad", *problem, precision="float64")
        expect_shape(got, (ROWS, CLASSES), what=Text(en="the gradient", zh="梯度"))
    elif not isinstance(got, np.ndarray | np.generic):
        fail(
            Text(en="loss returned a Python number; expected an array.", zh="loss 返回了 Python 数；应返回数组。"),
            code="number",
            hint=Text(en="float() and item() leave the graph behind.", zh="float() 和 item() 会丢掉计算图。"),
        )


@check(Text(en="without smoothing", zh="没有平滑"))
def without_smoothing(subject: Subject, rng: np.random.Generator) -> None:
    """Plain cross-entropy."""
    hint = Text(
        en="With smoothing = 0 it is the mean of -log p[label].", zh="smoothing = 0 时就是 -log p[label] 的均值。"
    )
    expect_loss(subject, draw(rng, 0.0), hint)


@check(Text(en="smoothing", zh="平滑"))
def smoothed(subject: Subject, rng: np.random.Generator) -> None:
    """Two amounts of it."""
    hint = Text(
        en="The right class has the weight 1 - ε + ε / K, each other class ε / K: together 1.",
        zh="正确类别的权重是 1 - ε + ε / K，其他类别各为 ε / K：合计为 1。",
    )
    for amount in (0.1, 0.6):
        expect_loss(subject, draw(rng, amount), hint)


@check(Text(en="ignored rows", zh="被忽略的行"))
def ignored_rows(subject: Subject, rng: np.random.Generator) -> None:
    """Padding of -100, also in all rows but one, and a class that is ignored."""
    hint = Text(
        en="If it is right where all rows count: an ignored row is in neither the sum nor the count, smoothing included.",
        zh="如果所有行都计入时没有问题：被忽略的行既不在求和里，也不在计数里，平滑项也一样。",
    )
    expect_loss(subject, draw(rng, 0.1, 2), hint)
    expect_loss(subject, draw(rng, 0.1, ROWS - 1), hint)
    expect_loss(subject, draw(rng, 0.3, 3, ignore_index=1), hint)


@check(Text(en="gradient", zh="梯度"))
def gradients(subject: Subject, rng: np.random.Generator) -> None:
    """Against central differences of the judge's own loss, with ignored rows."""
    hint = Text(
        en="A kept row has (p - q) / count with the smoothed q, an ignored row zeros.",
        zh="保留的行是 (p - q) / count，其中 q 是平滑后的目标；被忽略的行是零。",
    )
    expect_gradient(subject, draw(rng, 0.0), hint)
    expect_gradient(subject, draw(rng, 0.2, 2), hint)
    expect_gradient(subject, draw(rng, 0.2, ROWS - 1), hint)


@check(Text(en="extreme logits", zh="极端的 logits"))
def extremes(subject: Subject, rng: np.random.Generator) -> None:
    """Logits of +-1e4, in kept and in ignored rows."""
    hint = Text(
        en="If ordinary logits are right: work with log p from the logits, never with the logarithm of p.",
        zh="如果普通的 logits 没有问题：应从 logits 直接得到 log p，不要对 p 取对数。",
    )
    logits, labels, *rest = draw(rng, 0.1, 1)
    logits[rng.permutation(ROWS)[: len(EXTREMES)]] = EXTREMES
    problem = (logits, labels, *rest)
    expect_loss(subject, problem, hint)
    expect_gradient(subject, problem, hint)


@check(Text(en="everything ignored", zh="全部被忽略"))
def everything_ignored(subject: Subject, rng: np.random.Generator) -> None:
    """A batch of padding alone: 0, with a gradient of 0."""
    hint = Text(en="Divide by 1 where there is nothing to count: 0 / 1.", zh="没有可计的行时除以 1：0 / 1。")
    problem = draw(rng, 0.1, ROWS)
    expect_loss(subject, problem, hint)
    expect_gradient(subject, problem, hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("numpy", "torch"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    problem = draw(rng, 0.1, 2)
    hint = Text(
        en="Make a new array of labels that are safe to index with.", zh="应另外生成一个可安全用作下标的标签数组。"
    )
    for name in ("loss", "loss_grad") if subject.framework == "numpy" else ("loss",):
        expect_unchanged(subject, name, *problem, hint=hint)


@check(Text(en="every call alike", zh="每次调用都一样"), match="failure")
def every_call(subject: Subject, rng: np.random.Generator) -> None:
    """New values of one shape, again and again and in a new process."""
    hint = Text(
        en="If the checks above pass: does it remember something from one call to the next?",
        zh="如果上面的检查通过：它是否把什么从一次调用记到了下一次？",
    )

    def once(worker: Subject) -> None:
        problem = draw(rng, 0.1, 1)
        expect_loss(worker, problem, hint)
        if worker.framework == "numpy":
            expect_gradient(worker, problem, hint)

    subject.repeatedly(once, rng)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """The loss exported; logits and labels are its arguments."""
    problem = draw(rng, 0.1, 2)
    hint = Text(
        en="If plain calls are right: under jit the labels have no values, so rows can be weighted but not left out.",
        zh="如果直接调用没有问题：在 jit 之下标签没有值，因此行只能加权，不能删掉。",
    )
    got = subject.exported("loss", *problem, precision="float64")
    what = Text(en="the exported loss", zh="导出的损失")
    expect_close(got, loss(*problem), rtol=EXACT, atol=EXACT, what=what, hint=hint)
