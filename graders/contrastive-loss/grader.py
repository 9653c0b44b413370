"""The symmetric contrastive loss: logits, values, and the gradients of both embeddings and of the scale.

The oracle takes each pair's cosine on its own and rests on `np.logaddexp`; its gradients are central differences.
"""

import math

import numpy as np

from kata.grading import Subject, Text, check, expect_close, expect_shape, expect_unchanged, fail

EXACT = 1e-9
SINGLE = 1e-5  # values in float32
DIFFERENCE = 1e-7  # central differences of width 1e-5 are right to 1e-9 where logits are of the order of 1
BATCH, DIM = 5, 3  # one shape: JAX compiles for each
NAMES = ("image", "text", "log_scale")
LOGITS = Text(en="the logits", zh="logits")
LOSS = Text(en="the loss", zh="损失")
Problem = tuple[np.ndarray, np.ndarray, np.ndarray]  # image, text, log_scale


def cosine(a: np.ndarray, b: np.ndarray) -> float:
    """Return the cosine of the angle between two vectors; 0 where one of them is 0."""
    lengths = math.hypot(*a), math.hypot(*b)
    return math.fsum(a / lengths[0] * (b / lengths[1])) if all(lengths) else 0.0


def logits(image: np.ndarray, text: np.ndarray, log_scale: np.ndarray) -> np.ndarray:
    """Return the scaled cosine of every pair: (batch, batch)."""
    return math.exp(log_scale) * np.array([[cosine(a, b) for b in text] for a in image])


def loss(*problem: np.ndarray) -> float:
    """Return the mean over all rows and all columns of the log of the sum of exp, less the diagonal."""
    z = logits(*problem)
    losses = [np.logaddexp.reduce(line) - line[i] for matrix in (z, z.T) for i, line in enumerate(matrix)]
    return float(np.mean(losses))


def slopes(problem: Problem, which: int, h: float = 1e-5) -> np.ndarray:
    """Return the central differences of `loss`, 0 for an embedding of zeros; a step is h of a row's length."""
    moved = problem[which]
    result = np.zeros_like(moved)
    for index in np.ndindex(moved.shape):
        size = h * (np.linalg.norm(moved[index[0]]) if moved.ndim else 1.0)
        if size > 0:
            step = np.zeros_like(moved)
            step[index] = size
            ends = [loss(*problem[:which], moved + sign * step, *problem[which + 1 :]) for sign in (1, -1)]
            result[index] = (ends[0] - ends[1]) / (2 * size)
    return result


def draw(rng: np.random.Generator, batch: int = BATCH) -> Problem:
    """Return embeddings that float32 holds exactly, and a scale between 1.6 and 4."""
    image, text = (np.round(rng.normal(0, 2, (batch, DIM)) * 64) / 64 for _ in range(2))
    return image, text, np.array(np.round(rng.uniform(0.5, 1.4) * 64) / 64)


def draw_large(rng: np.random.Generator) -> Problem:
    """Return a problem with logits of thousands and no near ties, wrong by far in both directions; long and short rows.

    Where no two logits of a line are within 60 the loss is linear in them, and central differences are right.
    """
    log_scale = np.array(9.0)
    while True:
        image, text, _ = draw(rng)
        z = logits(image, text, log_scale)
        lines = [*z, *z.T]
        ranked = [np.sort(line) for line in lines]
        wrong = [line.max() - line[i % BATCH] for i, line in enumerate(lines)]
        if min(line[-1] - line[-2] for line in ranked) > 60 and min(max(wrong[:BATCH]), max(wrong[BATCH:])) > 1000:
            sizes = np.array([1e6, 1e-6, 1, 1, 1])
            return image * rng.permutation(sizes)[:, None], text * rng.permutation(sizes)[:, None], log_scale


def expect_values(subject: Subject, problem: Problem, hint: Text) -> None:
    """Compare logits and loss in float64."""
    got = subject.call("logits", *problem, precision="float64")
    expect_close(got, logits(*problem), rtol=EXACT, atol=EXACT, what=LOGITS, hint=hint)
    got = subject.call("loss", *problem, precision="float64")
    expect_close(got, loss(*problem), rtol=EXACT, atol=EXACT, what=LOSS, hint=hint)


def expect_gradients(subject: Subject, problem: Problem, hint: Text) -> None:
    """Compare all three gradients: from the formula in NumPy, elsewhere from autodiff."""
    if subject.framework == "numpy":
        got = subject.call("loss_grad", *problem, precision="float64")
        if not isinstance(got, list | tuple) or len(got) != len(NAMES):
            fail(Text(en="loss_grad must return three gradients.", zh="loss_grad 必须返回三个梯度。"), code="structure")
    else:
        got = [subject.gradient("loss", *problem, wrt=which, precision="float64") for which in range(len(NAMES))]
    for which, name in enumerate(NAMES):
        right = slopes(problem, which)
        what = Text(en=f"the gradient of {name}", zh=f"{name} 的梯度")
        slack = DIFFERENCE * max(1.0, float(np.abs(right).max()))
        expect_close(got[which], right, rtol=1e-6, atol=slack, what=what, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Shapes, and a loss that autodiff can go through."""
    problem = draw(rng)
    expect_shape(subject.call("logits", *problem, precision="float64"), (BATCH, BATCH), what=LOGITS)
    got = subject.call("loss", *problem, precision="float64")
    expect_shape(got, (), what=LOSS)
    if subject.framework != "numpy" and not isinstance(got, np.ndarray | np.generic):
        fail(
            Text(en="loss returned a Python number; expected an array.", zh="loss 返回了 Python 数；应返回数组。"),
            code="number",
            hint=Text(en="float() and item() leave the graph behind.", zh="float() 和 item() 会丢掉计算图。"),
        )


@check(Text(en="logits", zh="logits"))
def logit_values(subject: Subject, rng: np.random.Generator) -> None:
    """Scaled cosines, images along the rows."""
    problem = draw(rng)
    hint = Text(
        en="Each embedding over its own norm, then all products of an image and a text, times exp(log_scale).",
        zh="每个嵌入除以自己的范数，再求每个图像与每个文本的内积，最后乘以 exp(log_scale)。",
    )
    got = subject.call("logits", *problem, precision="float64")
    expect_close(got, logits(*problem), rtol=EXACT, atol=EXACT, what=LOGITS, hint=hint)


@check(Text(en="loss", zh="损失"))
def loss_values(subject: Subject, rng: np.random.Generator) -> None:
    """The mean of both directions."""
    problem = draw(rng)
    hint = Text(
        en="If the logits are right: the diagonal is right, once among its row and once among its column; take the mean.",
        zh="如果 logits 是对的：对角线是正确答案，一次与同一行比，一次与同一列比；最后取均值。",
    )
    for precision in ("float64", "float32") if subject.framework != "jax" else ("float64",):
        slack = EXACT if precision == "float64" else SINGLE
        got = subject.call("loss", *problem, precision=precision)
        expect_close(got, loss(*problem), rtol=slack, atol=slack, what=LOSS, hint=hint)


@check(Text(en="gradients", zh="梯度"))
def gradient_values(subject: Subject, rng: np.random.Generator) -> None:
    """Against central differences of the judge's own loss."""
    hint = Text(
        en="If the loss is right: the gradient goes through the norm too, and through the exp of log_scale.",
        zh="如果损失是对的：梯度还要穿过范数，也要穿过 log_scale 的 exp。",
    )
    expect_gradients(subject, draw(rng), hint)


@check(Text(en="a single pair", zh="只有一对"))
def single_pair(subject: Subject, rng: np.random.Generator) -> None:
    """The only text is the right one: a loss of 0."""
    hint = Text(
        en="If larger batches are right: an axis of length 1 is an axis like any other.",
        zh="如果更大的批量没有问题：长度为 1 的轴与其他轴没有区别。",
    )
    expect_values(subject, draw(rng, 1), hint)


@check(Text(en="large logits", zh="很大的 logits"))
def large(subject: Subject, rng: np.random.Generator) -> None:
    """Logits of thousands, rows that are very long or very short."""
    hint = Text(
        en="If ordinary logits are right: take log-probabilities from the logits less each line's own maximum.",
        zh="如果普通的 logits 没有问题：对数概率应由减去该行（列）自身最大值的 logits 得到。",
    )
    problem = draw_large(rng)
    expect_values(subject, problem, hint)
    expect_gradients(subject, problem, hint)


@check(Text(en="an embedding of zeros", zh="全零的嵌入"))
def zeros(subject: Subject, rng: np.random.Generator) -> None:
    """One image and one text without a direction: logits of 0, no gradient, and the others as always."""
    hint = Text(
        en="If other embeddings are right: a zero row must meet no division by 0, forwards or backwards, nor by a tiny eps.",
        zh="如果其他嵌入没有问题：零向量在前向和反向中都不能除以 0，也不能除以极小的 eps。",
    )
    image, text, log_scale = draw(rng)
    image[rng.integers(BATCH)] = 0.0
    text[rng.integers(BATCH)] = 0.0
    problem = image, text, log_scale
    expect_values(subject, problem, hint)
    expect_gradients(subject, problem, hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("numpy", "torch"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    problem = draw(rng)
    hint = Text(
        en="Make new arrays: `x = x / norm`, not `x /= norm`.", zh="请生成新数组：`x = x / norm`，而不是 `x /= norm`。"
    )
    for name in ("logits", "loss", "loss_grad") if subject.framework == "numpy" else ("logits", "loss"):
        expect_unchanged(subject, name, *problem, hint=hint)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """The loss exported, with an embedding of zeros."""
    problem = draw(rng)
    problem[0][1] = 0.0
    hint = Text(
        en="If plain calls are right: under jit a norm has no value that Python's `if` could ask for.",
        zh="如果直接调用没有问题：在 jit 之下范数没有值，Python 的 `if` 无从判断。",
    )
    got = subject.exported("loss", *problem, precision="float64")
    expect_close(got, loss(*problem), rtol=EXACT, what=Text(en="the exported loss", zh="导出的 loss"), hint=hint)
