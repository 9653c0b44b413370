"""A program translated to the other framework, against one replay in NumPy of what both directions compute.

The replay goes row by row, with math.erf and np.logaddexp; its gradient is a central difference of the loss. Inside
the grader a checkpoint is a flat dict with weights of shape (in, out).
"""

import math
from typing import Any

import numpy as np

from kata.grading import Subject, Text, central_differences, check, expect_close, expect_shape, expect_unchanged, fail

EXACT = 1e-9
DIFFERENCE = 1e-6
ROWS = 5
SQUARE, OTHER = (3, 3, 3), (2, 5, 4)  # features, units, classes; in the first a transposed weight raises nothing
SETTINGS = (0.4, 0.8, 0.1)  # lr, momentum, decay
Weights = dict[str, np.ndarray]
Batches = list[tuple[np.ndarray, np.ndarray]]


# The oracle.


def logits(weights: Weights, x: np.ndarray) -> np.ndarray:
    """Return the logits, row by row."""
    centred = x - np.average(x, axis=0)
    z = centred / np.sqrt(np.average(centred**2, axis=0))
    rows = []
    for row in z:
        before = np.einsum("f,fu->u", row, weights["w1"]) + weights["b1"]
        h = np.array([v * (1 + math.erf(v / math.sqrt(2))) / 2 for v in before])
        rows.append(np.einsum("u,uc->c", h, weights["w2"]) + weights["b2"])
    return np.array(rows)


def loss(weights: Weights, x: np.ndarray, labels: np.ndarray) -> float:
    """Return the mean cross-entropy."""
    rows = logits(weights, x)
    return sum(float(np.logaddexp.reduce(row) - row[label]) for row, label in zip(rows, labels, strict=True)) / len(x)


def trained(weights: Weights, batches: Batches) -> tuple[Weights, list[float]]:
    """Return the weights after all batches and the loss before each: a step sums all pulls so far, older ones less."""
    lr, momentum, decay = SETTINGS
    losses, pulls = [], []
    for x, labels in batches:
        losses.append(loss(weights, x, labels))
        grads = central_differences(lambda moved, x=x, labels=labels: loss(moved, x, labels), weights)
        pulls.append({name: grads[name] + decay * weights[name] for name in weights})
        ages = range(len(pulls) - 1, -1, -1)
        weights = {
            name: value - lr * sum(momentum**age * pull[name] for age, pull in zip(ages, pulls, strict=True))
            for name, value in weights.items()
        }
    return weights, losses


def draw(rng: np.random.Generator, steps: int, sizes: tuple[int, int, int] = SQUARE) -> tuple[Weights, Batches]:
    """Return weights, and batches whose columns are neither centred nor alike."""
    features, units, classes = sizes
    shapes = {"w1": (features, units), "b1": (units,), "w2": (units, classes), "b2": (classes,)}
    weights = {name: rng.normal(0, 0.8, shape) for name, shape in shapes.items()}
    return weights, [
        (rng.normal(1, np.arange(1, features + 1), (ROWS, features)), rng.integers(0, classes, ROWS))
        for _ in range(steps)
    ]


# The checkpoints of the two frameworks. Each variant takes the other's.


def packed(subject: Subject, weights: Weights) -> Any:
    """Return a checkpoint as the submission is to get it."""
    if subject.framework == "torch":
        return {
            "hidden": {"w": weights["w1"], "b": weights["b1"]},
            "output": {"w": weights["w2"], "b": weights["b2"]},
        }
    return {
        "hidden.weight": weights["w1"].T,
        "hidden.bias": weights["b1"],
        "output.weight": weights["w2"].T,
        "output.bias": weights["b2"],
    }


def train(subject: Subject, weights: Weights, batches: Batches) -> tuple[Any, Any]:
    """Return the checkpoint and the losses of the submission."""
    got = subject.call("train", packed(subject, weights), batches, *SETTINGS, precision="float64")
    if not isinstance(got, list | tuple) or len(got) != 2:
        en, zh = "train must return (checkpoint, losses).", "train 必须返回 (checkpoint, losses)。"
        fail(Text(en=en, zh=zh), code="pair")
    return got[0], got[1]


def expect_trained(subject: Subject, drawn: tuple[Weights, Batches], hint: Text, what: Text) -> None:
    """Compare the checkpoint after a training."""
    got, _ = train(subject, *drawn)
    expected = packed(subject, trained(*drawn)[0])
    expect_close(got, expected, rtol=DIFFERENCE, atol=DIFFERENCE, what=what, hint=hint)


# The checks.


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """The shapes of logits, checkpoint and losses."""
    weights, batches = draw(rng, 3)
    got = subject.call("predict", packed(subject, weights), batches[0][0], precision="float64")
    expect_shape(got, (ROWS, SQUARE[2]), what=Text(en="predict", zh="predict"))
    checkpoint, losses = train(subject, weights, batches)
    # Any values: the structure and the shapes alone.
    expect_close(
        checkpoint,
        packed(subject, weights),
        rtol=0,
        atol=np.inf,
        what=Text(en="the checkpoint", zh="检查点"),
        hint=Text(en="The keys and shapes of the one that came in.", zh="键与形状应与传入的检查点相同。"),
    )
    if np.shape(losses) != (3,):
        en, zh = "losses must hold one number for each batch.", "losses 中每个批量应有一个数。"
        fail(Text(en=en, zh=zh), code=f"losses {np.shape(losses)}")


@check(Text(en="logits", zh="logits"))
def the_logits(subject: Subject, rng: np.random.Generator) -> None:
    """The forward pass alone."""
    weights, batches = draw(rng, 1)
    x = batches[0][0]
    hint = Text(
        en="Go line by line: the standardised x, the hidden layer, the activation, the output. A function's defaults "
        "are part of the program.",
        zh="请逐行比较：标准化后的 x、隐藏层、激活函数、输出。函数的默认参数也是程序的一部分。",
    )
    got = subject.call("predict", packed(subject, weights), x, precision="float64")
    expect_close(got, logits(weights, x), rtol=EXACT, atol=EXACT, what=Text(en="predict", zh="predict"), hint=hint)


@check(Text(en="one step", zh="一步"))
def one_step(subject: Subject, rng: np.random.Generator) -> None:
    """Gradient and decay, for weights and biases, in the layout of the checkpoint."""
    hint = Text(
        en="If the logits are right: is the loss a mean or a sum, what is decayed, and how are the weights handed back?",
        zh="如果 logits 是对的：损失是均值还是总和？哪些参数要衰减？权重以什么布局交回？",
    )
    expect_trained(subject, draw(rng, 1), hint, Text(en="the checkpoint after 1 step", zh="1 步之后的检查点"))


@check(Text(en="three steps", zh="三步"))
def three_steps(subject: Subject, rng: np.random.Generator) -> None:
    """What the velocity carries from step to step."""
    hint = Text(
        en="If one step is right: what enters the velocity, with which factor, and does it outlive the step?",
        zh="如果一步是对的：什么进入速度，系数是多少？速度是否保留到下一步？",
    )
    expect_trained(subject, draw(rng, 3), hint, Text(en="the checkpoint after 3 steps", zh="3 步之后的检查点"))


@check(Text(en="the losses", zh="损失"))
def the_losses(subject: Subject, rng: np.random.Generator) -> None:
    """The cross-entropy of each batch before its step."""
    weights, batches = draw(rng, 3)
    _, losses = train(subject, weights, batches)
    hint = Text(
        en="losses[i] is the mean cross-entropy of batch i and nothing more, at the weights before its step.",
        zh="losses[i] 是第 i 个批量的平均交叉熵，不含其他项，用的是这一步之前的权重。",
    )
    got, expected = np.array([float(value) for value in losses]), np.array(trained(weights, batches)[1])
    expect_close(got, expected, rtol=DIFFERENCE, what=Text(en="losses", zh="losses"), hint=hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """The checkpoint and the batches, after a training."""
    weights, batches = draw(rng, 3)
    hint = Text(
        en="The checkpoint belongs to the caller: train a copy. A transposed view shares its memory.",
        zh="检查点属于调用者：请训练副本。转置得到的视图与原张量共享内存。",
    )
    expect_unchanged(subject, "train", packed(subject, weights), batches, *SETTINGS, hint=hint)


@check(Text(en="other sizes", zh="其他大小"))
def other_sizes(subject: Subject, rng: np.random.Generator) -> None:
    """Where no two sizes are equal; JAX, which compiles for each, does the forward pass alone."""
    hint = Text(
        en="If square layers are right: take all sizes from the checkpoint.",
        zh="如果方阵的层是对的：所有大小都应取自检查点。",
    )
    weights, batches = draw(rng, 1, OTHER)
    x = batches[0][0]
    got = subject.call("predict", packed(subject, weights), x, precision="float64")
    expect_close(got, logits(weights, x), rtol=EXACT, atol=EXACT, what=Text(en="predict", zh="predict"), hint=hint)
    if subject.framework != "jax":
        what = Text(en="the checkpoint after 1 step", zh="1 步之后的检查点")
        expect_trained(subject, (weights, batches), hint, what)
