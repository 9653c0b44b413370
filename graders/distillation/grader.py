"""Distillation: soft targets at a temperature, hard labels, their mixture, and whom the gradient reaches.

The oracle goes row by row over the classes that the teacher leaves, and rests on `np.logaddexp`; its gradient is a
central difference.
"""

import math
from typing import Any

import numpy as np

from kata.grading import (
    Given,
    Subject,
    Submitted,
    Text,
    central_differences,
    check,
    expect_close,
    expect_equal,
    expect_shape,
    expect_unchanged,
    fail,
)

EXACT = 1e-9
SINGLE = 1e-5  # values in float32
DIFFERENCE = 1e-7  # central differences of width 1e-4 were off by 3e-11 at most in 400 draws
FAR = 1e-6  # the same where the loss is in the tens of thousands: 1.3e-8
ROWS, CLASSES = 5, 4  # one shape: JAX compiles for each
LOSS = Text(en="the loss", zh="损失")
GRADIENT = Text(en="the gradient of student", zh="student 的梯度")
Problem = tuple[np.ndarray, np.ndarray, np.ndarray, float, float]  # student, teacher, labels, temperature, alpha

# Far above and far below zero, huge equal logits, classes whose probability underflows to 0.
EXTREMES = np.array([[1e4, 0, -1e4, 1], [-1e4, -10001, -10002, -1e4], [1e4, 1e4, 1e4, 1e4], [0, 1e4, 1, 2]])


def loss(student: np.ndarray, teacher: np.ndarray, labels: np.ndarray, temperature: float, alpha: float) -> float:
    """Return the mixture of both parts, term by term."""
    soft, hard = [], []
    for s, t, label in zip(student, teacher, labels, strict=True):
        hard.append(np.logaddexp.reduce(s) - s[label])
        totals = [np.logaddexp.reduce(z / temperature) for z in (s, t)]
        for k in range(len(s)):
            if t[k] > -math.inf:
                log_q = t[k] / temperature - totals[1]
                soft.append(math.exp(log_q) * (log_q - s[k] / temperature + totals[0]))
    return alpha * temperature**2 * math.fsum(soft) / len(student) + (1 - alpha) * float(np.mean(hard))


def gradient(problem: Problem) -> np.ndarray:
    """Return the central differences of `loss` for the student: (rows, classes)."""
    student, *rest = problem
    return central_differences(lambda moved: loss(moved, *rest), student, step=1e-4)


def draw(rng: np.random.Generator, temperature: float, alpha: float) -> Problem:
    """Return logits that float32 holds exactly, and labels."""
    student, teacher = (np.round(rng.normal(0, 2, (ROWS, CLASSES)) * 64) / 64 for _ in range(2))
    return student, teacher, rng.integers(CLASSES, size=ROWS), temperature, alpha


def expect_loss(subject: Subject, problem: Problem, hint: Text) -> None:
    """Compare the loss in float64."""
    got = subject.call("loss", *problem, precision="float64")
    expect_close(got, loss(*problem), rtol=EXACT, atol=EXACT, what=LOSS, hint=hint)


def gradients(subject: Subject, problem: Problem) -> tuple[Any, Any]:
    """Return the submission's gradients of student and teacher; None where nothing arrives, as always in NumPy."""
    if subject.framework == "numpy":
        return subject.call("loss_grad", *problem, precision="float64"), None
    got = subject.call(Given("gradients"), Submitted("loss"), *problem, precision="float64")
    if got[0] is None:
        en, zh = "No gradient reaches the student.", "没有梯度传到学生。"
        hint = Text(en="The student's logits must stay in the graph.", zh="学生的 logits 必须留在计算图中。")
        fail(Text(en=en, zh=zh), code="no gradient", hint=hint)
    return got[0], got[1]


def expect_gradient(subject: Subject, problem: Problem, hint: Text, slack: float = DIFFERENCE) -> None:
    """Compare the student's gradient."""
    got, _ = gradients(subject, problem)
    expect_close(got, gradient(problem), rtol=1e-6, atol=slack, what=GRADIENT, hint=hint)


@check(Text(en="contract", zh="约定"), match="failure")
def contract(subject: Subject, rng: np.random.Generator) -> None:
    """Shapes, and a loss that autodiff can go through."""
    problem = draw(rng, 2.0, 0.5)
    got = subject.call("loss", *problem, precision="float64")
    expect_shape(got, (), what=LOSS)
    if subject.framework == "numpy":
        got = subject.call("loss_grad", *problem, precision="float64")
        expect_shape(got, (ROWS, CLASSES), what=GRADIENT)
    elif not isinstance(got, np.ndarray | np.generic):
        fail(
            Text(en="loss returned a Python number; expected an array.", zh="loss 返回了 Python 数；应返回数组。"),
            code="number",
            hint=Text(en="float() and item() leave the graph behind.", zh="float() 和 item() 会丢掉计算图。"),
        )


@check(Text(en="hard labels alone", zh="只有硬标签"))
def hard_labels(subject: Subject, rng: np.random.Generator) -> None:
    """Plain cross-entropy, whatever the temperature."""
    hint = Text(
        en="With alpha = 0 it is the cross-entropy of the student's own logits; the temperature plays no part.",
        zh="alpha = 0 时就是学生原始 logits 的交叉熵；与温度无关。",
    )
    expect_loss(subject, draw(rng, 3.0, 0.0), hint)


@check(Text(en="soft targets alone", zh="只有软目标"))
def soft_targets(subject: Subject, rng: np.random.Generator) -> None:
    """The divergence at a temperature of 1."""
    hint = Text(
        en="With alpha = 1 and T = 1: Σ q (log q - log p), weighed by the teacher's q; a sum over classes, a mean over rows.",
        zh="alpha = 1、T = 1 时：Σ q (log q - log p)，以教师的 q 为权重；对类别求和，对行取均值。",
    )
    expect_loss(subject, draw(rng, 1.0, 1.0), hint)


@check(Text(en="temperature", zh="温度"))
def temperatures(subject: Subject, rng: np.random.Generator) -> None:
    """The divergence alone, softened and sharpened."""
    hint = Text(
        en="If T = 1 is right: both logits are divided by T, and the divergence is multiplied by T².",
        zh="如果 T = 1 时没有问题：两者的 logits 都要除以 T，散度再乘以 T²。",
    )
    for temperature in (3.0, 0.5):
        expect_loss(subject, draw(rng, temperature, 1.0), hint)


@check(Text(en="both together", zh="两者混合"))
def mixture(subject: Subject, rng: np.random.Generator) -> None:
    """Both parts at once, in float32 too."""
    problem = draw(rng, 2.5, 0.3)
    hint = Text(
        en="If each part alone is right: alpha goes with the soft part, 1 - alpha with the hard one.",
        zh="如果两部分单独都没有问题：alpha 配软目标部分，1 - alpha 配硬标签部分。",
    )
    expect_loss(subject, problem, hint)
    if subject.framework != "jax":
        got = subject.call("loss", *problem)
        expect_close(got, loss(*problem), rtol=SINGLE, atol=SINGLE, what=LOSS, hint=hint)


@check(Text(en="gradient", zh="梯度"))
def student_gradient(subject: Subject, rng: np.random.Generator) -> None:
    """The student's, against central differences of the judge's own loss."""
    hint = Text(
        en="If the loss is right: both parts reach the student; dividing the logits by T divides their gradient by T.",
        zh="如果损失是对的：两部分都传到学生；logits 除以 T，其梯度也要除以 T。",
    )
    expect_gradient(subject, draw(rng, 3.0, 0.4), hint)


@check(Text(en="the teacher learns nothing", zh="教师不学习"), frameworks=("torch", "jax"))
def teacher_gradient(subject: Subject, rng: np.random.Generator) -> None:
    """No gradient reaches the teacher's logits, or zeros."""
    _, got = gradients(subject, draw(rng, 2.0, 0.6))
    if got is not None:
        expect_equal(
            got,
            np.zeros((ROWS, CLASSES)),
            what=Text(en="the gradient of teacher", zh="teacher 的梯度"),
            hint=Text(
                en="If it has a gradient, the teacher moves towards the student: cut its logits off at the start.",
                zh="如果教师有梯度，它就会向学生靠拢：请在一开始就切断它的 logits。",
            ),
        )


@check(Text(en="extreme logits", zh="极端的 logits"))
def extremes(subject: Subject, rng: np.random.Generator) -> None:
    """Logits of +-1e4 of both, where probabilities underflow."""
    hint = Text(
        en="If ordinary logits are right: take log p and log q from the logits, never from probabilities.",
        zh="如果普通的 logits 没有问题：log p 和 log q 应由 logits 得到，不要由概率取对数。",
    )
    student, teacher, *rest = draw(rng, 2.0, 0.5)
    for logits in (student, teacher):
        logits[rng.permutation(ROWS)[: len(EXTREMES)]] = EXTREMES[:, rng.permutation(CLASSES)]
    problem = (student, teacher, *rest)
    expect_loss(subject, problem, hint)
    expect_gradient(subject, problem, hint, FAR)


@check(Text(en="classes ruled out", zh="被排除的类别"))
def ruled_out(subject: Subject, rng: np.random.Generator) -> None:
    """Logits of -inf of the teacher: one class, and all but one."""
    hint = Text(
        en="If finite logits are right: where q is 0 the term is 0, but 0 times -inf is NaN.",
        zh="如果有限的 logits 没有问题：q 为 0 处的项应为 0，但 0 乘以 -inf 得 NaN。",
    )
    problem = draw(rng, 2.0, 0.5)
    problem[1][[0, 1, 1, 1, 3], [2, 0, 1, 3, 1]] = -math.inf
    expect_loss(subject, problem, hint)
    expect_gradient(subject, problem, hint)


@check(Text(en="arguments stay as they were", zh="传入的数据保持原样"), frameworks=("numpy", "torch"))
def purity(subject: Subject, rng: np.random.Generator) -> None:
    """No function writes into what it was given."""
    problem = draw(rng, 2.0, 0.5)
    hint = Text(en="Make new arrays: `z = z / T`, not `z /= T`.", zh="请生成新数组：`z = z / T`，而不是 `z /= T`。")
    for name in ("loss", "loss_grad") if subject.framework == "numpy" else ("loss",):
        expect_unchanged(subject, name, *problem, hint=hint)


@check(Text(en="as a compiled program", zh="作为编译后的程序"), frameworks=("jax",))
def compiled(subject: Subject, rng: np.random.Generator) -> None:
    """The loss exported, temperature and alpha as its arguments, with classes ruled out."""
    student, teacher, labels, temperature, alpha = draw(rng, 2.0, 0.5)
    teacher[[0, 3], [2, 1]] = -math.inf
    arrays = student, teacher, labels, np.array(temperature), np.array(alpha)
    hint = Text(
        en="If plain calls are right: under jit nothing has a value that Python's `if` could ask for.",
        zh="如果直接调用没有问题：在 jit 之下什么都没有值，Python 的 `if` 无从判断。",
    )
    got = subject.exported("loss", *arrays, precision="float64")
    expected = loss(student, teacher, labels, temperature, alpha)
    expect_close(got, expected, rtol=EXACT, atol=EXACT, what=Text(en="the exported loss", zh="导出的 loss"), hint=hint)
